import TensorCore

/// An expression with an index for each of its axes: what a sum of products is merged from.
struct Operand: Hashable {
  var expression: Expression
  var indices: [Index]
}

/// A term's factors and deltas as operands with plain indices.
///
/// A constant subscript is an entry, a shifted one a slice, a number of mixed radix a reshape, a repeated
/// index a diagonal; a delta is the identity, read the same way.
struct OperandReader {
  /// The operands of a term; nil where a subscript is of another kind.
  ///
  /// `keepingRepeats` says that an index may stand twice in one operand, as it may in an einsum.
  static func operands(
    of term: Term<Expression>, keepingRepeats: Bool = false
  ) -> [Operand]? {
    var operands: [Operand] = []
    for factor in term.factors {
      if let factors = kroneckerFactors(factor.label, factor.subscripts) {
        operands += factors
        continue
      }
      guard
        let operand = operand(factor.label, factor.subscripts, keepingRepeats: keepingRepeats)
      else { return nil }
      operands.append(operand)
    }
    var deltas = term.deltas[...]
    while let delta = deltas.popFirst() {
      let others = settled(deltas, by: delta, bound: term.bound)
      if let others, let (place, reshaped) = reshaped(operands, by: delta, bound: term.bound),
        let operand = keepingRepeats ? reshaped : diagonal(reshaped)
      {
        operands[place] = operand
        deltas = others[...]
      } else {
        guard let identity = identity(delta, keepingRepeats: keepingRepeats) else { return nil }
        operands.append(identity)
      }
    }
    return operands.isEmpty ? [Operand(expression: 1, indices: [])] : operands
  }

  /// The operand that a factor is; nil where a subscript is of no kind that is known.
  private static func operand(
    _ label: Expression, _ subscripts: [IndexForm], keepingRepeats: Bool
  ) -> Operand? {
    var readings: [AxisReading] = []
    for (form, extent) in zip(subscripts, label.shape.extents) {
      guard let reading = AxisReading(form, extent: extent) else { return nil }
      readings.append(reading)
    }
    let read = label.reading(readings.map(\.item))
    let digits = readings.flatMap(\.digits)
    let split = read.reshaped(to: Shape(digits.map(\.radix))).reading(digits.map(\.item))
    let operand = Operand(expression: split, indices: digits.compactMap(\.index))
    return keepingRepeats ? operand : diagonal(operand)
  }

  /// (P ⊗ Q)[k + p·i, l + q·j] = P[i,j]·Q[k,l], where the digits of each axis are so divided.
  private static func kroneckerFactors(
    _ label: Expression, _ subscripts: [IndexForm]
  ) -> [Operand]? {
    guard case .apply(.kron, let factors, let shape) = label else { return nil }
    var indices: [[Index]] = [[], []]
    for (axis, form) in subscripts.enumerated() {
      guard form.constant == 0, let digits = form.digits,
        digits.map(\.extent).reduce(1, *) == shape.extents[axis]
      else { return nil }
      var count = 1
      let leading = digits.prefix {
        count *= $0.extent
        return count <= factors[0].shape.extents[axis]
      }
      guard leading.map(\.extent).reduce(1, *) == factors[0].shape.extents[axis] else { return nil }
      indices[0] += leading
      indices[1] += digits.dropFirst(leading.count)
    }
    let operands = zip(factors, indices).compactMap { factor, indices in
      diagonal(
        Operand(
          expression: factor.reshaped(to: Shape(indices.map(\.extent))), indices: indices))
    }
    return operands.count == 2 ? operands : nil
  }

  /// A repeated index reads a diagonal.
  private static func diagonal(_ operand: Operand) -> Operand? {
    let distinct = operand.indices.reduce(into: [Index]()) { seen, index in
      if !seen.contains(index) { seen.append(index) }
    }
    guard distinct.count < operand.indices.count else { return operand }
    if operand.indices.count == 2 {
      return Operand(expression: .known(.diagonal, [operand.expression]), indices: distinct)
    }
    let letters = Array("ijklmnop")
    guard operand.indices.count <= letters.count else { return nil }
    let word = operand.indices.compactMap { index in
      distinct.firstIndex(of: index).map { letters[$0] }
    }
    return Operand(
      expression: .known(
        .einsum(inputs: [String(word)], output: String(letters.prefix(distinct.count))),
        [operand.expression]), indices: distinct)
  }

