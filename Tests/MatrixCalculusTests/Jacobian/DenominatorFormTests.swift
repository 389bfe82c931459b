import TensorCore
import Testing

@testable import MatrixCalculus

/// The formula in denominator layout has the entries of the other with its axes exchanged.
struct DenominatorFormTests {
  private static let cases: [(program: String, variable: String, shapes: [String: [Int]])] = [
    ("y = A @ x", "x", ["A": [2, 3], "x": [3]]),
    ("y = A @ x", "A", ["A": [2, 3], "x": [3]]),
    ("y = X @ A", "A", ["A": [2, 4], "X": [3, 2]]),
    ("y = X @ A", "X", ["A": [2, 4], "X": [3, 2]]),
    ("y = A.T @ A", "A", ["A": [3, 2]]),
    ("y = softmax(x)", "x", ["x": [3]]),
    ("y = relu(A) - 2 * A", "A", ["A": [3, 2]]),
    ("y = outer(x, x)", "x", ["x": [3]]),
    ("y = sum(A, axis=0)", "A", ["A": [3, 2]]),
  ]

  @Test(arguments: cases) func entriesAreExchanged(
    program: String, variable: String, shapes: [String: [Int]]
  ) throws {
    let (derivation, values) = try DerivationTests.Case(
      program: program, output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    let form = try #require(derivation.jacobianForm)
    let outputs = derivation.output.shape.rank
    let plain = values.evaluate(form)
    let turned = values.evaluate(form.inDenominatorLayout(outputRank: outputs))
    let extents = plain.shape.extents
    #expect(turned.shape == Shape(Array(extents.dropFirst(outputs)) + extents.prefix(outputs)))
    for position in 0..<plain.shape.count {
      let place = plain.shape.coordinates(of: position)
      #expect(turned[Array(place.dropFirst(outputs)) + place.prefix(outputs)] == plain[place])
    }
  }

  @Test(arguments: [
    ("y = A @ x", "x", ["A": [2, 3], "x": [3]], "Aᵀ"),
    ("y = X @ A", "A", ["A": [2, 4], "X": [3, 2]], "einsum(\"ik,jl->klij\", X, I)"),
  ]) func itIsShort(program: String, variable: String, shapes: [String: [Int]], form: String) throws
  {
    let (derivation, _) = try DerivationTests.Case(
      program: program, output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    let turned = try #require(derivation.jacobianForm).inDenominatorLayout(
      outputRank: derivation.output.shape.rank)
    #expect(ExpressionNotation.unicode.text(turned).text == form)
  }
}
