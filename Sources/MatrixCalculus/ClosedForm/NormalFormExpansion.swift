import TensorCore

/// Products of sums, multiplied out as long as that stays short.
extension NormalForm {
  /// A product of sums is multiplied out as long as it has no more terms than this.
  private static let expansionLimit = 12

  /// The sum with sums inside its products multiplied out; nil where there are none, or too many terms.
  mutating func multipliedOut(_ sum: Polynomial) -> Polynomial? {
    var terms = sum.terms
    var place = 0
    var isSpread = false
    while place < terms.count {
      guard let spread = multipliedOut(terms[place]) else {
        place += 1
        continue
      }
      isSpread = true
      terms.replaceSubrange(place...place, with: spread)
      guard terms.count <= Self.expansionLimit else { return nil }
    }
    return isSpread ? Polynomial(terms: terms, shape: sum.shape).collected : nil
  }

  /// The terms of a product with one sum of it multiplied out.
  private mutating func multipliedOut(_ product: Monomial) -> [Monomial]? {
    for (place, factor) in product.scalars.enumerated() where factor.exponent == 1 {
      guard let sum = knownSum(factor.base) else { continue }
      var rest = product
      rest.scalars.remove(at: place)
      return sum.terms.map { entrywise(rest, .scalar, $0, .scalar) }
    }
    for place in product.word.indices {
      for (number, factor) in product.word[place].factors.enumerated() where factor.exponent == 1 {
        guard let sum = knownSum(factor.base),
          let spread = multipliedOut(product, place, number, sum)
        else { continue }
        return spread
      }
    }
    return nil
  }

  private mutating func multipliedOut(
    _ product: Monomial, _ place: Int, _ number: Int, _ sum: Polynomial
  ) -> [Monomial]? {
    let letter = product.word[place]
    var others = letter
    others.factors.remove(at: number)
    var front = product
    front.word = []
    var terms: [Monomial] = []
    for term in sum.terms {
      var inner = term
      let own = shape(of: term)
      if !others.factors.isEmpty {
        let kind = letter.kind == .matrix || letter.kind == .block ? letter.kind : .column
        inner = entrywise(Monomial(word: [Letter(kind, others.factors)]), sum.shape, term, own)
      } else if own != sum.shape {
        guard product.word.count == 1 else { return nil }
      }
      if letter.kind == .row { inner.word = transposed(inner.word) }
      if letter.kind == .diagonal {
        guard inner.word.count == 1 else { return nil }
        inner.word[0].kind = .diagonal
      }
      let before = Monomial(word: Array(product.word.prefix(place)))
      let after = Monomial(word: Array(product.word.dropFirst(place + 1)))
      terms.append(joined(front, joined(joined(before, inner), after)))
    }
    return terms
  }

  /// The sum that an expression stands for, where it is no name of the program.
  mutating func knownSum(_ expression: Expression) -> Polynomial? {
    if case .variable = expression { return nil }
    if let known = sums.first(where: { $0.expression == expression }) { return known.sum }
    guard case .apply(let operation, let inner, _) = expression, !divisors.contains(expression)
    else { return nil }
    if operation == .add || operation == .subtract {
      let sum = polynomial(expression)
      guard sum.terms.count > 1 else { return nil }
      sums.append((sum, expression))
      return sum
    }
    guard operation == .transpose, let known = sums.first(where: { $0.expression == inner[0] })
    else { return nil }
    return transposed(known.sum)
  }
}
