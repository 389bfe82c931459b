// What the parser does about mistakes: says each once, and finds the next statement.

extension Parser {
  /// Thrown when the rest of a statement makes no sense; the mistake is reported already.
  struct Abandoned: Error {}

  /// Whether more mistakes would be reported.
  var hasRoom: Bool { diagnostics.count < mistakesReportedAtMost }

  var orderedDiagnostics: [Diagnostic<SyntaxMistake>] {
    Array(diagnostics.sorted { $0.range.start < $1.range.start }.prefix(mistakesReportedAtMost))
  }

  mutating func report(_ diagnostic: Diagnostic<SyntaxMistake>) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  mutating func fail(_ mistake: SyntaxMistake, at range: SourceRange) -> Abandoned {
    report(Diagnostic(mistake, at: range))
    return Abandoned()
  }

  /// Reports that the word read next is not what must stand here.
  ///
  /// A word that is wrong in itself has been reported already.
  mutating func unexpected(_ expected: String) -> Abandoned {
    if token.kind == .invalid { return Abandoned() }
    if let place = statementStartInsideBrackets, let bracket = openBracketBeforeToken,
      place > bracket.start
    {
      restart = place
      return fail(.bracketUnclosed(lexer.source.text(bracket)), at: bracket)
    }
    if case .word(let word) = token.kind, let row = HabitTable.rowOfWord[word] {
      return fail(row.mistake, at: token.range)
    }
    return fail(.expected(expected, found: foundText), at: token.range)
  }

  /// The word read next, as an error names it.
  private var foundText: String {
    switch token.kind {
    case .end: "the end"
    case .statementEnd where isAtLineEnd: "the end of the line"
    case .string: "a string"
    default: "`\(lexer.source.text(token.range))`"
    }
  }

  /// Whether the word read next is the end of a line, and no `;`.
  var isAtLineEnd: Bool {
    token.kind == .statementEnd && lexer.source.bytes[token.range.start] != UInt8(ascii: ";")
  }

  /// Passes over the rest of a statement, also where brackets are left open in it.
  mutating func skipStatement() {
    if let place = restart {
      restart = nil
      return resume(at: place)
    }
    let failedAt = token.range.start
    if case .word(let word) = token.kind, HabitTable.blockWords.contains(word) { skipBlock() }
    while token.kind != .end {
      if token.kind == .statementEnd, lexer.brackets.isEmpty { return advance() }
      if token.range.start > failedAt, startsStatement { return resume(at: token.range.start) }
      token = lexer.next()
    }
  }

  private mutating func resume(at place: Int) {
    lexer.restart(at: place)
    advance()
  }

  /// Passes over `if x:` and the indented lines below it.
  private mutating func skipBlock() {
    let source = lexer.source
    var place = source.lineRange(around: token.range.start).end
    while let start = source.lineStart(after: place), start < lexer.end {
      let line = source.lineRange(around: start)
      let isBlank = line.start == line.end
      guard isBlank || [0x20, 0x09].contains(source.bytes[line.start]) else { break }
      place = line.end
    }
    lexer.restart(at: place)
    token = lexer.next()
  }

  /// Whether a statement may begin here: a word in the first column that is no bracket or operator.
  private var startsStatement: Bool {
    switch token.kind {
    case .name, .word, .string: lexer.source.isLineStart(token.range.start)
    default: false
    }
  }

  /// Where a new statement seems to begin although a bracket is open: at the end of the text, at a name in
  /// the first column, or at `name =` there.
  private var statementStartInsideBrackets: Int? {
    if token.kind == .end || startsStatement { return token.range.start }
    guard token.isMark("=") else { return nil }
    let start = lexer.source.lineRange(around: token.range.start).start
    return previousRange.start == start ? start : nil
  }

  /// The innermost bracket that was open before the word read next.
  private var openBracketBeforeToken: SourceRange? {
    let isOpening = token.isMark("(") || token.isMark("[")
    return isOpening ? lexer.brackets.dropLast().last : lexer.brackets.last
  }
}
