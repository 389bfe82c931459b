import MatrixCalculus
import TensorCore
import Testing

/// Claims on Xᵀ·(y − T), judged in slices of every size.
struct ClaimWorkTests {
  private static func example(_ m: Int, _ n: Int, _ p: Int) throws -> (Derivation, Valuation) {
    try DerivationTests.Case(
      program: "y = X @ A; E = sum((y - T)**2) / 2", output: "E", variable: "A",
      shapes: ["X": [m, n], "A": [n, p], "T": [m, p]], closedForm: ""
    ).derived()
  }

  private func name(_ text: String, _ derivation: Derivation) throws -> Expression {
    .variable(try #require(derivation.program.variable(named: text)))
  }

  @Test(arguments: [1, 100, 1_000_000, Int.max])
  func gradients(budget: Int) throws {
    let (derivation, values) = try Self.example(6, 4, 3)
    let (x, y, t) = (
      try name("X", derivation), try name("y", derivation), try name("T", derivation)
    )
    let right = x.transposed.matrixProduct(y - t)
    func verdict(_ claim: Expression) -> ClaimVerdict? {
      var work = ClaimWork(gradient: claim, derivation, values)
      while !work.isJudged { work.advance(by: budget) }
      return work.verdict
    }
    #expect(verdict(right) == .holds(compared: 12, entries: 12))
    #expect(
      verdict(y.transposed.matrixProduct(x))
        == .wrongShape(claimed: Shape([3, 4]), actual: Shape([4, 3])))
    let wrong = x.transposed.matrixProduct(y)
    guard case .wrong(let place, let claimed?, let actual)? = verdict(wrong) else {
      Issue.record("a wrong claim holds")
      return
    }
    #expect(place == [0, 0])
    #expect(claimed == values.evaluate(wrong)[[0, 0]])
    #expect(actual == values[derivation.links[derivation.links.count - 1].gradient]?[[0, 0]])
  }

