import TensorCore

/// Deltas in words: what holds at an entry, and what would have to.
extension ReasonWriter {
  /// What the deltas of the terms say here, each once.
  func conditions(_ terms: [Term<Expression>]) -> FormulaText {
    var conditions: [FormulaText] = []
    for condition in terms.flatMap(\.deltas).map(equality) where !conditions.contains(condition) {
      conditions.append(condition)
    }
    return IndexNotation.joined(conditions, " and ")
  }

  /// `i = j = 1 and k = l = 2`.
  func equalities(_ equations: [KroneckerDelta]) -> FormulaText {
    let (classes, others) = equations.equalIndices
    let equalities = classes.map { chain in
      let axes = free.indices.filter { chain.contains(free[$0]) }
      let letters = axes.map { places.form(IndexForm(free[$0])) }
      let number = FormulaText(String((axes.first.map { coordinates[$0] } ?? 0) + base), .value)
      return IndexNotation.joined(letters + [number], " = ")
    }
    return IndexNotation.joined(equalities + others.map(equality), " and ")
  }

  /// What an entry would have to fulfil and does not; empty where a summed index stands in it.
  func brokenConditions(_ alternatives: [[KroneckerDelta]]) -> FormulaText {
    let broken = alternatives.map { $0.filter(isBroken) }
    guard broken.joined().allSatisfy({ $0.indices.allSatisfy(free.contains) }) else {
      return FormulaText()
    }
    return IndexNotation.joined(
      broken.map { IndexNotation.joined($0.map(inequality), " and ") }, ", ")
  }

  func isBroken(_ delta: KroneckerDelta) -> Bool { value(delta.left) != value(delta.right) }

  /// `j = l = 2`.
  private func equality(_ delta: KroneckerDelta) -> FormulaText {
    let (first, second) = delta.numberLast
    let sides = places.form(first) + " = " + places.form(second)
    guard let value = value(delta.left), delta.left.number ?? delta.right.number == nil else {
      return sides
    }
    return sides + " = " + FormulaText(String(value + base), .value)
  }

  func inequality(_ delta: KroneckerDelta) -> FormulaText {
    let (first, second) = delta.numberLast
    return places.form(first) + " ≠ " + places.form(second)
  }

  /// For deltas that tie an output's index to one of the variable's: the axis, the place that is read
  /// and the place that this is; nil where a delta is of another kind.
  func brokenAxes(_ deltas: [KroneckerDelta]) -> [(axis: Int, wanted: Int, found: Int)]? {
    var axes: [(axis: Int, wanted: Int, found: Int)] = []
    for delta in deltas {
      guard let left = delta.left.plain.flatMap({ free.firstIndex(of: $0) }),
        let right = delta.right.plain.flatMap({ free.firstIndex(of: $0) })
      else { return nil }
      let (out, own) = (min(left, right), max(left, right))
      guard out < output.shape.rank, own >= output.shape.rank else { return nil }
      axes.append((own - output.shape.rank, coordinates[out], coordinates[own]))
    }
    return axes.isEmpty ? nil : axes
  }

  func axisName(_ axis: Int) -> String {
    switch variable.shape.rank {
    case 1: "entry"
    case 2: axis == 0 ? "row" : "column"
    default: "place \(axis + 1), index"
    }
  }
}
