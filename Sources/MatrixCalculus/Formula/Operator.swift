// The operators of the language and how tightly they bind, in Python's order.

/// How tightly a form binds, loosest first, as in the table of Python's reference, section 6.17.
public enum Precedence: Int, Comparable, Sendable {
  case conditional, disjunction, conjunction, negation, comparison, sum, product, sign, power,
    postfix

  public static func < (left: Precedence, right: Precedence) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The next tighter level; `postfix` is the tightest.
  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .postfix }
}

/// An operator between two operands; the raw value is how it is written.
public enum BinaryOperator: String, CaseIterable, Sendable {
  case or, and
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case matrixMultiply = "@"
  case power = "**"

  public var precedence: Precedence {
    switch self {
    case .or: .disjunction
    case .and: .conjunction
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: .comparison
    case .add, .subtract: .sum
    case .multiply, .divide, .matrixMultiply: .product
    case .power: .power
    }
  }

  /// What its left operand must at least bind like to stand without parentheses.
  var leftMinimum: Precedence {
    switch self {
    case .power: .postfix
    default: precedence == .comparison ? precedence.next : precedence
    }
  }

  /// What its right operand must at least bind like to stand without parentheses: `2**-a` needs none.
  var rightMinimum: Precedence { self == .power ? .sign : precedence.next }
}

/// An operator before its operand; the raw value is how it is written.
public enum UnaryOperator: String, CaseIterable, Sendable {
  case minus = "-"
  case plus = "+"
  case not

  public var precedence: Precedence { self == .not ? .negation : .sign }
}