  /// δ[left, right] as the identity matrix read at both sides.
  private static func identity(_ delta: KroneckerDelta, keepingRepeats: Bool) -> Operand? {
    let sides = [delta.left, delta.right]
    let lowest = sides.map(\.range.lowerBound).min() ?? 0
    let moved = lowest < 0 ? sides.map { $0 + IndexForm(constant: -lowest) } : sides
    guard let extent = AxisReading.extent(of: moved) else { return nil }
    return operand(
      .known(.identity(extent), []), moved, keepingRepeats: keepingRepeats)
  }

  /// The deltas with the summed side of another, which a reshape takes away, replaced by its other side;
  /// nil where they read an index of it in another way.
  private static func settled(
    _ deltas: ArraySlice<KroneckerDelta>, by delta: KroneckerDelta, bound: [Index]
  ) -> [KroneckerDelta]? {
    let sides = [(delta.left, delta.right), (delta.right, delta.left)]
    let summed = sides.first { own, _ in
      !own.terms.isEmpty && own.terms.allSatisfy { bound.contains($0.index) }
    }
    guard let (own, other) = summed else { return Array(deltas) }
    let gone = own.terms.map(\.index)
    var settled: [KroneckerDelta] = []
    for element in deltas {
      let left = element.left == own ? other : element.left
      let right = element.right == own ? other : element.right
      guard !(left.terms + right.terms).contains(where: { gone.contains($0.index) }) else {
        return nil
      }
      settled.append(KroneckerDelta(left, right))
    }
    return settled
  }

  /// Where one side of the delta is the row-major position in neighbouring axes of one operand, all summed
  /// and read nowhere else, the operand takes the digits of the other side instead: a reshape, and what they
  /// read of it.
  private static func reshaped(
    _ operands: [Operand], by delta: KroneckerDelta, bound: [Index]
  ) -> (place: Int, operand: Operand)? {
    for (own, other) in [(delta.left, delta.right), (delta.right, delta.left)] {
      guard own.constant == 0, let old = own.digits, old.allSatisfy(bound.contains),
        let new = AxisReading.digits(of: other, dividing: old.map(\.extent).reduce(1, *)),
        old.count > 1 || new.count > 1
      else { continue }
      let readers = operands.indices.filter { operands[$0].indices.contains(where: old.contains) }
      guard readers.count == 1, let reshaped = operands[readers[0]].reshaped(from: old, to: new)
      else { continue }
      return (readers[0], reshaped)
    }
    return nil
  }
}

extension Operand {
  /// The operand with a run of its axes replaced by these digits of the same number of entries; nil where
  /// they are no run of it.
  fileprivate func reshaped(from old: [Index], to digits: [AxisReading.Digit]) -> Operand? {
    let new = digits.compactMap(\.index)
    guard !indices.contains(where: new.contains) else { return nil }
    var operand = self
    if indices.count == 2, indices == old.reversed() {
      operand = Operand(expression: expression.transposed, indices: old)
    }
    guard let start = operand.indices.firstIndex(of: old[0]),
      Array(operand.indices[start...].prefix(old.count)) == old
    else { return nil }
    let before = operand.indices[..<start].map { AxisReading.Digit(index: $0, radix: $0.extent) }
    let after = operand.indices[(start + old.count)...].map {
      AxisReading.Digit(index: $0, radix: $0.extent)
    }
    let axes = before + digits + after
    operand.indices = axes.compactMap(\.index)
    operand.expression = operand.expression.reshaped(to: Shape(axes.map(\.radix)))
      .reading(axes.map(\.item))
    return operand
  }
}

extension Expression {
  /// A part of every axis; the tensor itself where that is all of it.
  fileprivate func reading(_ items: [SliceItem]) -> Expression {
    let whole = shape.extents.map { SliceItem.run(start: 0, count: $0) }
    return items == whole ? self : .known(.slice(items), [self])
  }
}
