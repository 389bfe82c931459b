import TensorCore

// What NumPy repeats in silence, for an m×n matrix M. Entry by entry a column stands in each column of the
// matrix beside it, a row in each row, a scalar in each entry (I. Goodfellow, Y. Bengio and A. Courville,
// "Deep Learning" (2016), section 2.1, on broadcasting); what has no matrix beside it is written out:
//
//     a column v         M + v    v·1ᵀ    in a product  diag(v)·M    in a quotient  M / v
//     a row bᵀ           M + bᵀ   1·bᵀ                  M·diag(b)                   M / bᵀ
//     a scalar s         M + s    s·1·1ᵀ                s·M                         M / s
//
// A vector of NumPy is a column where vectors stand and a row beside a matrix; a scalar beside a vector is
// s·1. What keeps an axis of extent 1, such as sum(M, axis=1), scales as it stands: M ⊙ sum(M, axis=1).

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

  /// The form beside another in a result of NumPy's shape `target`: as it is where the other is a matrix
  /// that says its extents, a number as it is beside all but I: I − 1·1ᵀ / n.
  func beside(_ other: BlackboardForm, in target: Shape) -> BlackboardForm {
    let isMatrix = target.rank == 2 && target.extents.allSatisfy { $0 > 1 }
    let isInMatrix = isMatrix && other.shape == target && !other.isIdentity
    let isPlain = isNumber && !(isMatrix && other.isIdentity)
    return isInMatrix || isPlain || target.rank > 2 ? self : spread(over: target)
  }

  /// Whether it is I, or a multiple of it.
  var isIdentity: Bool {
    if case .identity = split.body?.node { true } else { false }
  }

  /// The product entry by entry of aligned forms, as a matrix of NumPy's shape `target`.
  ///
  /// `scaling` says which of the two is a vector, and no row or column that was kept as such.
  func timesSpread(
    _ other: BlackboardForm, over target: Shape, scaling: [Bool]
  ) -> BlackboardForm {
    guard target.rank == 2, !isScalar, !other.isScalar, shape != other.shape else {
      return timesEntrywise(other)
    }
    // A column and a row: v·bᵀ.
    if columns == 1, other.rows == 1 { return multiplied(by: other) }
    if rows == 1, other.columns == 1 { return other.multiplied(by: self) }
    guard scaling[columns == 1 || rows == 1 ? 0 : 1] else { return timesEntrywise(other) }
    if columns == 1 { return diagonal.multiplied(by: other) }
    if other.columns == 1 { return other.diagonal.multiplied(by: self) }
    return rows == 1
      ? other.multiplied(by: turned.diagonal) : multiplied(by: other.turned.diagonal)
  }
}
