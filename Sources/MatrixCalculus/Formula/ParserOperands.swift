// What operators stand between: numbers, strings, names, calls, lists, indexing, `.T`, and brackets.

extension Parser {
  /// An atom and what is written behind it: `.T`, `[…]`.
  mutating func postfix() throws(Abandoned) -> Syntax {
    let start = token.range.start
    var base = try atom()
    while true {
      if token.kind == .transposeHabit {
        advance()
        base = try node(.transposed(base), from: start)
      } else if token.isMark(".") {
        advance()
        base = try attribute(of: base, from: start)
      } else if token.isMark("[") {
        advance()
        base = try node(.subscripted(base, try subscripts()), from: start)
      } else if token.isMark("(") {
        base = try call(of: base, from: start)
      } else {
        return base
      }
    }
  }

  private mutating func atom() throws(Abandoned) -> Syntax {
    let range = token.range
    let kind: Syntax.Kind
    switch token.kind {
    case .number(let number): kind = .number(number)
    case .name(let name): kind = .name(name)
    case .word("True"): kind = .boolean(true)
    case .word("False"): kind = .boolean(false)
    case .word("None"): kind = .none
    case .string: return strings()
    case .mark(UInt8(ascii: "[")): return try list()
    case .mark(UInt8(ascii: "(")): return try parenthesized()
    default: throw unexpected("an expression")
    }
    advance()
    return Syntax(kind, at: range)
  }

  /// A string, or several with nothing between them, which are one.
  private mutating func strings() -> Syntax {
    let start = token.range.start
    var literals: [StringLiteral] = []
    while case .string(let literal) = token.kind {
      literals.append(literal)
      advance()
    }
    let value = literals.map(\.value).joined()
    let verbatimRange = literals.count == 1 ? literals.first?.verbatimRange : nil
    return makeNode(.string(StringLiteral(value: value, verbatimRange: verbatimRange)), from: start)
  }

  // MARK: - Behind an atom

  /// The `.T` of a tensor; `np.linalg.inv` is reported and read as `inv`.
  private mutating func attribute(of base: Syntax, from start: Int) throws(Abandoned) -> Syntax {
    guard case .name(var attribute) = token.kind else { throw unexpected("`T`") }
    let range = token.range
    advance()
    if attribute == "T" { return try node(.transposed(base), from: start) }
    guard case .name(let module) = base.kind, HabitTable.modules.contains(module) else {
      let advice =
        token.isMark("(") ? adviceForMethod(attribute, of: base) : "the only attribute is `.T`"
      throw fail(.habit(found: ".\(attribute)", advice: advice), at: range)
    }
    while HabitTable.modules.contains(attribute), token.isMark(".") {
      advance()
      guard case .name(let next) = token.kind else { throw unexpected("a function") }
      attribute = next
      advance()
    }
    let whole = makeNode(.name(attribute), from: start)
    let advice = adviceWithoutPrefix(attribute)
    _ = fail(.habit(found: lexer.source.text(whole.range), advice: advice), at: whole.range)
    return whole
  }

  /// The function behind a method's name, of the tensor that the method was asked of.
  private func adviceForMethod(_ method: String, of base: Syntax) -> String {
    let subject = if case .name(let name) = base.kind { name } else { "a" }
    let call = method == "dot" ? "\(subject) @ b" : "\(method)(\(subject))"
    return "there are no methods; write `\(call)`"
  }

  /// What to write for a function of a library: its name alone, where the language has it.
  private func adviceWithoutPrefix(_ name: String) -> String {
    if let row = HabitTable.rowOfFunction[name] { return row.advice }
    let known = Elaboration.functionNames.union(Elaboration.generatorNames)
    if known.contains(name) { return "functions have no prefix; write `\(name)`" }
    let nearest = nearestName(to: name, among: known.sorted()).map { "; did you mean `\($0)`?" }
    return "there is no function `\(name)` here\(nearest ?? "")"
  }

