import TensorCore

/// A claim that is compared with the derivative in slices.
public struct ClaimWork: Sendable {
  private enum Stage: Equatable, Sendable {
    /// The claimed formula is evaluated.
    case evaluation
    /// The greatest entry of the gradient is looked for, from this position on.
    case scale(Int)
    /// Entries are compared, from this position on.
    case comparison(Int)
    case judged(ClaimVerdict?)
  }

  private let claim: Claim
  private let values: Valuation
  private var actual: Tensor
  private let derivation: Derivation
  private var round = Round.asGiven
  private let evaluator: EntryEvaluator?
  private var evaluation: Evaluation
  private var claimed: Tensor?
  private var scale = 1e-300
  /// The greatest of all numbers on the way in this round; nil until it is asked for.
  private var height: Double?
  private var stage: Stage

  private enum Claim: Equatable, Sendable {
    case gradient(Expression)
    case entries(EntryClaim)
  }

  /// The numbers on which a gradient is compared: zeros and ones at hand hide mistakes.
  private enum Round: Equatable, Sendable {
    case asGiven, denseUpstream
    /// Inputs moved at random, but those of these facts.
    case elsewhere([InputFact])
  }

  /// Entries of a Jacobian compared at most, evenly spread.
  private static let limit = 1_000_000
  private static let tolerance = 1e-9
  /// What rounding leaves of a sum that is zero, beside the greatest number on the way to it.
  private static let rounding = 1e-13

  /// A claimed gradient; all gradients of the derivation are set in `values`.
  public init(gradient: Expression, _ derivation: Derivation, _ values: Valuation) {
    claim = .gradient(gradient)
    self.derivation = derivation
    self.values = values
    actual =
      derivation.links.last.flatMap { values[$0.gradient] }
      ?? Tensor(repeating: 0, shape: derivation.variable.shape)
    evaluator = nil
    evaluation = Evaluation(values, [.init(.closedForm(gradient), .expression(gradient))])
    stage =
      gradient.shape == actual.shape
      ? .evaluation : .judged(.wrongShape(claimed: gradient.shape, actual: actual.shape))
  }

  /// Claimed entries of the Jacobian of the output; a Jacobian with very many is compared at evenly
  /// spread ones.
  public init(entries: EntryClaim, _ derivation: Derivation, _ values: Valuation) {
    claim = .entries(entries)
    self.derivation = derivation
    self.values = values
    actual = Tensor(scalar: 0)
    evaluation = Evaluation(values, [])
    evaluator = derivation.links.last.flatMap { link in
      derivation.jacobian.map { values.evaluator(of: $0, in: link) }
    }
    stage = evaluator == nil ? .judged(nil) : .comparison(0)
  }

  public var isJudged: Bool { if case .judged = stage { true } else { false } }

  /// The verdict, once there is one; nil too where there is nothing to compare the claim with.
  public var verdict: ClaimVerdict? {
    if case .judged(let verdict) = stage { verdict } else { nil }
  }

  /// Compares until about `budget` multiplications are spent; gives what was spent.
  @discardableResult
  public mutating func advance(by budget: Int) -> Int {
    switch stage {
    case .judged: return 0
    case .evaluation:
      let spent = evaluation.advance(by: budget)
      guard evaluation.isComplete, case .gradient(let form) = claim else { return spent }
      claimed = evaluation[.closedForm(form)]
      if round != .asGiven, let last = derivation.links.last {
        actual = evaluation.values[last.gradient] ?? actual
      }
      stage = .scale(0)
      return spent
    case .scale(let start): return findScale(start, budget)
    case .comparison(let start):
      switch claim {
      case .gradient: return compareGradient(start, budget)
      case .entries(let entries): return compareEntries(entries, start, budget)
      }
    }
  }

  /// The verdict, however long it takes.
  func judged() -> ClaimVerdict? {
    var work = self
    while !work.isJudged { work.advance(by: .max) }
    return work.verdict
  }
}

extension ClaimWork: Equatable {
  /// Equal where the same is claimed and has been compared equally far.
  public static func == (left: ClaimWork, right: ClaimWork) -> Bool {
    left.claim == right.claim && left.stage == right.stage
      && left.evaluation.done == right.evaluation.done
  }
}

extension ClaimWork {
  /// The positions of a slice in which each of `count` costs so much.
  private func slice(_ start: Int, of count: Int, cost: Int, _ budget: Int) -> Range<Int> {
    start..<min(count, start + max(1, min(count, budget / cost)))
  }

  private mutating func findScale(_ start: Int, _ budget: Int) -> Int {
    let slice = slice(start, of: actual.shape.count, cost: 4, budget)
    for position in slice {
      let value = actual[position: position]
      if value.isFinite { scale = max(scale, value.magnitude) }
    }
    stage = slice.upperBound == actual.shape.count ? .comparison(0) : .scale(slice.upperBound)
    return 4 * slice.count
  }

