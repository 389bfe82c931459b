import TensorCore

/// Expressions as text, in one of three notations, with no more brackets than each needs.
public struct ExpressionNotation: Sendable {
  enum Style: Hashable, Sendable {
    /// As on a blackboard: `Xᵀ·∂E/∂y`.
    case unicode
    /// What NumPy evaluates, with the functions of the formula language in scope: `X.T @ dE_dy`.
    case numpy
    case latex
  }

  let style: Style

  public static let unicode = ExpressionNotation(style: .unicode)
  public static let numpy = ExpressionNotation(style: .numpy)
  public static let latex = ExpressionNotation(style: .latex)

  public func text(_ expression: Expression) -> FormulaText { printed(expression).text }

  /// The expression so that a subscript or a superscript after it belongs to the whole of it.
  func atom(_ expression: Expression) -> FormulaText {
    let piece = printed(expression)
    return piece.binding >= .atom ? piece.text : bracketed(piece.text)
  }

  /// How tightly the outermost operator of a text binds, as in Python.
  enum Binding: Int, Comparable {
    case comparison, sum, hadamard, product, negation, power, atom

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  struct Piece {
    var text: FormulaText
    var binding: Binding

    init(_ text: FormulaText, _ binding: Binding) {
      self.text = text
      self.binding = binding
    }
  }

  func printed(_ expression: Expression) -> Piece {
    switch expression {
    case .variable(let variable): return name(variable)
    case .number(let value): return number(value)
    case .literal(let tensor): return Piece(literal(tensor), .atom)
    case .apply(let operation, let arguments, let shape):
      switch style {
      case .numpy: return numpy(operation, arguments, shape)
      case .unicode, .latex: return mathematical(operation, arguments, shape)
      }
    }
  }

  /// The argument, in brackets where its operator binds less than `binding`.
  func argument(_ expression: Expression, _ binding: Binding) -> FormulaText {
    let piece = printed(expression)
    return piece.binding >= binding ? piece.text : bracketed(piece.text)
  }

  func bracketed(_ text: FormulaText) -> FormulaText {
    style == .latex
      ? FormulaText("\\left(") + text + "\\right)" : FormulaText("(") + text + ")"
  }

  func call(_ name: String, _ arguments: [FormulaText]) -> Piece {
    Piece(
      FormulaText(name) + "(" + IndexNotation.joined(arguments, ", ") + ")", .atom)
  }

  func infix(
    _ arguments: Arguments, _ symbol: FormulaText, _ binding: Binding, _ right: Binding
  ) -> Piece {
    Piece(argument(arguments[0], binding) + symbol + argument(arguments[1], right), binding)
  }

  private func name(_ variable: Variable) -> Piece {
    switch style {
    case .numpy: return Piece(FormulaText(variable.plainName, .name), .atom)
    case .unicode:
      // ∂E/∂y reads as one name, but a transpose mark needs brackets around it.
      let isFraction = variable.role == .gradient || variable.role == .jacobian
      return Piece(FormulaText(variable.name, .name), isFraction ? .power : .atom)
    case .latex:
      let name = latexName(variable)
      return Piece(FormulaText(name, .name), name.hasPrefix("\\frac") ? .power : .atom)
    }
  }

  private func latexName(_ variable: Variable) -> String {
    let parts = variable.name.split(separator: "/")
    guard variable.role == .gradient || variable.role == .jacobian, parts.count == 2 else {
      return latexWord(variable.name)
    }
    let pieces = parts.map { "\\partial " + latexWord(String($0.dropFirst())) }
    return "\\frac{\(pieces[0])}{\(pieces[1])}"
  }

  private func latexWord(_ word: String) -> String {
    let escaped = word.map { $0 == "_" ? "\\_" : String($0) }.joined()
    return word.count > 1 ? "\\mathrm{\(escaped)}" : escaped
  }

  private func number(_ value: Double) -> Piece {
    let magnitude = value.magnitude
    var text = FormulaText(NumberText.decimal(magnitude), .value)
    if style != .numpy, let fraction = NumberText.fraction(magnitude), fraction.denominator > 1,
      NumberText.decimal(magnitude).count > 6
    {
      text = FormulaText("\(fraction.numerator)/\(fraction.denominator)", .value)
      if value > 0 { return Piece(text, .product) }
    }
    guard value < 0 else { return Piece(text, .atom) }
    return Piece(FormulaText(style == .numpy ? "-" : minus) + text, .negation)
  }

  var minus: String { style == .unicode ? "−" : "-" }

  private func literal(_ tensor: Tensor) -> FormulaText {
    func nested(_ axis: Int, _ start: Int, _ count: Int) -> String {
      guard axis < tensor.shape.rank else {
        let value = tensor[position: start]
        return (value < 0 ? minus : "") + NumberText.decimal(value.magnitude)
      }
      let extent = tensor.shape.extents[axis]
      let step = extent == 0 ? 0 : count / extent
      return "["
        + (0..<extent).map { nested(axis + 1, start + $0 * step, step) }.joined(separator: ", ")
        + "]"
    }
    if style != .numpy, tensor.shape.count > 16 { return FormulaText("[\(tensor.shape)]") }
    return FormulaText(nested(0, 0, tensor.shape.count), .value)
  }
}
