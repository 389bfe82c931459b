import TensorCore

extension Derivation {
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
    let names = Dictionary(
      program.statements.filter { $0.variable.role == .assigned }
        .map { ($0.expression, $0.variable) }, uniquingKeysWith: { first, _ in first })
    return form.naming(names).simplified.shortest(naming: program.assigned)
  }
}

extension Expression {
  /// Whether it says what it says in products of matrices, sums and functions, and nowhere as an einsum.
  public var isMatrixForm: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return true }
    if case .einsum = operation { return false }
    return arguments.allSatisfy(\.isMatrixForm)
  }
}
