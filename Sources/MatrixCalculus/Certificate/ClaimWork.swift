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
  /// Whether an entry was other than 0 in some round: where it never was, nothing is said of the claim.
  private var isTried: [Bool] = []

  private enum Claim: Equatable, Sendable {
    case gradient(Expression)
    case entries(EntryClaim)
  }

  /// The numbers on which a gradient is compared: zeros and ones at hand hide mistakes.
  private enum Round: Equatable, Sendable {
    case asGiven, denseUpstream
    /// Inputs moved at random, but those of these facts.
    case elsewhere([InputFact])
    /// The same with signs at random too, for entries that were 0 so far: the number of the attempt.
    case turned([InputFact], Int)

    /// Inputs that stay as they are; nil where all do.
    var held: [Variable]? {
      switch self {
      case .asGiven, .denseUpstream: nil
      case .elsewhere(let facts), .turned(let facts, _): facts.map(\.input)
      }
    }

    /// How often signs were chosen at random; 0 where they stay.
    var turns: Int { if case .turned(_, let number) = self { number } else { 0 } }
  }

  /// Entries of a Jacobian compared at most, evenly spread.
  private static let limit = 1_000_000
  private static let tolerance = 1e-9
  /// How often signs are chosen at random for entries that are 0.
  private static let turns = 4
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
    if isTried.count != count { isTried = [Bool](repeating: false, count: count) }
    let slice = slice(start, of: count, cost: 8, budget)
    for position in slice {
      let (said, true_) = (claimed[position: position], actual[position: position])
      if round.turns > 0, isTried[position] { continue }
      if true_ != 0, true_.isFinite || round == .asGiven { isTried[position] = true }
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
    case .turned:
      stage = .judged(.rightByChance(.inputs, at: place, claimed: claimed, actual: actual))
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
    case .elsewhere(let facts) where isTried.contains(false): begin(.turned(facts, 1))
    case .turned(let facts, let number) where number < Self.turns && isTried.contains(false):
      begin(.turned(facts, number + 1))
    case .elsewhere(let facts), .turned(let facts, _): stage = .judged(verdict(where: facts))
    }
  }

  /// No entry differs in any round.
  private func verdict(where facts: [InputFact]) -> ClaimVerdict {
    let count = actual.shape.count
    let isZero = derivation.closedForm?.isZero == true
    if count > 0, !isTried.contains(true), !isZero { return .untried }
    guard !facts.isEmpty else { return .holds(compared: count, entries: count) }
    // Of all that is true the facts that make the derivative's own form shorter are what counts.
    let needed = derivation.specialForm(given: facts, on: values)?.facts
    return .holdsWhere(needed ?? facts)
  }

  /// All again with a random ∂E/∂y, or with other inputs too.
  private mutating func begin(_ round: Round) {
    guard case .gradient(let form) = claim else { return }
    self.round = round
    scale = 1e-300
    height = nil
    var random = SeededNumbers(seed: 1 + round.turns)
    var moved = values
    var assignments: [Evaluation.Assignment] = []
    if let upstream = derivation.upstream {
      assignments.append(.init(.variable(upstream), .generated(random.tensor(upstream.shape))))
    }
    if let held = round.held {
      for input in derivation.program.inputs where !held.contains(input) {
        moved[input] = values[input].map { $0.moved(&random, turnsSigns: round.turns > 0) }
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
  ///
  /// With signs turned each of them is negative or not by chance.
  fileprivate func moved(_ random: inout SeededNumbers, turnsSigns: Bool) -> Tensor {
    let seed = random.next()
    var factors = GeneratedTensor(
      .uniform(RandomNumbers(seed: seed), low: 0.75, high: 1.25), shape: shape
    ).filled
    if turnsSigns { factors = factors.map { Bool.random(using: &random) ? $0 : -$0 } }
    return elements.allSatisfy { $0 == 0 } ? factors : zipped(factors, *)
  }
}
