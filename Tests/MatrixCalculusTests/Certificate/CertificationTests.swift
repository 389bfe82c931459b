import MatrixCalculus
import TensorCore
import Testing

/// A certificate made in slices is the one made at once, and what is wrong fails in samples too.
struct CertificationTests {
  /// The first are compared whole, the last take samples.
  private static let cases = [
    DerivationTests.Case(
      program: "y = X @ A; E = sum((y - T)**2) / 2", output: "E", variable: "A",
      shapes: DerivationTests.product, closedForm: ""),
    DerivationTests.Case(
      program: "y = relu(X @ A)", output: "y", variable: "X", shapes: DerivationTests.product,
      closedForm: ""),
    DerivationTests.Case(
      program: "y = X @ A", output: "y", variable: "A", shapes: ["X": [40, 40], "A": [40, 40]],
      closedForm: ""),
    DerivationTests.Case(
      program: "h = tanh(X @ A / 40); E = sum(h * exp(h / 2))", output: "E", variable: "A",
      shapes: ["X": [40, 30], "A": [30, 40]], closedForm: ""),
  ]

  @Test(arguments: cases)
  func slicesChangeNothing(example: DerivationTests.Case) throws {
    let (derivation, values) = try example.derived()
    let whole = Certificate.certifying(derivation, values)
    #expect(whole.verdict == .passed)
    for budget in [1, 1_000_000] {
      var work = Certification(derivation, values)
      var before = 0.0
      while work.certificate == nil {
        work.advance(by: budget)
        #expect(work.fraction >= before && work.fraction <= 1)
        before = work.fraction
      }
      #expect(work.certificate == whole, "in slices of \(budget)")
      #expect(work.fraction == 1)
    }
  }

  /// 1% more than the true h behind the closed form: samples and directions see it.
  @Test func aSampleFindsAWrongNumber() throws {
    let (derivation, values) = try Self.cases[3].derived()
    var wrong = values
    let h = try #require(derivation.program.variable(named: "h"))
    wrong[h] = values[h]?.map { $0 * 1.01 }
    #expect(Certificate.certifying(derivation, wrong).verdict == .failed)
  }

  /// A right formula passes where the numbers are hard: next to a pole, turning fast, badly conditioned.
  @Test(arguments: [
    ("Y = inv(A)", "A=2x2", [1, 2, 2, 4.000001]), ("E = logdet(A)", "A=2x2", [1, 2, 2, 4.000001]),
    ("y = 1 / A", "A=1", [1e-6]), ("y = norm(A)", "A=2", [1e-8, 1e-8]),
    ("y = sin(100000000 * A)", "A=1", [0.3]),
    ("E = logdet(A.T @ A)", "A=2x2", [1, 2, 2, 4.0001]),
    ("E = trace(A - A.T)", "A=2x2", [1, 2, 3, 4]),
    ("E = det(A.T @ A)", "A=1x2", [1, 2]),
  ]) func aRightFormulaPassesOnHardNumbers(program: String, input: String, numbers: [Double]) throws
  {
    let derived = try DerivedRow(CorpusRow("hard", "", program, by: "A", input, ""))
    let variable = derived.derivation.variable
    var inputs = derived.inputs
    inputs[variable] = Tensor(shape: variable.shape, elements: numbers)
    var values = Valuation(derived.derivation.program, inputs: inputs)
    let upstream = derived.derivation.upstream.map {
      Tensor.normal($0.shape, RandomNumbers(seed: 1, stream: 2))
    }
    values.setGradients(of: derived.derivation, upstream: upstream)
    let certificate = Certificate.certifying(derived.derivation, values)
    #expect(certificate.verdict == .passed, "\(certificate.words)")
  }

  /// relu of small numbers: the steps cross its kink, and directions in which they do are left out.
  @Test func aKinkInsideTheStepIsNoMistake() throws {
    let large = DerivationTests.Case(
      program: "E = sum(relu(X))", output: "E", variable: "X", shapes: ["X": [200, 200]],
      closedForm: "")
    let (derivation, values) = try large.derived()
    let x = derivation.variable
    let small = Tensor(shape: x.shape) { (values[x]?[position: $0] ?? 0) / 1000 }
    var near = Valuation(derivation.program, inputs: [x: small])
    near.setGradients(of: derivation, upstream: nil)
    let certificate = Certificate.certifying(derivation, near)
    #expect(certificate.verdict == .undecidable)
    #expect(certificate.words.contains("kink inside the step"))
  }
}
