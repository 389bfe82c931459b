/// The nonzero pattern of a structured tensor, read off its deltas without visiting an entry.
///
/// An entry may be nonzero where all deltas of at least one term hold. Counting is by inclusion and
/// exclusion over the distinct sets of deltas; a set of plain deltas joins indices into classes, and
/// leaves as many entries as the product of the classes' extents.
public struct SparsityPattern: Hashable, Sendable {
  public let free: [Index]
  /// The deltas of each term, distinct, without those that follow from others' absence.
  public let alternatives: [[KroneckerDelta]]

  public init<Label>(_ tensor: StructuredTensor<Label>) {
    free = tensor.free
    var seen: [[KroneckerDelta]] = []
    for term in tensor.terms.compactMap(\.collapsed) {
      let deltas = term.deltas.filter { delta in delta.indices.allSatisfy(tensor.free.contains) }
      if !seen.contains(where: { Set($0) == Set(deltas) }) { seen.append(deltas) }
    }
    // A term covers another that has all of its deltas and more.
    alternatives = seen.filter { deltas in
      !seen.contains { $0.count < deltas.count && Set($0).isSubset(of: Set(deltas)) }
    }
  }

  /// All entries, nonzero or not; saturates at `Int.max`.
  public var entryCount: Int { free.map(\.extent).reduce(1, saturatingProduct) }

  /// Whether no delta makes an entry zero.
  public var isDense: Bool { alternatives.contains([]) }

  /// Entries that no delta makes zero.
  ///
  /// Cost: 2^alternatives, whatever the extents.
  public var nonzeroCount: Int {
    let count = alternatives.count
    guard count <= 16 else { return entryCount }
    var total = 0
    for subset in 1..<max(1, 1 << count) {
      let chosen = (0..<count).filter { subset & (1 << $0) != 0 }
      let joint = jointCount(chosen.flatMap { alternatives[$0] })
      total += chosen.count % 2 == 1 ? joint : -joint
    }
    return total
  }

  /// Entries at which all of `deltas` hold.
  private func jointCount(_ deltas: [KroneckerDelta]) -> Int {
    var term = Term<Int>(deltas: deltas, bound: free)
    term.factors = free.map { Factor(0, indices: [$0]) }
    guard let collapsed = term.collapsed else { return 0 }
    let extents = collapsed.bound.map(\.extent).reduce(1, saturatingProduct)
    guard !collapsed.deltas.isEmpty else { return extents }
    let tied = Set(collapsed.deltas.flatMap(\.indices))
    let loose = collapsed.bound.filter { !tied.contains($0) }.map(\.extent)
    return saturatingProduct(
      loose.reduce(1, saturatingProduct), solutionCount(collapsed.deltas, over: Array(tied)))
  }
}

/// The number of assignments at which affine deltas all hold.
///
/// One index at a time: the partial sums of all deltas reached so far, with how often. Cost: sums
/// reached × extent an index, not the number of assignments.
private func solutionCount(_ deltas: [KroneckerDelta], over indices: [Index]) -> Int {
  let forms = deltas.map { $0.left - $0.right }
  var reached: [[Int]: Int] = [forms.map(\.constant): 1]
  for index in indices.sorted(by: { $0.id < $1.id }) {
    let steps = forms.map { $0.coefficient(of: index) }
    var next: [[Int]: Int] = [:]
    for (sums, ways) in reached {
      for value in 0..<index.extent {
        next[zip(sums, steps).map { $0 + $1 * value }, default: 0] += ways
      }
    }
    reached = next
  }
  return reached[forms.map { _ in 0 }] ?? 0
}
