import TensorCore

/// Axes split where a delta equates one with a number of mixed radix in others: δ[i, 4·l + k].
enum AxisRefinement {
  /// The term with deltas of one digit each and the digits of every axis, slowest first; nil where a
  /// delta is of another kind.
  ///
  /// A digit that is summed over is the axis's own: Σₙ δ[i, 4·n + m]·B[n,l] reads B at i's first digit.
  static func refined(
    _ term: Term<Expression>, _ outputs: [Index], _ inputs: [Index]
  ) -> (Term<Expression>, outputs: [[Index]], inputs: [[Index]])? {
    var (outputs, inputs) = (outputs.map { [$0] }, inputs.map { [$0] })
    var result = term
    result.deltas = []
    var supply = IndexSupply(startingAt: 1 << 40)
    for delta in term.deltas {
      let sides = [(delta.left, delta.right), (delta.right, delta.left)]
      if delta.isShift {
        result.deltas.append(delta)
        continue
      }
      guard
        let (axis, digits) = sides.compactMap({ whole, parts -> (Index, [Index])? in
          guard let axis = whole.plain, parts.constant == 0, let digits = parts.digits,
            digits.map(\.extent).reduce(1, *) == axis.extent
          else { return nil }
          return (axis, digits)
        }).first, !result.uses(axis)
      else { return nil }
      let own = digits.map { supply.index(extent: $0.extent, letter: $0.letter) }
      outputs = outputs.map { $0 == [axis] ? own : $0 }
      inputs = inputs.map { $0 == [axis] ? own : $0 }
      result.deltas += zip(own, digits).map { KroneckerDelta($0, $1) }
    }
    return result.collapsed.map { ($0, outputs, inputs) }
  }

  /// The term with an index of its own for axes of one side that a factor alone reads, as one number of
  /// mixed radix: M[i, 3·l + k]; with those axes, slowest first.
  static func joined(
    _ term: Term<Expression>, _ sides: [[Index]]
  ) -> (Term<Expression>, digits: [Index: [Index]]) {
    var supply = IndexSupply(startingAt: 1 << 41)
    var all: [Index: [Index]] = [:]
    var result = term
    for form in term.factors.flatMap(\.subscripts) where form.plain == nil && form.constant == 0 {
      guard let digits = form.digits, digits.count > 1,
        sides.contains(where: { Set(digits).isSubset(of: $0) })
      else { continue }
      let others =
        term.deltas.flatMap(\.indices)
        + term.factors.flatMap(\.subscripts).filter { $0 != form }.flatMap(\.indices)
      guard Set(digits).isDisjoint(with: others) else { continue }
      let whole = all.first { $0.value == digits }?.key
      let index = whole ?? supply.index(extent: digits.map(\.extent).reduce(1, *))
      all[index] = digits
      result.factors = result.factors.map { factor in
        Factor(factor.label, factor.subscripts.map { $0 == form ? IndexForm(index) : $0 })
      }
    }
    return (result, all)
  }
}

extension KroneckerDelta {
  /// Whether it says that one index is a number, or another index moved by a number.
  fileprivate var isShift: Bool {
    let coefficients = (left - right).terms.map(\.coefficient)
    return coefficients.count == 1
      ? coefficients[0].magnitude == 1 : coefficients.sorted() == [-1, 1]
  }
}

extension Term<Expression> {
  fileprivate func uses(_ index: Index) -> Bool { usedIndices.contains(index) }
}
