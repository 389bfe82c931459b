/// How the numbers of one panel are written: all alike, in a width that never changes.
///
/// Goals: integers stay integers; what is rounded is rounded to the nearest, ties to even, of the exact
/// value; two numbers that differ look different if the width allows; a number that is not zero never
/// looks like `0`, unless it is what rounding has left where a computation gives zero.
package struct NumberFormat: Hashable, Sendable {
  package enum Notation: Hashable, Sendable {
    /// So many digits after the point; none for integers.
    case fixed(decimals: Int)
    /// So many digits after the point of the mantissa.
    case scientific(decimals: Int)
  }

  package var notation: Notation
  /// The cells that a number takes, brackets not counted; numbers stand at the right.
  package var width: Int
  /// Magnitudes that rounding leaves of a zero, this one included; 0 where every number is as it was given.
  package var noise: Double

  package init(notation: Notation, width: Int, noise: Double = 0) {
    self.notation = notation
    self.width = max(1, width)
    self.noise = noise
  }

  /// The format of a panel that shows `values`, in at most `maximumWidth` cells and at least two.
  ///
  /// Up to `roomyWidth` cells are taken before digits are given up for an exponent.
  /// Decimals are as many as show every value exactly, up to three; else the fewest, at least two, that
  /// tell the values apart and leave each a digit. Numbers that were computed are as exact as rounding
  /// lets them be. Cost: a few passes over the values; for a large tensor give a sample.
  package init(
    for values: some Collection<Double>, areComputed: Bool = true, maximumWidth: Int = 8,
    roomyWidth: Int = 8, minimumWidth: Int = 2
  ) {
    let all = values.filter(\.isFinite)
    let noise = areComputed ? (all.map(\.magnitude).max() ?? 0) * Self.rounding : 0
    let finite = all.map { $0.magnitude <= noise ? 0 : $0 }
    let limit = max(minimumWidth, maximumWidth)
    let decimals = Self.decimals(for: finite, noise: noise)
    var fitting: (notation: Notation, width: Int)?
    for notation in [decimals.best, decimals.fewer, decimals.fewest] where fitting == nil {
      let width = Self.width(of: finite, in: notation)
      if width <= limit, !Self.hides(finite, in: notation) { fitting = (notation, width) }
    }
    let scientific = Notation.scientific(decimals: max(0, limit - 7))
    let whole = [Notation.fixed(decimals: 1), .fixed(decimals: 0)]
    for notation in [decimals.best, decimals.fewer, decimals.fewest] + whole where fitting == nil {
      let width = Self.width(of: finite, in: notation)
      guard width <= max(limit, roomyWidth),
        Self.tells(finite, in: notation, asMuchAs: scientific)
      else { continue }
      fitting = (notation, width)
    }
    let chosen = fitting ?? (scientific, min(limit, Self.width(of: finite, in: scientific)))
    self.init(
      notation: chosen.notation,
      width: max(minimumWidth, chosen.width, Self.width(ofOdd: values)), noise: noise)
  }

  /// The number as it stands in a cell, without blanks; never longer than `width`.
  ///
  /// Where the format leaves no digit of a number that is not zero, it stands as `~0`.
  package func text(_ value: Double) -> String {
    let value = value.magnitude <= noise ? 0 : value
    if value == 0, case .scientific = notation { return "0" }
    let text = Self.text(value, in: notation)
    let isLost = value != 0 && text == Self.text(0, in: notation)
    if !isLost, text.utf8.count <= width { return text }
    if isLost, width > 1 { return "~0" }
    let short = Self.text(value, in: .scientific(decimals: 0))
    return short.utf8.count <= width ? short : String(repeating: "#", count: width)
  }

  /// The number in a notation, as long as it gets.
  package static func text(_ value: Double, in notation: Notation) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "+inf" }
    return switch notation {
    case .fixed(let decimals): DecimalText.fixed(value, decimals: decimals)
    case .scientific(let decimals):
      DecimalText.scientific(value, decimals: decimals)
    }
  }
}

// MARK: - Choosing

extension NumberFormat {
  private static let mostDecimals = 6
  /// What a long sum may lose of its greatest term.
  private static let rounding = 1e-12

  /// Notations to be tried in turn.
  private static func decimals(
    for values: [Double], noise: Double
  ) -> (best: Notation, fewer: Notation, fewest: Notation) {
    if values.allSatisfy({ ($0 - $0.rounded()).magnitude <= noise }) {
      return (.fixed(decimals: 0), .fixed(decimals: 0), .fixed(decimals: 0))
    }
    let exact = (1...3).first { places in
      values.allSatisfy { isExact($0, decimals: places, noise: noise) }
    }
    let best = exact ?? (2...mostDecimals).first { isTelling(values, decimals: $0) } ?? mostDecimals
    return (.fixed(decimals: best), .fixed(decimals: min(best, 3)), .fixed(decimals: min(best, 2)))
  }

  /// The value has no more places than that, but for what rounding has left of a computation.
  private static func isExact(_ value: Double, decimals: Int, noise: Double) -> Bool {
    let shown = Double(DecimalText.fixed(value, decimals: decimals)) ?? .infinity
    return (shown - value).magnitude <= noise
  }

  /// Values that differ in the last place of all look different, and from zero.
  private static func isTelling(_ values: [Double], decimals: Int) -> Bool {
    func looks(_ decimals: Int) -> Set<String> {
      Set((values + [0]).map { DecimalText.fixed($0, decimals: decimals) })
    }
    return looks(decimals).count == looks(mostDecimals).count
  }

  /// More than half of the values that are not zero would be written as zero.
  private static func hides(_ values: [Double], in notation: Notation) -> Bool {
    let nonzeros = values.filter { $0 != 0 }
    let zero = text(0, in: notation)
    return nonzeros.count { text($0, in: notation) == zero } * 2 > nonzeros.count
  }

  /// No number that is not zero is lost, and at least as many look different.
  private static func tells(
    _ values: [Double], in notation: Notation, asMuchAs other: Notation
  ) -> Bool {
    let zero = text(0, in: notation)
    let looks = Set(values.map { text($0, in: notation) })
    return values.allSatisfy { $0 == 0 || text($0, in: notation) != zero }
      && looks.count >= Set(values.map { text($0, in: other) }).count
  }

  private static func width(of values: [Double], in notation: Notation) -> Int {
    values.reduce(1) { max($0, text($1, in: notation).utf8.count) }
  }

  /// Cells that nan and infinities take.
  private static func width(ofOdd values: some Collection<Double>) -> Int {
    values.reduce(0) { $1.isFinite ? $0 : max($0, $1.isNaN ? 3 : 4) }
  }
}
