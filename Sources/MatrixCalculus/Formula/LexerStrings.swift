// Strings: '…' and "…" on one line, '''…''' and """…""" over several, with Python's escapes.
//
// Left out: prefixes (`r"…"`), named characters (`\N{…}`), surrogates, and escapes that Python only
// warns about (`\d`). A line end inside a string is LF, whatever the file has.

extension Lexer {
  /// A string, or what people mean by a quote after a name: a transpose.
  mutating func quote() -> Token {
    if let before = touchingPrevious {
      if case .name(let name) = before.kind, HabitTable.stringPrefixes.contains(name.lowercased()) {
        let found = name + String(Unicode.Scalar(byte()))
        return take(
          .invalid, 1, problem: .habit(found: found, advice: "a string has no letter before it"))
      }
      if byte() == UInt8(ascii: "'"), before.canBeTransposed {
        let found = source.text(before.range) + "'"
        return take(.transposeHabit, 1, problem: .habit(found: found, advice: "write `.T`"))
      }
    }
    return string()
  }

  private mutating func string() -> Token {
    let start = position
    let mark = byte()
    let isTriple = byte(1) == mark && byte(2) == mark
    let width = isTriple ? 3 : 1
    position += width
    let contentStart = position
    var value = String.UnicodeScalarView()
    var isVerbatim = true
    var problem: Diagnostic<SyntaxMistake>?
    while !isClosingQuote(mark, isTriple: isTriple) {
      guard position < end, isTriple || !SourceText.isLineEnd(byte()) else {
        let quote = String(repeating: String(Unicode.Scalar(mark)), count: width)
        let opening = SourceRange(start, contentStart)
        return Token(.invalid, opening, problem: .stringUnclosed(quote: quote))
      }
      if byte() == UInt8(ascii: "\\") {
        isVerbatim = false
        let found = escape(into: &value)
        problem = problem ?? found
      } else if SourceText.isLineEnd(byte()) {
        isVerbatim = isVerbatim && byte() == 0x0A
        position += byte() == 0x0D && byte(1) == 0x0A ? 2 : 1
        value.append("\n")
      } else if let (scalar, length) = scalar(at: position) {
        value.append(scalar)
        position += length
      } else {
        let mistake = SyntaxMistake.invalidUTF8(byteOffset: position + source.droppedBytes)
        problem = problem ?? Diagnostic(mistake, at: SourceRange(position, position + 1))
        position += 1
      }
    }
    let content = isVerbatim ? SourceRange(contentStart, position) : nil
    position += width
    let literal = StringLiteral(value: String(value), verbatimRange: content)
    var token = Token(.string(literal), SourceRange(start, position))
    token.problem = problem
    return token
  }

  private func isClosingQuote(_ mark: UInt8, isTriple: Bool) -> Bool {
    byte() == mark && (!isTriple || (byte(1) == mark && byte(2) == mark))
  }

  /// Passes a backslash and what belongs to it, and appends what it stands for.
  private mutating func escape(
    into value: inout String.UnicodeScalarView
  ) -> Diagnostic<SyntaxMistake>? {
    let start = position
    let letter = byte(1)
    position = min(position + 2, end)
    switch letter {
    case 0x0D where byte() == 0x0A: position += 1
    case 0x0A, 0x0D: break
    case UInt8(ascii: "0")...UInt8(ascii: "7"), UInt8(ascii: "x"), UInt8(ascii: "u"),
      UInt8(ascii: "U"):
      let code = code(after: letter)
      return append(code, from: start, to: &value)
    default:
      if let simple = Self.simpleEscapes[letter] {
        value.append(simple)
        break
      }
      position = start + 1
      if let (_, length) = scalar(at: position) { position += length }
      let range = SourceRange(start, min(position, end))
      return Diagnostic(.escapeUnknown(source.text(range)), at: range)
    }
    return nil
  }

  /// Appends the character with this code; nil is no code at all.
  private func append(
    _ code: UInt32?, from start: Int, to value: inout String.UnicodeScalarView
  ) -> Diagnostic<SyntaxMistake>? {
    if let scalar = code.flatMap(Unicode.Scalar.init) {
      value.append(scalar)
      return nil
    }
    let range = SourceRange(start, position)
    return Diagnostic(.escapeOutOfRange(source.text(range)), at: range)
  }

  /// Reads the digits of `\101`, `\x41`, `\u00e9` or `\U0001F600`; nil where some are missing.
  private mutating func code(after letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "x"): return code(digits: 2)
    case UInt8(ascii: "u"): return code(digits: 4)
    case UInt8(ascii: "U"): return code(digits: 8)
    default:
      position -= 1
      return code(base: 8, atMost: 3)
    }
  }

  /// Reads up to so many digits of a base.
  private mutating func code(base: UInt32, atMost count: Int) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<count {
      guard let digit = hexadecimalDigit(byte()), digit < base else { break }
      code = code * base + digit
      position += 1
    }
    return code
  }

  /// Reads exactly so many hexadecimal digits; nil where there are fewer.
  private mutating func code(digits count: Int) -> UInt32? {
    let start = position
    let code = code(base: 16, atMost: count)
    return position - start == count ? code : nil
  }

  private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt32.init) : nil
  }

  private static let simpleEscapes: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "\\"): "\\", UInt8(ascii: "'"): "'", UInt8(ascii: "\""): "\"",
    UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r",
    UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "f"): "\u{0C}",
    UInt8(ascii: "v"): "\u{0B}",
  ]
}

extension Token {
  /// Whether a quote right behind it means a transpose.
  fileprivate var canBeTransposed: Bool {
    switch kind {
    case .name, .transposeHabit: true
    default: isMark(")") || isMark("]")
    }
  }
}
