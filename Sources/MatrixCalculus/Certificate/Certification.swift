import TensorCore

/// A certificate that is made in slices: it compares the routes to a derivative that share no derivative
/// rule and no simplifier.
///
/// The closed form evaluated densely, loops over the entries of the terms, and differences of the forward
/// evaluation. Up to about 10⁸ multiplications every entry is compared; above that a seeded sample of
/// entries, and differences along four directions.
public struct Certification: Sendable {
  private enum Stage: Equatable, Sendable {
    /// The closed form, and the gradient by loops over the terms.
    case routes
    /// Every entry of the variable moved by itself: the next one.
    case entries(Int)
    case directions
    /// Each link once more with a dense random upstream.
    case upstream
    /// Both routes with every result rounded at random, where a check did not pass: the number of the round.
    case conditioning(Int)
    case finished
  }

  private let derivation: Derivation
  private let values: Valuation
  private let isWhole: Bool
  /// The statements between the variable and the output.
  private let statements: [Program.Statement]
  /// Multiplications of all, about, and of what is done.
  public let cost: Double
  private var done = 0.0
  private var stage = Stage.routes
  private var evaluation: Evaluation
  private var random: SeededNumbers
  private var routes: Routes
  private var probes: DirectionProbes?
  private var closed: Tensor?
  private let jacobianForm: Expression?
  private var jacobianTensor: Tensor?
  /// What came out when all was rounded at random the last time.
  private var rounded: Valuation?
  private var contraction = Tensor(scalar: 0)
  private var agreement = Comparison("closed form = contraction", floor: 1e-12)
  private var upstream: UpstreamSamples
  private let moves: EntryMoves?

  /// Begins on the numbers of `values`, in which all gradients are set.
  public init(_ derivation: Derivation, _ values: Valuation, seed: Int = 1) {
    self.derivation = derivation
    self.values = values
    let plan = CertificatePlan(derivation)
    isWhole = plan.isWhole
    statements = plan.statements
    cost = plan.cost
    random = SeededNumbers(seed: seed)
    jacobianForm = plan.jacobianForm
    routes = Routes(
      hasClosedForm: derivation.closedForm != nil, hasJacobianForm: plan.jacobianForm != nil,
      output: derivation.output)
    evaluation = Evaluation(values, plan.routes)
    let weights = derivation.upstream.flatMap { values[$0] }
    let own = values.reach(of: derivation.output, by: derivation.variable, weights)
    let parts = plan.isWhole ? derivation.links.flatMap(\.contributions) : []
    let reach = parts.reduce(own) {
      max($0, values.reach(ofParts: $1.statement.expression, by: derivation.variable))
    }
    agreement.reference = reach
    routes.setReference(reach)
    if derivation.closedForm?.isZero == true {
      routes.setHeight(values.height(of: plan.statements))
    }
    upstream = UpstreamSamples(derivation.links, values, plan.statements)
    moves = plan.isWhole ? EntryMoves(derivation, values, plan) : nil
  }

  /// What a certificate of the derivation costs, in multiplications of a matrix product, about.
  public static func cost(of derivation: Derivation) -> Double {
    CertificatePlan(derivation).cost
  }

  /// How much is done, from 0 to 1.
  public var fraction: Double { stage == .finished ? 1 : min(0.99, done / max(1, cost)) }

  /// The certificate, once all is compared.
  public var certificate: Certificate? {
    guard stage == .finished else { return nil }
    let directions = DirectionProbes.directions
    return Certificate(
      checks: checks,
      scope: isWhole
        ? ""
        : "\(upstream.samples) of \(derivation.variable.shape.count) entries and along \(directions) directions",
      jacobianForm: jacobianForm)
  }

  private var checks: [Certificate.Check] {
    // Looked for once, and only where something is wrong: it costs a forward evaluation.
    lazy var cause = values.missingNumbers(in: statements)
    let missing = { cause }
    let own = closed == nil ? [] : [agreement.check(missing)]
    return own + routes.checks(missing) + [upstream.comparison.check(missing)]
  }

  /// Compares until about `budget` multiplications are spent, or all is compared.
  public mutating func advance(by budget: Int) {
    var left = budget
    while left > 0, stage != .finished {
      let spent = max(1, step(left))
      done += Double(spent)
      left = spent < left ? left - spent : 0
    }
  }

