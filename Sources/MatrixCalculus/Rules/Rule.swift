import TensorCore

/// A row of the table of rules: all that is known about one operation.
public struct Rule: Sendable {
  /// How the derivative of an operation is given.
  enum Derivative: Sendable {
    /// The value is a sum of products of the arguments, each factor labelled by its argument's place.
    ///
    /// From it the product rule makes the derivative by any argument. `out` are the axes of the value.
    case multilinear(
      @Sendable (_ arguments: [Shape], _ out: [Index], _ supply: inout IndexSupply) -> [Term<Int>])
    /// Each entry of the value depends on the same entry of each argument, broadcast: one partial
    /// derivative an argument, nil where it is zero everywhere.
    case entrywise(
      @Sendable (_ node: Expression, _ arguments: [Expression]) -> [Expression?])
  }

  /// The name that people know it by.
  public let name: String
  /// Author, year, and page or equation that the derivative can be checked in.
  public let source: String
  /// The shape of the value; throws where the arguments' shapes do not fit.
  let shape: @Sendable ([Shape]) throws(ShapeMismatch) -> Shape
  /// The value, where the shapes have been checked.
  let value: @Sendable ([Tensor]) -> Tensor
  let derivative: Derivative
}

extension Operation {
  /// The row of the table for this operation.
  public var rule: Rule {
    switch self {
    case .add: .sum(sign: 1)
    case .subtract: .sum(sign: -1)
    case .multiply: .hadamardProduct
    case .divide: .quotient
    case .power: .power
    case .negate: .negation
    case .function(let name): .entrywise(ScalarRule.named(name))
    case .matrixProduct: .matrixProduct
    case .transpose: .transpose
    case .sum(let axes, let keeping): .reduction(axes: axes, keepingAxes: keeping, mean: false)
    case .mean(let axes, let keeping): .reduction(axes: axes, keepingAxes: keeping, mean: true)
    case .contraction(let axes): .contraction(axes: axes)
    case .einsum(let inputs, let output): .einsum(inputs: inputs, output: output)
    case .outer: .outerProduct
    case .reshape(let shape): .reshape(shape)
    case .slice(let items): .slice(items)
    case .diagonal: .diagonal
    case .trace: .trace
    case .ones(let shape): .ones(shape)
    case .identity(let extent): .identity(extent)
    case .rest: .rest
    }
  }
}

/// The subscripts by which an argument of shape `shape` is read for the entry at `out` of a value that
/// it is broadcast to: trailing axes aligned, a stretched axis of extent 1 read at 0.
func aligned(_ out: [IndexForm], extents: [Int], to shape: Shape) -> [IndexForm] {
  let missing = out.count - shape.rank
  return shape.extents.enumerated().map { axis, extent in
    extent == 1 && extents[axis + missing] != 1 ? IndexForm(constant: 0) : out[axis + missing]
  }
}

func aligned(_ out: [Index], to shape: Shape) -> [IndexForm] {
  aligned(out.map(IndexForm.init), extents: out.map(\.extent), to: shape)
}

/// The broadcast of two shapes; throws with both shapes in the sentence.
func broadcastShape(_ shapes: [Shape]) throws(ShapeMismatch) -> Shape {
  guard let shape = shapes[0].broadcast(with: shapes[1]) else {
    throw ShapeMismatch(
      "the shapes \(shapes[0]) and \(shapes[1]) do not broadcast", arguments: [0, 1])
  }
  return shape
}
