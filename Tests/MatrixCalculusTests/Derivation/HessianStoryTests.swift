import MatrixCalculus
import TensorCore
import Testing

/// Hessians as they are told: the gradient's links, then forward, jacobian, sparsity, closed form.
@Suite struct HessianStoryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let shapes: [String: [Int]]
    /// The steps of the last link after forward, jacobian and sparsity.
    let rules: [StepRule]
    /// The formulas of the jacobian step and of the last one.
    let quotient: String
    let closedForm: String

    var testDescription: String { program }
  }

  /// Closed forms of textbooks, and one by hand.
  ///
  /// Petersen and Pedersen (2012), equations 98 and 81 derived once more; by hand ∂²E/∂A[i,j]∂A[k,l] = δ[j,l]·Σₙ X[n,i]·X[n,k].
  static let cases = [
    Case(
      program: "E = x @ Q @ x", variable: "x", shapes: ["x": [3], "Q": [3, 3]],
      rules: [.closedForm], quotient: "∂²E/∂x²[i,k] = ∂²E/∂x[i]∂x[k]",
      closedForm: "∂²E/∂x² = Q + Qᵀ"),
    Case(
      program: "y = A @ x; E = sum((y - b)**2)", variable: "x",
      shapes: ["A": [4, 3], "x": [3], "b": [4]], rules: [.product, .closedForm],
      quotient: "∂²E/∂x²[i,k] = ∂²E/∂x[i]∂x[k]", closedForm: "∂²E/∂x² = 2·Aᵀ·A"),
    Case(
      program: "y = X @ A; E = sum((y - T)**2) / 2", variable: "A",
      shapes: ["X": [4, 3], "A": [3, 2], "T": [4, 2]], rules: [.closedForm],
      quotient: "∂²E/∂A²[i,j,k,l] = ∂²E/∂A[i,j]∂A[k,l]", closedForm: "∂²E/∂A² = (Xᵀ·X) ⊗ I"),
    Case(
      program: "E = sum(x)", variable: "x", shapes: ["x": [3]], rules: [.closedForm],
      quotient: "∂²E/∂x²[i,k] = ∂²E/∂x[i]∂x[k]", closedForm: "∂²E/∂x² = 0"),
  ]

  private func derived(_ example: Case) throws -> (Derivation, Valuation) {
    try DerivationTests.Case(
      program: example.program, output: "E", variable: example.variable, shapes: example.shapes,
      closedForm: ""
    ).derived()
  }

  @Test(arguments: cases) func isToldStepByStep(_ example: Case) throws {
    let (first, _) = try derived(example)
    let told = try #require(first.hessian(in: first.program)).told
    #expect(told.links.dropLast().map(\.gradient) == first.links.map(\.gradient))
    let last = try #require(told.links.last)
    #expect(last.endsInJacobian && !first.links.contains(where: \.endsInJacobian))
    #expect(last.steps.map(\.rule) == [.forward, .jacobian, .sparsity] + example.rules)
    #expect(last.steps[1].formula.text == example.quotient)
    #expect(last.steps.last?.formula.text == example.closedForm)
    let letters = example.quotient.split(separator: "]")[0].split(separator: "[")[1]
    #expect(last.letters[last.gradient]?.joined(separator: ",") == String(letters))
  }

  /// Every step after the Jacobian says the same numbers as the Hessian of the textbook.
  @Test(arguments: cases) func everyStepHasTheSameNumbers(_ example: Case) throws {
    let (first, values) = try derived(example)
    let told = try #require(first.hessian(in: first.program)).told
    let last = try #require(told.links.last)
    func entries(_ form: StructuredTensor<Expression>) -> [Double] {
      let evaluator = values.evaluator(of: form, in: last)
      return (0..<evaluator.shape.count).map {
        evaluator.entry(at: evaluator.shape.coordinates(of: $0))
      }
    }
    let expected = entries(try #require(told.jacobian))
    for step in last.steps.dropFirst() { #expect(entries(step.form) == expected) }
    if let form = last.closedForm {
      let closed = values.evaluate(form)
      let isClose = zip(closed.elements, expected).allSatisfy { abs($0 - $1) < 1e-12 }
      #expect(isClose)
    }
  }

  /// Q + Qᵀ, entry by entry from numbers.
  @Test func theNumbersOfAQuadraticForm() throws {
    let (first, values) = try derived(Self.cases[0])
    let told = try #require(first.hessian(in: first.program)).told
    let q = try #require(first.program.variable(named: "Q").flatMap { values[$0] })
    let last = try #require(told.links.last)
    let hessian = values.evaluator(of: try #require(told.jacobian), in: last)
    for i in 0..<3 {
      for k in 0..<3 {
        #expect(abs(hessian.entry(at: [i, k]) - (q[[i, k]] + q[[k, i]])) < 1e-14)
      }
    }
  }

  /// The matrix form of the Jacobian is compared with differences by itself.
  @Test func theMatrixFormIsCertified() throws {
    let (first, values) = try derived(Self.cases[1])
    let hessian = try #require(first.hessian(in: first.program))
    let weights = Tensor(shape: hessian.second.output.shape) { Double($0) - 0.75 }
    let own = values.values(of: hessian.second, upstream: weights)
    let certificate = Certificate.certifying(hessian.second, own)
    let check = try #require(
      certificate.checks.first { $0.name == "matrix form of the Jacobian = differences of y" })
    #expect(check.verdict == .passed && check.maxRelativeError ?? 1 < 1e-9)
    let both = Certificate.certifying(first, values).joined(with: certificate)
    #expect(both.checks.count == 11 && both.verdict == .passed)
  }

  @Test func isOfScalarsOnly() throws {
    let derived = DerivationTests.Case(
      program: "y = x * x", output: "y", variable: "x", shapes: ["x": [3]], closedForm: "")
    let (first, _) = try derived.derived()
    #expect(first.hessian(in: first.program) == nil)
  }
}
