// Words → statements. The grammar is Python's, cut down:
//
//     program    = { [statement] end }                    end: the end of a line, or `;`
//     statement  = name "=" expression | call | string
//     expression = or ["if" or "else" expression]         or, and, not, comparison: one comparison, no chain
//     sum        = product { (+|-) product }              product: { (*|/|@) … }
//     sign       = (+|-) sign | power                     power  = postfix ["**" sign]
//     postfix    = atom { ".T" | "[" subscripts "]" }     call   = name "(" arguments ")"
//
// Mistakes do not stop it: a habit (`X'`) is reported and read as what it means; after anything else the
// rest of the statement is passed over, and reading goes on with the next one.

/// What a text says, statement by statement, and what is wrong with it, in the order of the text.
public struct ParsedProgram: Equatable, Sendable {
  public let statements: [Statement]
  public let diagnostics: [Diagnostic<SyntaxMistake>]
}

/// What one formula says; nil where it could not be read, and then there are diagnostics.
public struct ParsedExpression: Equatable, Sendable {
  public let expression: Syntax?
  public let diagnostics: [Diagnostic<SyntaxMistake>]
}

/// Reads formulas; see `program` and `expression`.
public struct Parser {
  /// How many operations may lie within each other; more need a name for a part.
  public static let depthLimit = 200

  var lexer: Lexer
  /// The word that is read next.
  var token: Token
  /// The word before.
  var previousRange = SourceRange(0, 0)
  var diagnostics: [Diagnostic<SyntaxMistake>] = []
  /// Prefix operators and the like that are being read, each a level of recursion.
  var recursion = 0
  /// Where reading goes on if a bracket was found never to be closed.
  var restart: Int?

  private init(_ lexer: Lexer) {
    self.lexer = lexer
    self.token = self.lexer.next()
    if let problem = token.problem { diagnostics.append(problem) }
  }

  /// Reads a whole text.
  public static func program(_ source: SourceText) -> ParsedProgram {
    var parser = Parser(Lexer(source))
    let statements = parser.statements()
    return ParsedProgram(statements: statements, diagnostics: parser.orderedDiagnostics)
  }

  /// Reads one expression that fills a text, or a range of it such as the inside of a string.
  public static func expression(_ source: SourceText, in range: SourceRange? = nil)
    -> ParsedExpression
  {
    var parser = Parser(Lexer(source, range: range, allowsIndent: true))
    parser.passLineEnds()
    let expression = try? parser.expression()
    if expression != nil {
      parser.passLineEnds()
      if parser.token.kind != .end {
        _ = parser.unexpected("an operator or the end of the formula")
      }
    }
    let diagnostics = parser.orderedDiagnostics
    return ParsedExpression(
      expression: diagnostics.isEmpty ? expression : nil, diagnostics: diagnostics)
  }

  // MARK: - Statements

  private mutating func statements() -> [Statement] {
    var statements: [Statement] = []
    while token.kind != .end, hasRoom {
      passLineEnds()
      if token.kind != .end, let statement = statement() { statements.append(statement) }
    }
    return statements
  }

  private mutating func passLineEnds() {
    while isAtLineEnd, hasRoom { advance() }
  }

  private mutating func statement() -> Statement? {
    var target: Name?
    let mistakesBefore = diagnostics.count
    do {
      let value = try statementValue(target: &target)
      guard token.kind == .statementEnd || token.kind == .end else {
        throw unexpected("an operator or the end of the statement")
      }
      if token.kind == .statementEnd { advance() }
      let isWhole = diagnostics.count == mistakesBefore
      return target == nil && !isWhole
        ? nil : Statement(target: target, value: isWhole ? value : nil)
    } catch {
      skipStatement()
      return target.map { Statement(target: $0, value: nil) }
    }
  }

  private mutating func statementValue(target: inout Name?) throws(Abandoned) -> Syntax {
    if token.kind == .indent { advance() }
    let start = token.range.start
    let first = try expression()
    let range = SourceRange(start, previousRange.end)
    if token.isMark("=") {
      target = try assignable(first, at: range)
      advance()
      let value = try expression()
      if token.isMark("=") {
        throw fail(.notAssignable("a statement gives one name to one value"), at: token.range)
      }
      return value
    }
    switch first.kind {
    case .call, .string: return first
    default:
      guard token.kind == .statementEnd || token.kind == .end else {
        throw unexpected("`=` or the end of the statement")
      }
      throw fail(.unnamedValue, at: range)
    }
  }

  private mutating func assignable(_ left: Syntax, at range: SourceRange) throws(Abandoned) -> Name
  {
    let reason: String
    switch left.kind {
    case .name(let name) where range == left.range: return Name(name, at: left.range)
    case .subscripted: reason = "entries cannot be assigned; a name stands for one tensor"
    case .call(let function, _): reason = "`\(function.text)(…)` cannot be assigned; write a name"
    case .boolean: reason = "`True` and `False` are values and cannot be names"
    case .none: reason = "`None` is a value and cannot be a name"
    default: reason = "only a name can stand on the left of `=`"
    }
    throw fail(.notAssignable(reason), at: range)
  }

  // MARK: - Words

  mutating func advance() {
    previousRange = token.range
    token = lexer.next()
    if let problem = token.problem { report(problem) }
  }
}
