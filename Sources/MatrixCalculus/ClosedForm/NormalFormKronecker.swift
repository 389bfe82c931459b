import TensorCore

/// Kronecker products that meet the entries of a matrix, one below the other.
///
///     (P ⊗ Q)·vec(M) = vec(Q·M·Pᵀ)      vec(M)ᵀ·(P ⊗ Q) = vec(Qᵀ·M·P)ᵀ
///
/// Source: Petersen and Pedersen (2012), eq. 520.
extension NormalForm {
  /// The product of two neighbours where one is a Kronecker product and the other such a vector.
  mutating func unrolled(_ a: Letter, _ b: Letter) -> Monomial? {
    if a.kind == .matrix, b.kind == .column, let product = a.only, let vector = b.only {
      return unrolled(product, vector)
    }
    if a.kind == .row, b.kind == .matrix, let vector = a.only, let product = b.only,
      var column = unrolled(transposed(product), vector)
    {
      column.word = transposed(column.word)
      return column
    }
    return nil
  }

  private mutating func unrolled(_ product: Expression, _ vector: Expression) -> Monomial? {
    guard case .apply(.kron, let factors, _) = product,
      case .apply(let unrolling, let matrix, _) = vector
    else { return nil }
    let (outer, inner): (Expression, Expression)
    switch unrolling {
    case .vec: (outer, inner) = (factors[1], factors[0])
    case .reshape where matrix[0].shape.rank == 2: (outer, inner) = (factors[0], factors[1])
    default: return nil
    }
    guard matrix[0].shape == Shape([outer.shape.extent(1), inner.shape.extent(1)]) else {
      return nil
    }
    let whole = outer.matrixProduct(matrix[0]).matrixProduct(inner.transposed)
    return multilinear(unrolling == .vec ? .vec : .reshape(Shape([whole.shape.count])), [whole])
  }

  /// vec(P) + vec(Q) as vec(P + Q), and so with any two tensors that are reshaped alike.
  mutating func unrolledSum(_ a: Monomial, _ b: Monomial) -> Monomial? {
    guard a.word.count == 1, b.word.count == 1, a.word[0].kind == b.word[0].kind,
      case .apply(let unrolling, let left, _) = a.word[0].only,
      case .apply(unrolling, let right, _) = b.word[0].only,
      unrolling.isUnrolling, left[0].shape == right[0].shape
    else { return nil }
    let summands = [(a, left[0]), (b, right[0])].map { term, tensor in
      var front = term
      front.word = []
      return expression(front) * tensor
    }
    var result = multilinear(unrolling, [summands[0] + summands[1]])
    guard result.word.count == 1 else { return nil }
    result.word[0].kind = a.word[0].kind
    return result
  }

  /// A reshaped matrix with its last axis summed over a vector, or its first: the reshaped product of both.
  mutating func reshapedProduct(_ arguments: Arguments) -> Monomial? {
    let isLast = arguments[1].shape.rank == 1
    let (tensor, vector) = isLast ? (arguments[0], arguments[1]) : (arguments[1], arguments[0])
    guard case .apply(.reshape(let target), let inner, _) = tensor, inner[0].shape.rank == 2,
      vector.shape.rank == 1,
      let extent = isLast ? inner[0].shape.extents.last : inner[0].shape.extents.first,
      extent == (isLast ? target.extents.last : target.extents.first)
    else { return nil }
    let product =
      isLast
      ? monomial(inner[0].matrixProduct(vector)) : monomial(vector.matrixProduct(inner[0]))
    return reshape(
      product, Shape(isLast ? target.extents.dropLast() : Array(target.extents.dropFirst())))
  }
}

extension Expression {
  /// The matrix or the vector whose entries these are, in whatever order and shape.
  var unrolled: Expression? {
    guard case .apply(let operation, let inner, _) = self, operation.isUnrolling,
      (1...2).contains(inner[0].shape.rank)
    else { return nil }
    return inner[0]
  }
}

extension Operation {
  /// Whether it asks for all entries in whatever order.
  var isOfAllEntries: Bool {
    switch self {
    case .norm, .sum(nil, false), .mean(nil, false), .product(nil, false), .greatest(nil, false),
      .logSumExp(nil, false):
      true
    default: false
    }
  }

  /// Whether it puts the same entries in another order or shape.
  fileprivate var isUnrolling: Bool {
    switch self {
    case .vec, .reshape: true
    default: false
    }
  }
}
