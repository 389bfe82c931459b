import TensorCore

extension SparsityPattern {
  /// Where an entry may be nonzero: `j = l`, `i = l or j = l`, `i // 4 = k`; empty where there is no
  /// condition.
  ///
  /// `//` and `mod` are quotient and remainder as in Python. Indices count from `base`.
  public func condition(countingFrom base: Int = 0) -> FormulaText {
    isDense ? FormulaText() : ConditionWriter(pattern: self, base: base).text
  }
}

extension KroneckerDelta {
  /// Both sides, a number on the right: `k = 2`.
  var numberLast: (IndexForm, IndexForm) {
    left.number != nil && right.number == nil ? (right, left) : (left, right)
  }
}

private struct ConditionWriter {
  let pattern: SparsityPattern
  let entries: IndexNotation

  init(pattern: SparsityPattern, base: Int) {
    self.pattern = pattern
    entries = IndexNotation(notation: .unicode.counting(from: base))
  }

  var text: FormulaText {
    guard !pattern.alternatives.contains([]) else { return inequalities }
    let texts = pattern.alternatives.map { deltas in
      IndexNotation.joined(deltas.map { condition($0, among: deltas) }, " and ")
    }
    let text = IndexNotation.joined(texts, " or ")
    return exception.map { text + ", " + $0 } ?? text
  }

  /// `i ≠ k and j ≠ l`: what keeps the terms from cancelling, where no delta asks anything.
  private var inequalities: FormulaText {
    guard let cancellation = pattern.cancellation else { return FormulaText() }
    guard let causes = causes(cancellation),
      causes.joined().allSatisfy({ $0.indices.allSatisfy(pattern.free.contains) })
    else { return "the terms do not cancel" }
    let texts = causes.map { cause in
      let text = IndexNotation.joined(cause.map { relation(ordered($0), " ≠ ") }, " or ")
      return cause.count > 1 && causes.count > 1 ? "(" + text + ")" : text
    }
    return IndexNotation.joined(texts, " and ")
  }

  /// `not both`, `not both where i = j`, or `not where i = k`, where terms cancel.
  private var exception: FormulaText? {
    guard let cancellation = pattern.cancellation else { return nil }
    if pattern.alternatives.count == 2, let extra = extraEquations(cancellation) {
      guard !extra.isEmpty else { return "not both" }
      return "not both where " + IndexNotation.joined(extra.map { equation(ordered($0)) }, " and ")
    }
    guard let causes = causes(cancellation) else { return "not where the terms cancel" }
    let texts = causes.map { cause in
      IndexNotation.joined(cause.map { condition(ordered($0), among: cause) }, " and ")
    }
    return "not where " + IndexNotation.joined(texts, " or ")
  }

  /// The shortest lists of equations such that terms cancel where all of one list hold and nowhere else;
  /// nil where an equation more brings an entry back.
  private func causes(_ cancellation: TermCancellation) -> [[KroneckerDelta]]? {
    let standing = cancellation.standingCases
    let smallest = cancellation.cases.filter { own in
      !cancellation.cases.contains { $0 != own && $0 & own == $0 }
    }.sorted()
    let reached = standing.filter { possible in
      smallest.contains { possible & $0 == $0 }
    }
    guard reached == cancellation.cases else { return nil }
    return smallest.map { shortest($0, cancellation, among: standing) }
  }

  /// Fewest equations of a case from which, among the cases that stand, the others follow.
  private func shortest(
    _ own: Int, _ cancellation: TermCancellation, among standing: Set<Int>
  ) -> [KroneckerDelta] {
    let bits = cancellation.equations.indices.map { 1 << $0 }.filter { own & $0 != 0 }
    let kept = bits.reversed().reduce(own) { kept, bit in
      let rest = kept & ~bit
      let isEnough = standing.allSatisfy { $0 & rest != rest || $0 & own == own }
      return rest != 0 && isEnough ? rest : kept
    }
    return cancellation.equations(of: kept)
  }

  /// What must hold besides all deltas for the terms to cancel; nil where that is not all that it takes.
  private func extraEquations(_ cancellation: TermCancellation) -> [KroneckerDelta]? {
    let both = pattern.alternatives.joined()
    let joint = cancellation.possibleCases.filter { possible in
      let holding = cancellation.equations(of: possible)
      return both.allSatisfy(holding.contains)
    }
    let shared = cancellation.cases.reduce(-1, &)
    let open = cancellation.equations(of: shared).filter { !both.contains($0) }
    let choices = [[]] + open.map { [$0] } + [open]
    return choices.first { extra in
      Set(
        joint.filter { possible in
          extra.allSatisfy(cancellation.equations(of: possible).contains)
        }) == cancellation.cases
    }
  }

