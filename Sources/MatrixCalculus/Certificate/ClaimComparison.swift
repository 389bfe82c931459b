import TensorCore

/// Entry by entry: what is claimed beside what is so.
extension ClaimWork {
  /// Entries of a Jacobian compared at most, evenly spread.
  private static let limit = 1_000_000
  private static let tolerance = 1e-9
  /// What rounding leaves of a sum that is zero, beside the greatest number on the way to it.
  private static let rounding = 1e-13

  /// What has been evaluated in this round is ready to be compared.
  mutating func beginComparison() {
    switch claim {
    case .gradient(let form):
      claimed = evaluation[.closedForm(form)]
      if round != .asGiven, let last = derivation.links.last {
        actual = evaluation.values[last.gradient] ?? actual
      }
      stage = .scale(0)
    case .entries:
      evaluator = derivation.entries(on: evaluation.values)
      stage = .comparison(0)
    }
  }

  /// The positions of a slice in which each of `count` costs so much.
  private func slice(_ start: Int, of count: Int, cost: Int, _ budget: Int) -> Range<Int> {
    start..<min(count, start + max(1, min(count, budget / cost)))
  }

  mutating func findScale(_ start: Int, _ budget: Int) -> Int {
    let slice = slice(start, of: actual.shape.count, cost: 4, budget)
    for position in slice {
      let value = actual[position: position]
      if value.isFinite { scale = max(scale, value.magnitude) }
    }
    stage = slice.upperBound == actual.shape.count ? .comparison(0) : .scale(slice.upperBound)
    return 4 * slice.count
  }

  mutating func compareGradient(_ start: Int, _ budget: Int) -> Int {
    guard let claimed else { return 0 }
    let count = actual.shape.count
    if isTried.count != count { isTried = [Bool](repeating: false, count: count) }
    let slice = slice(start, of: count, cost: 8, budget)
    for position in slice where round.turns <= 1 || !isTried[position] {
      let (said, true_) = (claimed[position: position], actual[position: position])
      note(position, true_)
      guard !Self.agree(said, true_, scale) else { continue }
      let isRounding = isRounding(said, true_)
      // Elsewhere there may be no numbers, and what rounding leaves refutes nothing; on a kink any slope
      // between its two is right, what counts is beside it.
      if round != .asGiven, isRounding || !(said - true_).isFinite { continue }
      if round == .asGiven, isOnKink(position) { continue }
      refute(at: actual.shape.coordinates(of: position), said, true_, isRounding: isRounding)
      return 8 * slice.count
    }
    stage = .comparison(slice.upperBound)
    if slice.upperBound == count { pass() }
    return 8 * slice.count
  }

  private func isOnKink(_ position: Int) -> Bool {
    !values.entriesOnKinks(of: derivation, among: [position]).isEmpty
  }

  /// Whether both are no more than rounding leaves of a sum that is zero.
  private mutating func isRounding(_ claimed: Double, _ actual: Double) -> Bool {
    if height == nil {
      let plan = CertificatePlan(derivation)
      height = plan.isWhole ? evaluation.values.height(of: plan.statements) : 0
    }
    return max(claimed.magnitude, actual.magnitude) <= Self.rounding * (height ?? 0)
  }

  mutating func compareEntries(_ claim: EntryClaim, _ start: Int, _ budget: Int) -> Int {
    guard let evaluator else { return 0 }
    let shape = evaluator.shape
    let step = max(1, shape.count / Self.limit)
    let count = (shape.count + step - 1) / step
    if isTried.count != count { isTried = [Bool](repeating: false, count: count) }
    let cost = 1024 + 32 * min(evaluator.productsPerEntry, 1 << 20)
    let slice = slice(start, of: count, cost: cost, budget)
    for number in slice where round.turns <= 1 || !isTried[number] {
      let coordinates = shape.coordinates(of: number * step)
      let actual = evaluator.entry(at: coordinates)
      note(number, actual, isStructural: evaluator.isStructuralZero(at: coordinates))
      guard let said = claim.value(at: coordinates, evaluation.values) else {
        stage = .judged(.wrong(at: coordinates, claimed: nil, actual: actual))
        return cost * slice.count
      }
      guard !Self.agree(said, actual, max(1, actual.magnitude)) else { continue }
      if round != .asGiven, !(said - actual).isFinite { continue }
      refute(at: coordinates, said, actual, isRounding: false)
      return cost * slice.count
    }
    stage = .comparison(slice.upperBound)
    if slice.upperBound == count { pass() }
    return cost * slice.count
  }

  /// Remembers that an entry has been put to the test: it is other than 0 here, or it is 0 everywhere.
  private mutating func note(_ number: Int, _ actual: Double, isStructural: Bool = false) {
    if isStructural || actual != 0 && (actual.isFinite || round == .asGiven) {
      isTried[number] = true
    }
  }

  /// Whether two entries are the same but for rounding; infinite ones and no numbers are themselves.
  private static func agree(_ claimed: Double, _ actual: Double, _ scale: Double) -> Bool {
    if claimed == actual || (claimed.isNaN && actual.isNaN) { return true }
    return (claimed - actual).magnitude <= tolerance * (scale.isFinite ? scale : 0)
  }
}
