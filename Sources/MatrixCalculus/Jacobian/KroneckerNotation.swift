import TensorCore

/// Kronecker forms as text: `I ⊗ X`, `(Rᵀ ⊗ I)·K(3,2) + I ⊗ Rᵀ`.
extension KroneckerForm {
  /// The form on a blackboard or in LaTeX; `0` where no term is left.
  public func text(in notation: ExpressionNotation) -> FormulaText {
    guard !terms.isEmpty else { return "0" }
    var text = FormulaText()
    for (number, factors) in terms.enumerated() {
      let (sign, rest) = Self.signed(factors)
      if number > 0 {
        text += FormulaText(sign < 0 ? " \(notation.minus) " : " + ")
      } else if sign < 0 {
        text += FormulaText(notation.minus)
      }
      if let form = Self.matrix(rest) {
        text += sign < 0 ? notation.subtrahend(form) : notation.text(form)
        continue
      }
      let pieces = rest.map { Self.text($0, isAlone: rest.count == 1, notation) }
      text += IndexNotation.joined(pieces, IndexNotation(notation: notation).times)
    }
    return text
  }

  /// A matrix, or a number times one, as the expression that it is: `1·1ᵀ / 4`.
  private static func matrix(_ factors: [Factor]) -> Expression? {
    if factors.count == 1, case .kronecker(let parts) = factors[0], parts.count == 1 {
      return parts[0].alone
    }
    if factors.count == 1, case .scalar(let scalar) = factors[0] { return scalar }
    guard factors.count == 2, case .scalar(let scalar) = factors[0],
      case .kronecker(let parts) = factors[1], parts.count == 1, case .matrix(let form) = parts[0]
    else { return nil }
    let (coefficient, rest) = scalar.splitCoefficient
    return rest == 1 ? Recognition.scaled(form, by: coefficient) : nil
  }

  /// A negative number in front as a sign.
  private static func signed(_ factors: [Factor]) -> (sign: Double, rest: [Factor]) {
    guard case .scalar(let scalar)? = factors.first else { return (1, factors) }
    let (coefficient, rest) = scalar.splitCoefficient
    guard coefficient < 0 else { return (1, factors) }
    let own = Recognition.scaled(rest, by: -coefficient)
    let others = Array(factors.dropFirst())
    return (-1, own == 1 && !others.isEmpty ? others : [.scalar(own)] + others)
  }

  private static func text(
    _ factor: Factor, isAlone: Bool, _ notation: ExpressionNotation
  ) -> FormulaText {
    switch factor {
    case .scalar(let scalar):
      return isAlone ? notation.text(scalar) : notation.atom(scalar)
    case .diagonal(let form):
      let inner = form.shape.rank == 1 ? notation.text(form) : vec(form, notation)
      return notation.call(of: "diag", inner).text
    case .commutation(let rows, let columns): return commutation(rows, columns, notation)
    case .kronecker(let parts):
      guard parts.count > 1 else {
        return parts.first.map { text($0, isAlone: isAlone, notation) } ?? "1"
      }
      let symbol = FormulaText(notation.style == .latex ? " \\otimes " : " ⊗ ")
      let product = IndexNotation.joined(
        parts.map { text($0, isAlone: false, notation) }, symbol)
      return isAlone ? product : notation.bracketed(product)
    }
  }

  private static func text(
    _ part: Part, isAlone: Bool, _ notation: ExpressionNotation
  ) -> FormulaText {
    let identity = notation.letter(notation.identityName)
    return switch part {
    case .identity: FormulaText(identity)
    case .matrix(let form): isAlone ? notation.text(form) : notation.atom(form)
    case .column(let form):
      form.shape.rank > 1
        ? vec(form, notation) : isAlone ? notation.text(form) : notation.atom(form)
    case .row(let form):
      notation.turned(form.shape.rank > 1 ? vec(form, notation) : notation.atom(form))
    case .selection(let range, let isTurned, _):
      // As a slice is written: from 1 its end belongs to it.
      FormulaText(
        isTurned
          ? "\(identity)[:,\(range.lowerBound + notation.base):\(range.upperBound)]"
          : "\(identity)[\(range.lowerBound + notation.base):\(range.upperBound),:]")
    case .commutation(let rows, let columns): commutation(rows, columns, notation)
    }
  }

  private static func commutation(
    _ rows: Int, _ columns: Int, _ notation: ExpressionNotation
  ) -> FormulaText {
    let name = notation.letter(notation.commutationName)
    return FormulaText(
      notation.isLaTeX ? "\(name)_{\(rows),\(columns)}" : "\(name)(\(rows),\(columns))")
  }

  private static func vec(_ form: Expression, _ notation: ExpressionNotation) -> FormulaText {
    notation.call(of: "vec", notation.text(form)).text
  }
}

extension KroneckerForm.Part {
  /// The matrix or vector as an expression, where it is written as one.
  fileprivate var alone: Expression? {
    switch self {
    case .matrix(let form): form
    case .column(let form) where form.shape.rank <= 1: form
    case .identity, .column, .row, .selection, .commutation: nil
    }
  }
}
