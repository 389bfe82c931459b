import TensorCore

extension Valuation {
  /// The expression for NumPy, as short as it may be on these numbers.
  ///
  /// det(A)·A⁻ᵀ, x / norm(x), prod(x) / x and a > b are how one writes a derivative that also exists where
  /// A is singular, x is 0 or a is b; on such numbers the longer text stands that has the right value.
  /// Of an einsum the operands are looked at, never its entries.
  public func numPyText(_ form: Expression) -> FormulaText {
    let expression = form.comparingWhatIsEqual
    if agrees(expression.mappingParts { $0.asRead.withoutTies }, inPartsOf: expression) {
      return ExpressionNotation.numpy.text(expression.asRead.withoutTies)
    }
    if agrees(expression.mappingParts { $0.withoutReadingNames.asRead }, inPartsOf: expression) {
      return ExpressionNotation.numpy.text(expression.withoutReadingNames)
    }
    return ExpressionNotation.numpyEverywhere.text(expression)
  }

  /// Whether that text has the right value on these numbers: no text has that of a second derivative of
  /// a determinant where the matrix is singular.
  public func hasNumPyText(_ expression: Expression) -> Bool {
    !expression.holdsSecondCofactors
      || agrees(expression.mappingParts(\.asRead), inPartsOf: expression)
  }

  private func agrees(_ form: Expression, inPartsOf expression: Expression) -> Bool {
    if form == expression { return true }
    guard !expression.isMatrixForm, case .apply(_, let own, _) = expression,
      case .apply(_, let others, _) = form
    else { return agrees(form, with: evaluate(expression)) }
    return zip(others, own).allSatisfy { agrees($0, inPartsOf: $1) }
  }

  func agrees(_ form: Expression, with value: Tensor) -> Bool {
    let scale = value.elements.reduce(0) { max($0, $1.magnitude) }
    return zip(evaluate(form).elements, value.elements).allSatisfy { a, b in
      a == b || !b.isFinite || (a - b).magnitude <= 1e-9 * scale
    }
  }
}

extension Expression {
  /// The expression, a maximum compared by its name only where NumPy comes to the same digits both times.
  ///
  /// [21·A·x = E] with E = max(A·x·3·7) is 0 everywhere where the products round otherwise in another order.
  fileprivate var comparingWhatIsEqual: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    var inner = arguments.map(\.comparingWhatIsEqual)
    switch operation {
    case .greatestShare where !arguments[0].hasOneOrder: inner = Array(inner.prefix(1))
    case .extremumShare where !arguments[1].hasOneOrder: inner = Array(inner.prefix(2))
    default: break
    }
    return .apply(operation, Arguments(inner), shape)
  }

  /// Whether no sum of sums and no product of products stands in it, which may be taken in several orders.
  private var hasOneOrder: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return true }
    let order = operation.order
    return arguments.allSatisfy { argument in
      guard case .apply(let inner, _, _) = argument else { return true }
      return (order == nil || inner.order != order) && argument.hasOneOrder
    }
  }
}

extension Operation {
  /// What operations that may change places among each other do; nil for others.
  fileprivate var order: Order? {
    switch self {
    case .add, .subtract: .addition
    case .multiply, .divide, .matrixProduct, .outer, .einsum, .contraction, .power: .multiplication
    default: nil
    }
  }

  fileprivate enum Order { case addition, multiplication }
}
