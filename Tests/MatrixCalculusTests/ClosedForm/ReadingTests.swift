import TensorCore
import Testing

@testable import MatrixCalculus

/// A closed form that has no value as it is written says how it is read.
struct ReadingTests {
  private func reading(
    _ program: String, _ shape: Shape, _ elements: [Double],
    in notation: ExpressionNotation = .unicode, marks: String = ""
  ) throws -> String? {
    let read = try FormulaProgram.reading(program, shapes: ["A": shape.extents])
    let a = try #require(read.variable(named: "A"))
    let e = try #require(read.variable(named: "E"))
    let derivation = Derivation.deriving(e, by: a, in: read)
    let values = Valuation(
      derivation.program, inputs: [a: Tensor(shape: shape, elements: elements)])
    return values.reading(of: try #require(derivation.closedForm), in: notation, marks: marks)
  }

  @Test func singularNumbersAreExplained() throws {
    let square = Shape([2, 2])
    let cofactors = "On these numbers read det(A)·A⁻ᵀ as the cofactors of A."
    #expect(try reading("E = det(A)", square, [1, 2, 2, 4]) == cofactors)
    #expect(try reading("E = det(A)**2 + det(A)", square, [1, 2, 2, 4]) == cofactors)
    #expect(try reading("E = det(A)", square, [1, 2, 2, 5]) == nil)
    #expect(
      try reading("E = prod(A)", Shape([3]), [0, 1, 4])
        == "On these numbers read prod(A) / A as the products of all other entries.")
    #expect(try reading("E = prod(A)", Shape([3]), [2, 1, 4]) == nil)
    #expect(
      try reading("E = norm(A)", Shape([2]), [0, 0])
        == "On these numbers read A / norm(A) as 0.")
    #expect(try reading("E = trace(A)", square, [0, 0, 0, 0]) == nil)
    #expect(
      try reading("E = det(A)", square, [1, 2, 2, 4], in: .latex, marks: "$")
        == "On these numbers read $\\det\\left(A\\right) \\cdot A^{-\\top}$ as the cofactors of $A$."
    )
  }
}
