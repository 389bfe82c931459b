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
      if delta.isShift || delta.isReshape {
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

  /// The term with one delta for every axis of the output that equals one of the variable; what else is said
  /// to be equal is an identity matrix: δ[i,j]·δ[j,k] for y[i,j] and v[k] is I[i,j]·δ[i,k], and Σₙ δ[n + 1,k]
  /// reads I[n + 1,k].
  static func tied(
    _ term: Term<Expression>, _ outputs: [Index], _ inputs: [Index]
  ) -> Term<Expression> {
    let axes = outputs + inputs
    var classes: [[Index]] = axes.map { [$0] }
    var result = term
    result.deltas = []
    for delta in term.deltas {
      guard let left = delta.left.plain, let right = delta.right.plain,
        left.extent == right.extent, axes.contains(left), axes.contains(right)
      else {
        if let factor = delta.identity, !delta.indices.allSatisfy(axes.contains) {
          result.factors.append(factor)
        } else {
          result.deltas.append(delta)
        }
        continue
      }
      let joined = classes.filter { $0.contains(left) || $0.contains(right) }
      classes.removeAll { $0.contains(left) || $0.contains(right) }
      classes.append(axes.filter { axis in joined.contains { $0.contains(axis) } })
    }
    for members in classes {
      let sides = [outputs, inputs].map { side in members.filter(side.contains) }
      if let output = sides[0].first, let input = sides[1].first {
        result.deltas.append(KroneckerDelta(output, input))
      }
      for side in sides {
        result.factors += side.dropFirst().map {
          Factor(.known(.identity($0.extent), []), indices: [side[0], $0])
        }
      }
    }
    return result
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
    for (place, delta) in term.deltas.enumerated() where delta.isReshape {
      let others =
        term.factors.flatMap(\.indices)
        + term.deltas.enumerated().filter { $0.offset != place }.flatMap(\.element.indices)
      let own = [delta.left.digits ?? [], delta.right.digits ?? []]
      guard Set(own.joined()).isDisjoint(with: others),
        own.allSatisfy({ digits in sides.contains { Set(digits).isSubset(of: $0) } })
      else { continue }
      let whole = own.map { digits in
        let index = supply.index(extent: digits.map(\.extent).reduce(1, *))
        all[index] = digits
        return index
      }
      result.deltas[place] = KroneckerDelta(whole[0], whole[1])
    }
    return (result, all)
  }
}

extension KroneckerDelta {
  /// Whether both sides are numbers of mixed radix with as many places: 3·i + j = 2·k + l.
  fileprivate var isReshape: Bool {
    guard left.constant == 0, right.constant == 0, left.plain == nil || right.plain == nil,
      let own = left.digits, let others = right.digits, own.count > 1, others.count > 1
    else { return false }
    return own.map(\.extent).reduce(1, *) == others.map(\.extent).reduce(1, *)
  }

  /// The entry of an identity matrix that the delta is; nil where a side can be negative.
  fileprivate var identity: Factor<Expression>? {
    guard min(left.range.lowerBound, right.range.lowerBound) >= 0 else { return nil }
    let extent = max(left.range.upperBound, right.range.upperBound) + 1
    return Factor(.known(.identity(extent), []), [left, right])
  }

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
