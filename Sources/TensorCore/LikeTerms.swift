/// Collecting terms that differ in their coefficient, or in the names of their bound indices, alone.
extension StructuredTensor {
  /// The same tensor with like terms added up, and those with coefficient 0 gone.
  public var collected: StructuredTensor {
    var kept: [Term<Label>] = []
    // Only terms that read the same factors are held against each other.
    var places: [[Label: Int]: [Int]] = [:]
    for term in terms {
      let labels = term.labelCounts
      if let place = places[labels]?.first(where: { kept[$0].isLike(term) }) {
        kept[place].coefficient = kept[place].coefficient.rounded(adding: term.coefficient)
      } else {
        places[labels, default: []].append(kept.count)
        kept.append(term)
      }
    }
    return StructuredTensor(free: free, terms: kept.filter { $0.coefficient != 0 })
  }
}

extension Double {
  /// The sum; what rounding leaves of two numbers that cancel is 0.
  public func rounded(adding other: Double) -> Double {
    let sum = self + other
    return sum.magnitude <= 4 * other.ulp.magnitude ? 0 : sum
  }
}

extension Term {
  /// Whether the terms are the same but for the coefficient, under some renaming of bound indices and
  /// some order of factors.
  ///
  /// Where too many factors carry one label for all their orders to be tried, the answer is false.
  public func isLike(_ other: Term) -> Bool {
    guard factors.count == other.factors.count, bound.count == other.bound.count,
      deltas.count == other.deltas.count
    else { return false }
    guard labelCounts == other.labelCounts else { return false }
    var attempts = 1_000
    return matches(other, factorsFrom: 0, taken: [], renaming: [:], &attempts)
  }

  /// How many factors carry each label.
  var labelCounts: [Label: Int] {
    factors.reduce(into: [:]) { $0[$1.label, default: 0] += 1 }
  }

  private func matches(
    _ other: Term, factorsFrom place: Int, taken: Set<Int>, renaming: [Index: Index],
    _ attempts: inout Int
  ) -> Bool {
    guard place < factors.count else { return deltasMatch(other, renaming) }
    for candidate in other.factors.indices where !taken.contains(candidate) {
      guard other.factors[candidate].label == factors[place].label,
        let extended = extend(
          renaming, factors[place].subscripts, other.factors[candidate].subscripts, other.bound)
      else { continue }
      attempts -= 1
      guard attempts > 0 else { return false }
      let isMatch = matches(
        other, factorsFrom: place + 1, taken: taken.union([candidate]), renaming: extended,
        &attempts)
      // A factor that names no new index matches its likes equally well.
      if isMatch || extended == renaming { return isMatch }
    }
    return false
  }

  /// The renaming with which `own` subscripts read as `others`, or nil.
  private func extend(
    _ renaming: [Index: Index], _ own: [IndexForm], _ others: [IndexForm], _ othersBound: [Index]
  ) -> [Index: Index]? {
    var renaming = renaming
    for (left, right) in zip(own, others) {
      if let index = left.plain, let target = right.plain, bound.contains(index) {
        guard othersBound.contains(target), index.extent == target.extent else { return nil }
        if let known = renaming[index], known != target { return nil }
        if renaming[index] == nil, renaming.values.contains(target) { return nil }
        renaming[index] = target
      } else if left.renamed(renaming) != right {
        return nil
      }
    }
    return renaming
  }

  private func deltasMatch(_ other: Term, _ renaming: [Index: Index]) -> Bool {
    let own = deltas.map { ($0.left - $0.right).renamed(renaming) }
    var rest = other.deltas.map { $0.left - $0.right }
    for form in own {
      guard let place = rest.firstIndex(where: { $0 == form || $0 == form * -1 }) else {
        return false
      }
      rest.remove(at: place)
    }
    return true
  }
}

extension IndexForm {
  fileprivate func renamed(_ renaming: [Index: Index]) -> IndexForm {
    var form = IndexForm(constant: constant)
    for term in terms {
      form = form + IndexForm(renaming[term.index] ?? term.index) * term.coefficient
    }
    return form
  }
}
