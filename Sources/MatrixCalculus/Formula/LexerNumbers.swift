// Numbers: a subset of Python's, with the same values.
//
//     digits [. [digits]] [e [sign] digits]   |   . digits [e …]       digits: 0-9, single `_` between two
//
// No hexadecimal, octal or binary numbers, no imaginary ones, no `nan` and `inf`, and nothing that a double
// cannot hold: `1e400` is a mistake, where Python makes it infinite.

extension Lexer {
  mutating func number() -> Token {
    let start = position
    var isInteger = true
    let whole = digits()
    if byte() == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      _ = digits()
    }
    if passExponent() { isInteger = false }
    let text = source.text(SourceRange(start, position))
    let hasLeadingZero = isInteger && text.first == "0" && text.contains { $0 != "0" && $0 != "_" }
    if hasLeadingZero || !digitsAreWellFormed(text) || isForeignNumber(whole: whole, text) {
      while let (scalar, length) = scalar(at: position), scalar.continuesName { position += length }
      let range = SourceRange(start, position)
      return Token(.invalid, range, problem: .numberMalformed(source.text(range)))
    }
    let range = SourceRange(start, position)
    guard let value = Double(text.filter { $0 != "_" }), value.isFinite else {
      return Token(.invalid, range, problem: .numberTooLarge(text))
    }
    return Token(.number(NumberLiteral(text: text, value: value)), range)
  }

  /// Passes digits and underscores and counts them.
  private mutating func digits() -> Int {
    let start = position
    while (0x30...0x39).contains(byte()) || byte() == UInt8(ascii: "_") { position += 1 }
    return position - start
  }

  /// Passes `e-3`; an `e` without digits is left alone, for it may be a name.
  private mutating func passExponent() -> Bool {
    guard byte() | 0x20 == UInt8(ascii: "e") else { return false }
    let hasSign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
    guard (0x30...0x39).contains(byte(hasSign ? 2 : 1)) else { return false }
    position += hasSign ? 2 : 1
    return digits() > 0
  }

  /// Whether every underscore stands between two digits.
  private func digitsAreWellFormed(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      let isDigit = (0x30...0x39).contains(byte)
      let wasDigit = (0x30...0x39).contains(previous)
      if byte == UInt8(ascii: "_"), !wasDigit { return false }
      if previous == UInt8(ascii: "_"), !isDigit { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "_")
  }

  /// Whether it goes on as `0x1f`, `0b1`, `0o7` or `1j` do.
  private func isForeignNumber(whole: Int, _ text: String) -> Bool {
    let letter = byte() | 0x20
    if text == "0", "xbo".utf8.contains(letter) { return true }
    let isWordAfter = scalar(at: position + 1).map { $0.scalar.continuesName } ?? false
    return letter == UInt8(ascii: "j") && !isWordAfter
  }
}
