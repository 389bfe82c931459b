import TensorCore

/// Determinants and inverses over common factors.
///
/// A and Aᵀ have one determinant and one inverse; that of a symmetric matrix is written as half of itself
/// and its transpose, so that both readings are the same; that of a diagonal one is a delta.
extension CommonFactors {
  mutating func determinant(_ matrix: Expression) -> [Product] {
    if matrix.shape.count == 1 { return value(matrix.reshaped(to: .scalar), at: []) }
    if isDiagonal(matrix) {
      return value(
        .known(.product(axes: nil, keepingAxes: false), [matrix.diagonalEntries]), at: [])
    }
    return [Product(factors: [Factor(.known(.determinant, [ordered(matrix).matrix]), [])])]
  }

  mutating func inverse(_ matrix: Expression, at subscripts: [IndexForm]) -> [Product] {
    if matrix.shape.count == 1 { return reciprocal(matrix.reshaped(to: .scalar), at: []) }
    if case .apply(.inverse, let inner, _) = matrix { return value(inner[0], at: subscripts) }
    if isDiagonal(matrix) {
      let delta = KroneckerDelta(subscripts[0], subscripts[1])
      return times(
        [Product(deltas: [delta])], reciprocal(matrix.diagonalEntries, at: [subscripts[0]]))
    }
    let (inner, isTransposed, isSymmetric) = ordered(matrix)
    let label = Expression.known(.inverse, [inner])
    let places = isTransposed ? subscripts.reversed() : subscripts
    guard isSymmetric else { return [Product(factors: [Factor(label, places)])] }
    return [places, places.reversed()].map {
      Product(coefficient: 0.5, factors: [Factor(label, $0)])
    }
  }

  /// A⁻ᵀ, or det(A)·A⁻ᵀ/2, which they are where A has an inverse.
  mutating func secondCofactors(
    _ part: SecondCofactors, _ matrix: Expression, at subscripts: [IndexForm]
  ) -> [Product] {
    let inverse = inverse(matrix, at: subscripts.reversed())
    guard part == .half else { return inverse }
    return times(times([Product(coefficient: 0.5)], determinant(matrix)), inverse)
  }

  /// Whether every entry beside the diagonal is zero, whatever the numbers are.
  private mutating func isDiagonal(_ matrix: Expression) -> Bool {
    if case .variable(let variable) = matrix, variable.role == .input { return false }
    let axes = supply.indices(for: matrix.shape)
    let ends = Set(axes)
    return value(matrix, at: axes.map(IndexForm.init)).allSatisfy { product in
      product.deltas.contains { delta in
        delta.left.plain != nil && delta.right.plain != nil && Set(delta.indices) == ends
      }
    }
  }

  /// The matrix or its transpose, whichever is written with fewer transposes, names written out.
  private mutating func ordered(
    _ matrix: Expression
  ) -> (matrix: Expression, isTransposed: Bool, isSymmetric: Bool) {
    let own = writtenOut(matrix).simplified.sorted
    let turned = own.transposed.simplified.sorted
    let isTransposed = (turned.transposes, turned.spelling) < (own.transposes, own.spelling)
    return (isTransposed ? turned : own, isTransposed, own == turned)
  }
}

extension Expression {
  /// v of diag(v), and of any other matrix its diagonal.
  fileprivate var diagonalEntries: Expression {
    if case .apply(.diagonal, let inner, _) = self, inner[0].shape.rank == 1 { return inner[0] }
    return .known(.diagonal, [self])
  }

  /// The expression with the arguments of its sums and entry-by-entry products in one order.
  fileprivate var sorted: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.sorted)
    switch operation {
    case .add, .multiply:
      return .apply(operation, Arguments(inner.sorted { $0.spelling < $1.spelling }), shape)
    default: return .apply(operation, Arguments(inner), shape)
    }
  }

  fileprivate var spelling: String { ExpressionNotation.numpy.text(self).text }
}
