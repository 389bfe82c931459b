import MatrixCalculus
import TensorCore
import Testing

/// Matrices that NumPy refuses to invert are found, and placed where `inv` stands.
struct SingularInverseTests {
  private static let names = [
    "A": Variable("A", shape: Shape([2, 2])), "B": Variable("B", shape: Shape([2, 2])),
    "x": Variable("x", shape: Shape([2])),
  ]

  /// `line:column matrix` of the first inverse that does not exist.
  private func found(_ text: String, a: [Double], b: [Double] = [1, 0, 0, 1]) throws -> String? {
    let source = SourceText(name: "f", text: text)
    var elaboration = Elaboration(source, names: Self.names)
    var statements: [Program.Statement] = []
    let parsed = Parser.program(source).statements
    for statement in parsed {
      let target = try #require(statement.target?.text)
      let expression = try elaboration.expression(try #require(statement.value))
      let variable = Variable(target, shape: expression.shape, role: .assigned)
      elaboration.names[target] = variable
      statements.append(Program.Statement(variable, expression))
    }
    let program = Program(inputs: Array(Self.names.values), statements: statements)
    let inputs: [Variable: InputNumbers] = try [
      #require(Self.names["A"]): .dense(Tensor(shape: Shape([2, 2]), elements: a)),
      #require(Self.names["B"]): .dense(Tensor(shape: Shape([2, 2]), elements: b)),
      #require(Self.names["x"]): .dense(Tensor(shape: Shape([2]), elements: [1, 1])),
    ]
    guard let singular = program.singularInverse(inputs) else { return nil }
    let place = try #require(statements.firstIndex(of: singular.statement))
    let syntax = try #require(parsed[place].value)
    let mistake = try #require(elaboration.mistake(singular, in: syntax))
    let start = source.location(of: mistake.range.start)
    return "\(start.line):\(start.column) \(mistake.mistake.sentence)"
  }

  @Test func aMatrixWithAZeroPivotIsFound() throws {
    #expect(
      try found("y = x + inv(A) @ x", a: [1, 2, 2, 4])
        == "1:9 A is singular on these numbers, it has no inverse")
    #expect(try found("y = inv(A) @ x", a: [1, 2, 2, 4.0000001]) == nil)
    #expect(try found("y = A @ x", a: [1, 2, 2, 4]) == nil)
    #expect(try found("y = det(A) * x", a: [1, 2, 2, 4]) == nil)
  }

  @Test func whatIsInvertedMayBeComputed() throws {
    #expect(
      try found("K = A.T @ A\ny = inv(K + 0 * K) @ x", a: [0, 0, 1, 1])
        == "2:5 K + 0 * K is singular on these numbers, it has no inverse")
    #expect(try found("K = A.T @ A\ny = inv(K + eye(2)) @ x", a: [0, 0, 1, 1]) == nil)
  }

  /// The inner one is evaluated first, and the first of two is told.
  @Test func theFirstIsTold() throws {
    #expect(
      try found("y = inv(inv(A) - inv(A)) @ x", a: [1, 2, 2, 4])
        == "1:9 A is singular on these numbers, it has no inverse")
    #expect(
      try found("y = inv(inv(A) - inv(A)) @ x", a: [1, 0, 0, 2])
        == "1:5 inv(A) - inv(A) is singular on these numbers, it has no inverse")
    #expect(
      try found("y = inv(A) @ inv(B) @ x", a: [1, 0, 0, 2], b: [1, 1, 1, 1])
        == "1:14 B is singular on these numbers, it has no inverse")
  }
}
