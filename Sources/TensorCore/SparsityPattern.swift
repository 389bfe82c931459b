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
    // A sum over nothing is zero.
    let summed = tensor.terms.filter { $0.bound.allSatisfy { $0.extent > 0 } }
    let terms = summed.compactMap {
      $0.collapsed?.withSolvedSums?.withoutIdleDeltas(free: free).withOwnIndices(
        free: free, &renamed)
    }
    var kept: [Term<Label>] = []
    for term in terms where !kept.contains(where: { term.isCovered(by: $0, free: tensor.free) }) {
      kept.removeAll { $0.isCovered(by: term, free: tensor.free) }
      kept.append(term)
    }
    // A term without deltas covers every other.
    let alternatives = Self.weakened(kept.map(\.deltas), free: tensor.free)
    let cancellation = TermCancellation(tensor)
    let isZero = cancellation.map {
      $0.count == Self.unionCount(alternatives, free: tensor.free)
    }
    self.alternatives = isZero == true ? [] : alternatives
    self.cancellation = isZero == true ? nil : cancellation
  }

  /// All entries, nonzero or not; saturates at `Int.max`.
  public var entryCount: Int { free.map(\.extent).reduce(1, saturatingProduct) }

  /// Whether no delta makes an entry zero, and no terms cancel.
  public var isDense: Bool { alternatives.contains([]) && cancellation == nil }

  /// Entries that no delta makes zero, and in which no two terms cancel.
  ///
  /// Cost: 2^alternatives solution counts, which do not grow with the number of entries. Above sixteen
  /// alternatives, or where a count would take millions of steps, all entries are said to be nonzero.
  public var nonzeroCount: Int {
    Self.unionCount(alternatives, free: free).map { $0 - (cancellation?.count ?? 0) } ?? entryCount
  }

  /// Entries at which all deltas of an alternative hold; nil where that is not counted.
  private static func unionCount(_ alternatives: [[KroneckerDelta]], free: [Index]) -> Int? {
    let count = alternatives.count
    guard count <= 16 else { return nil }
    var total = 0
    for subset in 1..<max(1, 1 << count) {
      let chosen = (0..<count).filter { subset & (1 << $0) != 0 }
      guard let joint = solutionCount(chosen.flatMap { alternatives[$0] }, free: free) else {
        return nil
      }
      total += chosen.count % 2 == 1 ? joint : -joint
    }
    return total
  }

  /// The alternatives without the deltas over summed indices that take no entry away.
  ///
  /// i = k > 0 or i = k < 4 is i = k; what i = k + 1 says of i is no condition of its own.
  private static func weakened(
    _ alternatives: [[KroneckerDelta]], free: [Index]
  ) -> [[KroneckerDelta]] {
    let isSummed: (KroneckerDelta) -> Bool = { !$0.indices.allSatisfy(free.contains) }
    guard alternatives.count <= 8, alternatives.contains(where: { $0.count > 1 }),
      alternatives.joined().contains(where: isSummed),
      let count = unionCount(alternatives, free: free)
    else { return alternatives }
    if count == free.map(\.extent).reduce(1, saturatingProduct) { return [[]] }
    var kept = alternatives
    for delta in alternatives.joined() where isSummed(delta) {
      guard let place = kept.firstIndex(where: { $0.count > 1 && $0.contains(delta) }) else {
        continue
      }
      var weaker = kept
      weaker[place].removeAll { $0 == delta }
      if unionCount(weaker, free: free) == count { kept = weaker }
    }
    guard kept != alternatives else { return kept }
    kept = kept.enumerated().filter { !kept.prefix($0.offset).contains($0.element) }.map(\.element)
    for alternative in kept where kept.count > 1 {
      let rest = kept.filter { $0 != alternative }
      if unionCount(rest, free: free) == count { kept = rest }
    }
    return kept
  }
}

extension Term {
  /// The term with every summed index that a delta solves gone from its other deltas; nil where two deltas
  /// never hold together.
  ///
  /// δ[n + 1,i]·δ[n,k] is δ[n + 1,i]·δ[i,k + 1]: what is left of the first delta is a range, i > 0.
  var withSolvedSums: Term? {
    var term = self
    for place in deltas.indices {
      let difference = term.deltas[place].left - term.deltas[place].right
      for index in difference.indices where bound.contains(index) {
        let coefficient = difference.coefficient(of: index)
        guard abs(coefficient) == 1 else { continue }
        let rest = difference.substituting(index, by: IndexForm(constant: 0)) * -coefficient
        for other in deltas.indices where other != place {
          let form = (term.deltas[other].left - term.deltas[other].right)
          guard form.coefficient(of: index) != 0 else { continue }
          term.deltas[other] = KroneckerDelta(balancing: form.substituting(index, by: rest))
        }
        break
      }
    }
    guard var settled = term.withoutSettledDeltas else { return nil }
    settled.deltas = settled.deltas.enumerated().filter { place, delta in
      !settled.deltas.prefix(place).contains { $0.saysTheSame(as: delta) }
    }.map(\.element)
    return settled
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
  /// Whether both are 1 at the same values of their indices, because their sides are swapped or moved.
  fileprivate func saysTheSame(as other: KroneckerDelta) -> Bool {
    let (own, others) = (left - right, other.left - other.right)
    return own == others || own == others * -1
  }

  /// form = 0 with the parts of either sign on a side of their own, the earliest index on the left:
  /// i − k − 1 = 0 is i = k + 1.
  fileprivate init(balancing form: IndexForm) {
    var (left, right) = (IndexForm(constant: 0), IndexForm(constant: 0))
    let form = (form.terms.first?.coefficient ?? 1) < 0 ? form * -1 : form
    for term in form.terms {
      let part = IndexForm(term.index) * abs(term.coefficient)
      if term.coefficient > 0 { left = left + part } else { right = right + part }
    }
    let constant = IndexForm(constant: abs(form.constant))
    if form.constant > 0 { left = left + constant } else { right = right + constant }
    self.init(left, right)
  }

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
