/// How many assignments of the free indices fulfil all deltas, for some values of the others in them.
///
/// Nil where counting would take millions of steps. Saturates at `Int.max`.
///
/// Plain deltas and mixed radices join indices and are counted by their extents. What is left is summed
/// one index at a time: the partial sums from which all deltas can still come to zero, with how often.
/// Cost: sums kept × values that an index may still take, not the number of assignments.
func solutionCount(_ deltas: [KroneckerDelta], free: [Index]) -> Int? {
  let others = Set(deltas.flatMap(\.indices)).subtracting(free)
  guard determine(deltas, others) else {
    return projectionCount(deltas, free: free, others: others)
  }
  // Each assignment of the free indices leaves one of the others: as many as of all together.
  let all = free + others.sorted { $0.id < $1.id }
  let term = Term<Int>(deltas: deltas, factors: all.map { Factor(0, indices: [$0]) }, bound: all)
  guard let collapsed = term.collapsed else { return 0 }
  let tied = Set(collapsed.deltas.flatMap(\.indices))
  let loose = collapsed.bound.filter { !tied.contains($0) }.map(\.extent)
  return components(collapsed.deltas).reduce(loose.reduce(1, saturatingProduct)) { product, group in
    let counted = Set(group.flatMap(\.indices))
    return product.flatMap { product in
      SolutionCount(group, existing: [], counted: counted).total.map {
        saturatingProduct(product, $0)
      }
    }
  }
}

/// The count where several values of the others may go with the same free ones.
private func projectionCount(
  _ deltas: [KroneckerDelta], free: [Index], others: Set<Index>
) -> Int? {
  let tied = Set(deltas.flatMap(\.indices))
  let loose = free.filter { !tied.contains($0) }.map(\.extent).reduce(1, saturatingProduct)
  return components(deltas).reduce(loose) { product, group in
    let indices = Set(group.flatMap(\.indices))
    return product.flatMap { product in
      SolutionCount(
        group, existing: indices.intersection(others), counted: indices.subtracting(others)
      ).total.map { saturatingProduct(product, $0) }
    }
  }
}

/// Deltas that share indices, summed index by index.
private struct SolutionCount {
  private let forms: [IndexForm]
  private let existing: [Index]
  private let counted: [Index]
  private static let mostSteps = 4_000_000

  /// Of `existing` some value must do; assignments of `counted` are what is counted.
  init(_ deltas: [KroneckerDelta], existing: Set<Index>, counted: Set<Index>) {
    let forms = deltas.map { $0.left - $0.right }
    func ordered(_ indices: Set<Index>) -> [Index] {
      func weight(_ index: Index) -> Int {
        forms.map { abs($0.coefficient(of: index)) }.max() ?? 0
      }
      return indices.sorted {
        (-weight($0), $0.extent, $0.id) < (-weight($1), $1.extent, $1.id)
      }
    }
    self.forms = forms
    self.existing = ordered(existing)
    self.counted = ordered(counted)
  }

  /// Nil where it takes too many steps.
  var total: Int? {
    let order = existing + counted
    var reached: [[Int]: Int] = [forms.map(\.constant): 1]
    var steps = 0
    for (place, index) in order.enumerated() {
      let rest = forms.map { reach(of: $0, over: order[(place + 1)...]) }
      let slopes = forms.map { $0.coefficient(of: index) }
      var next: [[Int]: Int] = [:]
      for (sums, ways) in reached {
        for value in values(of: index, slopes, sums, rest) {
          steps += 1
          guard steps < Self.mostSteps else { return nil }
          let sum = zip(sums, slopes).map { $0 + $1 * value }
          next[sum] = place < existing.count ? 1 : saturatingSum(next[sum] ?? 0, ways)
        }
      }
      reached = next
    }
    return reached[forms.map { _ in 0 }] ?? 0
  }

  /// Least and greatest of what these indices can add to a form.
  private func reach(of form: IndexForm, over indices: ArraySlice<Index>) -> ClosedRange<Int> {
    var (low, high) = (0, 0)
    for index in indices {
      let end = form.coefficient(of: index) * max(0, index.extent - 1)
      if end < 0 { low += end } else { high += end }
    }
    return low...high
  }

  /// The values of an index after which every form can still come to zero.
  private func values(
    of index: Index, _ slopes: [Int], _ sums: [Int], _ rest: [ClosedRange<Int>]
  ) -> Range<Int> {
    var (low, high) = (0, index.extent - 1)
    for ((slope, sum), rest) in zip(zip(slopes, sums), rest) {
      let (least, most) = (-sum - rest.upperBound, -sum - rest.lowerBound)
      switch slope {
      case 0: if least > 0 || most < 0 { return 0..<0 }
      case 1...:
        (low, high) = (max(low, least.ceilingQuotient(slope)), min(high, most.floorQuotient(slope)))
      default:
        (low, high) = (
          max(low, (-most).ceilingQuotient(-slope)), min(high, (-least).floorQuotient(-slope))
        )
      }
    }
    return low <= high ? low..<high + 1 : 0..<0
  }
}

extension Int {
  /// ⌊self / divisor⌋ for a positive divisor.
  func floorQuotient(_ divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// ⌈self / divisor⌉ for a positive divisor.
  func ceilingQuotient(_ divisor: Int) -> Int { -(-self).floorQuotient(divisor) }
}

/// Whether the other indices' values leave one value at most of each of `indices`.
///
/// In a delta whose steps, from small to large, each go beyond all smaller ones together, they do.
private func determine(_ deltas: [KroneckerDelta], _ indices: Set<Index>) -> Bool {
  var open = indices
  var isLearning = true
  while isLearning, !open.isEmpty {
    isLearning = false
    for delta in deltas {
      let own = open.intersection(delta.indices)
      guard !own.isEmpty, delta.determines(own) else { continue }
      open.subtract(own)
      isLearning = true
    }
  }
  return open.isEmpty
}

/// The deltas in groups that share no index.
private func components(_ deltas: [KroneckerDelta]) -> [[KroneckerDelta]] {
  var groups: [(indices: Set<Index>, deltas: [KroneckerDelta])] = []
  for delta in deltas {
    let own = Set(delta.indices)
    let touched = groups.filter { !$0.indices.isDisjoint(with: own) }
    groups.removeAll { !$0.indices.isDisjoint(with: own) }
    let indices = touched.reduce(own) { $0.union($1.indices) }
    groups.append((indices, touched.flatMap(\.deltas) + [delta]))
  }
  return groups.map(\.deltas)
}

extension KroneckerDelta {
  /// Whether different values of `own` always give different sums in the delta.
  fileprivate func determines(_ own: Set<Index>) -> Bool {
    let difference = left - right
    var reach = 0
    let terms = own.map { (step: abs(difference.coefficient(of: $0)), extent: $0.extent) }
    for term in terms.sorted(by: { $0.step < $1.step }) where term.extent > 1 {
      guard term.step > reach else { return false }
      reach += term.step * (term.extent - 1)
    }
    return true
  }
}
