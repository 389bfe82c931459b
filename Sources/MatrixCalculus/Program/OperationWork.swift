import TensorCore

/// Operations in slices: which of them can be cut, and how.
///
/// What is small is done at once by the row of the table, and so is what nobody has cut yet.
extension Operation {
  /// Below so many multiplications nothing is cut.
  private static let small = 1 << 18

  /// The work that ends in the value for these arguments, whose shapes have been checked.
  func work(_ arguments: [Tensor], shape: Shape) -> TensorWork {
    let cost = cost(arguments.map(\.shape), shape)
    let value = rule.value
    return (cost > Double(Self.small) ? cut(arguments, shape) : nil)
      ?? TensorWork(
        at: { value(arguments) }, shape: shape, cost: Int(min(cost, Double(1 << 62))))
  }

  /// What the value costs, in multiplications of a matrix product, about.
  func cost(_ arguments: [Shape], _ shape: Shape) -> Double {
    let entries = Double(shape.count)
    let read = arguments.reduce(0.0) { $0 + Double($1.count) }
    if isEntrywise { return entries * Double(costOfEntry) }
    let products = Expression.apply(
      self, Arguments(arguments.map { .variable(Variable("", shape: $0)) }), shape
    ).multiplications
    return entries + read + Double(products)
  }

  /// Whether each entry of the value follows from the same entry of each argument, broadcast.
  public var isEntrywise: Bool {
    if [.add, .subtract, .multiply, .negate].contains(self) { return true }
    if case .entrywise = rule.derivative { return true }
    return false
  }

  private var costOfEntry: Int {
    [.add, .subtract, .multiply, .negate, .divide].contains(self) ? 4 : 32
  }

  private func cut(_ arguments: [Tensor], _ shape: Shape) -> TensorWork? {
    if isEntrywise {
      let value = rule.value
      return TensorWork(shape: shape, cost: costOfEntry) { positions in
        value(
          arguments.map { $0.shape.isScalar ? $0 : $0.broadcast(positions, of: shape) }
        ).elements
      }
    }
    if case .sum(let axes, let keeps) = self {
      return TensorWork(summing: arguments[0], over: axes, keepingAxes: keeps)
    }
    if case .mean(let axes, let keeps) = self {
      let count = arguments[0].shape.count / max(1, shape.count)
      return TensorWork(
        summing: arguments[0], over: axes, keepingAxes: keeps, divisor: Double(count))
    }
    if self == .transpose {
      return TensorWork(
        permuting: arguments[0], Array((0..<arguments[0].shape.rank).reversed()))
    }
    if case .ones(let shape) = self {
      return TensorWork(GeneratedTensor(.constant(1), shape: shape))
    }
    if case .identity(let extent) = self {
      return TensorWork(GeneratedTensor(.identity(extent), shape: shape))
    }
    if let function = functionOfRows(arguments.map(\.shape)) {
      return TensorWork(
        function.rows, of: arguments[0], shape, keepingEntries: function.keepsEntries)
    }
    guard arguments.count == 2, let (left, right, output) = subscripts(arguments.map(\.shape.rank))
    else { return nil }
    return TensorWork(
      multiplying: .init(arguments[0], left), .init(arguments[1], right), to: output)
  }

  /// The same function of the rows of a matrix, where it is one of whole fibres along the last axis of several.
  private func functionOfRows(_ arguments: [Shape]) -> (rows: Operation, keepsEntries: Bool)? {
    let (along, rows, keepsEntries): ([Int]?, Operation, Bool)
    switch self {
    case .softmax(let axes): (along, rows, keepsEntries) = (axes, .softmax(axes: [1]), true)
    case .logSoftmax(let axes): (along, rows, keepsEntries) = (axes, .logSoftmax(axes: [1]), true)
    case .greatestShare(let axes):
      (along, rows, keepsEntries) = (axes, .greatestShare(axes: [1]), true)
    case .logSumExp(let axes, _):
      (along, rows, keepsEntries) = (axes, .logSumExp(axes: [1], keepingAxes: false), false)
    case .greatest(let axes, _):
      (along, rows, keepsEntries) = (axes, .greatest(axes: [1], keepingAxes: false), false)
    case .product(let axes, _):
      (along, rows, keepsEntries) = (axes, .product(axes: [1], keepingAxes: false), false)
    default: return nil
    }
    let rank = arguments[0].rank
    return rank > 1 && along == [rank - 1] ? (rows, keepsEntries) : nil
  }

  /// Names for the axes of two arguments and of the value, where this is one product of the two.
  private func subscripts(_ ranks: [Int]) -> (left: [Int], right: [Int], output: [Int])? {
    let (a, b) = (ranks[0], ranks[1])
    if case .matrixProduct = self {
      // Stacks may broadcast, which one product does not.
      guard a <= 2, b <= 2 else { return nil }
      return (
        a == 2 ? [0, 1] : [1], b == 2 ? [1, 2] : [1], (a == 2 ? [0] : []) + (b == 2 ? [2] : [])
      )
    }
    if case .einsum(let inputs, let output) = self {
      func names(_ text: String) -> [Int] { text.unicodeScalars.map { Int($0.value) } }
      return (names(inputs[0]), names(inputs[1]), names(output))
    }
    if self == .rest { return (Array(0..<a), Array(0..<a), []) }
    var shared = 0
    if case .contraction(let axes) = self { shared = axes } else if self != .outer { return nil }
    let left = Array(0..<a)
    let right = (0..<b).map { $0 + a - shared }
    return (left, right, Array(left.dropLast(shared) + right.dropFirst(shared)))
  }
}

extension TensorWork {
  /// A function of the rows of a tensor, some rows at a time: an entry each of theirs, or one a row.
  ///
  /// Nil where a row is longer than what is computed at a time.
  fileprivate init?(
    _ function: Operation, of tensor: Tensor, _ shape: Shape, keepingEntries: Bool
  ) {
    let length = tensor.shape.extents.last ?? 0
    guard (1...1 << 13).contains(length) else { return nil }
    let value = function.rule.value
    /// The entries, or the results, of the rows that the positions stand in.
    @Sendable func values(_ rows: Range<Int>) -> [Double] {
      let part = tensor.elements[rows.lowerBound * length..<rows.upperBound * length]
      return value([Tensor(shape: Shape([rows.count, length]), elements: Array(part))]).elements
    }
    guard keepingEntries else {
      self.init(shape: shape, cost: 32 * length, values: values)
      return
    }
    self.init(shape: shape, cost: 32) { positions in
      let first = positions.lowerBound / length
      let end = (positions.upperBound + length - 1) / length
      let entries = values(first..<end)
      return Array(
        entries[positions.lowerBound - first * length..<positions.upperBound - first * length])
    }
  }
}