  /// One step of a stage; gives what was spent.
  private mutating func step(_ budget: Int) -> Int {
    switch stage {
    case .routes: compareRoutes(budget)
    case .entries(let position): compareEntry(position)
    case .directions: compareDirections(budget)
    case .upstream: compareUpstream(budget)
    case .conditioning(let round): compareConditioning(round, budget)
    case .finished: 0
    }
  }
}

extension Certificate {
  /// Certifies a derivation on the numbers of `values`, in which all gradients are set, at once.
  public static func certifying(
    _ derivation: Derivation, _ values: Valuation, seed: Int = 1
  ) -> Certificate {
    var certification = Certification(derivation, values, seed: seed)
    while true {
      certification.advance(by: .max)
      if let certificate = certification.certificate { return certificate }
    }
  }
}

extension Certification: Equatable {
  /// Equal where the same is compared and has come equally far.
  public static func == (left: Certification, right: Certification) -> Bool {
    left.derivation == right.derivation && left.stage == right.stage && left.done == right.done
  }
}

// MARK: - Stages

extension Certification {
  private mutating func compareRoutes(_ budget: Int) -> Int {
    guard evaluation.isComplete else { return evaluation.advance(by: budget) }
    closed = derivation.closedForm.flatMap { evaluation[.closedForm($0)] }
    jacobianTensor = jacobianForm.flatMap { evaluation[.jacobianForm($0)] }
    contraction =
      derivation.links.last.flatMap { evaluation.values[$0.gradient] }
      ?? Tensor(repeating: 0, shape: derivation.variable.shape)
    let shape = contraction.shape
    if let closed {
      let count = min(UpstreamSamples.limit, shape.count)
      let positions = isWhole ? Array(0..<shape.count) : random.positions(count, below: shape.count)
      let whole = composed
      for position in positions {
        agreement.add(closed, contraction, position) { whole()?.magnitude(at: $0) }
      }
    }
    stage = isWhole ? .entries(0) : .directions
    if !isWhole {
      probes = DirectionProbes(
        derivation, values, statements, random: &random, closed: closed, contraction: contraction)
    }
    return shape.count
  }

  private mutating func compareEntry(_ position: Int) -> Int {
    guard let moves, position < moves.count else {
      stage = .upstream
      return 1
    }
    stage = .entries(position + 1)
    let whole = composed
    moves.compare(
      position, closed: closed, contraction: contraction, jacobianForm: jacobianTensor, &routes
    ) { whole()?.magnitude(at: $0) }
    return moves.costOfEntry
  }

  /// The gradient as one sum over the composed Jacobian, in which terms that cancel are still terms.
  ///
  /// Made only where it is asked for; nil where an entry sums too many products.
  private var composed: () -> EntryEvaluator? {
    { [derivation, values] in
      guard let link = derivation.links.last, let sum = derivation.composedGradient,
        sum.productsPerEntry <= UpstreamSamples.productBudget / UpstreamSamples.limit
      else { return nil }
      return values.evaluator(of: sum, in: link)
    }
  }

  private mutating func compareDirections(_ budget: Int) -> Int {
    let spent = probes?.advance(by: budget, &routes) ?? 1
    if probes?.isComplete != false {
      probes = nil
      stage = .upstream
    }
    return spent
  }

  private mutating func compareUpstream(_ budget: Int) -> Int {
    guard !upstream.isComplete else {
      stage = beginConditioning(1)
      return 1
    }
    return upstream.advance(by: budget, &random)
  }

  /// How often all is rounded at random before a check has failed.
  private static let roundings = 4

  private mutating func beginConditioning(_ round: Int) -> Stage {
    guard closed != nil, round <= Self.roundings,
      checks.contains(where: { $0.verdict == .failed })
    else { return .finished }
    evaluation = derivation.roundedRoutes(values, &random)
    return .conditioning(round)
  }

  private mutating func compareConditioning(_ round: Int, _ budget: Int) -> Int {
    guard evaluation.isComplete else { return evaluation.advance(by: budget) }
    if let rounded {
      let change = derivation.change(from: rounded, to: evaluation.values)
      agreement.allow(change)
      upstream.comparison.allow(change)
      routes.allow(change)
    }
    rounded = evaluation.values
    stage = beginConditioning(round + 1)
    return derivation.variable.shape.count
  }
}
