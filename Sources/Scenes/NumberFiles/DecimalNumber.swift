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

/// Passes digits and counts them.
private func passDigits<Bytes>(_ rest: inout Slice<Bytes>) -> Int where Bytes.Element == UInt8 {
  let digits = rest.prefix { (0x30...0x39).contains($0) }
  rest = rest[digits.endIndex...]
  return digits.count
}
