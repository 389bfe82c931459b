import TensorCore

/// What one subscript reads of its axis: an entry, or a run of entries in digits.
///
///     k + 2      the run 2 ..< 2 + n
///     6·i + j    an axis of 6·m entries as m×6, of which j may read less than 6
///     3·i        the diagonal of four entries as 2×2: 2·i + i
///     2·i + 1    the second of every two entries: those of an axis of 2·m as m×2, at [i, 1]
struct AxisReading {
  /// One digit: the index that reads it, how many places it has, and the first place that is read; the only
  /// one where there is no index.
  struct Digit: Hashable {
    var index: Index?
    var radix: Int
    var start = 0

    var item: SliceItem { index.map { .run(start: start, count: $0.extent) } ?? .entry(start) }
    var form: IndexForm {
      let constant = IndexForm(constant: start)
      return index.map { IndexForm($0) + constant } ?? constant
    }
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
    guard var found = Self.digits(of: form, within: extent) else { return nil }
    let unit = found.dropFirst().map(\.radix).reduce(1, *)
    if extent % unit == 0 { found[0].radix = extent / unit }
    let count = unit * found[0].radix
    guard count <= extent else { return nil }
    (item, digits) = (.run(start: 0, count: count), found)
  }

  /// The least extent of an axis that all these forms can read; nil where one is no number of mixed radix.
  static func extent(of forms: [IndexForm]) -> Int? {
    var extent = forms.reduce(1) { max($0, $1.range.upperBound + 1) }
    for form in forms where form.number == nil && form.digits == nil {
      guard let digits = digits(of: form, within: extent) else { return nil }
      extent = max(extent, digits.map(\.radix).reduce(1, *))
    }
    return extent
  }

  /// The digits of a form that reads an axis of this extent, where they divide all of it.
  static func digits(of form: IndexForm, dividing extent: Int) -> [Digit]? {
    guard let reading = Self(form, extent: extent), case .run(let start, let count) = reading.item
    else { return nil }
    var digits = reading.digits
    guard count != extent, !digits.isEmpty else { return digits }
    let unit = digits.dropFirst().map(\.radix).reduce(1, *)
    guard extent % unit == 0, start % unit == 0 else { return nil }
    digits[0].radix = extent / unit
    digits[0].start += start / unit
    return digits
  }

  /// Digits with gaps, the highest first, its radix no greater than it must be: with constant digits where an
  /// axis of this extent has them, or else with repeated indices.
  private static func digits(of form: IndexForm, within extent: Int) -> [Digit]? {
    guard form.constant >= 0, form.terms.allSatisfy({ $0.coefficient > 0 }) else { return nil }
    let spaced = spacedDigits(of: form)
    if let spaced, spaced.map(\.radix).reduce(1, *) <= extent { return spaced }
    return digits(of: form.terms, form.constant, from: 1)?.reversed() ?? spaced
  }

  /// The digits of a form whose coefficients have a common divisor: those of the quotient, and a constant one.
  private static func spacedDigits(of form: IndexForm) -> [Digit]? {
    guard let radix = form.terms.map(\.coefficient).min(), radix > 1,
      form.terms.allSatisfy({ $0.coefficient % radix == 0 })
    else { return nil }
    let quotient = form.terms.reduce(IndexForm(constant: 0)) {
      $0 + IndexForm($1.index) * ($1.coefficient / radix)
    }
    return digits(of: quotient.terms, form.constant / radix, from: 1).map {
      $0.reversed() + [Digit(index: nil, radix: radix, start: form.constant % radix)]
    }
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
