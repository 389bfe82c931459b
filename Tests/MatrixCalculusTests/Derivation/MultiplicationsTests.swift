import TensorCore
import Testing

@testable import MatrixCalculus

/// Multiplications counted by hand, first of the value and then of the closed form.
struct MultiplicationsTests {
  @Test(
    arguments: [
      // One square an entry; 2·z.
      ("E = sum(z**2)", "z", [3], 3, 3),
      // z·z·z; 3·z².
      ("E = sum(z**3)", "z", [4], 8, 8),
      // Twelve squares and one of the norm; 2·z.
      ("E = norm(z)**2", "z", [3, 4], 13, 12),
      // A call is no multiplication.
      ("E = sum(exp(z))", "z", [5], 0, 0),
      // a/d, (a/d)·b, and the product of the diagonal.
      ("E = det(A)", "A", [2, 2], 3, nil),
      // 3 quotients, 4 + 1 products, 2 of the diagonal.
      ("E = det(A)", "A", [3, 3], 10, nil),
    ] as [(String, String, [Int], Int, Int?)])
  func countedByHand(
    program: String, variable: String, shape: [Int], value: Int, closedForm: Int?
  ) throws {
    let example = DerivationTests.Case(
      program: program, output: "E", variable: variable, shapes: [variable: shape],
      closedForm: "")
    let steps = try #require(try example.derived().0.links.last).steps
    #expect(steps.first { $0.rule == .forward }?.multiplications == value)
    let last = steps.last { $0.rule == .closedForm }?.multiplications
    if let closedForm { #expect(last == closedForm) }
  }

  /// A quotient an entry.
  @Test func softmaxDivides() throws {
    let example = DerivationTests.Case(
      program: "P = softmax(S)", output: "P", variable: "S", shapes: ["S": [2, 3]], closedForm: "")
    let steps = try #require(try example.derived().0.links.last).steps
    #expect(steps.first?.multiplications == 6)
  }
}
