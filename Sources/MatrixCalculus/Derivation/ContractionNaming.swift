import TensorCore

/// Gives a name to what a nonlinear function is applied to where it holds an unnamed contraction, to a
/// function of whole rows or matrices within another one, and to the parts of a formula that is too long to be
/// looked at whole.
///
/// `y = relu(X @ A + b)` becomes `z = X @ A + b; y = relu(z)`, so that each link of the derivation
/// is one that a person can look at: the mask, then the product.
struct ContractionNaming {
  private var split: [Program.Statement] = []
  private var taken: Set<String>

  static func named(_ program: Program) -> Program {
    var naming = ContractionNaming(
      taken: Set((program.inputs + program.statements.map(\.variable)).map(\.name)))
    var statements: [Program.Statement] = []
    for statement in program.statements {
      let expression = naming.named(statement.expression)
      statements += naming.split + [Program.Statement(statement.variable, expression)]
      naming.split = []
    }
    return Program(inputs: program.inputs, statements: statements)
  }

  private init(taken: Set<String>) { self.taken = taken }

  private mutating func named(_ expression: Expression) -> Expression {
    guard case .apply(let operation, let arguments, let shape) = expression else {
      return expression
    }
    var inner = arguments.map { named($0) }
    if operation.isNonlinear, !operation.isDivisionByNumber(Arguments(inner)) {
      for place in inner.indices
      where inner[place].holdsContraction || operation.isStructured && inner[place].isStructured {
        inner[place] = name(for: inner[place])
      }
    }
    while Arguments(inner).isLong,
      let longest = inner.indices.max(by: { inner[$0].size < inner[$1].size })
    {
      inner[longest] = name(for: inner[longest])
    }
    return .apply(operation, Arguments(inner), shape)
  }

  /// The name of a part, a new one where it has none yet in this statement.
  private mutating func name(for part: Expression) -> Expression {
    if let known = split.first(where: { $0.expression == part }) {
      return .variable(known.variable)
    }
    let name = Self.freshName(taken)
    taken.insert(name)
    let variable = Variable(name, shape: part.shape, role: .contraction)
    split.append(Program.Statement(variable, part))
    return .variable(variable)
  }

  private static func freshName(_ taken: Set<String>) -> String {
    let letters = ["z", "u", "v", "w", "h", "q", "p", "r"]
    if let letter = letters.first(where: { !taken.contains($0) }) { return letter }
    var number = 1
    while taken.contains("z\(number)") { number += 1 }
    return "z\(number)"
  }
}

extension Arguments {
  /// Whether a node with these arguments is too long for one link, whose cost grows with the square of its
  /// length and, for an entry, as a loop over the index of every contraction.
  fileprivate var isLong: Bool { size >= 16 || contractions >= 5 }
}

extension Operation {
  /// Whether the value is no sum of products of the arguments.
  var isNonlinear: Bool {
    switch rule.derivative {
    case .multilinear: false
    case .entrywise, .structured: true
    }
  }

  /// Whether an entry of the value reads more than one entry of an argument, and not linearly.
  var isStructured: Bool {
    switch rule.derivative {
    case .multilinear, .entrywise: false
    case .structured: true
    }
  }

  /// Whether the operation sums over shared axes of several tensors.
  var isContraction: Bool {
    switch self {
    case .matrixProduct, .contraction, .einsum, .outer, .kron: true
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
  var holdsContraction: Bool { contractions > 0 }

  /// Whether a softmax, an inverse or their like stands anywhere in it.
  fileprivate var isStructured: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return operation.isStructured || arguments.contains { $0.isStructured }
  }

  /// The expression with the names of split-off contractions written out again.
  func writingOut(_ program: Program) -> Expression {
    replacing { node in
      guard case .variable(let variable) = node, variable.role == .contraction else { return nil }
      return program.definition(of: variable)?.writingOut(program)
    }
  }
}

extension Program {
  /// The statements that a person wrote, in terms of what a person wrote.
  var assigned: [Statement] {
    statements.filter { $0.variable.role == .assigned }
      .map { Statement($0.variable, $0.expression.writingOut(self)) }
  }
}
