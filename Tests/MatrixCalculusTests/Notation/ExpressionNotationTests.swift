import MatrixCalculus
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
}
