import TensorCore

// What NumPy spreads in silence, said in linear algebra, for an m×n matrix M:
//
//     a column v         v·1ᵀ    in a product  diag(v)·M
//     a row bᵀ           1·bᵀ                  M·diag(b)
//     a scalar s         s·1·1ᵀ                s·M         (a number stays as it is: 1 − M)
//
// A vector of NumPy is a column where vectors stand and a row beside a matrix.

extension BlackboardForm {
  /// The form of a tensor of NumPy's shape `own`, as it stands in a result of NumPy's shape `target`.
  func aligned(_ own: Shape, to target: Shape) -> BlackboardForm {
    target.rank == 2 && own.rank == 1 ? turned : self
  }

  /// The aligned form, spread over all of `target`.
  func spread(over target: Shape) -> BlackboardForm {
    guard target.rank <= 2 else { return self }
    let whole = BlackboardForm(.ones, target).shape
    guard shape != whole else { return self }
    let (rows, columns) = (whole.extents.first ?? 1, whole.extents.last ?? 1)
    if isScalar { return .scaled(split.scale, .ones(whole)) }
    return self.columns == 1 && self.rows == rows
      ? multiplied(by: .ones(Shape([1, columns])))
      : BlackboardForm.ones(Shape([rows])).multiplied(by: self)
  }

  /// The product entry by entry of aligned forms, spread over all of `target`.
  func timesSpread(_ other: BlackboardForm, over target: Shape) -> BlackboardForm {
    guard target.rank == 2, !isScalar, !other.isScalar, shape != other.shape else {
      return timesEntrywise(other)
    }
    // A column and a row: v·bᵀ.
    if columns == 1, other.rows == 1 { return multiplied(by: other) }
    if rows == 1, other.columns == 1 { return other.multiplied(by: self) }
    if columns == 1 { return diagonal.multiplied(by: other) }
    if other.columns == 1 { return other.diagonal.multiplied(by: self) }
    return rows == 1
      ? other.multiplied(by: turned.diagonal) : multiplied(by: other.turned.diagonal)
  }
}
