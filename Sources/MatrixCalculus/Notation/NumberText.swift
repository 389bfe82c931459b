/// Numbers in formulas: as short as they can be and still exact.
enum NumberText {
  /// `2`, `0.5`, `1e-09`; integers without a decimal point.
  static func decimal(_ value: Double) -> String {
    if let whole = Int(exactly: value), whole.magnitude < 1_000_000_000_000_000 {
      return String(whole)
    }
    return value.isNaN ? "nan" : value.description
  }

  /// At most six significant digits, for reading.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "+inf" }
    let exact = decimal(value)
    guard exact.count > 8, value != 0 else { return exact }
    let exponent =
      value.exponent >= 0 ? Int(value.exponent) * 3 / 10 : -(Int(-value.exponent) * 3 / 10 + 1)
    var scale = 1.0
    for _ in 0..<min(300, abs(5 - exponent)) { scale *= 10 }
    let rounded =
      exponent <= 5 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    return decimal(rounded)
  }

  /// The value as numerator and denominator, where a denominator up to 1000 makes it exact to rounding.
  ///
  /// A fraction so close to it is a convergent of its continued fraction, of which there are few.
  /// Source: G. H. Hardy, E. M. Wright, "An Introduction to the Theory of Numbers" (6th edition, 2008), theorem 184.
  static func fraction(_ value: Double) -> (numerator: Int, denominator: Int)? {
    guard value.isFinite, value.magnitude < 1e9 else { return nil }
    var (before, denominator) = (0.0, 1.0)
    var rest = value.magnitude - value.magnitude.rounded(.down)
    while denominator <= 1000 {
      let product = value * denominator
      let whole = product.rounded()
      if whole != 0, (product - whole).magnitude <= 4 * whole.ulp {
        return (Int(whole), Int(denominator))
      }
      guard rest > 0 else { return nil }
      let inverse = 1 / rest
      rest = inverse - inverse.rounded(.down)
      (before, denominator) = (denominator, inverse.rounded(.down) * denominator + before)
    }
    return nil
  }

  static func subscripted(_ number: Int) -> String {
    String(
      String(number).unicodeScalars.map { scalar -> Character in
        guard let digit = Unicode.Scalar(scalar.value + 0x2050), scalar != "-" else { return "₋" }
        return Character(digit)
      })
  }

  static func superscripted(_ number: Int) -> String {
    let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(
      String(number).map { character in character.wholeNumberValue.map { digits[$0] } ?? "⁻" })
  }
}
