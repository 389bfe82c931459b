import TensorCore

/// How the two matrices of a second derivative of a determinant are written.
///
/// Their products are right for every matrix; what one writes is what they are where it has an inverse:
///
///     P[i,j]·Q[k,l] + Q[i,j]·P[k,l] − P[i,l]·Q[k,j] − Q[i,l]·P[k,j]
///         = det(A)·A⁻¹[j,i]·A⁻¹[l,k] − det(A)·A⁻¹[l,i]·A⁻¹[j,k]
extension SecondCofactors {
  /// A⁻ᵀ, or det(A)·A⁻ᵀ/2.
  func formula(_ matrix: Expression) -> Expression {
    let inverse = Expression.known(.inverse, [matrix.transposed])
    switch self {
    case .inverse: return inverse
    case .half: return .number(0.5) * (.known(.determinant, [matrix]) * inverse)
    }
  }
}

extension Expression {
  var holdsSecondCofactors: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if case .secondCofactors = operation { return true }
    return arguments.contains(where: \.holdsSecondCofactors)
  }
}

extension Term<Expression> {
  /// The term with the factors of second cofactors as one writes them.
  fileprivate var withSecondCofactorsAsRead: Term {
    var term = self
    term.factors = factors.flatMap { factor -> [Factor<Expression>] in
      guard case .apply(.secondCofactors(let part), let matrix, _) = factor.label else {
        return [factor]
      }
      let inverse = Factor(
        Expression.known(.inverse, matrix.elements), factor.subscripts.reversed())
      guard part == .half else { return [inverse] }
      term.coefficient /= 2
      return [Factor(.known(.determinant, matrix.elements), []), inverse]
    }
    return term
  }
}

extension StructuredTensor<Expression> {
  /// The same with second cofactors as one writes them, like terms added up.
  var asRead: StructuredTensor {
    let read = terms.map(\.withSecondCofactorsAsRead)
    return read == terms ? self : StructuredTensor(free: free, terms: read).collected
  }
}
