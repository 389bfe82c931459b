// The words of a formula.

/// A word of a formula and its place.
struct Token: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case name(String)
    case number(NumberLiteral)
    case string(StringLiteral)
    /// A word that Python reserves and a formula may not use; `if`, `and`, … are `.word` too.
    case word(String)
    case `operator`(BinaryOperator)
    /// `( ) [ ] , : . =`
    case mark(UInt8)
    /// `X'` and `Xᵀ`, reported and read as `X.T`.
    case transposeHabit
    /// The end of a line outside brackets, or `;`.
    case statementEnd
    case end
    /// Blanks before a statement: reported and passed over.
    case indent
    /// Nothing that a formula can hold; what is wrong stands in `problem`.
    case invalid
  }

  let kind: Kind
  let range: SourceRange
  /// What is wrong with the word itself; the parser reports it when it arrives there.
  var problem: Diagnostic<SyntaxMistake>?
  /// Whether it touches the number before it, as the `x` of `2x`: reported, and read as a product.
  var isGluedToNumber = false

  init(_ kind: Kind, _ range: SourceRange, problem: SyntaxMistake? = nil) {
    self.kind = kind
    self.range = range
    self.problem = problem.map { Diagnostic($0, at: range) }
  }

  static func mark(_ scalar: Unicode.Scalar) -> Kind { .mark(UInt8(ascii: scalar)) }

  /// Whether this is the mark, such as `"("`.
  func isMark(_ scalar: Unicode.Scalar) -> Bool { kind == Self.mark(scalar) }
}
