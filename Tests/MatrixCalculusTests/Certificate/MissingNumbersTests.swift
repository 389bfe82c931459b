import TensorCore
import Testing

@testable import MatrixCalculus

/// Why values are no numbers is told where it begins, and not where it comes out.
struct MissingNumbersTests {
  /// What exp(1000), a quotient by 0, and a logarithm of what is negative do to y.
  private static let causes: [(program: String, x: [Double], words: String)] = [
    ("y = log(exp(x) / sum(exp(x)))", [1000, 1], "1 of 2 entries of exp(x) is infinite, in y"),
    (
      "a = exp(x); y = log(a / sum(a))", [1000, 999], "2 of 2 entries of exp(x) are infinite, in a"
    ),
    ("y = exp(log(x))", [-1, 0], "2 of 2 inputs lie outside the domain of log, in y"),
    ("y = x / (x - 1)", [1, 2], "1 of 2 entries of x − 1, the divisor, is 0, in y"),
    ("y = x / sum(x)", [1, -1], "the divisor sum(x) is 0, in y"),
    ("y = sqrt(x) * 2", [.nan, 4], "1 of 2 entries of x is no number, in y"),
    ("y = x * 2", [.infinity, 4], "1 of 2 entries of x is infinite, in y"),
    ("y = sin(x)", [.infinity, .nan], "2 of 2 entries of x are no number, in y"),
  ]

  @Test(arguments: causes) func theFirstCauseIsTold(program: String, x: [Double], words: String)
    throws
  {
    let (derivation, values) = try Self.derived(program, x)
    let missing = try #require(values.missingNumbers(in: derivation.program.statements))
    #expect(missing.sentence == words)
    // What overflows leaves log with ∞ / ∞, which it is not defined at.
    #expect(missing.leavesDomain == (program.contains("log") || program.contains("sqrt")))
  }

  @Test func numbersMissNothing() throws {
    let (derivation, values) = try Self.derived("y = log(x) / x", [1, 2])
    #expect(values.missingNumbers(in: derivation.program.statements) == nil)
  }

  @Test func theCertificateSaysIt() throws {
    let (derivation, values) = try Self.derived("y = log(exp(x) / sum(exp(x)))", [1000, 1])
    #expect(
      Certificate.certifying(derivation, values).words
        == "not decidable on these numbers: 1 of 2 entries of exp(x) is infinite, in y")
  }

  private static func derived(_ program: String, _ x: [Double]) throws -> (Derivation, Valuation) {
    let (derivation, _) = try DerivationTests.Case(
      program: program, output: "y", variable: "x", shapes: ["x": [2]], closedForm: ""
    ).derived()
    var values = Valuation(
      derivation.program, inputs: [derivation.variable: Tensor(shape: Shape([2]), elements: x)])
    values.setGradients(
      of: derivation, upstream: Tensor(shape: Shape([2]), elements: [1, -2]))
    return (derivation, values)
  }
}
