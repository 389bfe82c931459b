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
  static func operands(of term: Term<Expression>) -> [Operand]? {
    var operands: [Operand] = []
    for factor in term.factors {
      if let factors = kroneckerFactors(factor.label, factor.subscripts) {
        operands += factors
        continue
      }
      guard let operand = operand(factor.label, factor.subscripts) else { return nil }
      operands.append(operand)
    }
    var deltas = term.deltas[...]
    while let delta = deltas.popFirst() {
      let others = settled(deltas, by: delta, bound: term.bound)
      if let others, let (place, reshaped) = reshaped(operands, by: delta, bound: term.bound) {
        operands[place] = reshaped
        deltas = others[...]
      } else {
        guard let identity = identity(delta) else { return nil }
        operands.append(identity)
      }
    }
    return operands.isEmpty ? [Operand(expression: 1, indices: [])] : operands
  }

  /// What one subscript reads of its axis: an entry or a run, the run in digits.
  private struct Reading {
    var item: SliceItem
    var digits: [Index]

    /// Nil where the form is no number of mixed radix, or leaves the axis.
    init?(_ form: IndexForm, extent: Int) {
      if let number = form.number {
        // The only entry of an axis is all of it.
        if extent == 1, number == 0 {
          (item, digits) = (.run(start: 0, count: 1), [])
          return
        }
        guard number >= 0, number < extent else { return nil }
        (item, digits) = (.entry(number), [])
        return
      }
      guard let digits = form.digits, form.range.lowerBound >= 0, form.range.upperBound < extent
      else { return nil }
      item = .run(start: form.constant, count: digits.map(\.extent).reduce(1, *))
      self.digits = digits
    }
  }

  private static func operand(_ label: Expression, _ subscripts: [IndexForm]) -> Operand? {
    var readings: [Reading] = []
    for (form, extent) in zip(subscripts, label.shape.extents) {
      guard let reading = Reading(form, extent: extent) else { return nil }
      readings.append(reading)
    }
    let items = readings.map(\.item)
    let whole = label.shape.extents.map { SliceItem.run(start: 0, count: $0) }
    let read = items == whole ? label : .known(.slice(items), [label])
    let indices = readings.flatMap(\.digits)
    let split = read.reshaped(to: Shape(indices.map(\.extent)))
    return diagonal(Operand(expression: split, indices: indices))
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
  private static func identity(_ delta: KroneckerDelta) -> Operand? {
    let extent = max(delta.left.range.upperBound, delta.right.range.upperBound) + 1
    return operand(.known(.identity(extent), []), [delta.left, delta.right])
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
  /// and read nowhere else, the operand takes the axes of the other side instead: a reshape.
  private static func reshaped(
    _ operands: [Operand], by delta: KroneckerDelta, bound: [Index]
  ) -> (place: Int, operand: Operand)? {
    for (own, other) in [(delta.left, delta.right), (delta.right, delta.left)] {
      guard own.constant == 0, other.constant == 0, let old = own.digits, let new = other.digits,
        old.count > 1 || new.count > 1, old.allSatisfy(bound.contains),
        old.map(\.extent).reduce(1, *) == new.map(\.extent).reduce(1, *)
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
  /// The operand with a run of its axes replaced by others of the same number of entries; nil where they
  /// are no run of it.
  fileprivate func reshaped(from old: [Index], to new: [Index]) -> Operand? {
    guard !indices.contains(where: new.contains) else { return nil }
    var operand = self
    if indices.count == 2, indices == old.reversed() {
      operand = Operand(expression: expression.transposed, indices: old)
    }
    guard let start = operand.indices.firstIndex(of: old[0]),
      Array(operand.indices[start...].prefix(old.count)) == old
    else { return nil }
    operand.indices.replaceSubrange(start..<(start + old.count), with: new)
    operand.expression = operand.expression.reshaped(to: Shape(operand.indices.map(\.extent)))
    return operand
  }
}

extension IndexForm {
  /// The indices from the highest digit to the lowest, where the form (its constant aside) is a number of
  /// mixed radix in them: 6·i + j for j in 0 ..< 6.
  var digits: [Index]? {
    let sorted = terms.sorted {
      ($0.coefficient, $0.index.extent) > ($1.coefficient, $1.index.extent)
    }
    var unit = 1
    for term in sorted.reversed() {
      guard term.coefficient == unit else { return nil }
      unit *= term.index.extent
    }
    return sorted.map(\.index)
  }
}
