import MatrixCalculus
import TensorCore
import Testing

/// Hessians against what is written down by hand for them.
@Suite struct SecondDerivativeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let shapes: [String: [Int]]
    let closedForm: String

    var testDescription: String { program }
  }

  static let cases = [
    // Petersen and Pedersen (2012), eqs. 81 and 98.
    Case(
      program: "E = x @ Q @ x", variable: "x", shapes: ["x": [3], "Q": [3, 3]],
      closedForm: "Q + Qᵀ"),
    Case(
      program: "E = sum((A @ x - b)**2)", variable: "x",
      shapes: ["A": [4, 3], "x": [3], "b": [4]],
      closedForm: "2·Aᵀ·A"),
    // Boyd and Vandenberghe (2004), section 3.1.5.
    Case(
      program: "E = logsumexp(x)", variable: "x", shapes: ["x": [3]],
      closedForm: "diag(softmax(x)) − softmax(x)·softmax(x)ᵀ"),
    Case(
      program: "E = sum(exp(x))", variable: "x", shapes: ["x": [3]], closedForm: "diag(exp(x))"),
  ]

  @Test(arguments: cases)
  func isTheTextbooks(_ example: Case) throws {
    let derived = DerivationTests.Case(
      program: example.program, output: "E", variable: example.variable, shapes: example.shapes,
      closedForm: "")
    let (first, values) = try derived.derived()
    let (second, program) = try #require(first.second(in: first.program))
    let form = try #require(second.jacobianClosedForm)
    #expect(ExpressionNotation.unicode.text(form).text == example.closedForm)
    var own = Valuation(
      program,
      inputs: Dictionary(
        program.inputs.compactMap { input in values[input].map { (input, $0) } },
        uniquingKeysWith: { first, _ in first }))
    let upstream = Tensor(shape: second.output.shape) { Double($0) - 0.75 }
    own.setGradients(of: second, upstream: upstream)
    #expect(Certificate.certifying(second, own).verdict == .passed)
  }

  /// A tensor has no Hessian here.
  @Test func isOfScalarsOnly() throws {
    let derived = DerivationTests.Case(
      program: "y = x * x", output: "y", variable: "x", shapes: ["x": [3]], closedForm: "")
    let (first, _) = try derived.derived()
    #expect(first.second(in: first.program) == nil)
  }
}
