import TensorCore

/// What follows from a comparison: a verdict, or another round on other numbers.
extension ClaimWork {
  /// How often signs are chosen at random: once for all entries, since |x| is x on positive numbers, and again
  /// for those that are 0 so far.
  private static let turns = 4

  /// What follows from the first entry that differs.
  mutating func refute(
    at place: [Int], _ claimed: Double, _ actual: Double, isRounding: Bool
  ) {
    switch round {
    case .asGiven:
      stage = .judged(
        isRounding || actual.isNaN
          ? .undecidable(at: place, claimed: claimed, actual: actual)
          : .wrong(at: place, claimed: claimed, actual: actual))
    case .denseUpstream:
      stage = .judged(.rightByChance(.upstream, at: place, claimed: claimed, actual: actual))
    case .turned:
      stage = .judged(.rightByChance(.inputs, at: place, claimed: claimed, actual: actual))
    case .elsewhere(let kept):
      guard let facts = facts(beyond: kept) else {
        stage = .judged(.rightByChance(.inputs, at: place, claimed: claimed, actual: actual))
        return
      }
      begin(.elsewhere(facts))
    }
  }

  /// What is true of the inputs to be kept next: nothing at first, then the facts that make the derivative's
  /// own form shorter, then all; nil after these.
  private func facts(beyond kept: [InputFact]) -> [InputFact]? {
    let all = InputFact.facts(of: derivation.program.inputs, values)
    let needed = isOfEntries ? nil : derivation.specialForm(given: all, on: values)?.facts
    return [needed ?? [], all].first { $0.count > kept.count }
  }

  /// What follows where no entry differs.
  mutating func pass() {
    switch round {
    case .asGiven:
      begin(derivation.upstream == nil || isOfEntries ? .elsewhere([]) : .denseUpstream)
    case .denseUpstream: begin(.elsewhere([]))
    case .elsewhere(let facts): begin(.turned(facts, 1))
    case .turned(let facts, let number) where number < Self.turns && isTried.contains(false):
      begin(.turned(facts, number + 1))
    case .turned(let facts, _): stage = .judged(verdict(where: facts))
    }
  }

  /// No entry differs in any round.
  private func verdict(where facts: [InputFact]) -> ClaimVerdict {
    let isZero = !isOfEntries && derivation.closedForm?.isZero == true
    if !isTried.isEmpty, !isTried.contains(true), !isZero { return .untried }
    guard !facts.isEmpty else {
      return .holds(
        compared: isTried.count, entries: evaluator?.shape.count ?? actual.shape.count)
    }
    return .holdsWhere(facts)
  }

  private var isOfEntries: Bool { if case .entries = claim { true } else { false } }

  /// All again with a random ∂E/∂y, or with other inputs too.
  private mutating func begin(_ round: Round) {
    self.round = round
    scale = 1e-300
    height = nil
    var random = SeededNumbers(seed: 1 + round.turns)
    let moved = movedValues(&random)
    var assignments: [Evaluation.Assignment] = []
    if let upstream = derivation.upstream {
      assignments.append(.init(.variable(upstream), .generated(random.tensor(upstream.shape))))
    }
    if round.facts != nil {
      assignments += derivation.program.statements.map {
        .init(.variable($0.variable), .expression($0.expression))
      }
    }
    if case .gradient(let form) = claim {
      assignments += derivation.links.map { .init(.variable($0.gradient), $0.source) }
      assignments.append(.init(.closedForm(form), .expression(form)))
    }
    evaluation = Evaluation(moved, assignments)
    stage = .evaluation
  }

  /// The numbers at hand with all inputs moved, so that what this round keeps stays true.
  private func movedValues(_ random: inout SeededNumbers) -> Valuation {
    var moved = values
    guard let facts = round.facts else { return moved }
    for input in derivation.program.inputs {
      // Of a tensor that is special, zeros and all, others are not.
      let isSpecial = !InputFact.facts(of: [input], values).isEmpty
      moved[input] = values[input].map { tensor in
        isSpecial
          ? tensor.moved(keeping: facts.filter { $0.input == input }, &random)
          : tensor.moved(&random, turnsSigns: round.turns > 0)
      }
    }
    return moved
  }
}

extension Derivation {
  /// The entries of the Jacobian through all links; nil where it was not composed.
  func entries(on values: Valuation) -> EntryEvaluator? {
    links.last.flatMap { link in jacobian.map { values.evaluator(of: $0, in: link) } }
  }
}

extension Tensor {
  /// Other numbers of the same signs, and a quarter more or less at most; all zeros as numbers about 1.
  ///
  /// With signs turned each of them is negative or not by chance, and no entry is left 0.
  fileprivate func moved(_ random: inout SeededNumbers, turnsSigns: Bool) -> Tensor {
    let seed = random.next()
    var factors = GeneratedTensor(
      .uniform(RandomNumbers(seed: seed), low: 0.75, high: 1.25), shape: shape
    ).filled
    if turnsSigns { factors = factors.map { Bool.random(using: &random) ? $0 : -$0 } }
    guard !elements.allSatisfy({ $0 == 0 }) else { return factors }
    return zipped(factors) { $0 == 0 && turnsSigns ? $1 : $0 * $1 }
  }
}
