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
  case product(axes: [Int]?, keepingAxes: Bool)
  /// The greatest entry along some axes, and how much of it each entry is: 1, or a part at a tie.
  case greatest(axes: [Int]?, keepingAxes: Bool)
  case greatestShare(axes: [Int]?)
  case logSumExp(axes: [Int]?, keepingAxes: Bool)
  case softmax(axes: [Int]?)
  case logSoftmax(axes: [Int]?)
  /// 1 or 0 by entry.
  case comparison(Relation)
  /// The greater, or the smaller, of two, and how much of it the first is: 1, ½ at a tie, 0.
  case extremum(Extremum)
  case extremumShare(Extremum)
  /// NumPy's `where(c, a, b)`.
  case choice
  /// The generalized product ⊗ₙ: the last n axes of the first with the first n of the second.
  case contraction(axes: Int)
  /// Any product of tensors summed over the letters that the output does not name.
  case einsum(inputs: [String], output: String)
  case outer
  /// The Kronecker product.
  case kron
  case reshape(Shape)
  /// The columns of a matrix, one below the other.
  case vec
  /// Basic indexing, one item an axis.
  case slice([SliceItem])
  /// A tensor of this shape from its entries, which are scalars, in row-major order.
  case stack(Shape)
  /// A vector as a diagonal matrix, or the diagonal of a matrix.
  case diagonal
  case trace
  case determinant
  case logDeterminant
  case inverse
  /// ∂ det A / ∂A, which is det(A)·A⁻ᵀ where A has an inverse.
  case cofactors
  /// P and Q of ∂cof(A)/∂A, which are A⁻ᵀ and cof(A)/2 where A has an inverse.
  case secondCofactors(SecondCofactors)
  /// The Euclidean length of all entries, and the tensor divided by it (0 where it is 0).
  case norm
  case direction
  /// A tensor of ones, one of zeros, and the identity matrix.
  case ones(Shape)
  case zeros(Shape)
  case identity(Int)
  /// The rest of the network, E = g(y), known only by its gradient, the second argument.
  case rest
}

/// A comparison of two entries, as Python writes it.
public enum Relation: String, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
}

/// One of the two matrices whose products are the second cofactors.
public enum SecondCofactors: String, Hashable, Sendable {
  case inverse
  case half
}

public enum Extremum: String, Hashable, Sendable {
  case maximum
  case minimum
}

/// What basic indexing keeps of one axis: an entry, or a run of entries.
public enum SliceItem: Hashable, Sendable {
  case entry(Int)
  case run(start: Int, count: Int)
}

extension Operation {
  /// Whether the derivative jumps somewhere.
  var hasKinks: Bool {
    switch self {
    case .function(let name): !ScalarRule.named(name).kinks.isEmpty
    case .comparison, .extremum, .extremumShare, .choice, .greatest, .greatestShare, .norm,
      .direction:
      true
    default: false
    }
  }
}

extension Relation {
  /// What holds for −a and −b, or for b and a, where this holds for a and b.
  var turned: Relation {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
