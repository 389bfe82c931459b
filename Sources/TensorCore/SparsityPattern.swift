/// The nonzero pattern of a structured tensor, read off its deltas without visiting an entry.
///
/// An entry may be nonzero where all deltas of at least one term hold, for some values of the indices
/// that the term sums over. Counting is by inclusion and exclusion over the distinct sets of deltas.
public struct SparsityPattern: Hashable, Sendable {
  public let free: [Index]
  /// The deltas of each term, distinct.
  ///
  /// An index that is not free is summed over: the deltas hold where they do for some value of it.
  public let alternatives: [[KroneckerDelta]]
  /// Where two alternatives both hold, and what they stand for is the same but for its sign.
  public let cancellations: [Cancellation]

  /// Entries at which two terms add up to zero, whatever the numbers are: the diagonal of ∂(X − Xᵀ)/∂X.
  public struct Cancellation: Hashable, Sendable {
    /// The places of the two among the alternatives.
    public let places: [Int]
    /// What must hold besides the deltas of both.
    public let deltas: [KroneckerDelta]
  }

  public init<Label>(_ tensor: StructuredTensor<Label>) {
    free = tensor.free
    let free = Set(tensor.free)
    var renamed = 0
    let terms = tensor.terms.compactMap {
      $0.collapsed?.withoutIdleDeltas(free: free).withOwnIndices(free: free, &renamed)
    }
    var groups: [[Term<Label>]] = []
    for term in terms {
      let place = groups.firstIndex { Set($0[0].deltas) == Set(term.deltas) }
      if let place { groups[place].append(term) } else { groups.append([term]) }
    }
    func covers(_ one: Int, _ other: Int) -> Bool {
      groups[other][0].isCovered(by: groups[one][0], free: tensor.free)
    }
    var kept: [Int] = []
    for place in groups.indices where !kept.contains(where: { covers($0, place) }) {
      kept.removeAll { covers(place, $0) }
      kept.append(place)
    }
    // A term without deltas covers every other.
    alternatives = kept.map { groups[$0][0].deltas }
    cancellations = groups.count == kept.count ? Self.cancellations(of: groups, free: free) : []
  }

  /// All entries, nonzero or not; saturates at `Int.max`.
  public var entryCount: Int { free.map(\.extent).reduce(1, saturatingProduct) }

  /// Whether no delta makes an entry zero.
  public var isDense: Bool { alternatives.contains([]) }

  /// Entries that no delta makes zero, and in which no two terms cancel.
  ///
  /// Cost: 2^alternatives solution counts, which do not grow with the number of entries. Above sixteen
  /// alternatives, or where a count would take millions of steps, all entries are said to be nonzero.
  public var nonzeroCount: Int {
    let count = alternatives.count
    guard count <= 16 else { return entryCount }
    var total = 0
    for subset in 1..<max(1, 1 << count) {
      let chosen = (0..<count).filter { subset & (1 << $0) != 0 }
      guard let joint = solutionCount(chosen.flatMap { alternatives[$0] }, free: free) else {
        return entryCount
      }
      total += chosen.count % 2 == 1 ? joint : -joint
    }
    return total - cancelledCount
  }

  /// Entries at which two alternatives cancel and no third one stands.
  public var cancelledCount: Int {
    cancellations.reduce(0) { total, cancellation in
      let both = cancellation.places.flatMap { alternatives[$0] } + cancellation.deltas
      let others = alternatives.indices.filter { !cancellation.places.contains($0) }
      return (0..<1 << others.count).reduce(total) { total, subset in
        let chosen = others.enumerated().filter { subset & (1 << $0.offset) != 0 }
        let deltas = chosen.flatMap { alternatives[$0.element] }
        let joint = solutionCount(both + deltas, free: free) ?? 0
        return total + (chosen.count % 2 == 0 ? joint : -joint)
      }
    }
  }

  /// Pairs of alternatives whose terms add up to zero where both hold.
  private static func cancellations<Label>(
    of groups: [[Term<Label>]], free: Set<Index>
  ) -> [Cancellation] {
    let isPlain = groups.allSatisfy { $0[0].deltas.allSatisfy { free.isSuperset(of: $0.indices) } }
    guard isPlain, groups.count <= 8, groups.allSatisfy({ $0.count <= 8 }) else { return [] }
    return groups.indices.flatMap { place in
      (place + 1..<max(place + 1, groups.count)).compactMap { other in
        cancellation(groups[place], groups[other]).map {
          Cancellation(places: [place, other], deltas: $0)
        }
      }
    }
  }

