import MatrixCalculus
import TensorCore
import Testing

/// Hessians of formulas with a determinant, at matrices that have no inverse.
///
/// Expected entries by hand: second derivatives of det are signed minors without two rows and two columns.
@Suite struct SingularHessianTests {
  private func hessian(
    _ text: String, _ x: Tensor
  ) throws -> (Hessian, Valuation, (_ coordinates: [Int]) -> Double) {
    let program = try FormulaProgram.reading(text, shapes: ["X": x.shape.extents])
    let output = try #require(program.statements.last?.variable)
    let variable = try #require(program.variable(named: "X"))
    let derivation = Derivation.deriving(output, by: variable, in: program)
    let hessian = try #require(derivation.hessian(in: program))
    let values = Valuation(hessian.second.program, inputs: [variable: x])
    let link = try #require(hessian.second.links.last)
    let entries = values.evaluator(of: try #require(hessian.second.jacobian), in: link)
    let random = RandomNumbers(seed: 3)
    let upstream = hessian.second.upstream.map { Tensor.normal($0.shape, random) }
    let certified = values.values(of: hessian.second, upstream: upstream)
    let certificate = Certificate.certifying(hessian.second, certified)
    #expect(certificate.verdict == .passed, "\(text): \(certificate.words)")
    return (hessian, values, { entries.entry(at: $0) })
  }

  private func matrix(_ rows: [[Double]]) -> Tensor {
    Tensor(shape: Shape([rows.count, rows[0].count]), elements: Array(rows.joined()))
  }

  /// Rank 1 of 3: cofactors are 0, their derivatives are single entries of X.
  @Test func aDeterminantOfRankOne() throws {
    let x = matrix([[1, 2, 3], [2, 4, 6], [3, 6, 9]])
    let (_, _, entry) = try hessian("E = det(X)", x)
    let places: [(place: [Int], value: Double)] = [
      ([0, 0, 1, 1], 9), ([0, 0, 1, 2], -6), ([0, 1, 1, 0], -9), ([0, 0, 2, 2], 4),
      ([1, 1, 2, 2], 1), ([0, 2, 2, 1], 2), ([0, 0, 0, 1], 0), ([0, 0, 1, 0], 0),
    ]
    for (place, value) in places {
      #expect((entry(place) - value).magnitude < 1e-13, "\(place)")
    }
  }

  /// 2·C[i,j]·C[k,l] + 2·det·D with C = [[4, −2], [−2, 1]] and det = 0.
  @Test func aSquaredDeterminant() throws {
    let (_, _, entry) = try hessian("E = det(X)**2", matrix([[1, 2], [2, 4]]))
    #expect((entry([0, 0, 0, 0]) - 32).magnitude < 1e-12)
    #expect((entry([0, 0, 1, 1]) - 8).magnitude < 1e-12)
    #expect((entry([0, 1, 1, 0]) - 8).magnitude < 1e-12)
    #expect((entry([1, 1, 1, 1]) - 2).magnitude < 1e-12)
  }

  /// (x₁₁·x₂₂ − x₁₂·x₂₁)·(x₁₁ + x₂₂) at [[1, 0], [0, 0]]: ∂²/∂x₁₁∂x₂₂ =
  /// 2·x₁₁ + 2·x₂₂ = 2 and ∂²/∂x₁₂∂x₂₁ = −(x₁₁ + x₂₂) = −1, ∂²/∂x₂₂² = 2·x₁₁ = 2.
  @Test func aDeterminantTimesATrace() throws {
    let (_, _, entry) = try hessian("E = det(X) * trace(X)", matrix([[1, 0], [0, 0]]))
    #expect((entry([0, 0, 1, 1]) - 2).magnitude < 1e-13)
    #expect((entry([0, 1, 1, 0]) + 1).magnitude < 1e-13)
    #expect((entry([1, 1, 1, 1]) - 2).magnitude < 1e-13)
    #expect(entry([0, 0, 0, 0]).magnitude < 1e-13)
  }

  /// det(A·X·B) of a square product that is singular: det(A)·det(B) times the minors of X.
  @Test func aDeterminantOfAProduct() throws {
    let x = matrix([[1, 2, 3], [2, 4, 6], [3, 6, 9]])
    // det = 2 and 3.
    let (_, _, entry) = try hessian(
      "E = det([[2, 1, 0], [0, 1, 5], [0, 0, 1]] @ X @ [[1, 0, 0], [4, 3, 0], [0, 2, 1]])", x)
    #expect((entry([0, 0, 1, 1]) - 54).magnitude < 1e-11)
    #expect((entry([0, 0, 1, 2]) + 36).magnitude < 1e-11)
    #expect(entry([0, 0, 1, 0]).magnitude < 1e-11)
  }

  /// A formula that divides by a determinant of 0 says how it is to be read, and is given no NumPy text.
  @Test func theWrittenFormHasNoValue() throws {
    let singular = try hessian("E = det(X)", matrix([[1, 2], [2, 4]]))
    let form = try #require(singular.0.second.jacobianForm)
    #expect(!singular.1.hasNumPyText(form))
    #expect(
      singular.1.reading(of: form, in: .unicode)
        == "On these numbers read products of det(X) with two entries of X⁻¹ as the signed minors of X without two rows and two columns."
    )
    let regular = try hessian("E = det(X)", matrix([[1, 2], [2, 5]]))
    #expect(regular.1.hasNumPyText(form))
    #expect(regular.1.reading(of: form, in: .unicode) == nil)
    #expect(
      regular.1.numPyText(form).text
        == "det(X) * (einsum(\"ij,kl->ijkl\", inv(X).T, inv(X).T) - einsum(\"il,kj->ijkl\", inv(X).T, inv(X).T))"
    )
  }
}
