import TensorCore

/// The blackboard side of the notation: Unicode text and LaTeX.
///
/// From loose to tight: `+ −`, `⊗`, `⊙`, `/`, `·`, marks such as ᵀ. A quotient inside a product of
/// either kind has brackets, so that nobody reads (a / b)·c as a / (b·c).
extension ExpressionNotation {
  func printed(_ form: BlackboardForm) -> Piece {
    switch form.node {
    case .piece(let piece): return piece
    case .number(let value): return number(value)
    case .ones: return symbol(for: 1)
    case .identity: return Piece(FormulaText(letter(identityName)), .atom)
    case .sum(let addends): return sum(addends)
    case .entrywise(let parts):
      let symbol = FormulaText(style == .latex ? " \\odot " : " ⊙ ")
      return Piece(IndexNotation.joined(parts.map { text($0, .product) }, symbol), .hadamard)
    case .quotient(let above, let below): return quotient(printed(above), printed(below))
    case .chain(let parts):
      return Piece(IndexNotation.joined(parts.map { text($0, .power) }, matrixTimes), .product)
    case .scaled(let scale, let body): return scaled(scale, body)
    case .transposed(let inner):
      if case .inverse(let base) = inner.node {
        return raised(base, style == .latex ? "-\\top" : "⁻ᵀ")
      }
      return raised(inner, style == .latex ? "\\top" : "ᵀ")
    case .inverse(let inner): return raised(inner, style == .latex ? "-1" : "⁻¹")
    case .diagonal(let column):
      return call(functionName("diag"), [printed(column).text])
    }
  }

  private func text(_ form: BlackboardForm, _ binding: Binding) -> FormulaText {
    let piece = printed(form)
    return piece.binding >= binding ? piece.text : bracketed(piece.text)
  }

  private func sum(_ addends: [BlackboardForm.Addend]) -> Piece {
    var whole = FormulaText()
    for (place, addend) in addends.enumerated() {
      let first = addend.isNegative ? minus : ""
      let sign = place == 0 ? first : addend.isNegative ? " \(minus) " : " + "
      whole += FormulaText(sign) + text(addend.form, .kronecker)
    }
    return Piece(whole, .sum)
  }

  /// a / b, in LaTeX with a line between them.
  private func quotient(_ above: Piece, _ below: Piece) -> Piece {
    if style == .latex { return fraction(above.text, below.text) }
    let left = above.binding >= .product ? above.text : bracketed(above.text)
    let right = below.binding >= .power ? below.text : bracketed(below.text)
    return Piece(left + " / " + right, .quotient)
  }

  private func scaled(_ scale: BlackboardForm.Scale, _ body: BlackboardForm?) -> Piece {
    let above = product(scale.factors, body)
    let whole = scale.divisors.isEmpty ? above : quotient(above, product(scale.divisors, nil))
    guard scale.isNegative else { return whole }
    let inner = whole.binding >= .quotient ? whole.text : bracketed(whole.text)
    return Piece(FormulaText(minus) + inner, whole.binding < .negation ? whole.binding : .negation)
  }

  /// Scalars, numbers first, and what they multiply; a scalar such as xᵀ·y in brackets before another
  /// factor.
  private func product(_ scalars: [BlackboardForm], _ body: BlackboardForm?) -> Piece {
    let numbers = scalars.filter(\.isNumber)
    let factors = numbers + scalars.filter { !$0.isNumber } + (body.map { [$0] } ?? [])
    guard factors.count > 1 else { return factors.first.map(printed) ?? number(1) }
    let texts = factors.indices.map {
      text(factors[$0], $0 == factors.count - 1 ? .product : .power)
    }
    let times = FormulaText(style == .latex ? " \\cdot " : "·")
    return Piece(IndexNotation.joined(texts, times), .product)
  }

  /// Between the factors of a matrix product.
  var matrixTimes: FormulaText { style == .latex ? " " : "·" }

  /// The column of ones, or a tensor of zeros.
  func symbol(for value: Int) -> Piece {
    Piece(FormulaText(style == .latex ? "\\mathbf{\(value)}" : String(value)), .atom)
  }

  private func raised(_ base: BlackboardForm, _ mark: String) -> Piece {
    let atom = text(base, .atom)
    return style == .latex
      ? Piece(atom + FormulaText("^{\(mark)}"), .power) : Piece(atom + FormulaText(mark), .marked)
  }

  /// A function of one argument.
  func call(of name: String, _ argument: FormulaText) -> Piece {
    if style == .latex, name == "sqrt" { return Piece("\\sqrt{" + argument + "}", .power) }
    return Piece(FormulaText(functionName(name)) + bracketed(argument), .atom)
  }

  /// A power; `number` is its exponent, which is written small where it is a whole one.
  ///
  /// Entry by entry, X^∘3, where X³ would be a product of matrices.
  func power(
    _ base: FormulaText, _ exponent: Piece, of number: Expression, isEntrywise: Bool = false
  ) -> Piece {
    guard style == .unicode else {
      let mark = FormulaText(isEntrywise ? "^{\\circ " : "^{")
      return Piece(base + mark + exponent.text + "}", .power)
    }
    if !isEntrywise, case .number(let value) = number, let whole = Int(exactly: value) {
      return Piece(base + FormulaText(NumberText.superscripted(whole)), .marked)
    }
    let text = exponent.binding >= .atom ? exponent.text : bracketed(exponent.text)
    return Piece(base + (isEntrywise ? "^∘" : "^") + text, .power)
  }

  /// A text that is one piece, turned over.
  func turned(_ text: FormulaText) -> FormulaText {
    let mark = style == .latex ? "^{\\top}" : "ᵀ"
    return text.dropping(mark) ?? text + FormulaText(mark)
  }

  /// Basic indexing, a whole axis as `:`; a run from 0 ends before its end, as in NumPy, and one from 1 with
  /// it, as in mathematics.
  func slice(_ sliced: Expression, _ items: [SliceItem]) -> Piece {
    let places = zip(items, sliced.shape.extents).map { item, extent -> FormulaText in
      switch item {
      case .entry(let place): FormulaText(String(place + base))
      case .run(0, extent): ":"
      case .run(let start, let count): FormulaText("\(start + base):\(start + count)")
      }
    }
    let inner = IndexNotation.joined(places, ", ")
    return style == .latex
      ? Piece(atom(sliced) + "_{[" + inner + "]}", .power)
      : Piece(atom(sliced) + "[" + inner + "]", .atom)
  }

  func symbol(_ relation: Relation) -> String {
    switch relation {
    case .less, .greater: relation.rawValue
    case .lessOrEqual: style == .latex ? "\\le" : "≤"
    case .greaterOrEqual: style == .latex ? "\\ge" : "≥"
    case .equal: "="
    case .notEqual: style == .latex ? "\\ne" : "≠"
    }
  }

  func functionName(_ name: String) -> String {
    guard style == .latex else { return name }
    let known = [
      "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "det", "max", "min",
    ]
    if name.hasSuffix("'") { return functionName(String(name.dropLast())) + "'" }
    return known.contains(name) ? "\\\(name)" : "\\operatorname{\(name)}"
  }
}

extension BlackboardForm {
  var isNumber: Bool {
    if case .number = node { true } else { false }
  }
}
