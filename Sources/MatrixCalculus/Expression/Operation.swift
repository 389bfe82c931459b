import TensorCore

/// What an inner node of an expression does with its arguments.
///
/// The case names the row of the table of rules, with the parameters that are no tensors; all that is
/// known about it (shape, value, derivative, source) stands in `Operation.rule`.
public enum Operation: Hashable, Sendable {
  case add
  case subtract
  case multiply
  case divide
  case power
  case negate
  /// An entry-by-entry function of one argument, by its name in the table.
  case function(String)
  /// NumPy's `@`.
  case matrixProduct
  /// The axes in the opposite order.
  case transpose
  /// The sum over some axes, all where nil; their extents become 1 where they are kept.
  case sum(axes: [Int]?, keepingAxes: Bool)
  case mean(axes: [Int]?, keepingAxes: Bool)
  /// The generalized product ⊗ₙ: the last n axes of the first with the first n of the second.
  case contraction(axes: Int)
  /// Any product of tensors summed over the letters that the output does not name.
  case einsum(inputs: [String], output: String)
  case outer
  case reshape(Shape)
  /// Basic indexing, one item an axis.
  case slice([SliceItem])
  /// A vector as a diagonal matrix, or the diagonal of a matrix.
  case diagonal
  case trace
  /// A tensor of ones, and the identity matrix.
  case ones(Shape)
  case identity(Int)
  /// The rest of the network, E = g(y), known only by its gradient, the second argument.
  case rest
}

/// What basic indexing keeps of one axis: an entry, or a run of entries.
public enum SliceItem: Hashable, Sendable {
  case entry(Int)
  case run(start: Int, count: Int)
}
