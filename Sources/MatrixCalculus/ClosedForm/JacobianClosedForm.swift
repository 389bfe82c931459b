import TensorCore

extension Derivation {
  /// The Jacobian as a formula of inputs and assigned names: ∂y/∂x = A for y = A·x, the shortest einsum where
  /// it has no matrix form; the output's axes stand first.
  ///
  /// Nil where the Jacobian was not composed, or a term reads what no tensor of the language has. The cost
  /// does not depend on extents.
  public var jacobianForm: Expression? {
    if let form = jacobianClosedForm { return form }
    if output.shape.isScalar, let closedForm { return closedForm }
    return jacobian.flatMap(TensorForm.sum).map { form in
      let named = form.simplified.naming(statementNames).simplified
      return named.mappingParts { $0.shortest(naming: program.assigned) }.withoutZeroTerms
    }
  }

  /// The Jacobian in a matrix form, in terms of inputs and assigned names: ∂y/∂x = A for y = A·x.
  ///
  /// Nil where the Jacobian has more than two axes, or no matrix form; of a scalar it is the gradient's.
  public var jacobianClosedForm: Expression? {
    if output.shape.isScalar {
      return variable.shape.rank <= 2 && closedForm?.isMatrixForm == true ? closedForm : nil
    }
    guard let jacobian, jacobian.free.count <= 2,
      let summands = ClosedForm.summands(jacobian), summands.allSatisfy(\.isMatrixForm)
    else { return nil }
    let form = ClosedForm.sum(ClosedForm.factored(summands), shape: jacobian.shape).simplified
    return form.naming(statementNames).simplified.shortest(naming: program.assigned)
  }

  private var statementNames: [Expression: Variable] {
    Dictionary(
      program.statements.filter { $0.variable.role == .assigned }
        .map { ($0.expression, $0.variable) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Expression {
  /// Whether it says what it says in products of matrices, sums and functions, and nowhere as an einsum.
  public var isMatrixForm: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return true }
    if case .einsum = operation { return false }
    return arguments.allSatisfy(\.isMatrixForm)
  }

  /// A sum of einsums without those of which an operand turned out to be zero.
  var withoutZeroTerms: Expression {
    let left = summands.filter { !$0.holdsZeroOperand }
    return left.count == summands.count ? self : ClosedForm.sum(left, shape: shape)
  }

  private var summands: [Expression] {
    guard case .apply(let operation, let parts, _) = self else { return [self] }
    switch operation {
    case .add: return parts.flatMap(\.summands)
    case .subtract: return parts[0].summands + parts[1].summands.map { -$0 }
    default: return [self]
    }
  }

  /// Whether it is a product with an einsum that has an operand of zeros.
  private var holdsZeroOperand: Bool {
    guard case .apply(let operation, let parts, _) = self else { return false }
    switch operation {
    case .einsum: return parts.contains(where: \.isZero)
    case .multiply: return parts.contains(where: \.holdsZeroOperand)
    case .negate, .divide, .reshape: return parts[0].holdsZeroOperand
    default: return false
    }
  }

  /// The expression with every largest part that has a matrix form replaced by what `transform` makes of it.
  func mappingParts(_ transform: (Expression) -> Expression) -> Expression {
    guard case .apply(let operation, let arguments, let shape) = self, !isMatrixForm else {
      return transform(self)
    }
    return .apply(operation, Arguments(arguments.map { $0.mappingParts(transform) }), shape)
  }
}
