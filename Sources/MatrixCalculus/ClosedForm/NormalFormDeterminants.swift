import TensorCore

/// Determinants and cofactors, numbers and known factors taken out of them.
extension NormalForm {
  /// det(c·A) = cⁿ·det(A), det(Aᵀ) = det(A), det(A⁻¹) = 1 / det(A).
  mutating func determinant(_ argument: Expression) -> Monomial {
    var product = monomial(argument)
    let extent = Double(argument.shape.extent(0))
    var front = product
    front.word = []
    front = front.raised(to: extent) ?? front
    product.coefficient = 1
    product.scalars = []
    if let entries = diagonalDeterminant(product.word) {
      return entrywise(front, .scalar, entries, .scalar)
    }
    let letters =
      spelling.contains(.splitInverses) && !spelling.contains(.asRead)
      && product.word.allSatisfy(\.isSquare)
    let parts = letters ? product.word.map { [$0] } : [product.word]
    for part in parts {
      var base = expression(Monomial(word: part))
      let turned = transposed(base)
      if turned.weight < base.weight { base = turned }
      if let known = knownDeterminant(base, turned) { base = known }
      var exponent = 1.0
      if letters, case .apply(.inverse, let inner, _) = base { (base, exponent) = (inner[0], -1) }
      let named = letter(.known(.determinant, [base])).raised(to: exponent) ?? Monomial()
      front = entrywise(front, .scalar, named, .scalar)
    }
    return front
  }

  /// The matrix or its transpose, whichever a determinant was taken of before.
  private mutating func knownDeterminant(_ base: Expression, _ turned: Expression) -> Expression? {
    for candidate in [base, turned] {
      if scalarProducts.contains(where: { $0.expression == .known(.determinant, [candidate]) }) {
        return candidate
      }
    }
    scalarProducts.append(([], .known(.determinant, [base])))
    return base
  }

  /// The cofactors of a matrix; of a symmetric one turned over, so that they are read as det(A)·A⁻¹.
  mutating func cofactorMatrix(_ argument: Expression) -> Expression {
    let own = Expression.known(.cofactors, [argument])
    return isSymmetricCofactors(own) ? .known(.transpose, [own]) : own
  }

  mutating func isSymmetricCofactors(_ expression: Expression) -> Bool {
    guard case .apply(.cofactors, let matrix, _) = expression else { return false }
    return !spelling.contains(.asRead) && transposed(matrix[0]) == matrix[0]
  }

  /// cof(A·B) = cof(A)·cof(B), cof(c·A) = cⁿ⁻¹·cof(A) and cof(A⁻¹) = Aᵀ / det(A).
  mutating func cofactors(_ argument: Expression) -> Monomial {
    let product = monomial(argument)
    guard product.word.allSatisfy({ $0.isSquare && $0.kind == .matrix }) else {
      return letter(.known(.cofactors, [argument]))
    }
    var front = product
    front.word = []
    var result = front.raised(to: Double(argument.shape.extent(0)) - 1) ?? front
    for letter in product.word {
      let base = expression(entries: letter)
      if case .apply(.inverse, let inner, _) = base {
        let inverse = determinant(inner[0]).raised(to: -1) ?? Monomial()
        result = entrywise(result, argument.shape, inverse, .scalar)
        result = joined(result, self.letter(transposed(inner[0])))
      } else {
        result = joined(result, self.letter(cofactorMatrix(base)))
      }
    }
    return result
  }
}
