import TensorCore

/// Expressions made shorter without changing their value, for closed forms only.
///
/// Numbers and signs move out of products to the front: Aᵀ·(2·r) = 2·(Aᵀ·r), X·(−G) = −(X·G).
extension Expression {
  /// The expression with all rules below applied from the leaves up.
  var simplified: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    return Expression.simplified(operation, arguments.map(\.simplified), shape)
  }

  private static func simplified(
    _ operation: Operation, _ arguments: [Expression], _ shape: Shape
  ) -> Expression {
    switch operation {
    case .negate:
      if case .apply(.negate, let inner, _) = arguments[0] { return inner[0] }
    case .transpose: return arguments[0].transposed
    case .matrixProduct where arguments[0].shape.rank == 1 && arguments[1].shape.rank == 2:
      // A vector stands on the right of its matrix: v·M = Mᵀ·v.
      return scalarsInFront(operation, [arguments[1].transposed, arguments[0]])
    case .matrixProduct, .multiply:
      return scalarsInFront(operation, arguments)
    case .divide:
      if case .number(1) = arguments[1] { return arguments[0] }
      let (coefficient, rest) = arguments[0].splitCoefficient
      if case .number(let divisor) = arguments[1], coefficient != 1 {
        return Recognition.scaled(rest, by: coefficient / divisor)
      }
    default: break
    }
    return .apply(operation, Arguments(arguments), shape)
  }

  private static func scalarsInFront(
    _ operation: Operation, _ arguments: [Expression]
  ) -> Expression {
    let parts = arguments.map(\.splitCoefficient)
    let coefficient = parts[0].coefficient * parts[1].coefficient
    if case .number(1) = parts[0].rest { return Recognition.scaled(parts[1].rest, by: coefficient) }
    if case .number(1) = parts[1].rest { return Recognition.scaled(parts[0].rest, by: coefficient) }
    return Recognition.scaled(.known(operation, parts.map(\.rest)), by: coefficient)
  }

  /// The expression as a number times the rest.
  private var splitCoefficient: (coefficient: Double, rest: Expression) {
    switch self {
    case .number(let value): return (value, 1)
    case .apply(.negate, let arguments, _):
      let inner = arguments[0].splitCoefficient
      return (-inner.coefficient, inner.rest)
    case .apply(.multiply, let arguments, _):
      if case .number(let value) = arguments[0] {
        let inner = arguments[1].splitCoefficient
        return (value * inner.coefficient, inner.rest)
      }
    case .apply(.divide, let arguments, _):
      if case .number(let divisor) = arguments[1], divisor != 0 {
        let inner = arguments[0].splitCoefficient
        return (inner.coefficient / divisor, inner.rest)
      }
    default: break
    }
    return (1, self)
  }
}
