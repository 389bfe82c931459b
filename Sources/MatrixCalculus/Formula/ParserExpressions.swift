// Expressions, loosest binding first; the grammar stands at the head of `Parser`.
//
// Left-associative operators are read in a loop, so that only brackets, prefix operators, powers and
// conditionals recurse. Each recursion is counted before it is entered, each node knows its depth.

extension Parser {
  mutating func expression() throws(Abandoned) -> Syntax {
    let start = token.range.start
    let then = try operation(atLeast: .disjunction)
    guard token.kind == .word("if") else { return then }
    advance()
    let condition = try operation(atLeast: .disjunction)
    guard token.kind == .word("else") else { throw unexpected("`else`") }
    advance()
    let otherwise = try nested { parser throws(Abandoned) in try parser.expression() }
    return try node(
      .conditional(then: then, condition: condition, otherwise: otherwise), from: start)
  }

  /// An expression of binary operators that bind at least so tightly.
  private mutating func operation(atLeast minimum: Precedence) throws(Abandoned) -> Syntax {
    let start = token.range.start
    var left = try operand(atLeast: minimum)
    while let symbol = nextOperator, symbol.precedence >= minimum, symbol != .power {
      if !token.isGluedToNumber { advance() }
      let right = try operation(atLeast: symbol.rightMinimum)
      left = try node(.binary(symbol, left, right), from: start)
      if symbol.precedence == .comparison, nextOperator?.precedence == .comparison {
        throw fail(.comparisonChained, at: SourceRange(start, token.range.end))
      }
    }
    return left
  }

  /// The operator that is read next; `2x` has one that is not written.
  private var nextOperator: BinaryOperator? {
    if token.isGluedToNumber { return .multiply }
    if case .operator(let symbol) = token.kind { return symbol }
    return nil
  }

  /// What stands between binary operators: a prefix operator with its operand, or a power.
  private mutating func operand(atLeast minimum: Precedence) throws(Abandoned) -> Syntax {
    guard let prefix, prefix.precedence >= minimum else { return try power() }
    let start = token.range.start
    advance()
    let operand = try nested { parser throws(Abandoned) in
      try parser.operation(atLeast: prefix.precedence)
    }
    return try node(.unary(prefix, operand), from: start)
  }

  private var prefix: UnaryOperator? {
    switch token.kind {
    case .operator(.subtract): .minus
    case .operator(.add): .plus
    case .word("not"): .not
    default: nil
    }
  }

  /// `a ** b`, whose exponent may have a sign and powers of its own.
  private mutating func power() throws(Abandoned) -> Syntax {
    let start = token.range.start
    let base = try postfix()
    guard token.kind == .operator(.power) else { return base }
    advance()
    let exponent = try nested { parser throws(Abandoned) in try parser.operand(atLeast: .sign) }
    return try node(.binary(.power, base, exponent), from: start)
  }

  // MARK: - Depth

  /// A node over what was read since `start`; the place of a mistake if it is too deep.
  func makeNode(_ kind: Syntax.Kind, from start: Int) -> Syntax {
    Syntax(kind, at: SourceRange(start, previousRange.end))
  }

  mutating func node(_ kind: Syntax.Kind, from start: Int) throws(Abandoned) -> Syntax {
    let node = makeNode(kind, from: start)
    guard node.depth <= Self.depthLimit else {
      throw fail(.expressionTooDeep(limit: Self.depthLimit), at: node.range)
    }
    return node
  }

  /// Enters a recursion, unless there are too many.
  mutating func nested(
    _ read: (inout Parser) throws(Abandoned) -> Syntax
  ) throws(Abandoned) -> Syntax {
    guard recursion < Self.depthLimit else {
      throw fail(.expressionTooDeep(limit: Self.depthLimit), at: token.range)
    }
    recursion += 1
    defer { recursion -= 1 }
    return try read(&self)
  }
}
