/// The nonzero pattern of a structured tensor, read off its deltas without visiting an entry.
///
/// An entry may be nonzero where all deltas of at least one term hold, for some values of the indices
/// that the term sums over, and where what these terms say does not cancel. Counting is by inclusion and
/// exclusion over the distinct sets of deltas.
public struct SparsityPattern: Hashable, Sendable {
  public let free: [Index]
  /// The deltas of each term, distinct.
  ///
  /// An index that is not free is summed over: the deltas hold where they do for some value of it.
  public let alternatives: [[KroneckerDelta]]
  /// Entries at which terms stand that add up to zero whatever the numbers are.
  public let cancellation: TermCancellation?

  public init<Label>(_ tensor: StructuredTensor<Label>) {
    free = tensor.free
    let free = Set(tensor.free)
    var renamed = 0
    let terms = tensor.terms.compactMap {
      $0.collapsed?.withoutIdleDeltas(free: free).withOwnIndices(free: free, &renamed)
    }
    var kept: [Term<Label>] = []
    for term in terms where !kept.contains(where: { term.isCovered(by: $0, free: tensor.free) }) {
      kept.removeAll { $0.isCovered(by: term, free: tensor.free) }
      kept.append(term)
    }
    // A term without deltas covers every other.
    alternatives = kept.map(\.deltas)
    cancellation = TermCancellation(tensor)
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
    return total - (cancellation?.count ?? 0)
  }
}

extension Term {
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
