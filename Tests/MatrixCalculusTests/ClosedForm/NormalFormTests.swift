import TensorCore
import Testing

@testable import MatrixCalculus

/// The normal form, idea by idea: each has one text, and the value that it had before.
struct NormalFormTests {
  private static let shapes = [
    "A": [3, 3], "B": [3, 3], "C": [3, 3], "x": [3], "y": [3], "s": [], "t": [],
  ]

  /// The formula, and what its names stand for.
  private func expression(_ text: String) throws -> (Expression, [Variable: Tensor]) {
    let program = try FormulaProgram.reading("y0 = \(text)", shapes: Self.shapes)
    let values = program.inputs.enumerated().map { place, input in
      (input, Tensor.normal(input.shape, RandomNumbers(seed: 11, stream: UInt64(place))))
    }
    return (
      program.statements[0].expression,
      Dictionary(values, uniquingKeysWith: { first, _ in first })
    )
  }

  /// What a rewriting makes of a formula, as text; its value must be that of the formula.
  private func text(
    _ formula: String, _ rewriting: (inout NormalForm, Polynomial) -> Polynomial
  ) throws -> String {
    let (expression, inputs) = try expression(formula)
    var form = NormalForm()
    let sum = rewriting(&form, form.polynomial(expression))
    let result = form.expression(sum)
    let values = Valuation(Program(inputs: Array(inputs.keys), statements: []), inputs: inputs)
    #expect(values.evaluate(result).isClose(to: values.evaluate(expression)), "\(formula)")
    return ExpressionNotation.numpy.text(result).text
  }

  /// The products that a formula is a sum of, once multiplied out and collected.
  private func termCount(_ formula: String) throws -> Int {
    var form = NormalForm()
    let sum = form.polynomial(try expression(formula).0).collected
    return (form.multipliedOut(sum) ?? sum).collected.terms.count
  }

  /// (A + B)·C = A·C + B·C, from the left, from the right, in both at once, and under a scalar.
  @Test func productsOfSumsAreMultipliedOut() throws {
    #expect(try termCount("(A + B) @ C") == 2)
    #expect(try termCount("(A + B) @ C - A @ C - B @ C") == 0)
    #expect(try termCount("A @ (B - C) - A @ B + A @ C") == 0)
    #expect(try termCount("(A + B) @ (A + B) - A @ A - A @ B - B @ A - B @ B") == 0)
    // A·B is not B·A.
    #expect(try termCount("(A + B) @ (A + B) - A @ A - 2 * A @ B - B @ B") == 2)
    #expect(try termCount("s * (A + B) - s * A - B * s") == 0)
    #expect(try termCount("x * (x + y) - x**2 - y * x") == 0)
  }

  /// Like terms are one; what is left of none is no term.
  @Test func likeTermsAreCollected() throws {
    #expect(try text("A @ B + A @ B") { _, sum in sum } == "2 * (A @ B)")
    #expect(try text("3 * x * y - y * x") { _, sum in sum } == "2 * (x * y)")
    #expect(try termCount("A @ B - A @ B") == 0)
    #expect(try termCount("s * t * A - A * (t * s)") == 0)
    #expect(try termCount("A @ B - B @ A") == 2)
  }

  /// A·B + A·C = A·(B + C), and what stands on the right likewise.
  @Test func commonFactorsAreTakenOut() throws {
    #expect(try text("A @ B + A @ C") { $0.factored($1) } == "A @ (B + C)")
    #expect(try text("B @ A - C @ A") { $0.factored($1) } == "(B - C) @ A")
    #expect(try text("A @ x + B @ x") { $0.factored($1) } == "(A + B) @ x")
    #expect(try text("s * A + s * B") { $0.factored($1) } == "s * (A + B)")
    // Nothing is common to these two.
    #expect(try text("A @ B + B @ C") { $0.factored($1) } == "A @ B + B @ C")
  }

  /// (A·B)ᵀ = Bᵀ·Aᵀ, (Aᵀ)ᵀ = A; a scalar and a diagonal are their own.
  @Test func transposesStandAtLetters() throws {
    #expect(try text("(A @ B).T") { _, sum in sum } == "B.T @ A.T")
    #expect(try text("(A.T @ B.T).T") { _, sum in sum } == "B @ A")
    #expect(try text("((A + B.T) @ C).T") { $0.multipliedOut($1) ?? $1 } == "C.T @ A.T + C.T @ B")
    #expect(try termCount("(A @ B @ C).T - C.T @ B.T @ A.T") == 0)
    #expect(try termCount("(A @ diag(x)).T - diag(x) @ A.T") == 0)
    #expect(try termCount("(A + A.T).T - A - A.T") == 0)
    #expect(try termCount("(A - A.T).T - A + A.T") == 2)
  }

  /// Scalars that are one: xᵀ·y and yᵀ·x, traces up to a rotation and a transpose, determinants.
  @Test func scalarsHaveOneName() throws {
    #expect(try termCount("dot(x, y) - dot(y, x)") == 0)
    #expect(try termCount("x @ A @ y - y @ A.T @ x") == 0)
    #expect(try termCount("trace(A @ B @ C) - trace(C @ A @ B)") == 0)
    #expect(try termCount("trace(A @ B) - trace(B.T @ A.T)") == 0)
    #expect(try termCount("det(2 * A) - 8 * det(A)") == 0)
    #expect(try termCount("det(A.T) - det(A)") == 0)
    #expect(try termCount("trace(A @ B @ C) - trace(A @ C @ B)") == 2)
    #expect(try termCount("x @ A @ y - x @ A.T @ y") == 2)
  }

  /// A⁻¹·A = I; an inverse of a product is one of its factors in the other order, where that is asked for.
  @Test func inversesCancel() throws {
    #expect(try text("inv(A) @ A @ B") { _, sum in sum } == "B")
    #expect(try text("B @ A.T @ inv(A).T") { _, sum in sum } == "B")
    var split = NormalForm(spelling: .splitInverses)
    let sum = split.polynomial(try expression("inv(A @ B) @ A").0)
    #expect(ExpressionNotation.numpy.text(split.expression(sum)).text == "inv(B)")
  }
}
