import TensorCore

/// A row of the table of rules: all that is known about one operation.
public struct Rule: Sendable {
  /// How the derivative of an operation is given.
  package enum Derivative: Sendable {
    /// The value is a sum of products of the arguments, each factor labelled by its argument's place.
    ///
    /// From it the product rule makes the derivative by any argument. `out` are the axes of the value.
    case multilinear(
      @Sendable (_ arguments: [Shape], _ out: [Index], _ supply: inout IndexSupply) -> [Term<Int>])
    /// Each entry of the value depends on the same entry of each argument, broadcast: one partial
    /// derivative an argument, nil where it is zero everywhere.
    case entrywise(
      @Sendable (_ node: Expression, _ arguments: [Expression]) -> [Expression?])
    /// ∂value[out]/∂argument as a sum of terms, a sum an argument: softmax, inverse, determinant.
    case structured(
      @Sendable (
        _ node: Expression, _ arguments: [Expression], _ out: [Index], _ supply: inout IndexSupply
      ) -> [[LocalTerm]])
  }

  /// A term of the derivative of a value by one argument, and the entry of the argument that it is by.
  ///
  /// softmax along the last axis: s[i]·δ[i,k] is the term s[i] at [i]; −s[i]·s[k] is the term
  /// −s[i]·s[p], summed over p, at [p].
  package struct LocalTerm: Sendable {
    package var derivative: Term<Expression>
    package var at: [IndexForm]

    package init(_ derivative: Term<Expression>, at: [IndexForm]) {
      self.derivative = derivative
      self.at = at
    }

    package init(_ derivative: Term<Expression>, at indices: [Index]) {
      self.init(derivative, at: indices.map(IndexForm.init))
    }
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
  /// On which side of each kink the arguments lie; differences across a change of side mean nothing.
  let sides: @Sendable ([Tensor]) -> [Int8]
  /// The sentence that says why the value at these arguments is no number, where it is a mistake.
  let domain: @Sendable ([Tensor]) -> String?

  init(
    name: String, source: String,
    shape: @escaping @Sendable ([Shape]) throws(ShapeMismatch) -> Shape,
    value: @escaping @Sendable ([Tensor]) -> Tensor, derivative: Derivative,
    sides: @escaping @Sendable ([Tensor]) -> [Int8] = { _ in [] },
    domain: @escaping @Sendable ([Tensor]) -> String? = { _ in nil }
  ) {
    self.name = name
    self.source = source
    self.shape = shape
    self.value = value
    self.derivative = derivative
    self.sides = sides
    self.domain = domain
  }
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
    case .product(let axes, let keeping): .product(axes: axes, keepingAxes: keeping)
    case .greatest(let axes, let keeping): .greatest(axes: axes, keepingAxes: keeping)
    case .greatestShare(let axes): .greatestShare(axes: axes)
    case .logSumExp(let axes, let keeping): .logSumExp(axes: axes, keepingAxes: keeping)
    case .softmax(let axes): .softmax(axes: axes)
    case .logSoftmax(let axes): .logSoftmax(axes: axes)
    case .comparison(let relation): .comparison(relation)
    case .extremum(let extremum): .extremum(extremum)
    case .extremumShare(let extremum): .extremumShare(extremum)
    case .choice: .choice
    case .contraction(let axes): .contraction(axes: axes)
    case .einsum(let inputs, let output): .einsum(inputs: inputs, output: output)
    case .outer: .outerProduct
    case .kron: .kroneckerProduct
    case .vec: .vec
    case .determinant: .determinant
    case .logDeterminant: .logDeterminant
    case .inverse: .inverse
    case .cofactors: .cofactors
    case .secondCofactors(let part): .secondCofactors(part)
    case .norm: .norm
    case .direction: .direction
    case .reshape(let shape): .reshape(shape)
    case .slice(let items): .slice(items)
    case .stack(let shape): .stack(shape)
    case .diagonal: .diagonal
    case .trace: .trace
    case .ones(let shape): .ones(shape)
    case .zeros(let shape): .zeros(shape)
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
