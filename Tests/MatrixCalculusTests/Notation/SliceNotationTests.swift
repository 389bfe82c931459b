import TensorCore
import Testing

@testable import MatrixCalculus

/// Slices count as the indices beside them do: from 0 as in NumPy, from 1 as in mathematics.
struct SliceNotationTests {
  private static let x = Variable("X", shape: Shape([4, 3]))

  @Test(arguments: [
    ([SliceItem.entry(1), .run(start: 0, count: 3)], "X[1, :]", "X[2, :]"),
    ([.run(start: 1, count: 2), .run(start: 0, count: 3)], "X[1:3, :]", "X[2:3, :]"),
    ([.run(start: 0, count: 2), .run(start: 0, count: 3)], "X[0:2, :]", "X[1:2, :]"),
    ([.run(start: 0, count: 4), .entry(0)], "X[:, 0]", "X[:, 1]"),
  ]) func counted(items: [SliceItem], fromZero: String, fromOne: String) {
    let slice = Expression.known(.slice(items), [.variable(Self.x)])
    func text(_ base: Int) -> String {
      ExpressionNotation.unicode.counting(from: base).text(slice).text
    }
    #expect(text(0).replacing("ᵀ", with: "") == fromZero)
    #expect(text(1).replacing("ᵀ", with: "") == fromOne)
  }
}
