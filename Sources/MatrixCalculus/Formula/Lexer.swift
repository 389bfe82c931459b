// Text → words, one at a time, so that a text that is wrong at its start is not read to its end.
//
// The words are Python's. Inside brackets the ends of lines are blanks. A word that is wrong in itself
// carries its problem with it; the lexer never stops.

/// Reads the words of a text from the front.
struct Lexer {
  let source: SourceText
  /// Where the text to be read ends.
  let end: Int
  var position: Int
  /// The brackets that are open at `position`, outermost first.
  private(set) var brackets: [SourceRange] = []
  /// Whether lines may begin with blanks: a formula inside a string may, a statement may not.
  let allowsIndent: Bool
  /// The word before, for `X'` and `2x`.
  private var previous: Token?

  static let bracketLimit = 32
  static let nameLimit = 64

  init(_ source: SourceText, range: SourceRange? = nil, allowsIndent: Bool = false) {
    self.source = source
    self.position = range?.start ?? 0
    self.end = range?.end ?? source.bytes.count
    self.allowsIndent = allowsIndent
  }

  /// The next word; `.end` for ever after the last.
  mutating func next() -> Token {
    var token = nextWord()
    if let number = previous, case .number = number.kind, number.range.end == token.range.start {
      token = glued(token, to: number)
    }
    previous = token
    return token
  }

  /// Goes on at a place as if no bracket were open there.
  mutating func restart(at offset: Int) {
    position = offset
    brackets = []
    previous = nil
  }

  /// Goes to the end; nothing more is read.
  mutating func stop() {
    restart(at: end)
  }

  // MARK: - Bytes

  /// The byte at a distance from the position; 0 beyond the end, which is no byte of any word.
  func byte(_ distance: Int = 0) -> UInt8 {
    let index = position + distance
    return index < end ? source.bytes[index] : 0
  }

  func isAt(_ text: String) -> Bool {
    position + text.utf8.count <= end && source.bytes[position..<end].starts(with: text.utf8)
  }

  /// The scalar at an offset and its number of bytes; nil where the bytes are no UTF-8.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < end else { return nil }
    let first = source.bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    var decoder = UTF8()
    var rest = source.bytes[offset..<min(offset + 4, end)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return (scalar, UTF8.width(scalar))
  }

  /// A word of the given number of bytes at the position, which moves behind it.
  mutating func take(_ kind: Token.Kind, _ length: Int, problem: SyntaxMistake? = nil) -> Token {
    let range = SourceRange(position, position + length)
    position = range.end
    return Token(kind, range, problem: problem)
  }

  // MARK: - Words

  private mutating func nextWord() -> Token {
    let atLineStart = brackets.isEmpty && source.isLineStart(position)
    let blanks = skipBlanks()
    guard position < end else { return take(.end, 0) }
    if atLineStart, !allowsIndent, blanks > 0, !SourceText.isLineEnd(byte()) {
      return Token(.indent, SourceRange(position, position), problem: .indented)
    }
    let first = byte()
    switch first {
    case 0x0A, 0x0D: return take(.statementEnd, first == 0x0D && byte(1) == 0x0A ? 2 : 1)
    case UInt8(ascii: ";"): return take(.statementEnd, 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: ".") where (0x30...0x39).contains(byte(1)): return number()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quote()
    case UInt8(ascii: "("), UInt8(ascii: "["): return openingBracket()
    case UInt8(ascii: ")"), UInt8(ascii: "]"): return closingBracket()
    default: return nameOrOperator()
    }
  }

  /// Passes blanks and a comment, a line end after `\`, and inside brackets every line end.
  private mutating func skipBlanks() -> Int {
    let start = position
    while position < end {
      let byte = source.bytes[position]
      if byte == UInt8(ascii: "#") {
        let length = position - start
        while position < end, !SourceText.isLineEnd(source.bytes[position]) { position += 1 }
        if brackets.isEmpty { return source.isLineStart(start) ? 0 : length }
      } else if byte == 0x20 || byte == 0x09 || (!brackets.isEmpty && SourceText.isLineEnd(byte)) {
        position += 1
      } else if byte == UInt8(ascii: "\\"), let length = joinedLineEnd {
        position += length
      } else {
        break
      }
    }
    return position - start
  }

  /// The length of `\` and the line end right behind it, where more text follows.
  private var joinedLineEnd: Int? {
    guard SourceText.isLineEnd(byte(1)) else { return nil }
    let length = byte(1) == 0x0D && byte(2) == 0x0A ? 3 : 2
    return position + length < end ? length : nil
  }

  private mutating func openingBracket() -> Token {
    guard brackets.count < Self.bracketLimit else {
      let token = take(.invalid, 1, problem: .bracketsTooDeep(limit: Self.bracketLimit))
      stop()
      return token
    }
    let token = take(.mark(byte()), 1)
    brackets.append(token.range)
    return token
  }

  private mutating func closingBracket() -> Token {
    let close = byte()
    let text = String(Unicode.Scalar(close))
    guard let open = brackets.popLast() else {
      return take(.invalid, 1, problem: .bracketClosesNothing(text))
    }
    let opening = source.bytes[open.start]
    let fits = (opening == UInt8(ascii: "(")) == (close == UInt8(ascii: ")"))
    let mistake = SyntaxMistake.bracketMismatched(
      open: String(Unicode.Scalar(opening)), close: text)
    return take(fits ? .mark(close) : .invalid, 1, problem: fits ? nil : mistake)
  }

  /// A word that touches a number: `2x` is read as a product, `2(x)` and `2and` are not read.
  private func glued(_ token: Token, to number: Token) -> Token {
    var token = token
    let both = number.range.through(token.range)
    switch token.kind {
    case .name(let name):
      let text = source.text(number.range)
      let advice = SyntaxMistake.habit(found: text + name, advice: "write `\(text)*\(name)`")
      token.problem = token.problem ?? Diagnostic(advice, at: both)
      token.isGluedToNumber = true
    case .word, .number, .operator(.and), .operator(.or):
      token = Token(.invalid, token.range)
      token.problem = Diagnostic(.numberMalformed(source.text(both)), at: both)
    default: break
    }
    return token
  }

  /// The word before where nothing stands between it and the position.
  var touchingPrevious: Token? {
    previous.flatMap { $0.range.end == position ? $0 : nil }
  }
}
