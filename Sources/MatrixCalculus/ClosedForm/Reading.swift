import TensorCore

/// How a closed form is to be read where it has no value as it is written.
extension Valuation {
  /// `On these numbers read det(A)·A⁻ᵀ as the cofactors of A.`; nil where every part has its value.
  ///
  /// Formulas are written in `notation`, between two `marks`.
  public func reading(
    of form: Expression, in notation: ExpressionNotation, marks: String = ""
  ) -> String? {
    func text(_ expression: Expression) -> String {
      marks + notation.text(expression).text + marks
    }
    var parts: [String] = []
    for part in form.unreadable where !agrees(part.asRead, with: evaluate(part)) {
      let sentence = sentence(of: part, text)
      if !parts.contains(sentence) { parts.append(sentence) }
    }
    return parts.isEmpty ? nil : "On these numbers read \(parts.joined(separator: ", and "))."
  }

  /// `det(A)·A⁻ᵀ as the cofactors of A`.
  private func sentence(of part: Expression, _ text: (Expression) -> String) -> String {
    guard case .apply(let operation, let arguments, _) = part else { return text(part) }
    let matrix = arguments[0]
    switch operation {
    case .cofactors: return "\(text(part)) as the cofactors of \(text(matrix))"
    case .secondCofactors:
      let determinant = text(.known(.determinant, [matrix]))
      let inverse = text(.known(.inverse, [matrix]))
      return "products of \(determinant) with two entries of \(inverse) as the signed minors of "
        + "\(text(matrix)) without two rows and two columns"
    case .direction: return "\(text(part)) as 0"
    case .extremumShare, .greatestShare:
      return "\(text(part)) as \(text(part.withoutReadingNames))"
    default: return "\(text(part)) as the products of all other entries"
    }
  }
}

extension Expression {
  /// The parts that are written as a shorter formula, which has no value everywhere.
  fileprivate var unreadable: [Expression] {
    guard case .apply(_, let arguments, _) = self else { return [] }
    return arguments.flatMap(\.unreadable) + (isUnreadable ? [self] : [])
  }
}
