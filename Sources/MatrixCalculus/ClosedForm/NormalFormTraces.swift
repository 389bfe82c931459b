import TensorCore

/// Inverses and traces, with numbers and scalars before them.
///
///     (c·A)⁻¹ = A⁻¹ / c      tr(u·vᵀ) = vᵀ·u      tr(A·B) = tr(B·A) = Σ A ⊙ Bᵀ
extension NormalForm {
  /// A⁻¹, numbers and scalars inverted before it.
  mutating func inverse(_ argument: Expression) -> Monomial {
    let product = monomial(argument)
    guard product.coefficient != 0 else { return letter(.known(.inverse, [argument])) }
    var front = product
    front.word = []
    front = front.raised(to: -1) ?? front
    if spelling.contains(.splitInverses), product.word.count > 1,
      product.word.allSatisfy(\.isSquare)
    {
      return product.word.reversed().reduce(front) { whole, letter in
        joined(whole, Monomial(word: [inverse(of: letter)]))
      }
    }
    guard product.word.count > 1 else {
      front.word = product.word.map { inverse(of: $0) }
      return front
    }
    front.word = [Letter(.matrix, .known(.inverse, [expression(Monomial(word: product.word))]))]
    return front
  }

  private mutating func inverse(of letter: Letter) -> Letter {
    if letter.kind == .diagonal {
      return Letter(
        .diagonal, letter.factors.map { Power(base: $0.base, exponent: -$0.exponent) })
    }
    if letter.isIdentity { return letter }
    let base = expression(entries: letter)
    if case .apply(.inverse, let inner, _) = base { return Letter(.matrix, inner[0]) }
    return Letter(.matrix, .known(.inverse, [base]))
  }

  /// Σ A ⊙ B is tr(A·Bᵀ).
  mutating func trace(ofEntries word: [Letter]) -> Expression? {
    guard word.count == 1, word[0].kind == .matrix, word[0].factors.count == 2,
      word[0].factors.allSatisfy({ $0.exponent == 1 })
    else { return nil }
    let (left, right) = (word[0].factors[0].base, word[0].factors[1].base)
    let product = monomial(left.matrixProduct(transposed(right)))
    guard product.coefficient == 1, product.scalars.isEmpty, product.word.count > 1,
      product.word.allSatisfy({ $0.kind == .matrix })
    else { return nil }
    return trace(of: product.word)
  }

  /// tr(u·vᵀ) = vᵀ·u.
  mutating func trace(_ argument: Expression) -> Monomial {
    var product = monomial(argument)
    let word = product.word
    product.word = []
    if let row = word.firstIndex(where: { $0.kind == .row }), row > 0 {
      let left = Monomial(word: [word[row]])
      let right = Monomial(word: Array(word[(row + 1)...]) + word[..<row])
      return joined(product, joined(left, right))
    }
    if word.count == 1, word[0].isIdentity {
      return product.scaled(by: Double(argument.shape.extent(0)))
    }
    return entrywise(product, .scalar, letter(trace(of: word)), .scalar)
  }

  /// The trace of the first rotation of a product that occurred, or of its transpose.
  private mutating func trace(of word: [Letter]) -> Expression {
    let turned = transposed(word)
    let rotations = [word, turned].flatMap { word in
      word.indices.map { Array(word[$0...]) + word[..<$0] }
    }
    for known in traces {
      let isKnown = rotations.contains { own in
        own.count == known.word.count && zip(own, known.word).allSatisfy { $0.isLike($1) }
      }
      if isKnown { return known.expression }
    }
    var best = Expression.known(.trace, [expression(Monomial(word: word))])
    for rotation in rotations {
      let candidate = Expression.known(.trace, [expression(Monomial(word: rotation))])
      if candidate.weight < best.weight { best = candidate }
    }
    traces.append((word, best))
    return best
  }
}