  /// What must hold besides the deltas of both for the terms of two alternatives to add up to zero.
  private static func cancellation<Label>(
    _ one: [Term<Label>], _ other: [Term<Label>]
  ) -> [KroneckerDelta]? {
    let both = one[0].deltas + other[0].deltas
    let joined = (one + other).map { $0.unified(by: both) }
    if StructuredTensor(free: [], terms: joined).collected.terms.isEmpty { return [] }
    guard one.count == 1, other.count == 1 else { return nil }
    return one[0].cancellation(with: other[0])
  }
}

extension Term {
  /// The factors of the term with every index that `deltas` make equal to another in its place.
  fileprivate func unified(by deltas: [KroneckerDelta]) -> Term {
    var term = self
    term.deltas = deltas
    term.bound = deltas.flatMap(\.indices)
    while let collapse = term.firstCollapse { term = term.applying(collapse) }
    term.deltas = []
    term.bound = bound
    return term
  }

  /// What must hold, besides both terms' deltas, for the two to add up to zero whatever the factors are.
  fileprivate func cancellation(with other: Term) -> [KroneckerDelta]? {
    guard coefficient == -other.coefficient, bound.isEmpty, other.bound.isEmpty,
      factors.count == other.factors.count, Set(factors.map(\.label)).count == factors.count
    else { return nil }
    var deltas: [KroneckerDelta] = []
    for factor in factors {
      guard let twin = other.factors.first(where: { $0.label == factor.label }) else { return nil }
      for (left, right) in zip(factor.subscripts, twin.subscripts) where left != right {
        deltas.append(KroneckerDelta(left, right))
      }
    }
    return deltas
  }

  /// The term without the deltas that some value of their bound indices always fulfils.
  fileprivate func withoutIdleDeltas(free: Set<Index>) -> Term {
    var term = self
    term.deltas.removeAll { delta in
      let own = Set(delta.indices).subtracting(free)
      let isAlone = deltas.allSatisfy { $0 == delta || own.isDisjoint(with: $0.indices) }
      return isAlone && !own.isEmpty && delta.alwaysHolds(for: own)
    }
    return term
  }

  /// The term with indices of its own for those of its deltas that are not free.
  ///
  /// Sums of two terms may run over the same index; what holds for one value in one of them says nothing
  /// about the other.
  fileprivate func withOwnIndices(free: Set<Index>, _ renamed: inout Int) -> Term {
    var term = self
    for index in Set(deltas.flatMap(\.indices)).subtracting(free).sorted(by: { $0.id < $1.id }) {
      renamed += 1
      let own = Index(id: -renamed, extent: index.extent, letter: index.letter)
      term.deltas = term.deltas.map { $0.substituting(index, by: IndexForm(own)) }
    }
    return term
  }

  /// Whether every entry at which the deltas hold is one at which those of `other` do.
  ///
  /// Plain deltas cover each other where one set holds the other; a batch of one keeps its own.
  fileprivate func isCovered(by other: Term, free: [Index]) -> Bool {
    if Set(other.deltas).isSubset(of: deltas) { return true }
    let indices = Set((deltas + other.deltas).flatMap(\.indices))
    let isPlain = (deltas + other.deltas).allSatisfy {
      $0.left.plain != nil && $0.right.plain != nil
    }
    guard !isPlain || !indices.isSubset(of: free) else { return false }
    guard let own = solutionCount(deltas, free: free),
      let joint = solutionCount(deltas + other.deltas, free: free)
    else { return false }
    return own == joint
  }
}

extension KroneckerDelta {
  /// Whether for all values of the other indices the delta holds for some values of `own`: the values of
  /// `own` fill a range without a gap, and it is large enough for the rest.
  fileprivate func alwaysHolds(for own: Set<Index>) -> Bool {
    let difference = left - right
    var rest = difference
    var chain: [(step: Int, extent: Int)] = []
    for term in difference.terms where own.contains(term.index) {
      rest = rest.substituting(term.index, by: IndexForm(constant: 0))
      chain.append((abs(term.coefficient), term.index.extent))
    }
    let values = (difference - rest).range
    var reach = 1
    for link in chain.sorted(by: { $0.step < $1.step }) {
      guard link.step <= reach else { return false }
      reach += link.step * (link.extent - 1)
    }
    return values.contains(-rest.range.lowerBound) && values.contains(-rest.range.upperBound)
  }
}
