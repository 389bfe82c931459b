import TensorCore

/// The numbers behind names: inputs as given, everything else as computed from them.
public struct Valuation: Hashable, Sendable {
  private var values: [Variable: Tensor]

  /// Nothing is known.
  public init() { values = [:] }

  /// The values of every variable of `program`; `inputs` must hold each of its inputs.
  ///
  /// Cost: one forward evaluation.
  public init(_ program: Program, inputs: [Variable: Tensor]) {
    values = inputs
    for statement in program.statements {
      values[statement.variable] = evaluate(statement.expression)
    }
  }

  /// The value of a variable; nil where nothing has been said of it.
  public subscript(variable: Variable) -> Tensor? {
    get { values[variable] }
    set { values[variable] = newValue }
  }

  /// The value of an expression all of whose variables have one; traps otherwise.
  public func evaluate(_ expression: Expression) -> Tensor {
    switch expression {
    case .variable(let variable):
      guard let value = values[variable] else {
        preconditionFailure("every variable of an evaluated expression has a value")
      }
      return value
    case .number(let value): return Tensor(scalar: value)
    case .literal(let tensor): return tensor
    case .apply(.matrixProduct, let factors, _) where factors.allSatisfy({ $0.shape.rank == 2 }):
      return matrixProduct(factors[0], factors[1])
    case .apply(let operation, let arguments, _):
      return operation.rule.value(arguments.map(evaluate))
    }
  }

  /// A product of matrices in which a transpose is read where it lies, not copied first.
  private func matrixProduct(_ left: Expression, _ right: Expression) -> Tensor {
    func factor(_ expression: Expression, _ row: Int, _ column: Int) -> Tensor.Labelled<Int> {
      guard case .apply(.transpose, let arguments, _) = expression else {
        return .init(evaluate(expression), [row, column])
      }
      return .init(evaluate(arguments[0]), [column, row])
    }
    return .contracted([factor(left, 0, 1), factor(right, 1, 2)], to: [0, 2])
  }
}
