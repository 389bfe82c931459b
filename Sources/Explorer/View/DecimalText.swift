/// Doubles as decimals, correctly rounded: the exact binary value to the nearest decimal, ties to even.
///
/// Without Foundation. A double is m·2ᵉ with m below 2⁵³, so m·10ᵈ is an integer that 128 bits hold for
/// d up to 22, and rounding is one shift. Exponents out of that range take `Natural`.
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
    let scaled = UInt128(mantissa) * tenToThe(decimals)
    let rounded = -exponent > 127 ? 0 : half(scaled, shifted: -exponent)
    let sign = value < 0 && rounded > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(rounded) }
    let unit = tenToThe(decimals)
    let fraction = String(rounded % unit)
    return sign + String(rounded / unit) + "."
      + String(repeating: "0", count: decimals - fraction.utf8.count) + fraction
  }

  /// `1.2e-5`: one digit, a point and so many more; a finite value, 0 to 17 decimals.
  static func scientific(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(0, decimals), 17)
    guard value != 0 else { return digitsText(["0"] + zeros(decimals), exponent: 0, sign: "") }
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
    return digitsText(digits.map(String.init), exponent: power, sign: value < 0 ? "-" : "")
  }
}

// MARK: - Private

extension DecimalText {
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

  /// value / 2^shift, to the nearest, ties to even.
  private static func half(_ value: UInt128, shifted shift: Int) -> UInt128 {
    guard shift > 0 else { return value }
    let quotient = value >> UInt128(shift)
    let rest = value & ((1 << UInt128(shift)) - 1)
    let middle = UInt128(1) << UInt128(shift - 1)
    let up = rest > middle || (rest == middle && quotient & 1 == 1)
    return up ? quotient + 1 : quotient
  }

  private static func tenToThe(_ power: Int) -> UInt128 {
    (0..<power).reduce(1) { product, _ in product * 10 }
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
