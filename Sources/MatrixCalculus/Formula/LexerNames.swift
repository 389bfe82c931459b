// Names, reserved words, operators, and the characters that are none of them.

extension Lexer {
  mutating func nameOrOperator() -> Token {
    guard let (scalar, length) = scalar(at: position) else { return undecodable() }
    if scalar.beginsName { return name() }
    if let row = HabitTable.rowOfCharacter[scalar] {
      return take(row.readAs, length, problem: row.mistake)
    }
    return operatorOrMark() ?? take(.invalid, length, problem: .unexpectedCharacter(scalar))
  }

  /// The longest operator or mark at the position.
  private mutating func operatorOrMark() -> Token? {
    let habits = HabitTable.rowsOfOperators[byte()] ?? []
    if let row = habits.first(where: { isAt($0.found) && !isAt("!=") }) {
      return take(row.readAs, row.found.utf8.count, problem: row.mistake)
    }
    if let known = Self.operators.first(where: { isAt($0.rawValue) }) {
      return take(.operator(known), known.rawValue.utf8.count)
    }
    return ",:.=".utf8.contains(byte()) ? take(.mark(byte()), 1) : nil
  }

  /// Operators that are no words, the longer ones first.
  private static let operators = BinaryOperator.allCases
    .filter { $0 != .or && $0 != .and }
    .sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }

  private mutating func name() -> Token {
    let start = position
    var text = String.UnicodeScalarView()
    var count = 0
    while let (scalar, length) = scalar(at: position), scalar.continuesName {
      if count < Self.nameLimit { text.append(scalar.foldedLetter) }
      count += 1
      position += length
    }
    let range = SourceRange(start, position)
    let name = String(text)
    if count > Self.nameLimit {
      return Token(.name(name), range, problem: .nameTooLong(count: count, limit: Self.nameLimit))
    }
    if name == "and" || name == "or", let word = BinaryOperator(rawValue: name) {
      return Token(.operator(word), range)
    }
    let isWord = HabitTable.usedWords.contains(name) || HabitTable.rowOfWord[name] != nil
    return Token(isWord ? .word(name) : .name(name), range)
  }

  /// Bytes that are no UTF-8: one mistake for a run of them.
  private mutating func undecodable() -> Token {
    var length = 1
    while position + length < end, scalar(at: position + length) == nil { length += 1 }
    let offset = position + source.droppedBytes
    return take(.invalid, length, problem: .invalidUTF8(byteOffset: offset))
  }
}
