import TensorCore

/// Axes split where a delta equates one with a number of mixed radix in others: δ[i, 4·l + k].
enum AxisRefinement {
  /// The term with plain deltas and the digits of every axis, slowest first; nil where a delta is of
  /// another kind.
  static func refined(
    _ term: Term<Expression>, _ outputs: [Index], _ inputs: [Index]
  ) -> (Term<Expression>, outputs: [[Index]], inputs: [[Index]])? {
    var (outputs, inputs) = (outputs.map { [$0] }, inputs.map { [$0] })
    var result = term
    result.deltas = []
    var supply = IndexSupply(startingAt: 1 << 40)
    for delta in term.deltas {
      let sides = [(delta.left, delta.right), (delta.right, delta.left)]
      if delta.left.plain != nil, delta.right.plain != nil {
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
    return (result, outputs, inputs)
  }
}

extension Term<Expression> {
  fileprivate func uses(_ index: Index) -> Bool { usedIndices.contains(index) }
}
