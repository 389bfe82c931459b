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
      if case .number(let value) = arguments[0] { return .number(-value) }
    case .transpose: return arguments[0].transposed
    case .inverse:
      if case .apply(.inverse, let inner, _) = arguments[0] { return inner[0] }
    case .add, .subtract:
      return simplifiedSum(operation, arguments, shape)
    case .matrixProduct where arguments[0].shape.rank == 1 && arguments[1].shape.rank == 2:
      // A vector stands on the right of its matrix: v·M = Mᵀ·v.
      return scalarsInFront(operation, [arguments[1].transposed, arguments[0]])
    case .matrixProduct, .multiply:
      return scalarsInFront(operation, arguments)
    case .divide:
      return simplifiedQuotient(arguments, shape)
    case .reshape(let target):
      return simplifiedReshape(arguments[0], target)
    default: break
    }
    return .apply(operation, Arguments(arguments), shape)
  }

  /// a + a = 2·a, a − a = 0, and no zeros added.
  private static func simplifiedSum(
    _ operation: Operation, _ arguments: [Expression], _ shape: Shape
  ) -> Expression {
    let isSum = operation == .add
    for (place, other) in [(0, 1), (1, 0)] where arguments[other].shape == shape {
      guard arguments[place].isZero else { continue }
      return isSum || place == 1 ? arguments[other] : -arguments[other]
    }
    guard arguments[0].shape == arguments[1].shape else {
      return .apply(operation, Arguments(arguments), shape)
    }
    let parts = arguments.map(\.splitCoefficient)
    if parts[0].rest == parts[1].rest, !(parts[0].rest == 1) {
      let coefficient = parts[0].coefficient + (isSum ? 1 : -1) * parts[1].coefficient
      if coefficient == 0 { return ClosedForm.sum([], shape: shape) }
      return Recognition.scaled(parts[0].rest, by: coefficient)
    }
    if parts[1].coefficient < 0 {
      let positive = Recognition.scaled(parts[1].rest, by: -parts[1].coefficient)
      return isSum ? arguments[0] - positive : arguments[0] + positive
    }
    if isSum, parts[0].coefficient < 0 {
      return arguments[1] - Recognition.scaled(parts[0].rest, by: -parts[0].coefficient)
    }
    return .apply(operation, Arguments(arguments), shape)
  }

  /// x / 1 = x, x / x keeps its shape, cof(A) / det(A) = A⁻ᵀ, numbers in front.
  private static func simplifiedQuotient(_ arguments: [Expression], _ shape: Shape) -> Expression {
    if case .number(1) = arguments[1] { return arguments[0] }
    let (coefficient, rest) = arguments[0].splitCoefficient
    if case .number(let divisor) = arguments[1], coefficient != 1 {
      return Recognition.scaled(rest, by: coefficient / divisor)
    }
    if case .apply(.cofactors, let matrix, _) = rest,
      arguments[1] == .known(.determinant, matrix.elements)
    {
      return Recognition.scaled(
        .known(.inverse, [matrix[0].transposed]), by: coefficient)
    }
    if coefficient < 0 { return -(Recognition.scaled(rest, by: -coefficient) / arguments[1]) }
    return .apply(.divide, Arguments(arguments), shape)
  }

  /// A sum that gets its axis back keeps it: reshape(sum(a, axis=0), 1×n) = sum(a, axis=0, keepdims).
  private static func simplifiedReshape(_ argument: Expression, _ target: Shape) -> Expression {
    if argument.shape == target { return argument }
    // vec(A) is the rows of Aᵀ, one after the other.
    if case .apply(.vec, let inner, _) = argument, inner[0].shape.reversed == target {
      return inner[0].transposed
    }
    if case .apply(.reshape, let inner, _) = argument {
      return simplifiedReshape(inner[0], target)
    }
    if case .apply(.function(let name), let inner, _) = argument,
      case let whole = simplifiedReshape(inner[0], target), case .apply(.sum, _, _) = whole
    {
      return .function(name, whole)
    }
    // (M·x)ᵀ for a column x of two axes, that lost one and gets one again.
    if case .apply(.matrixProduct, let factors, _) = argument,
      case .apply(.reshape, let inner, _) = factors[1], inner[0].shape.rank == 2,
      factors[0].shape.rank == 2, target.rank == 2
    {
      let (column, extent) = (inner[0], inner[0].shape.count)
      let upright = column.shape == Shape([extent, 1]) ? column : column.transposed
      if upright.shape == Shape([extent, 1]) {
        let product = factors[0].matrixProduct(upright)
        if product.shape == target { return product }
        if product.shape.reversed == target {
          return upright.transposed.matrixProduct(factors[0].transposed)
        }
      }
    }
    if case .apply(.sum(let axes, false), let inner, _) = argument,
      reducedShape(inner[0].shape, axes, true) == target
    {
      return inner[0].summed(axes: axes, keepingAxes: true)
    }
    if case .apply(.mean(let axes, false), let inner, _) = argument,
      reducedShape(inner[0].shape, axes, true) == target
    {
      return .known(.mean(axes: axes, keepingAxes: true), inner.elements)
    }
    let (coefficient, rest) = argument.splitCoefficient
    return Recognition.scaled(.known(.reshape(target), [rest]), by: coefficient)
  }

  private static func scalarsInFront(
    _ operation: Operation, _ arguments: [Expression]
  ) -> Expression {
    let parts = arguments.map(\.splitCoefficient)
    let coefficient = parts[0].coefficient * parts[1].coefficient
    if case .number(1) = parts[0].rest { return Recognition.scaled(parts[1].rest, by: coefficient) }
    if case .number(1) = parts[1].rest { return Recognition.scaled(parts[0].rest, by: coefficient) }
    if operation == .matrixProduct {
      if parts[0].rest.isIdentity { return Recognition.scaled(parts[1].rest, by: coefficient) }
      if parts[1].rest.isIdentity { return Recognition.scaled(parts[0].rest, by: coefficient) }
    }
    let product = Expression.known(operation, parts.map(\.rest))
    if parts.contains(where: \.rest.isZero) { return ClosedForm.sum([], shape: product.shape) }
    return Recognition.scaled(product, by: coefficient)
  }

  var isZero: Bool {
    switch self {
    case .number(let value): value == 0
    case .apply(.zeros, _, _): true
    case .variable, .literal, .apply: false
    }
  }

  /// The expression as a number times the rest.
  var splitCoefficient: (coefficient: Double, rest: Expression) {
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
