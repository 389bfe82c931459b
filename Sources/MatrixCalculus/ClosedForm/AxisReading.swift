import TensorCore

/// What one subscript reads of its axis: an entry, or a run of entries in digits.
///
///     k + 2      the run 2 ..< 2 + n
///     6·i + j    an axis of 6·m entries as m×6, of which j may read less than 6
///     3·i        the diagonal of four entries as 2×2: 2·i + i
struct AxisReading {
  /// One digit: the index that reads it, how many places it has, and the first place that is read.
  struct Digit: Hashable {
    var index: Index
    var radix: Int
    var start = 0

    var item: SliceItem { .run(start: start, count: index.extent) }
  }

  /// The part of the axis that the digits divide.
  let item: SliceItem
  /// From the highest to the lowest.
  let digits: [Digit]

  /// Nil where the form is no number of mixed radix, or leaves an axis of this extent.
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
    guard form.range.lowerBound >= 0, form.range.upperBound < extent else { return nil }
    if let plain = form.digits {
      item = .run(start: form.constant, count: plain.map(\.extent).reduce(1, *))
      digits = plain.map { Digit(index: $0, radix: $0.extent) }
      return
    }
    guard var found = Self.digits(of: form) else { return nil }
    let unit = found.dropFirst().map(\.radix).reduce(1, *)
    if extent % unit == 0 { found[0].radix = extent / unit }
    let count = unit * found[0].radix
    guard count <= extent else { return nil }
    (item, digits) = (.run(start: 0, count: count), found)
  }

  /// The least extent of an axis that all these forms can read; nil where one is no number of mixed radix.
  static func extent(of forms: [IndexForm]) -> Int? {
    var extent = 1
    for form in forms {
      extent = max(extent, form.range.upperBound + 1)
      guard form.number == nil, form.digits == nil else { continue }
      guard let digits = digits(of: form) else { return nil }
      extent = max(extent, digits.map(\.radix).reduce(1, *))
    }
    return extent
  }

  /// Digits with gaps and repeated indices, the highest first, its radix no greater than it must be.
  private static func digits(of form: IndexForm) -> [Digit]? {
    guard form.constant >= 0, form.terms.allSatisfy({ $0.coefficient > 0 }) else { return nil }
    return digits(of: form.terms, form.constant, from: 1)?.reversed()
  }

  /// The digits of Σ coefficient·index + constant from `unit` on, the lowest first.
  private static func digits(
    of terms: [IndexForm.Scaled], _ constant: Int, from unit: Int
  ) -> [Digit]? {
    for place in terms.indices where terms[place].coefficient >= unit {
      let index = terms[place].index
      var rest = terms
      rest[place].coefficient -= unit
      rest.removeAll { $0.coefficient == 0 }
      guard !rest.isEmpty else {
        let start = constant / unit
        return constant % unit == 0
          ? [Digit(index: index, radix: start + index.extent, start: start)] : nil
      }
      for next in Set([unit * index.extent] + rest.map(\.coefficient)).sorted()
      where next % unit == 0 && next / unit >= index.extent {
        let start = constant % next / unit
        guard constant % unit == 0, start + index.extent <= next / unit,
          let higher = digits(of: rest, constant - start * unit, from: next)
        else { continue }
        return [Digit(index: index, radix: next / unit, start: start)] + higher
      }
    }
    return nil
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
