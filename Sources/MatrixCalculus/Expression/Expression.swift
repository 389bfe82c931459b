import TensorCore

/// A formula whose shapes are known: what a program computes, what a derivative's factors are named
/// by, and what a closed form is.
///
/// Values are made by the functions of `ExpressionBuilding` or by `Expression.applying`, which check
/// shapes; every node knows its own.
public indirect enum Expression: Hashable, Sendable {
  case variable(Variable)
  /// A scalar literal.
  case number(Double)
  /// A literal tensor of rank one or more.
  case literal(Tensor)
  case apply(Operation, Arguments, Shape)

  public var shape: Shape {
    switch self {
    case .variable(let variable): variable.shape
    case .number: .scalar
    case .literal(let tensor): tensor.shape
    case .apply(_, _, let shape): shape
    }
  }

  /// The node `operation(arguments)`; throws where the shapes do not fit.
  public static func applying(
    _ operation: Operation, _ arguments: [Expression]
  ) throws(ShapeMismatch) -> Expression {
    .apply(operation, Arguments(arguments), try operation.rule.shape(arguments.map(\.shape)))
  }

  /// The variables that occur, in order of first appearance.
  public var variables: [Variable] {
    var seen: [Variable] = []
    collectVariables(into: &seen)
    return seen
  }

  public func contains(_ variable: Variable) -> Bool {
    switch self {
    case .variable(let own): own == variable
    case .number, .literal: false
    case .apply(_, let arguments, _): arguments.contains { $0.contains(variable) }
    }
  }

  /// The expression with every node for which `replacement` gives one replaced, from the top down.
  public func replacing(_ replacement: (Expression) -> Expression?) -> Expression {
    if let replaced = replacement(self) { return replaced }
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    return .apply(operation, Arguments(arguments.map { $0.replacing(replacement) }), shape)
  }

  private func collectVariables(into seen: inout [Variable]) {
    switch self {
    case .variable(let variable): if !seen.contains(variable) { seen.append(variable) }
    case .number, .literal: break
    case .apply(_, let arguments, _):
      for argument in arguments { argument.collectVariables(into: &seen) }
    }
  }
}

/// A name that stands for a tensor.
public struct Variable: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    /// Given from outside.
    case input
    /// Assigned by a statement that a person wrote.
    case assigned
    /// Assigned by a statement that was split off, because the contraction had no name.
    case contraction
    /// The gradient of the scalar `of` by another variable: `∂E/∂y`.
    case gradient
    /// The Jacobian of one variable by another: `∂y/∂A`.
    case jacobian
  }

  /// As a person reads it: `y`, `∂E/∂y`.
  public let name: String
  public let shape: Shape
  public let role: Role

  public init(_ name: String, shape: Shape, role: Role = .input) {
    self.name = name
    self.shape = shape
    self.role = role
  }

  /// The gradient of `scalar` (a name) by `variable`.
  public static func gradient(of scalar: String, by variable: Variable) -> Variable {
    Variable("∂\(scalar)/∂\(variable.name)", shape: variable.shape, role: .gradient)
  }

  /// The Jacobian of `output` by `variable`, the axes of the output first.
  ///
  /// Where the output also reads the variable through others, which are held fixed here, they stand
  /// behind a bar: `∂E/∂A|B` is a part of ∂E/∂A.
  public static func jacobian(
    of output: Variable, by variable: Variable, holding held: [Variable] = []
  ) -> Variable {
    let bar = held.isEmpty ? "" : "|" + held.map(\.name).joined(separator: ",")
    return Variable(
      "∂\(output.name)/∂\(variable.name)" + bar, shape: output.shape.appending(variable.shape),
      role: .jacobian)
  }

  /// The Jacobian of a gradient by the same variable, the gradient's axes first: `∂²E/∂x²`.
  public static func hessian(of scalar: String, by variable: Variable) -> Variable {
    Variable(
      "∂²\(scalar)/∂\(variable.name)²", shape: variable.shape.appending(variable.shape),
      role: .jacobian)
  }

  /// The name in NumPy: `dE_dy` for ∂E/∂y, `d2E_dx2` for ∂²E/∂x².
  public var plainName: String {
    String(
      name.unicodeScalars.map { scalar -> Character in
        switch scalar {
        case "∂": "d"
        case "/": "_"
        case "²": "2"
        default: Character(scalar)
        }
      })
  }
}

/// Shapes that an operation does not take: the sentence, with the shapes in it.
///
/// `arguments` are the places of the arguments at fault.
public struct ShapeMismatch: Error, Hashable, Sendable {
  public let sentence: String
  public let arguments: [Int]

  public init(_ sentence: String, arguments: [Int] = []) {
    self.sentence = sentence
    self.arguments = arguments
  }
}
