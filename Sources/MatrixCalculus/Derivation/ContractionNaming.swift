import TensorCore

/// Gives a name to what a nonlinear function is applied to where it holds an unnamed contraction.
///
/// `y = relu(X @ A + b)` becomes `z = X @ A + b; y = relu(z)`, so that each link of the derivation
/// is one that a person can look at: the mask, then the product.
enum ContractionNaming {
  static func named(_ program: Program) -> Program {
    var taken = Set((program.inputs + program.statements.map(\.variable)).map(\.name))
    var statements: [Program.Statement] = []
    for statement in program.statements {
      var split: [Program.Statement] = []
      let expression = named(statement.expression, &split, &taken)
      statements += split + [Program.Statement(statement.variable, expression)]
    }
    return Program(inputs: program.inputs, statements: statements)
  }

  private static func named(
    _ expression: Expression, _ split: inout [Program.Statement], _ taken: inout Set<String>
  ) -> Expression {
    guard case .apply(let operation, let arguments, let shape) = expression else {
      return expression
    }
    let inner = arguments.map { named($0, &split, &taken) }
    guard case .entrywise = operation.rule.derivative, !operation.isDivisionByNumber(Arguments(inner)) else {
      return .apply(operation, Arguments(inner), shape)
    }
    let names = inner.map { argument in
      guard argument.holdsContraction else { return argument }
      if let known = split.first(where: { $0.expression == argument }) {
        return Expression.variable(known.variable)
      }
      let name = freshName(taken)
      taken.insert(name)
      let variable = Variable(name, shape: argument.shape, role: .contraction)
      split.append(Program.Statement(variable, argument))
      return .variable(variable)
    }
    return .apply(operation, Arguments(names), shape)
  }

  private static func freshName(_ taken: Set<String>) -> String {
    let letters = ["z", "u", "v", "w", "h", "q", "p", "r"]
    if let letter = letters.first(where: { !taken.contains($0) }) { return letter }
    var number = 1
    while taken.contains("z\(number)") { number += 1 }
    return "z\(number)"
  }
}

extension Operation {
  /// Whether the operation sums over shared axes of several tensors.
  var isContraction: Bool {
    switch self {
    case .matrixProduct, .contraction, .einsum, .outer: true
    default: false
    }
  }

  func isDivisionByNumber(_ arguments: Arguments) -> Bool {
    guard self == .divide, case .number = arguments[1] else { return false }
    return true
  }
}

extension Expression {
  /// Whether a contraction stands anywhere in it.
  var holdsContraction: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return operation.isContraction || arguments.contains(where: \.holdsContraction)
  }

  /// The expression with the names of split-off contractions written out again.
  func writingOut(_ program: Program) -> Expression {
    replacing { node in
      guard case .variable(let variable) = node, variable.role == .contraction else { return nil }
      return program.definition(of: variable)?.writingOut(program)
    }
  }
}
