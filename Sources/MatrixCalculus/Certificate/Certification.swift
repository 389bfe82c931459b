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
    /// Each link once more with a dense random upstream: the next link, and the one under way.
    case upstream(Int)
    case sampling(Int)
    /// Both routes with every result rounded at random, where a check did not pass: the number of the round.
    case conditioning(Int)
    case finished
  }

  private let derivation: Derivation
  private let values: Valuation
  private let isWhole: Bool
  private let costOfEntry: Int
  /// The statements between the variable and the output.
  private let statements: [Program.Statement]
  private let reason: String?
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
  private var upstream = Comparison("dense random upstream", floor: 1e-9)
  private var samples = 0
  private let differences: Differences?
  private let jacobian: EntryEvaluator?

  static let sampledEntries = 64
  /// Products summed for all samples of one check together: hundredths of a second.
  static let productBudget = 2_000_000
  /// Jacobian entries compared at most.
  private static let jacobianEntries = 100_000

  /// Begins on the numbers of `values`, in which all gradients are set.
  public init(_ derivation: Derivation, _ values: Valuation, seed: Int = 1) {
    self.derivation = derivation
    self.values = values
    let plan = CertificatePlan(derivation)
    costOfEntry = Int(plan.costOfEntry)
    isWhole = plan.isWhole
    statements = plan.statements
    cost = plan.cost
    reason = values.domainViolation(in: plan.statements)
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
    if derivation.links.contains(where: { $0.closedForm?.isZero == true }) {
      upstream.height = values.height(of: plan.statements)
    }
    guard plan.isWhole else {
      differences = nil
      jacobian = nil
      return
    }
    let point = values[derivation.variable] ?? Tensor(scalar: 0)
    differences = Differences(at: point, height: values.height(of: plan.statements)) {
      [
        values, statements = plan.statements, output = derivation.output,
        variable = derivation.variable
      ]
      moved in values.probe(statements, outputs: [output], variable, moved)
    }
    jacobian = derivation.links.last.flatMap { link in
      derivation.jacobian.flatMap { Self.affordable(values.evaluator(of: $0, in: link)) }
    }
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
        : "\(samples) of \(derivation.variable.shape.count) entries and along \(directions) directions"
    )
  }

  private var checks: [Certificate.Check] {
    let own = closed == nil ? [] : [agreement.check(reason: reason)]
    return own + routes.checks(reason: reason) + [upstream.check(reason: reason)]
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
    case .upstream(let link): beginUpstream(link)
    case .sampling(let link): sample(link, budget)
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
      let count = min(Self.sampledEntries, shape.count)
      let positions = isWhole ? Array(0..<shape.count) : samplePositions(shape.count, count)
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

  /// One entry of the variable moved by itself.
  private mutating func compareEntry(_ position: Int) -> Int {
    guard let differences, position < differences.point.shape.count else {
      stage = .upstream(0)
      return 1
    }
    stage = .entries(position + 1)
    let outputs = derivation.output.shape
    let coordinates = differences.point.shape.coordinates(of: position)
    let estimate = differences.derivative(byEntry: position)
    let spent = costOfEntry
    guard !estimate.crossesKink else {
      routes.leaveOut(jacobianEntries: outputs.count)
      return spent
    }
    let weights = derivation.upstream.flatMap { values[$0]?.elements } ?? [1]
    let whole = composed
    routes.add(
      closed: closed?[position: position], contraction: contraction[position: position],
      estimate.weighted(weights), at: coordinates, size: { whole()?.magnitude(at: coordinates) })
    let stride = max(
      1, outputs.count * differences.point.shape.count / Self.jacobianEntries)
    for output in 0..<outputs.count where (output + position) % stride == 0 {
      let place = outputs.coordinates(of: output) + coordinates
      let (difference, error) = (estimate.values[output], estimate.errors[output])
      if let jacobian {
        let entry = jacobian.entry(at: place)
        let isOdd = routes.jacobian.wantsSize(entry, difference)
        routes.jacobian.add(
          entry, difference, at: place, error: error,
          size: isOdd ? jacobian.magnitude(at: place) : nil)
      }
      if let entry = jacobianTensor?[place] {
        let isOdd = routes.jacobianForm?.wantsSize(entry, difference) == true
        let size = isOdd ? jacobian?.magnitude(at: place) : nil
        routes.jacobianForm?.add(entry, difference, at: place, error: error, size: size)
      }
    }
    return spent
  }

  /// The gradient as one sum over the composed Jacobian, in which terms that cancel are still terms.
  ///
  /// Made only where it is asked for; nil where an entry sums too many products.
  private var composed: () -> EntryEvaluator? {
    { [derivation, values] in
      guard let link = derivation.links.last, let sum = derivation.composedGradient,
        sum.productsPerEntry <= Self.productBudget / Self.sampledEntries
      else { return nil }
      return values.evaluator(of: sum, in: link)
    }
  }

  private mutating func compareDirections(_ budget: Int) -> Int {
    let spent = probes?.advance(by: budget, &routes) ?? 1
    if probes?.isComplete != false {
      probes = nil
      stage = .upstream(0)
    }
    return spent
  }

  /// A link with dense random gradients of its outputs: zeros in ∂E/∂y hide mistakes.
  private mutating func beginUpstream(_ number: Int) -> Int {
    guard number < derivation.links.count else {
      stage = beginConditioning(1)
      return 1
    }
    let link = derivation.links[number]
    guard let form = link.closedForm else {
      stage = .upstream(number + 1)
      return 1
    }
    evaluation = Evaluation(values, link.randomUpstream(form, &random))
    stage = .sampling(number)
    return 1
  }

  private mutating func sample(_ number: Int, _ budget: Int) -> Int {
    guard evaluation.isComplete else { return evaluation.advance(by: budget) }
    stage = .upstream(number + 1)
    let link = derivation.links[number]
    guard let closed = link.closedForm.flatMap({ evaluation[.closedForm($0)] }) else { return 1 }
    for contribution in link.contributions {
      let reach = values.reach(of: contribution.statement.variable, by: link.variable, nil)
      upstream.reference = max(upstream.reference, reach)
    }
    let sums = link.contributions.map { evaluation.values.evaluator(of: $0.contraction, in: link) }
    let products = sums.reduce(0) { max($0, $1.productsPerEntry) }
    let count = min(closed.shape.count, Self.samples(products))
    samples = max(samples, count)
    for position in samplePositions(closed.shape.count, count) {
      let coordinates = closed.shape.coordinates(of: position)
      let (form, sum) = (
        closed[position: position], sums.reduce(0) { $0 + $1.entry(at: coordinates) }
      )
      let isOdd = upstream.wantsSize(form, sum)
      upstream.add(
        form, sum, at: coordinates,
        size: isOdd ? sums.reduce(0) { $0 + $1.magnitude(at: coordinates) } : nil)
    }
    return 32 * count * products
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
      upstream.allow(change)
      routes.allow(change)
    }
    rounded = evaluation.values
    stage = beginConditioning(round + 1)
    return derivation.variable.shape.count
  }

  /// The entries of a Jacobian, where reading those that are compared takes tenths of a second.
  private static func affordable(_ jacobian: EntryEvaluator) -> EntryEvaluator? {
    let entries = max(1, min(jacobianEntries, jacobian.shape.count))
    return jacobian.productsPerEntry <= 50 * productBudget / entries ? jacobian : nil
  }

  /// How many entries are sampled where each is a sum of so many products.
  static func samples(_ products: Int) -> Int {
    min(sampledEntries, productBudget / max(1, products))
  }

  private mutating func samplePositions(_ count: Int, _ samples: Int) -> [Int] {
    (0..<samples).map { _ in Int.random(in: 0..<count, using: &random) }
  }
}
