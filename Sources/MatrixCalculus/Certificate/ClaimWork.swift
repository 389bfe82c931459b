import TensorCore

/// A claim that is compared with the derivative in slices.
public struct ClaimWork: Sendable {
  enum Stage: Equatable, Sendable {
    /// The claimed formula is evaluated.
    case evaluation
    /// The greatest entry of the gradient is looked for, from this position on.
    case scale(Int)
    /// Entries are compared, from this position on.
    case comparison(Int)
    case judged(ClaimVerdict?)
  }

  let claim: Claim
  /// The numbers at hand.
  let values: Valuation
  let derivation: Derivation
  var round = Round.asGiven
  /// The gradient on the numbers of this round, and what is claimed of it.
  var actual: Tensor
  var claimed: Tensor?
  /// The Jacobian on the numbers of this round, where its entries are claimed.
  var evaluator: EntryEvaluator?
  var evaluation: Evaluation
  var scale = 1e-300
  /// The greatest of all numbers on the way in this round; nil until it is asked for.
  var height: Double?
  var stage: Stage
  /// Whether an entry was other than 0 in some round: where it never was, nothing is said of the claim.
  var isTried: [Bool] = []

  enum Claim: Equatable, Sendable {
    case gradient(Expression)
    case entries(EntryClaim)
  }

  /// The numbers on which a claim is compared: zeros and ones at hand hide mistakes.
  enum Round: Equatable, Sendable {
    case asGiven, denseUpstream
    /// Inputs moved at random, these facts of them kept.
    case elsewhere([InputFact])
    /// The same with signs at random too: the number of the attempt.
    case turned([InputFact], Int)

    /// What stays true of the inputs; nil where all of them stay as they are.
    var facts: [InputFact]? {
      switch self {
      case .asGiven, .denseUpstream: nil
      case .elsewhere(let facts), .turned(let facts, _): facts
      }
    }

    /// How often signs were chosen at random; 0 where they stay.
    var turns: Int { if case .turned(_, let number) = self { number } else { 0 } }
  }

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
    evaluator = derivation.entries(on: values)
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
      if evaluation.isComplete { beginComparison() }
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
