import MatrixCalculus
import TensorCore
import Testing

/// What the rules say where a scene says nothing: grammatical for one and for many.
struct WordsTests {
  private func words(_ program: String, by variable: String, _ shapes: [String: [Int]]) throws
    -> [StepRule: String]
  {
    let example = DerivationTests.Case(
      program: program, output: String(program.prefix(1)), variable: variable, shapes: shapes,
      closedForm: "")
    let steps = try #require(try example.derived().0.links.last).steps
    return Dictionary(steps.map { ($0.rule, $0.words) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func oneOutputIsNoPlural() throws {
    let words = try words("y = x @ a", by: "a", ["x": [3], "a": [3]])
    #expect(words[.jacobian] == "All derivatives at once: 1 output × 3 inputs.")
    let one = try self.words("y = 2 * x", by: "x", ["x": [1]])
    #expect(one[.jacobian] == "All derivatives at once: 1 output × 1 input.")
  }

  @Test func conditionsSurviveTogether() throws {
    let words = try words("y = relu(X)", by: "X", ["X": [2, 3]])
    #expect(words[.jacobian] == "All derivatives at once: 2×3 outputs × 2×3 inputs.")
    #expect(words[.sparsity] == "Only entries with i = k and j = l survive: 6 of 36.")
    #expect(words[.chainRule] == "∂E/∂y ⊗₂ ∂y/∂X")
  }

  /// d(AᵀA⁻¹) = dAᵀ·A⁻¹ − Aᵀ·A⁻¹·dA·A⁻¹: the first term has a delta, the second none.
  @Test func oneTermWithoutDeltaIsNotAll() throws {
    let product = try words("y = A.T @ inv(A)", by: "A", ["A": [2, 2]])
    #expect(
      product[.sparsity]
        == "One term has no delta, the Jacobian is dense: every output reads every input.")
    let inverse = try words("y = inv(A)", by: "A", ["A": [2, 2]])
    #expect(
      inverse[.sparsity] == "No delta: every output reads every input, the Jacobian is dense.")
  }
}
