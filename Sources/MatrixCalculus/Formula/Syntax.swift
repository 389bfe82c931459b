// What a formula says before anybody asks about shapes: a tree in which every node knows its place.
//
// The language is a subset of Python's, so the nodes are those of Python's `ast` module that we keep.
// A range does not include the parentheses around a node; the range of the node above it does.

/// A part of a formula, with its place in the text.
public struct Syntax: Equatable, Sendable {
  public let kind: Kind
  public let range: SourceRange
  /// Nodes on the longest path downward, this one included; the parser keeps it below its limit, so
  /// that whoever walks a tree may recurse.
  public let depth: Int

  public init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
    self.depth = 1 + kind.children.reduce(0) { max($0, $1.depth) }
  }

  public indirect enum Kind: Equatable, Sendable {
    case number(NumberLiteral)
    case string(StringLiteral)
    case boolean(Bool)
    /// `None`: as `axis=None`, all axes.
    case none
    case name(String)
    case list([Syntax])
    case tuple([Syntax])
    case unary(UnaryOperator, Syntax)
    case binary(BinaryOperator, Syntax, Syntax)
    /// `a.T`, the only attribute of the language.
    case transposed(Syntax)
    case subscripted(Syntax, [Subscript])
    case call(Name, [Argument])
    /// `then if condition else otherwise`
    case conditional(then: Syntax, condition: Syntax, otherwise: Syntax)
  }

  /// One place between the brackets of `a[1:3, -1]`.
  public enum Subscript: Equatable, Sendable {
    case index(Syntax)
    case slice(from: Syntax?, to: Syntax?, SourceRange)

    var children: [Syntax] {
      switch self {
      case .index(let index): [index]
      case .slice(let from, let to, _): [from, to].compactMap { $0 }
      }
    }
  }

  /// An argument of a call; positional ones have no label.
  public struct Argument: Equatable, Sendable {
    public let label: Name?
    public let value: Syntax

    public init(label: Name? = nil, value: Syntax) {
      self.label = label
      self.value = value
    }
  }
}

/// A name and where it stands.
public struct Name: Equatable, Sendable {
  public let text: String
  public let range: SourceRange

  public init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A number as it is written, `1_000` or `1e-3`, and its value.
public struct NumberLiteral: Equatable, Sendable {
  public let text: String
  public let value: Double

  public init(text: String, value: Double) {
    self.text = text
    self.value = value
  }

  /// The value where the number is written without a point or exponent, as an index or an extent is.
  public var integer: Int? {
    text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) }
      ? Int(exactly: value) : nil
  }
}

/// A string's characters, and whether they stand in the text exactly so.
public struct StringLiteral: Equatable, Sendable {
  public let value: String
  /// The range between the quotes where it holds the value byte by byte: no escapes, one literal.
  public let verbatimRange: SourceRange?

  public init(value: String, verbatimRange: SourceRange? = nil) {
    self.value = value
    self.verbatimRange = verbatimRange
  }
}

/// A statement: `name = value`, or a value alone, which is a call or a string.
public struct Statement: Equatable, Sendable {
  public let target: Name?
  /// Nil where the text after `name =` could not be read; the name is known all the same, so that one
  /// mistake is not reported at every use of it.
  public let value: Syntax?

  public init(target: Name?, value: Syntax?) {
    self.target = target
    self.value = value
  }
}

extension Syntax.Kind {
  /// The nodes directly below.
  var children: [Syntax] {
    switch self {
    case .number, .string, .boolean, .none, .name: []
    case .list(let elements), .tuple(let elements): elements
    case .unary(_, let operand), .transposed(let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .subscripted(let base, let subscripts): [base] + subscripts.flatMap(\.children)
    case .call(_, let arguments): arguments.map(\.value)
    case .conditional(let then, let condition, let otherwise): [then, condition, otherwise]
    }
  }
}
