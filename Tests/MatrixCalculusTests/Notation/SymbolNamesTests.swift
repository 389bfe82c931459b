import TensorCore
import Testing

@testable import MatrixCalculus

/// A letter that the program has for a matrix of its own means nothing else.
struct SymbolNamesTests {
  @Test(arguments: [
    (["X"], "I", "K"), (["K"], "I", "C"), (["K", "C"], "I", "P"), (["K", "C", "P"], "I", "K'"),
    (["I"], "Id", "K"), (["I", "Id", "K"], "I'", "C"),
  ]) func aFreeLetterIsTaken(names: [String], identity: String, commutation: String) {
    let notation = ExpressionNotation.unicode.avoiding(names)
    #expect(notation.identityName == identity)
    #expect(notation.commutationName == commutation)
    #expect(notation.commutationWords.hasPrefix("\(commutation)(m,n)·vec(A) = vec(Aᵀ) "))
    #expect(notation.commutationWords.hasSuffix("K(m,n) in books") == (commutation != "K"))
  }

  /// Beside an input I the identity is another name, without being told.
  @Test func anInputNamedIIsNoIdentity() {
    let input = Expression.variable(Variable("I", shape: Shape([2, 2])))
    let sum = input + .known(.identity(2), [])
    #expect(ExpressionNotation.unicode.text(sum).text == "I + Id")
    #expect(ExpressionNotation.latex.text(sum).text == "I + \\mathrm{Id}")
    #expect(ExpressionNotation.numpy.text(sum).text == "I + eye(2)")
  }
}
