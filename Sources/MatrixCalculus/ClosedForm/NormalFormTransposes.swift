import TensorCore

/// Transposes of letters, words and sums, with as few marks as the letters' own transposes allow.
extension NormalForm {
  /// The transposed tensor, as the sum that stands for it is written.
  mutating func transposed(_ expression: Expression) -> Expression {
    guard expression.shape.rank == 2 else { return expression.transposed }
    if expression.shape.count == 1 {
      guard case .apply(.transpose, let inner, _) = expression else { return expression }
      return inner[0]
    }
    if case .apply(.transpose, let arguments, _) = expression {
      return isSymmetricCofactors(arguments[0]) ? expression : arguments[0]
    }
    if case .variable(let name) = expression {
      if symmetric.contains(name) { return expression }
      if let upright = upright(of: name) { return upright }
    }
    if let known = sums.first(where: { $0.expression == expression }) {
      let turned = transposed(known.sum)
      for other in sums where other.sum.ratio(of: turned) == 1 { return other.expression }
      let spelled = self.expression(turned)
      guard spelled.weight > expression.weight + 1 || expression.isVariable else { return spelled }
      return .known(.transpose, [expression])
    }
    switch expression {
    case .apply(.inverse, let arguments, _):
      let inner = arguments[0]
      return .known(.inverse, [transposed(inner)])
    case .apply(.matrixProduct, let arguments, _)
    where arguments.allSatisfy { $0.shape.rank == 2 }:
      var factors: [Expression] = []
      for factor in expression.productChain.reversed() { factors.append(transposed(factor)) }
      return Expression.cheapestProduct(factors)
    case .apply(.kron, let arguments, _):
      return .known(.kron, [transposed(arguments[0]), transposed(arguments[1])])
    default: return expression.transposed
    }
  }

  /// X, where the program calls Xᵀ so.
  private func upright(of name: Variable) -> Expression? {
    guard let definition = definitions[name], definition.terms.count == 1,
      case .apply(.transpose, let inner, _) = definition.terms[0].onlyBase
    else { return nil }
    return inner[0]
  }

  mutating func transposed(_ sum: Polynomial) -> Polynomial {
    var terms: [Monomial] = []
    for term in sum.terms {
      var turned = term
      let own = shape(of: term)
      if own == sum.shape || own.isScalar {
        turned.word = transposed(term.word)
      } else {
        // A broadcast row becomes a broadcast column.
        let entries = expression(Monomial(word: term.word))
        let isRow = own.rank == 1 || own.extent(0) == 1
        let flat = Expression.flattened(entries, own.count)
        turned.word = letter(isRow ? flat.standing : flat).word
      }
      terms.append(turned)
    }
    return Polynomial(terms: terms, shape: sum.shape.reversed)
  }

  /// (A·B·x·yᵀ)ᵀ = y·xᵀ·Bᵀ·Aᵀ.
  mutating func transposed(_ word: [Letter]) -> [Letter] {
    var turned: [Letter] = []
    for letter in word.reversed() {
      switch letter.kind {
      case .column: turned.append(Letter(.row, letter.factors))
      case .row: turned.append(Letter(.column, letter.factors))
      case .diagonal, .block: turned.append(letter)
      case .matrix:
        var factors: [Power] = []
        for factor in letter.factors {
          factors.append(Power(base: transposed(factor.base), exponent: factor.exponent))
        }
        turned.append(Letter(.matrix, factors))
      }
    }
    return turned
  }
}

extension Expression {
  fileprivate var isVariable: Bool {
    if case .variable = self { true } else { false }
  }
}
