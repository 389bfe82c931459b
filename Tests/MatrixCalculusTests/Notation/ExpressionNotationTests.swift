@testable import MatrixCalculus
import TensorCore
import Testing

/// One sign for minus in a notation, whether a number stands alone or in a tensor.
struct ExpressionNotationTests {
  @Test func tensorsHaveTheSignOfTheirNotation() {
    let x = Expression.variable(Variable("x", shape: Shape([2])))
    let literal = Expression.literal(Tensor(shape: Shape([2]), elements: [1, -0.5]))
    let sum = x * -2 + literal
    #expect(ExpressionNotation.unicode.text(sum).text.contains("[1, −0.5]"))
    #expect(!ExpressionNotation.unicode.text(sum).text.contains("-"))
    #expect(ExpressionNotation.numpy.text(sum).text.contains("[1, -0.5]"))
    #expect(!ExpressionNotation.numpy.text(sum).text.contains("−"))
  }

  /// Transpose and inverse in either order are one mark, and marks are not stacked.
  @Test func theInverseOfATransposeHasOneNotation() {
    let a = Expression.variable(Variable("A", shape: Shape([2, 2])))
    func inverse(_ matrix: Expression) -> Expression { .known(.inverse, [matrix]) }
    func transpose(_ matrix: Expression) -> Expression { .known(.transpose, [matrix]) }
    let cases: [(Expression, unicode: String, latex: String)] = [
      (inverse(transpose(a)), "A⁻ᵀ", "A^{-\\top}"),
      (transpose(inverse(a)), "A⁻ᵀ", "A^{-\\top}"),
      (transpose(inverse(transpose(a))), "A⁻¹", "A^{-1}"),
      (inverse(inverse(a)), "(A⁻¹)⁻¹", "\\left(A^{-1}\\right)^{-1}"),
    ]
    for (form, unicode, latex) in cases {
      #expect(ExpressionNotation.unicode.text(form).text == unicode)
      #expect(ExpressionNotation.latex.text(form).text == latex)
    }
    // cof(A⁻¹) = det(A⁻¹)·Aᵀ.
    let cofactors = Expression.known(.cofactors, [inverse(a)])
    #expect(ExpressionNotation.unicode.text(cofactors).text == "det(A⁻¹)·Aᵀ")
  }
}