  /// A delta of two free indices with the earlier axis on its left.
  private func ordered(_ delta: KroneckerDelta) -> KroneckerDelta {
    guard let left = delta.left.plain.flatMap({ pattern.free.firstIndex(of: $0) }),
      let right = delta.right.plain.flatMap({ pattern.free.firstIndex(of: $0) }), right < left
    else { return delta }
    return KroneckerDelta(delta.right, delta.left)
  }

  private func equation(_ delta: KroneckerDelta) -> FormulaText { relation(delta, " = ") }

  private func relation(_ delta: KroneckerDelta, _ sign: FormulaText) -> FormulaText {
    let sides = delta.numberLast
    return entries.form(sides.0) + sign + entries.form(sides.1)
  }

  /// What a delta asks of the free indices, in their words where it sums over one index of its own.
  private func condition(
    _ delta: KroneckerDelta, among deltas: [KroneckerDelta]
  ) -> FormulaText {
    let summed = delta.indices.filter { !pattern.free.contains($0) }
    guard let index = summed.first else { return equation(delta) }
    let isAlone = deltas.allSatisfy { $0 == delta || !$0.indices.contains(index) }
    if summed.count == 1, isAlone, let text = FreeCondition(delta, summing: index, entries).text {
      return text
    }
    return equation(delta) + " for some " + FormulaText(Words.listed(summed.map(\.letter)))
  }
}

/// A delta with one summed index n of extent e, as `step·n = more − less` with 0 ≤ n < e.
private struct FreeCondition {
  let step: Int
  let extent: Int
  let more: IndexForm
  let less: IndexForm
  let entries: IndexNotation

  init(_ delta: KroneckerDelta, summing index: Index, _ entries: IndexNotation) {
    self.entries = entries
    let difference = delta.left - delta.right
    let coefficient = difference.coefficient(of: index)
    let rest =
      difference.substituting(index, by: IndexForm(constant: 0)) * (coefficient > 0 ? -1 : 1)
    var (more, less) = (IndexForm(constant: 0), IndexForm(constant: 0))
    for term in rest.terms {
      let part = IndexForm(term.index) * abs(term.coefficient)
      if term.coefficient > 0 { more = more + part } else { less = less + part }
    }
    let constant = IndexForm(constant: abs(rest.constant))
    if rest.constant > 0 { more = more + constant } else { less = less + constant }
    (step, extent, self.more, self.less) = (abs(coefficient), index.extent, more, less)
  }

  var text: FormulaText? { range ?? quotient ?? remainder }

  /// `l < 3`, `l > 0`, `0 < l < 4`: n is an index that has been moved.
  private var range: FormulaText? {
    guard step == 1, more.terms.count == 1, more.terms[0].coefficient == 1, less.terms.isEmpty
    else { return nil }
    let index = more.terms[0].index
    let first = less.constant - more.constant
    let letter = FormulaText(index.letter, .index(index.letter))
    let base = entries.notation.base
    let low = FormulaText(String(first - 1 + base))
    let high = FormulaText(String(first + extent + base))
    switch (first > 0, first + extent < index.extent) {
    case (true, true): return low + " < " + letter + " < " + high
    case (true, false): return letter + " > " + low
    case (false, true): return letter + " < " + high
    case (false, false): return nil
    }
  }

  /// `i // 4 = k`: n is what is left of a division by its extent.
  private var quotient: FormulaText? {
    guard step == 1, extent > 1, less.constant % extent == 0, !less.terms.isEmpty,
      less.terms.allSatisfy({ $0.coefficient % extent == 0 })
    else { return nil }
    var result = IndexForm(constant: less.constant / extent)
    for term in less.terms {
      result = result + IndexForm(term.index) * (term.coefficient / extent)
    }
    return atom(more) + FormulaText(" // \(extent) = ") + entries.count(result)
  }

  /// `i mod 4 = k`: n is how often the divisor went into it.
  private var remainder: FormulaText? {
    guard step > 1, less.range.lowerBound >= 0, less.range.upperBound < step,
      more.range.lowerBound >= 0, more.range.upperBound < step * extent
    else { return nil }
    return atom(more) + FormulaText(" mod \(step) = ") + entries.count(less)
  }

  private func atom(_ form: IndexForm) -> FormulaText {
    let text = entries.count(form)
    return form.plain == nil || entries.notation.base != 0 ? "(" + text + ")" : text
  }
}
