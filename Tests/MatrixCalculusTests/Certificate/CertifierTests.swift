import TensorCore
import Testing

@testable import MatrixCalculus

/// The certificate passes what is right, fails what is wrong, and claims no more than it compared.
struct CertifierTests {
  private let example = DerivationTests.Case(
    program: "y = X @ A; E = sum((y - T)**2) / 2", output: "E", variable: "A",
    shapes: DerivationTests.product, closedForm: "")

  /// The closed form Xᵀ·(y − T) reads y: with a y that is not X·A it is no gradient of E.
  @Test func aWrongNumberBehindTheClosedFormFails() throws {
    let (derivation, values) = try example.derived()
    var wrong = values
    let y = try #require(derivation.program.variable(named: "y"))
    wrong[y] = values[y]?.map { $0 + 0.01 }
    #expect(Certificate.certifying(derivation, values).verdict == .passed)
    let certificate = Certificate.certifying(derivation, wrong)
    #expect(certificate.verdict == .failed)
    #expect(certificate.words.hasPrefix("the routes disagree"))
  }

  /// No more digits are claimed than the worst of the compared routes has.
  @Test func theWordsClaimNoMoreDigitsThanTheWorstRoute() throws {
    let (derivation, values) = try example.derived()
    let certificate = Certificate.certifying(derivation, values)
    let worst = try #require(certificate.checks.compactMap(\.maxRelativeError).max())
    let digits = try #require(
      certificate.words.split(separator: " ").compactMap { Int($0) }.first)
    var bound = 1.0
    for _ in 0..<digits { bound /= 10 }
    #expect(worst < bound)
  }

  /// A gradient that is zero, whatever the input or on these numbers, is as decided as any other.
  @Test(arguments: [
    ("y = maximum(x, 5)", "y"), ("E = sum(relu(x - 9))", "E"), ("E = sum(softmax(x))", "E"),
    ("E = sum(x - x)", "E"), ("E = sum(sign(x))", "E"), ("E = sum(x - mean(x))", "E"),
    ("E = logsumexp(log_softmax(x))", "E"), ("y = relu(x - 9.1) + 0.3", "y"),
  ])
  func zeroIsCertified(program: String, output: String) throws {
    let zero = DerivationTests.Case(
      program: program, output: output, variable: "x", shapes: ["x": [4]], closedForm: "")
    let (derivation, values) = try zero.derived()
    for seed in 1...6 as ClosedRange<UInt64> {
      let x = Tensor.normal(Shape([4]), RandomNumbers(seed: seed))
      var own = Valuation(derivation.program, inputs: [derivation.variable: x])
      own.setGradients(of: derivation, upstream: derivation.upstream.flatMap { values[$0] })
      let certificate = Certificate.certifying(derivation, own)
      #expect(certificate.verdict == .passed, "\(program): \(certificate.words)")
    }
  }

  /// Where nothing but zeros are claimed for a small derivative the differences still see it.
  @Test func zeroForASmallDerivativeFails() throws {
    var comparison = Comparison("closed form = differences")
    comparison.reference = 1
    comparison.add(0, 1e-9, at: [0], error: 1e-13)
    #expect(comparison.check().verdict == .failed)
    var rough = Comparison("closed form = differences")
    rough.reference = 1
    rough.add(0, 1e-9, at: [0], error: 1e-2)
    #expect(rough.check().verdict == .undecidable)
  }

  @Test func outsideADomainNothingIsDecided() throws {
    let logarithm = DerivationTests.Case(
      program: "E = sum(log(x))", output: "E", variable: "x", shapes: ["x": [3]], closedForm: "")
    let (derivation, values) = try logarithm.derived()
    let x = derivation.variable
    var outside = Valuation(
      derivation.program, inputs: [x: Tensor(shape: Shape([3]), elements: [-1, 2, 0])])
    outside.setGradients(of: derivation, upstream: nil)
    #expect(Certificate.certifying(derivation, values).verdict == .passed)
    let certificate = Certificate.certifying(derivation, outside)
    #expect(certificate.verdict == .undecidable)
    #expect(certificate.words.contains("2 of 3 inputs lie outside the domain of log"))
  }

  /// No entries: nothing agrees, and nothing fails.
  @Test(arguments: [("E = mean(X)", "X"), ("y = X @ A", "X")])
  func whereThereIsNothingToCompareNothingIsDecided(program: String, variable: String) throws {
    let empty = DerivationTests.Case(
      program: program, output: String(program.prefix(1)), variable: variable,
      shapes: ["X": [0, 3], "A": [3, 2]], closedForm: "")
    let (derivation, values) = try empty.derived()
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict == .undecidable)
    #expect(
      certificate.words
        == "not decidable on these numbers: there are no entries to compare")
  }

  /// The gradient has six entries, all of them sums of nothing: they are compared.
  @Test func anEmptyCheckBesideOthersDecidesNothing() throws {
    let partly = DerivationTests.Case(
      program: "y = X @ A", output: "y", variable: "A", shapes: ["X": [0, 3], "A": [3, 2]],
      closedForm: "")
    let (derivation, values) = try partly.derived()
    #expect(Certificate.certifying(derivation, values).verdict == .passed)
  }

  /// 40×40 by 40×40 takes more than the budget: 64 entries are summed, and every check has numbers.
  @Test func aSampleSaysWhatItIs() throws {
    let large = DerivationTests.Case(
      program: "y = X @ A", output: "y", variable: "A",
      shapes: ["X": [40, 40], "A": [40, 40]],
      closedForm: "")
    let (derivation, values) = try large.derived()
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict == .passed)
    #expect(certificate.scope == "64 of 1600 entries and along 4 directions")
    #expect(certificate.checks.count == 5)
    #expect(certificate.checks.allSatisfy { $0.maxRelativeError != nil })
  }

  /// The entries of a softmax add up to 1 whatever the numbers are: what is left of the terms is rounding,
  /// and no reason to say that the routes disagree.
  @Test(arguments: [
    "E = sum(softmax(z))", "E = sum(softmax(z @ W) * 3)", "E = trace(z @ inv(z)) / 7",
    "E = sum(where(c, W @ c, z @ c))",
  ])
  func aGradientThatCancelsToZeroIsCertified(program: String) throws {
    let zero = DerivationTests.Case(
      program: program, output: "E", variable: "z",
      shapes: ["z": [3, 3], "W": [3, 3], "c": [3]], closedForm: "")
    let (derivation, values) = try zero.derived()
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict == .passed, "\(certificate.words)")
  }

  /// The true gradient is 1e-9; a form that is twice that differs by less than the differences are rough,
  /// and nothing is claimed.
  @Test func aSmallGradientBesideALargeValueIsNotCalledRight() throws {
    let small = DerivationTests.Case(
      program: "E = sum(c) * 1e6 + 1e-9 * sum(z)", output: "E", variable: "z",
      shapes: ["z": [3], "c": [3]], closedForm: "")
    let (derivation, values) = try small.derived()
    #expect(Certificate.certifying(derivation, values).verdict == .undecidable)
  }

  /// A·Aᵀ of a column has rank 1: what is computed as its inverse is rounding, and decides nothing.
  @Test func aSingularMatrixDecidesNothing() throws {
    let singular = DerivationTests.Case(
      program: "E = logdet(z @ z.T)", output: "E", variable: "z", shapes: ["z": [3, 1]],
      closedForm: "")
    let (derivation, values) = try singular.derived()
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict == .undecidable, "\(certificate.words)")
  }
}