  /// At x = b, A = I anything times A·x − b is right, and det(S)·S⁻¹ where S happens to be symmetric.
  @Test func aClaimIsTriedOnOtherNumbers() throws {
    let squares = CorpusRow("claim", "", "E = sum((A @ x - b)**2)", by: "x", "A=2x2 x=2 b=2", "")
    let identity = [1.0, 0, 0, 1]
    guard
      case .rightByChance(.inputs, _, _, _)? = try Self.verdict(
        on: squares, ["A": identity, "x": [1, 2], "b": [1, 2]], "7 * A.T @ (A @ x - b)")
    else {
      Issue.record("seven is not two")
      return
    }
    let determinant = CorpusRow("claim", "", "E = logdet(S)", by: "S", "S=2x2", "")
    let symmetric = ["S": [2.0, 1, 1, 3]]
    guard case .holdsWhere(let facts)? = try Self.verdict(on: determinant, symmetric, "inv(S)")
    else {
      Issue.record("inv(S) is right where S is symmetric, and not elsewhere")
      return
    }
    #expect(facts.map(\.words) == ["S is symmetric"])
    #expect(
      try Self.verdict(on: determinant, symmetric, "inv(S).T") == .holds(compared: 4, entries: 4))
  }

  /// Σ t = 1 is what the textbook's form assumes, though t = (0, 1, 0) knows more of itself.
  @Test func theFactsThatCountAreNamed() throws {
    let entropy = CorpusRow("claim", "", "E = -sum(T * log_softmax(Z))", by: "Z", "T=2x2 Z=2x2", "")
    let verdict = try Self.verdict(
      on: entropy, ["T": [1.0, 0, 0, 1], "Z": [1, 2, 3, 5]], "softmax(Z) - T")
    guard case .holdsWhere(let facts)? = verdict else {
      Issue.record("softmax(Z) − T assumes something of T")
      return
    }
    #expect(facts.map(\.words) == ["each row of T adds up to 1"])
  }

  /// Right for the identity, for zeros or for one-hot rows alone is not right for all symmetric matrices.
  @Test(arguments: [
    ("f = x @ A @ x", "x", [1.0, 0, 0, 1], "2 * x"),
    ("f = x @ A @ x", "x", [1.0, 0, 0, 1], "(A + eye(2)) @ x"),
    ("f = x @ A @ x", "x", [0.0, 0, 0, 0], "-(A @ x)"),
    ("f = x @ A @ x", "x", [2.0, 1, 1, 3], "2 * A @ x + (trace(A) - 5) * x"),
    ("f = x @ A @ x", "x", [2.0, 1, 1, 3], "2 * array([[2, 1], [1, 3]]) @ x"),
    ("f = -sum(A * log_softmax(Z))", "Z", [1.0, 0, 0, 1], "softmax(Z) - A**2"),
  ])
  func whatIsTrueOfTheseNumbersAloneIsChance(
    program: String, variable: String, entries: [Double], claim: String
  ) throws {
    let row = CorpusRow("claim", "", program, by: variable, "A=2x2 x=2 Z=2x2", "")
    let verdict = try Self.verdict(on: row, ["A": entries, "x": [1, 2]], claim)
    guard case .rightByChance(.inputs, at: _, claimed: _, actual: _)? = verdict else {
      Issue.record("\(claim) is \(String(describing: verdict))")
      return
    }
  }

  /// e¹⁰⁰⁰ is beyond the numbers: neither p − t nor p + t is right or wrong there, and the words say why.
  @Test(arguments: ["p - t", "p + t"]) func whatIsNoNumberDecidesNothing(claim: String) throws {
    let row = CorpusRow(
      "claim", "", "e = exp(z); p = e / sum(e); L = -sum(t * log(p))", by: "z", "z=3 t=3", "")
    let verdict = try Self.verdict(on: row, ["z": [1000, 0, 1], "t": [0, 1, 0]], claim)
    #expect(verdict?.reason == "the derivative is no number there")
  }

  /// At t·x = 1 each slope between 0 and −t is right: what decides is beside the kink.
  @Test(arguments: [
    ("-t * (t * x < 1)", true), ("-t * (t * x <= 1)", true), ("-2 * t * (t * x < 1)", false),
  ]) func onAKinkAnySlopeIsRight(claim: String, isRight: Bool) throws {
    let row = CorpusRow("claim", "", "E = sum(maximum(0, 1 - t * x))", by: "x", "x=2 t=2", "")
    let verdict = try Self.verdict(on: row, ["x": [1, -1], "t": [1, -1]], claim)
    #expect((verdict == .holds(compared: 2, entries: 2)) == isRight)
  }

  /// The textbook's forms keep their facts on all numbers of which these are true.
  @Test(arguments: [
    ("f = x @ A @ x", "x", [1.0, 0, 0, 1], "2 * A @ x", "A is symmetric"),
    ("f = x @ A @ x", "x", [0.0, 0, 0, 0], "2 * A @ x", "A is symmetric"),
    (
      "f = x @ A @ x", "x", [1.0, 0, 0, 1], "2 * A @ x + (sum(A) - 2) * x",
      "A is symmetric and each row of A adds up to 1 and each column of A adds up to 1"
    ),
    (
      "f = -sum(A * log_softmax(Z))", "Z", [1.0, 0, 1, 0], "softmax(Z) - A",
      "each row of A adds up to 1"
    ),
  ])
  func factsAreKept(
    program: String, variable: String, entries: [Double], claim: String, words: String
  ) throws {
    let row = CorpusRow("claim", "", program, by: variable, "A=2x2 x=2 Z=2x2", "")
    let verdict = try Self.verdict(on: row, ["A": entries, "x": [1, 2]], claim)
    guard case .holdsWhere(let facts)? = verdict else {
      Issue.record("\(claim) assumes \(words)")
      return
    }
    #expect(facts.words == words)
  }

  private static func verdict(
    on row: CorpusRow, _ numbers: [String: [Double]], _ claim: String
  ) throws -> ClaimVerdict? {
    let derived = try DerivedRow(row)
    let inputs = derived.inputs.mapValues(\.shape).reduce(into: derived.inputs) { inputs, input in
      guard let own = numbers[input.key.name] else { return }
      inputs[input.key] = Tensor(shape: input.value, elements: own)
    }
    var values = Valuation(derived.derivation.program, inputs: inputs)
    values.setGradients(of: derived.derivation, upstream: nil)
    return ClaimVerdict.ofGradient(try derived.expression(claim), derived.derivation, values)
  }

  /// At the minimum of ‖A·x − b‖² both formulas are what rounding leaves, neither is right or wrong there.
  @Test func whatRoundingLeavesRefutesNothing() throws {
    let derived = try DerivedRow(
      CorpusRow("claim", "", "E = sum((A @ x - b)**2)", by: "x", "A=3x2 x=2 b=3", ""))
    let (a, x) = (try derived.expression("A"), try derived.expression("x"))
    guard case .variable(let b) = try derived.expression("b") else {
      Issue.record("b is an input")
      return
    }
    var inputs = derived.inputs
    inputs[b] = derived.values.evaluate(a.matrixProduct(x)).map { $0 * (1 + 2e-15) }
    var values = Valuation(derived.derivation.program, inputs: inputs)
    values.setGradients(of: derived.derivation, upstream: nil)
    func verdict(_ text: String) throws -> ClaimVerdict? {
      ClaimVerdict.ofGradient(try derived.expression(text), derived.derivation, values)
    }
    guard case .undecidable? = try verdict("A.T @ (A @ x - b)") else {
      Issue.record("half the gradient differs from it in nothing but rounding")
      return
    }
    guard case .wrong? = try verdict("A.T @ (A @ x + b)") else {
      Issue.record("the sum of both is far from zero")
      return
    }
  }

  /// relu'(x) is 0 at negative x, and so is anything times it: only other signs tell 2·x from 3·x.
  @Test func aClaimUnderAZeroMaskIsTriedWhereItIsNotZero() throws {
    let row = CorpusRow("claim", "", "E = sum(relu(x)**2)", by: "x", "x=3", "")
    let negative = ["x": [-1.0, -2, -3]]
    guard
      case .rightByChance(.inputs, _, let claimed, let actual)? =
        try Self.verdict(on: row, negative, "3 * relu(x)")
    else {
      Issue.record("3·relu(x) is the gradient at negative x alone")
      return
    }
    #expect((claimed - 1.5 * actual).magnitude < 1e-12 * actual.magnitude)
    #expect(try Self.verdict(on: row, negative, "2 * relu(x)") == .holds(compared: 3, entries: 3))
    // One entry is seen, the other two are not.
    guard
      case .rightByChance? = try Self.verdict(
        on: row, ["x": [1.0, -2, -3]], "2 * relu(x) + relu(x - 1)")
    else {
      Issue.record("relu(x − 1) is 0 here, and not where x is 2")
      return
    }
  }

  /// |x| is x where all is positive, and log(x) + 1 has no number where x is negative.
  @Test func aClaimIsTriedWithOtherSigns() throws {
    let numbers = ["x": [1.0, 2]]
    let squares = CorpusRow("claim", "", "E = sum(x**2)", by: "x", "x=2", "")
    guard
      case .rightByChance(.inputs, _, let claimed, let actual)? = try Self.verdict(
        on: squares, numbers, "2 * abs(x)")
    else {
      Issue.record("|x| is not x")
      return
    }
    #expect(claimed == -actual && actual < 0)
    #expect(try Self.verdict(on: squares, numbers, "2 * x") == .holds(compared: 2, entries: 2))
    let entropy = CorpusRow("claim", "", "E = sum(x * log(x))", by: "x", "x=2", "")
    #expect(
      try Self.verdict(on: entropy, numbers, "log(x) + 1") == .holds(compared: 2, entries: 2))
  }

  /// Claimed entries are tried on other numbers too: X[i,k] is X[k,k] where all rows of X are the same, and the
  /// slope of relu is 0 at every x here.
  @Test(arguments: [
    ("Y = X @ A", "A", "X=2x2 A=2x2", ["X": [3.0, 4, 3, 4]], "X[k,k] if j == l else 0", false),
    ("Y = X @ A", "A", "X=2x2 A=2x2", ["X": [3.0, 4, 3, 4]], "X[i,k] if j == l else 0", true),
    ("y = relu(x)", "x", "x=2", ["x": [-1.0, -2]], "0", false),
    ("y = relu(x)", "x", "x=2", ["x": [-1.0, -2]], "1 if i == k and x[i] > 0 else 0", true),
  ]) func claimedEntriesAreTriedElsewhere(
    program: String, variable: String, inputs: String, numbers: [String: [Double]], claim: String,
    holds: Bool
  ) throws {
    let derived = try DerivedRow(CorpusRow("claim", "", program, by: variable, inputs, ""))
    let given = derived.inputs.reduce(into: derived.inputs) { given, input in
      guard let own = numbers[input.key.name] else { return }
      given[input.key] = Tensor(shape: input.value.shape, elements: own)
    }
    let derivation = derived.derivation
    var values = Valuation(derivation.program, inputs: given)
    values.setGradients(
      of: derivation, upstream: derivation.upstream.map { Tensor(repeating: 1, shape: $0.shape) })
    let source = SourceText(name: "claim", text: claim)
    let names = Dictionary(uniqueKeysWithValues: derivation.program.inputs.map { ($0.name, $0) })
    let entries = try EntryClaim(
      try #require(Parser.expression(source).expression), text: claim,
      elaboration: Elaboration(source, names: names), output: derivation.output.shape,
      variable: derivation.variable.shape)
    let count = derivation.output.shape.count * derivation.variable.shape.count
    let verdict = ClaimVerdict.ofEntries(entries, derivation, values)
    if holds {
      #expect(verdict == .holds(compared: count, entries: count))
    } else {
      guard case .rightByChance(.inputs, _, _, _)? = verdict else {
        Issue.record("\(claim) is right by chance, and not \(String(describing: verdict))")
        return
      }
    }
  }

  /// Where no number near these moves the derivative off 0, a claim is neither right nor wrong.
  @Test func whatIsZeroOnAllNumbersTriedIsNotDecidable() throws {
    let row = CorpusRow("claim", "", "E = sum(relu(x**2 - 1000)**2)", by: "x", "x=2", "")
    let verdict = try Self.verdict(on: row, ["x": [1.0, 2]], "7 * relu(x**2 - 1000)")
    #expect(verdict == .untried)
    // A derivative that is 0 by itself is another matter.
    let zero = CorpusRow("claim", "", "E = sum(0 * x)", by: "x", "x=2", "")
    #expect(
      try Self.verdict(on: zero, ["x": [1.0, 2]], "0 * x") == .holds(compared: 2, entries: 2))
  }

  /// G·Xᵀ is Xᵀ·G where G is the identity, and anything is right where G is zero.
  @Test(arguments: [("dE_dY @ X.T", [1.0, 0, 0, 1]), ("A @ dE_dY", [0.0, 0, 0, 0])])
  func aClaimIsNotRightByChance(claim: String, upstream: [Double]) throws {
    let derived = try DerivedRow(CorpusRow("claim", "", "Y = X @ A", by: "A", "X=2x2 A=2x2", ""))
    var values = derived.values
    values.setGradients(
      of: derived.derivation, upstream: Tensor(shape: Shape([2, 2]), elements: upstream))
    func verdict(_ text: String) throws -> ClaimVerdict? {
      ClaimVerdict.ofGradient(try derived.expression(text), derived.derivation, values)
    }
    guard case .rightByChance? = try verdict(claim) else {
      Issue.record("\(claim) holds for other gradients too")
      return
    }
    #expect(try verdict("X.T @ dE_dY") == .holds(compared: 4, entries: 4))
  }
}