  private mutating func call(of base: Syntax, from start: Int) throws(Abandoned) -> Syntax {
    guard case .name(let name) = base.kind, previousRange.end == base.range.end else {
      let range = SourceRange(start, token.range.end)
      throw fail(.expected("an operator", found: "`(`"), at: range)
    }
    advance()
    let arguments = try arguments()
    return try node(.call(Name(name, at: base.range), arguments), from: start)
  }

  private mutating func arguments() throws(Abandoned) -> [Syntax.Argument] {
    var arguments: [Syntax.Argument] = []
    var labels: Set<String> = []
    try commaSeparated(until: ")") { parser throws(Abandoned) in
      let argument = try parser.argument()
      if let label = argument.label, !labels.insert(label.text).inserted {
        _ = parser.fail(.keywordRepeated(label.text), at: label.range)
      }
      arguments.append(argument)
    }
    return arguments
  }

  private mutating func argument() throws(Abandoned) -> Syntax.Argument {
    if case .operator(let star) = token.kind, star == .multiply || star == .power {
      let advice = "arguments are written one by one"
      throw fail(.habit(found: star.rawValue, advice: advice), at: token.range)
    }
    let first = token
    let value = try expression()
    guard token.isMark("="), case .name(let label) = value.kind, value.range == first.range else {
      return Syntax.Argument(value: value)
    }
    advance()
    return Syntax.Argument(label: Name(label, at: value.range), value: try expression())
  }

  private mutating func subscripts() throws(Abandoned) -> [Syntax.Subscript] {
    if token.isMark("]") { throw unexpected("an index") }
    var subscripts: [Syntax.Subscript] = []
    try commaSeparated(until: "]") { parser throws(Abandoned) in
      subscripts.append(try parser.subscriptPart())
    }
    // `a[(0, 1)]` is `a[0, 1]`, as in Python.
    if subscripts.count == 1, case .index(let only)? = subscripts.first,
      case .tuple(let indices) = only.kind, !indices.isEmpty
    {
      return indices.map { .index($0) }
    }
    return subscripts
  }

  /// An index or a slice.
  private mutating func subscriptPart() throws(Abandoned) -> Syntax.Subscript {
    let start = token.range.start
    let from = token.isMark(":") ? nil : try expression()
    guard token.isMark(":") else {
      guard let from else { throw unexpected("an index") }
      return .index(from)
    }
    advance()
    let to = token.isMark(":") || token.isMark(",") || token.isMark("]") ? nil : try expression()
    if token.isMark(":") {
      let advice = "slices have no step"
      throw fail(.habit(found: "::", advice: advice), at: SourceRange(start, token.range.end))
    }
    return .slice(from: from, to: to, SourceRange(start, previousRange.end))
  }

  // MARK: - Brackets

  private mutating func list() throws(Abandoned) -> Syntax {
    let start = token.range.start
    advance()
    var elements: [Syntax] = []
    try commaSeparated(until: "]") { parser throws(Abandoned) in
      elements.append(try parser.expression())
    }
    return try node(.list(elements), from: start)
  }

  /// `(a)`, which is `a` itself, or a tuple: `()`, `(a,)`, `(a, b)`.
  private mutating func parenthesized() throws(Abandoned) -> Syntax {
    let start = token.range.start
    advance()
    var elements: [Syntax] = []
    let hasComma = try commaSeparated(until: ")") { parser throws(Abandoned) in
      elements.append(try parser.expression())
    }
    if elements.count == 1, !hasComma, let only = elements.first { return only }
    return try node(.tuple(elements), from: start)
  }

  /// Reads elements up to the closing bracket and passes it; gives whether there was a comma.
  @discardableResult
  private mutating func commaSeparated(
    until close: Unicode.Scalar, _ element: (inout Parser) throws(Abandoned) -> Void
  ) throws(Abandoned) -> Bool {
    var hasComma = false
    while !token.isMark(close) {
      try element(&self)
      guard token.isMark(",") else {
        guard token.isMark(close) else { throw unexpected("`,` or `\(close)`") }
        break
      }
      hasComma = true
      advance()
    }
    advance()
    return hasComma
  }
}
