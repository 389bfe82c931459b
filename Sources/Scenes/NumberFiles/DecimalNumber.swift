// Numbers in files of text: an own grammar, because `Double(_:)` also reads `nan`, `0x1p3` and `1e999`.

/// Reads a decimal number: `-` or nothing, digits with at most one point, and an exponent or none.
///
/// Nil for anything else: blanks, a leading `+`, `nan`, `inf`, hexadecimal digits, numbers that no double holds.
func decimalNumber(_ text: some StringProtocol) -> Double? {
  var rest = Slice(base: Array(text.utf8), bounds: 0..<text.utf8.count)
  if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
  var digits = passDigits(&rest)
  if rest.first == UInt8(ascii: ".") {
    rest.removeFirst()
    digits += passDigits(&rest)
  }
  guard digits > 0 else { return nil }
  if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
    rest.removeFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard passDigits(&rest) > 0 else { return nil }
  }
  guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
  return value
}

/// Reads a number of few digits and without an exponent from its bytes, blanks and tabs around it; nil where it
/// is anything else, which `decimalNumber` reads or refuses.
///
/// Fifteen digits are a whole number that a double holds, and so is the power of ten: their quotient is
/// rounded once, to the nearest double, as the whole text would be. Source: W. D. Clinger, "How to read
/// floating point numbers accurately" (PLDI 1990).
func plainDecimal(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
  var place = bytes.startIndex
  var end = bytes.endIndex
  func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  while place < end, isBlank(bytes[place]) { place += 1 }
  while place < end, isBlank(bytes[end - 1]) { end -= 1 }
  let isNegative = place < end && bytes[place] == UInt8(ascii: "-")
  if isNegative { place += 1 }
  var digits = 0
  var decimals: Int?
  var mantissa: UInt64 = 0
  while place < end {
    let byte = bytes[place]
    if byte == UInt8(ascii: "."), decimals == nil {
      decimals = 0
    } else {
      guard (0x30...0x39).contains(byte), digits < 15 else { return nil }
      mantissa = mantissa * 10 + UInt64(byte - 0x30)
      digits += 1
      if let places = decimals { decimals = places + 1 }
    }
    place += 1
  }
  guard digits > 0 else { return nil }
  let value = Double(mantissa) / powersOfTen[decimals ?? 0]
  return isNegative ? -value : value
}

private let powersOfTen: [Double] = [
  1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]

/// Passes digits and counts them.
private func passDigits<Bytes>(_ rest: inout Slice<Bytes>) -> Int where Bytes.Element == UInt8 {
  let digits = rest.prefix { (0x30...0x39).contains($0) }
  rest = rest[digits.endIndex...]
  return digits.count
}
