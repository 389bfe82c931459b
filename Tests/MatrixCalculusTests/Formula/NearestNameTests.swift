import MatrixCalculus
import Testing

struct NearestNameTests {
  private let names = [
    "sign", "sin", "sinh", "sum", "sigmoid", "softmax", "sqrt", "tanh", "X", "A", "einsum",
  ]

  @Test(arguments: [
    ("smu", "sum"), ("sigmod", "sigmoid"), ("sigmoidd", "sigmoid"), ("softamx", "softmax"),
    ("sinn", "sin"), ("SUM", "sum"), ("x", "X"), ("squrt", "sqrt"), ("einsm", "einsum"),
    ("AA", "A"),
  ])
  func suggestsTheNearest(_ name: String, _ expected: String) {
    #expect(nearestName(to: name, among: names) == expected)
  }

  @Test(arguments: ["B", "foo", "", "reshape", "q1"])
  func saysNothingWhereNothingIsNear(_ name: String) {
    #expect(nearestName(to: name, among: names) == nil)
  }

  @Test func longNamesCostLittle() {
    let name = String(repeating: "s", count: 1 << 20)
    #expect(nearestName(to: name, among: names) == nil)
  }
}
