import TensorCore

/// The value of an expression, computed in slices: its nodes one after the other, each in slices.
struct ExpressionWork: Sendable {
  private enum Node {
    case known(Expression)
    case apply(Operation, arguments: Int, Shape)
  }

  /// In the order in which they are computed, arguments before operations.
  private let nodes: [Node]
  private var next = 0
  private var stack: [Tensor] = []
  private var current: TensorWork?

  /// Nodes for which `isKnown` holds are read and not computed.
  init(_ expression: Expression, isKnown: (Expression) -> Bool) {
    var nodes: [Node] = []
    func collect(_ expression: Expression) {
      guard case .apply(let operation, let arguments, let shape) = expression,
        !isKnown(expression)
      else { return nodes.append(.known(expression)) }
      for argument in arguments { collect(argument) }
      nodes.append(.apply(operation, arguments: arguments.count, shape))
    }
    collect(expression)
    self.nodes = nodes
  }

  /// The work of one tensor alone.
  init(_ work: TensorWork) {
    nodes = []
    current = work
  }

  /// The value, once all is done.
  var result: Tensor? { next == nodes.count && current == nil ? stack.last : nil }

  /// An entry of the value that is known before the others.
  func entry(at position: Int) -> Double? {
    next == nodes.count && stack.isEmpty ? current?.entry(at: position) : nil
  }

  /// Computes until `budget` multiplications are spent or all is done; gives what was spent.
  mutating func advance(by budget: Int, value: (Expression) -> Tensor) -> Int {
    var spent = 0
    while spent < budget, current != nil || next < nodes.count {
      if current == nil { begin(value) }
      spent += current?.advance(by: budget - spent) ?? 0
      if let tensor = current?.result {
        current = nil
        stack.append(tensor)
      }
    }
    return spent
  }

  /// Takes the next node: what is known is read, what is not becomes the current work.
  private mutating func begin(_ value: (Expression) -> Tensor) {
    let node = nodes[next]
    next += 1
    switch node {
    case .known(let expression): stack.append(value(expression))
    case .apply(let operation, let count, let shape):
      let arguments = Array(stack.suffix(count))
      stack.removeLast(count)
      current = operation.work(arguments, shape: shape)
    }
  }
}

extension Expression {
  /// What all nodes cost, in multiplications of a matrix product, about.
  var cost: Double {
    guard case .apply(let operation, let arguments, let shape) = self else { return 1 }
    return arguments.reduce(operation.cost(arguments.map(\.shape), shape)) { $0 + $1.cost }
  }
}
