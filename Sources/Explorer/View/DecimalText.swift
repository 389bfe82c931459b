/// Doubles as decimals, correctly rounded: the exact binary value to the nearest decimal, ties to even.
///
/// Without Foundation. A double is m·2ᵉ with m below 2⁵³; multiplied by a power of ten it is a quotient
/// of integers that 128 bits hold, unless it is very large or very small: then `Natural` takes over.
enum DecimalText {
  /// A finite value with so many digits after the point, 0 to 20.
  ///
  /// Zero has no sign, nor has what is rounded to zero.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(0, decimals), 20)
    let (mantissa, exponent) = parts(value)
    guard exponent <= 0 else {
      let integer = Natural(mantissa).multiplied(byPowerOfTwo: exponent).decimal
      let zeros = decimals > 0 ? "." + String(repeating: "0", count: decimals) : ""
      return (value < 0 ? "-" : "") + integer + zeros
    }
    let rounded = quotient(mantissa, exponent, tenfold: decimals) ?? 0
    let sign = value < 0 && rounded > 0 ? "-" : ""
    guard decimals > 0 else { return sign + text(rounded) }
    let unit = tens[decimals]
    let fraction = text(rounded % unit)
    return sign + text(rounded / unit) + "."
      + String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
  }

  /// `1.2e-5`: one digit, a point and so many more; a finite value, 0 to 17 decimals.
  static func scientific(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(0, decimals), 17)
    guard value != 0 else { return digitsText(["0"] + zeros(decimals), exponent: 0, sign: "") }
    let sign = value < 0 ? "-" : ""
    if let (digits, power) = fewDigits(value, decimals: decimals) {
      return digitsText(text(digits).map(String.init), exponent: power, sign: sign)
    }
    let (digits, power) = manyDigits(value, decimals: decimals)
    return digitsText(digits.map(String.init), exponent: power, sign: sign)
  }
}

// MARK: - Digits of a mantissa

extension DecimalText {
  /// The digits of a value, rounded, and the power of ten of the first; nil where 128 bits are too few.
  private static func fewDigits(
    _ value: Double, decimals: Int
  ) -> (digits: UInt128, power: Int)? {
    let (mantissa, exponent) = parts(value)
    var power = 0
    var rest = value.magnitude
    while rest >= 10 { (rest, power) = (rest / 10, power + 1) }
    while rest < 1 { (rest, power) = (rest * 10, power - 1) }
    // The estimate may be one off, and rounding may carry into the next power.
    for _ in 0..<3 {
      guard let digits = quotient(mantissa, exponent, tenfold: decimals - power) else { return nil }
      if digits >= tens[decimals + 1] {
        power += 1
      } else if digits < tens[decimals] {
        power -= 1
      } else {
        return (digits, power)
      }
    }
    return nil
  }

  /// The same for any exponent, digit by digit.
  private static func manyDigits(
    _ value: Double, decimals: Int
  ) -> (digits: [Int], power: Int) {
    let (mantissa, exponent) = parts(value)
    var numerator = Natural(mantissa).multiplied(byPowerOfTwo: max(0, exponent))
    var denominator = Natural(1).multiplied(byPowerOfTwo: max(0, -exponent))
    var power = 0
    while numerator.isLess(than: denominator) {
      numerator = numerator.multiplied(by: 10)
      power -= 1
    }
    while true {
      let tenfold = denominator.multiplied(by: 10)
      if numerator.isLess(than: tenfold) { break }
      denominator = tenfold
      power += 1
    }
    var digits = firstDigits(decimals + 1, of: numerator, over: denominator)
    if digits.count > decimals + 1 {
      digits.removeLast()
      power += 1
    }
    return (digits, power)
  }

  /// |value| = mantissa·2^exponent.
  private static func parts(_ value: Double) -> (mantissa: UInt64, exponent: Int) {
    let bits = value.significandBitPattern
    let biased = Int(value.exponentBitPattern)
    let mantissa = biased == 0 ? bits : bits | 1 << 52
    let exponent = max(1, biased) - 1075
    // An integer without halves is an integer: fewer bits to shift.
    let spare = min(mantissa.trailingZeroBitCount, max(0, -exponent))
    return mantissa == 0 ? (0, 0) : (mantissa >> UInt64(spare), exponent + spare)
  }

  /// mantissa·2^exponent·10^power to the nearest, ties to even; nil where 128 bits are too few.
  private static func quotient(_ mantissa: UInt64, _ exponent: Int, tenfold power: Int) -> UInt128?
  {
    // A power of ten has at most 10/3 bits a digit and one, a mantissa has 53.
    let above = max(0, exponent) + max(0, power) * 10 / 3 + 54
    let below = max(0, -exponent) + max(0, -power) * 10 / 3 + 1
    if above > 126 { return nil }
    if below > 126 { return power >= 0 && below > above + 1 ? 0 : nil }
    let numerator = (UInt128(mantissa) << UInt128(max(0, exponent))) * tens[max(0, power)]
    let shift = UInt128(max(0, -exponent))
    let divisor = (UInt128(1) << shift) * tens[max(0, -power)]
    let (quotient, rest) =
      power >= 0
      ? (numerator >> shift, numerator & (divisor - 1))
      : numerator.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest * 2 > divisor || (rest * 2 == divisor && quotient & 1 == 1)
    return isUp ? quotient + 1 : quotient
  }

  /// Powers of ten that 128 bits hold with a mantissa.
  private static let tens: [UInt128] = (0...37).map {
    (0..<$0).reduce(1) { product, _ in product * 10 }
  }

  /// Quicker than the digits of 128 bits where 64 will do.
  private static func text(_ number: UInt128) -> String {
    UInt64(exactly: number).map { String($0) } ?? String(number)
  }

  /// So many digits of a quotient between one and ten, rounded; one more if it rounds up to ten.
  private static func firstDigits(
    _ count: Int, of numerator: Natural, over denominator: Natural
  ) -> [Int] {
    var rest = numerator
    var digits: [Int] = []
    for place in 0..<count {
      if place > 0 { rest = rest.multiplied(by: 10) }
      var digit = 0
      while !rest.isLess(than: denominator) {
        rest.subtract(denominator)
        digit += 1
      }
      digits.append(digit)
    }
    let twice = rest.multiplied(by: 2)
    let isAbove = denominator.isLess(than: twice)
    let isTie = !isAbove && !twice.isLess(than: denominator)
    return isAbove || (isTie && (digits.last ?? 0) % 2 == 1) ? roundedUp(digits) : digits
  }

  private static func roundedUp(_ digits: [Int]) -> [Int] {
    var digits = digits
    var place = digits.count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place < 0 { return [1] + digits }
    digits[place] += 1
    return digits
  }

  private static func digitsText(_ digits: [String], exponent: Int, sign: String) -> String {
    let fraction = digits.dropFirst().joined()
    return sign + (digits.first ?? "0") + (fraction.isEmpty ? "" : "." + fraction) + "e\(exponent)"
  }

  private static func zeros(_ count: Int) -> [String] { Array(repeating: "0", count: count) }
}
