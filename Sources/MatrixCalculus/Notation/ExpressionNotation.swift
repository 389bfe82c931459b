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
  /// Whether x / norm(x), det(A)·A⁻ᵀ and prod(x) / x are written so that they have a value where x is 0
  /// or A is singular.
  var isTotal = false
  /// Whether what is written is repeated in the matrix beside it.
  var isBesideMatrix = false
  /// What indices count from in formulas for entries: 0 as in NumPy, 1 as in mathematics.
  var base = 0
  /// What the identity matrix and the commutation matrices are called.
  var identityName = "I"
  var commutationName = "K"

  public static let unicode = ExpressionNotation(style: .unicode)
  public static let numpy = ExpressionNotation(style: .numpy)
  /// NumPy at numbers where the shorter text divides by 0: longer, and with a value everywhere.
  public static let numpyEverywhere = ExpressionNotation(style: .numpy, isTotal: true)
  public static let latex = ExpressionNotation(style: .latex)

  /// The notation with indices that count from `base`.
  public func counting(from base: Int) -> ExpressionNotation {
    var notation = self
    notation.base = base
    return notation
  }

  public func text(_ expression: Expression) -> FormulaText {
    let hasOwn = style != .numpy && expression.variables.contains { $0.name == identityName }
    let notation = hasOwn ? avoiding(expression.variables.map(\.name)) : self
    return notation.printed(isTotal ? expression : expression.asRead).text
  }

  /// The expression so that a subscript or a superscript after it belongs to the whole of it.
  func atom(_ expression: Expression) -> FormulaText {
    let piece = printed(expression)
    return piece.binding >= .marked ? piece.text : bracketed(piece.text)
  }

  /// The expression so that a minus before it belongs to the whole of it.
  func subtrahend(_ expression: Expression) -> FormulaText {
    let piece = printed(expression.asRead)
    return piece.binding > .sum ? piece.text : bracketed(piece.text)
  }

  /// The expression so that subscripts may follow it; in LaTeX they may stand below a superscript.
  func subscribed(_ expression: Expression) -> FormulaText {
    if style == .latex, case .apply(let operation, _, _) = expression,
      operation == .transpose || operation == .inverse
    {
      return text(expression)
    }
    return atom(expression)
  }

  /// How tightly the outermost operator of a text binds, in NumPy as in Python.
  enum Binding: Int, Comparable {
    case comparison, sum, kronecker, hadamard, quotient, product, negation, power, marked, atom

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
    switch style {
    case .unicode, .latex: return printed(form(expression))
    case .numpy:
      switch expression {
      case .variable(let variable): return name(variable)
      case .number(let value): return number(value)
      case .literal(let tensor): return Piece(literal(tensor), .atom)
      case .apply(let operation, let arguments, let shape):
        return numpy(operation, arguments, shape)
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

  /// A quotient, as a fraction where there are two lines for it.
  func fraction(_ above: FormulaText, _ below: FormulaText) -> Piece {
    Piece(FormulaText("\\frac{") + above + "}{" + below + "}", .power)
  }

  func call(_ name: String, _ arguments: [FormulaText]) -> Piece {
    Piece(FormulaText(name) + bracketed(IndexNotation.joined(arguments, ", ")), .atom)
  }

  func infix(
    _ arguments: Arguments, _ symbol: FormulaText, _ binding: Binding, _ right: Binding
  ) -> Piece {
    Piece(argument(arguments[0], binding) + symbol + argument(arguments[1], right), binding)
  }

  func name(_ variable: Variable) -> Piece {
    switch style {
    case .numpy: return Piece(FormulaText(variable.plainName, .name), .atom)
    case .unicode:
      // ∂E/∂y reads as one name, but a transpose mark needs brackets around it.
      let isFraction = variable.role == .gradient || variable.role == .jacobian
      return Piece(FormulaText(variable.name, .name), isFraction ? .power : .atom)
    case .latex:
      return Piece(
        FormulaText(LaTeXName.text(variable), .name),
        LaTeXName.isFraction(variable) ? .power : .atom)
    }
  }

  func number(_ value: Double) -> Piece {
    let magnitude = value.magnitude
    if style == .latex, let piece = latexNumber(value) { return piece }
    if style == .numpy, !value.isFinite {
      return quotientByZero(value.isNaN ? 0 : value < 0 ? -1 : 1)
    }
    var text = FormulaText(NumberText.decimal(magnitude), .value)
    if style != .numpy, let fraction = NumberText.fraction(magnitude), fraction.denominator > 1,
      NumberText.decimal(magnitude).count > 6
    {
      text = FormulaText("\(fraction.numerator)/\(fraction.denominator)", .value)
      if value > 0 { return Piece(text, .quotient) }
    }
    guard value < 0 else { return Piece(text, .atom) }
    return Piece(FormulaText(style == .numpy ? "-" : minus) + text, .negation)
  }

  /// Fractions, powers of ten and infinity as LaTeX writes them; nil for a number that is its digits.
  private func latexNumber(_ value: Double) -> Piece? {
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    let digits = NumberText.decimal(magnitude)
    if !value.isFinite {
      return Piece(FormulaText(sign + (value.isNaN ? "\\mathrm{nan}" : "\\infty"), .value), .atom)
    }
    if digits.count > 6, let fraction = NumberText.fraction(magnitude), fraction.denominator > 1 {
      let text = "\(sign)\\frac{\(fraction.numerator)}{\(fraction.denominator)}"
      return Piece(FormulaText(text, .value), value < 0 ? .negation : .power)
    }
    guard let place = digits.firstIndex(of: "e"), let power = Int(digits[place...].dropFirst())
    else { return nil }
    let mantissa = digits[..<place] == "1" ? "" : "\(digits[..<place]) \\cdot "
    let text = "\(sign)\(mantissa)10^{\(power)}"
    return Piece(
      FormulaText(text, .value), value < 0 ? .negation : mantissa.isEmpty ? .power : .product)
  }

  var minus: String { style == .unicode ? "−" : "-" }

  /// `[a, b]`, `[[a, b], [c, d]]`; a column or a matrix in LaTeX.
  func stacked(_ entries: Arguments, in shape: Shape) -> FormulaText {
    let texts = entries.map(text)
    let width = shape.rank > 1 ? shape.extents[shape.rank - 1] : 1
    if style == .latex, shape.rank <= 2 {
      let lines = stride(from: 0, to: texts.count, by: width).map {
        IndexNotation.joined(Array(texts[$0..<($0 + width)]), " & ")
      }
      return FormulaText("\\begin{bmatrix} ") + IndexNotation.joined(lines, " \\cr ")
        + " \\end{bmatrix}"
    }
    var rows = texts
    for extent in shape.extents.reversed() where extent > 0 {
      rows = stride(from: 0, to: rows.count, by: extent).map {
        FormulaText("[") + IndexNotation.joined(Array(rows[$0..<($0 + extent)]), ", ") + "]"
      }
    }
    return rows.first ?? "[]"
  }

  func literal(_ tensor: Tensor) -> FormulaText {
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
    if style != .numpy, tensor.shape.count > 16 {
      return FormulaText("[") + extents(tensor.shape) + "]"
    }
    if style == .latex, tensor.shape.rank <= 2, let matrix = latexMatrix(tensor) { return matrix }
    return FormulaText(nested(0, 0, tensor.shape.count), .value)
  }

  /// A vector as a column, a matrix in its rows; nil where it has no entry.
  private func latexMatrix(_ tensor: Tensor) -> FormulaText? {
    guard tensor.shape.count > 0, let rows = tensor.shape.extents.first else { return nil }
    let width = tensor.shape.count / rows
    let lines = (0..<rows).map { row in
      (0..<width).map { text(.number(tensor[position: row * width + $0])).text }
        .joined(separator: " & ")
    }
    return FormulaText(
      "\\begin{bmatrix} \(lines.joined(separator: " \\cr ")) \\end{bmatrix}", .value)
  }

  /// `3×4`, in LaTeX `3 \times 4`.
  func extents(_ shape: Shape) -> FormulaText {
    guard style == .latex, !shape.isScalar else { return FormulaText(shape.description) }
    return FormulaText(shape.extents.map(String.init).joined(separator: " \\times "))
  }
}
