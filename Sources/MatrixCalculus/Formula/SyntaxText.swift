// A tree → text, with the parentheses that are needed and no others. Read again, the text gives the same tree.

extension Syntax: CustomStringConvertible {
  /// The formula as text in one line.
  public var description: String { text(atLeast: .conditional) }

  /// The text, in parentheses where the node binds more loosely than its place asks.
  private func text(atLeast minimum: Precedence) -> String {
    precedence < minimum ? "(\(bareText))" : bareText
  }

  private var precedence: Precedence {
    switch kind {
    case .conditional: .conditional
    case .binary(let symbol, _, _): symbol.precedence
    case .unary(let symbol, _): symbol.precedence
    default: .postfix
    }
  }

  private var bareText: String {
    switch kind {
    case .number(let number): return number.text
    case .string(let literal): return Self.quoted(literal.value)
    case .boolean(let value): return value ? "True" : "False"
    case .none: return "None"
    case .name(let name): return name
    case .list(let elements): return "[\(Self.joined(elements))]"
    case .tuple(let elements): return "(\(Self.joined(elements))\(elements.count == 1 ? "," : ""))"
    case .unary(let symbol, let operand):
      let blank = symbol == .not ? " " : ""
      return symbol.rawValue + blank + operand.text(atLeast: symbol.precedence)
    case .binary(let symbol, let left, let right):
      let blank = symbol == .power ? "" : " "
      return left.text(atLeast: symbol.leftMinimum) + blank + symbol.rawValue + blank
        + right.text(atLeast: symbol.rightMinimum)
    case .transposed(let base): return base.baseText + ".T"
    case .subscripted(let base, let subscripts):
      return base.baseText + "[" + subscripts.map(\.description).joined(separator: ", ") + "]"
    case .call(let name, let arguments):
      return name.text + "(" + arguments.map(\.description).joined(separator: ", ") + ")"
    case .conditional(let then, let condition, let otherwise):
      return then.text(atLeast: .disjunction) + " if " + condition.text(atLeast: .disjunction)
        + " else " + otherwise.text(atLeast: .conditional)
    }
  }

  /// The text before `.T` or `[`: a number needs parentheses there, for `1.T` is none.
  private var baseText: String {
    if case .number = kind { return "(\(bareText))" }
    return text(atLeast: .postfix)
  }

  private static func joined(_ elements: [Syntax]) -> String {
    elements.map(\.description).joined(separator: ", ")
  }

  /// A string in double quotes; what does not print is escaped.
  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      default:
        let isPlain = scalar.isASCII ? (" "..."~").contains(scalar) : scalar.beginsName
        text += isPlain ? String(scalar) : escape(scalar)
      }
    }
    return text + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension Syntax.Subscript: CustomStringConvertible {
  public var description: String {
    switch self {
    case .index(let index): index.description
    case .slice(let from, let to, _): (from?.description ?? "") + ":" + (to?.description ?? "")
    }
  }
}

extension Syntax.Argument: CustomStringConvertible {
  public var description: String {
    label.map { "\($0.text)=\(value)" } ?? value.description
  }
}
