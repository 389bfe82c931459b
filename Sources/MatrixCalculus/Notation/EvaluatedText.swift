import TensorCore

extension Valuation {
  /// The expression for NumPy, as short as it may be on these numbers.
  ///
  /// det(A)·A⁻ᵀ, x / norm(x), prod(x) / x and a > b are how one writes a derivative that also exists where
  /// A is singular, x is 0 or a is b; on such numbers the longer text stands that has the right value.
  public func numPyText(_ expression: Expression) -> FormulaText {
    let read = expression.asRead
    let value = evaluate(expression)
    for form in [read.withoutTies, read] where form == expression || agrees(form, with: value) {
      return ExpressionNotation.numpy.text(form)
    }
    return ExpressionNotation.numpyEverywhere.text(expression)
  }

  func agrees(_ form: Expression, with value: Tensor) -> Bool {
    let scale = value.elements.reduce(0) { max($0, $1.magnitude) }
    return zip(evaluate(form).elements, value.elements).allSatisfy { a, b in
      a == b || !b.isFinite || (a - b).magnitude <= 1e-9 * scale
    }
  }
}
