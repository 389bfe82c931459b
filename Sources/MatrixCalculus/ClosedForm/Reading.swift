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
      let sentence = "\(text(part)) as \(meaning(of: part, text))"
      if !parts.contains(sentence) { parts.append(sentence) }
    }
    return parts.isEmpty ? nil : "On these numbers read \(parts.joined(separator: ", and "))."
  }

  private func meaning(of part: Expression, _ text: (Expression) -> String) -> String {
    guard case .apply(let operation, let arguments, _) = part else { return text(part) }
    switch operation {
    case .cofactors: return "the cofactors of \(text(arguments[0]))"
    case .direction: return "0"
    case .extremumShare, .greatestShare: return text(part.withoutReadingNames)
    default: return "the products of all other entries"
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