  private mutating func compareGradient(_ start: Int, _ budget: Int) -> Int {
    guard let claimed else { return 0 }
    let count = actual.shape.count
    let slice = slice(start, of: count, cost: 8, budget)
    for position in slice {
      let (said, true_) = (claimed[position: position], actual[position: position])
      guard !Self.agree(said, true_, scale) else { continue }
      let isRounding = isRounding(said, true_)
      // Elsewhere there may be no numbers, and what rounding leaves refutes nothing.
      if round != .asGiven, isRounding || !(said - true_).isFinite { continue }
      refute(at: actual.shape.coordinates(of: position), said, true_, isRounding: isRounding)
      return 8 * slice.count
    }
    stage = .comparison(slice.upperBound)
    if slice.upperBound == count { pass() }
    return 8 * slice.count
  }

  /// Whether both are no more than rounding leaves of a sum that is zero.
  private mutating func isRounding(_ claimed: Double, _ actual: Double) -> Bool {
    if height == nil {
      let plan = CertificatePlan(derivation)
      height = plan.isWhole ? evaluation.values.height(of: plan.statements) : 0
    }
    return max(claimed.magnitude, actual.magnitude) <= Self.rounding * (height ?? 0)
  }

  /// What follows from the first entry that differs.
  private mutating func refute(
    at place: [Int], _ claimed: Double, _ actual: Double, isRounding: Bool
  ) {
    switch round {
    case .asGiven:
      stage = .judged(
        isRounding
          ? .undecidable(at: place, claimed: claimed, actual: actual)
          : .wrong(at: place, claimed: claimed, actual: actual))
    case .denseUpstream:
      stage = .judged(.rightByChance(.upstream, at: place, claimed: claimed, actual: actual))
    case .elsewhere(let held):
      let facts = InputFact.facts(of: derivation.program.inputs, values)
      guard held.isEmpty, !facts.isEmpty else {
        stage = .judged(.rightByChance(.inputs, at: place, claimed: claimed, actual: actual))
        return
      }
      begin(.elsewhere(facts))
    }
  }

  /// What follows where no entry differs.
  private mutating func pass() {
    switch round {
    case .asGiven: begin(derivation.upstream == nil ? .elsewhere([]) : .denseUpstream)
    case .denseUpstream: begin(.elsewhere([]))
    case .elsewhere([]):
      stage = .judged(.holds(compared: actual.shape.count, entries: actual.shape.count))
    case .elsewhere(let facts):
      // Of all that is true the facts that make the derivative's own form shorter are what counts.
      let needed = derivation.specialForm(given: facts, on: values)?.facts
      stage = .judged(.holdsWhere(needed ?? facts))
    }
  }

  /// All again with a random ∂E/∂y, or with other inputs too.
  private mutating func begin(_ round: Round) {
    guard case .gradient(let form) = claim else { return }
    self.round = round
    scale = 1e-300
    height = nil
    var random = SeededNumbers(seed: 1)
    var moved = values
    var assignments: [Evaluation.Assignment] = []
    if let upstream = derivation.upstream {
      assignments.append(.init(.variable(upstream), .generated(random.tensor(upstream.shape))))
    }
    if case .elsewhere(let facts) = round {
      let held = facts.map(\.input)
      for input in derivation.program.inputs where !held.contains(input) {
        moved[input] = values[input].map { $0.moved(&random) }
      }
      assignments += derivation.program.statements.map {
        .init(.variable($0.variable), .expression($0.expression))
      }
    }
    assignments += derivation.links.map { .init(.variable($0.gradient), $0.source) }
    evaluation = Evaluation(moved, assignments + [.init(.closedForm(form), .expression(form))])
    stage = .evaluation
  }

  private mutating func compareEntries(_ claim: EntryClaim, _ start: Int, _ budget: Int) -> Int {
    guard let evaluator else { return 0 }
    let shape = evaluator.shape
    let step = max(1, shape.count / Self.limit)
    let count = (shape.count + step - 1) / step
    let cost = 1024 + 32 * min(evaluator.productsPerEntry, 1 << 20)
    let slice = slice(start, of: count, cost: cost, budget)
    for number in slice {
      let coordinates = shape.coordinates(of: number * step)
      let actual = evaluator.entry(at: coordinates)
      let said = claim.value(at: coordinates, values)
      guard let said, Self.agree(said, actual, max(1, actual.magnitude)) else {
        stage = .judged(.wrong(at: coordinates, claimed: said, actual: actual))
        return cost * slice.count
      }
    }
    stage =
      slice.upperBound == count
      ? .judged(.holds(compared: count, entries: shape.count)) : .comparison(slice.upperBound)
    return cost * slice.count
  }

  /// Whether two entries are the same but for rounding; infinite ones and no numbers are themselves.
  private static func agree(_ claimed: Double, _ actual: Double, _ scale: Double) -> Bool {
    if claimed == actual || (claimed.isNaN && actual.isNaN) { return true }
    return (claimed - actual).magnitude <= tolerance * (scale.isFinite ? scale : 0)
  }
}

extension Tensor {
  /// Other numbers of the same signs, and a quarter more or less at most; all zeros as numbers about 1.
  fileprivate func moved(_ random: inout SeededNumbers) -> Tensor {
    let seed = random.next()
    let factors = GeneratedTensor(
      .uniform(RandomNumbers(seed: seed), low: 0.75, high: 1.25), shape: shape
    ).filled
    return elements.allSatisfy { $0 == 0 } ? factors : zipped(factors, *)
  }
}
