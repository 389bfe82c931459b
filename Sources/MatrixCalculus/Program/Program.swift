import TensorCore

/// A sequence of statements, each assigning a new name; what stands on no left side is an input.
public struct Program: Hashable, Sendable {
  public struct Statement: Hashable, Sendable {
    public let variable: Variable
    public let expression: Expression

    public init(_ variable: Variable, _ expression: Expression) {
      self.variable = variable
      self.expression = expression
    }
  }

  /// In order of first use.
  public let inputs: [Variable]
  /// In order; a statement reads inputs and earlier names only.
  public let statements: [Statement]

  public init(inputs: [Variable], statements: [Statement]) {
    self.inputs = inputs
    self.statements = statements
  }

  /// The variable of that name, input or assigned.
  public func variable(named name: String) -> Variable? {
    inputs.first { $0.name == name } ?? statements.first { $0.variable.name == name }?.variable
  }

  public func definition(of variable: Variable) -> Expression? {
    statements.first { $0.variable == variable }?.expression
  }

  /// The variables whose value depends on `variable`, itself included.
  public func dependents(on variable: Variable) -> Set<Variable> {
    var dependents: Set<Variable> = [variable]
    for statement in statements
    where statement.expression.variables.contains(where: dependents.contains) {
      dependents.insert(statement.variable)
    }
    return dependents
  }

  /// The variables that `variable` is computed from, itself included.
  public func sources(of variable: Variable) -> Set<Variable> {
    var sources: Set<Variable> = [variable]
    for statement in statements.reversed() where sources.contains(statement.variable) {
      sources.formUnion(statement.expression.variables)
    }
    return sources
  }
}
