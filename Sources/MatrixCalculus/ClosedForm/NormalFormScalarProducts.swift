import TensorCore

/// Products of a row and a column, which are scalars: one expression for each, however it is turned.
extension NormalForm {
  /// xᵀ·A·y as one scalar, however it is turned.
  mutating func scalarProduct(_ word: [Letter]) -> Monomial {
    if word.count == 2, word.allSatisfy({ $0.only?.isOnes == true }) {
      return Monomial(coefficient: Double(word[0].factors[0].base.shape.count))
    }
    if let shorter = cancelledScalarProduct(word) ?? namedScalarProduct(word) { return shorter }
    let turned = transposed(word)
    func isSame(_ other: [Letter]) -> Bool {
      if word.count == 2, other.count == 2 {
        return word.flatMap(\.factors).hasSameElements(as: other.flatMap(\.factors))
      }
      return [word, turned].contains { own in
        own.count == other.count && zip(own, other).allSatisfy { $0.isLike($1) }
      }
    }
    if let known = scalarProducts.first(where: { isSame($0.word) }) {
      return letter(known.expression)
    }
    let candidates = [word, turned].map { word -> Expression in
      let right = Array(word.dropFirst())
      let left = Letter(.column, word[0].factors)
      return expression(entries: left).matrixProduct(chain(right))
    }
    let best = candidates[1].weight < candidates[0].weight ? candidates[1] : candidates[0]
    scalarProducts.append((word, best))
    return letter(best)
  }

  /// gᵀ·Vᵀ·a as gᵀ·c where the program names c = Vᵀ·a; nil where it names no part of the word.
  private mutating func namedScalarProduct(_ word: [Letter]) -> Monomial? {
    guard word.count > 2 else { return nil }
    for turned in [word, transposed(word)] {
      let part = Monomial(word: Array(turned.dropFirst()))
      let vector = named(part)
      guard vector.word.count < part.word.count, vector.word.last?.kind == .column else { continue }
      let front = Monomial(coefficient: vector.coefficient, scalars: vector.scalars)
      let product = scalarProduct([turned[0]] + vector.word)
      return entrywise(front, .scalar, product, .scalar)
    }
    return nil
  }

  /// gᵀ·e / s as gᵀ·p where the program names p = e / s, or a product e·s, or where e / s is a softmax.
  mutating func weighted(_ product: Monomial) -> Monomial {
    guard product.scalars.count > 1 else { return product }
    for scalar in product.scalars where scalar.exponent == 1 {
      guard let known = scalarProducts.first(where: { $0.expression == scalar.base }) else {
        continue
      }
      let rest = product.scalars.divided(by: [scalar])
      for place in known.word.indices {
        let own = Monomial(scalars: rest, word: [Letter(.column, known.word[place].factors)])
        let share = named(normalized(own))
        guard known.word.count == 2, share.word.count == 1, share.word[0].kind == .column,
          share.scalars.count < rest.count, share.coefficient == 1
        else { continue }
        let other = Letter(.row, known.word[1 - place].factors)
        var front = product
        front.scalars = share.scalars
        return entrywise(front, .scalar, scalarProduct([other] + share.word), .scalar)
      }
    }
    return product
  }

  /// (y / s)ᵀ·s as the sum of y; the product with a distribution, of a sum with a constant, without that.
  private mutating func cancelledScalarProduct(_ word: [Letter]) -> Monomial? {
    guard word.count == 2 else { return nil }
    let factors = word[0].factors.multiplied(by: word[1].factors)
    if !factors.isEmpty, factors.count + 1 < word[0].factors.count + word[1].factors.count {
      let rest = Monomial(word: [Letter(.column, factors)])
      return sum(rest, shape(of: rest), nil, false)
    }
    for (own, other) in [(0, 1), (1, 0)] {
      guard isDistribution([Letter(.column, word[other].factors)], along: nil),
        let base = word[own].only, let known = knownSum(base)
      else { continue }
      let constants = known.terms.filter { shape(of: $0).isScalar }
      guard !constants.isEmpty, constants.count < known.terms.count else { continue }
      var rest = known
      rest.terms.removeAll { shape(of: $0).isScalar }
      let vector = product(of: factored(rest))
      var row = vector
      row.word = transposed(vector.word)
      let product = joined(row, Monomial(word: [Letter(.column, word[other].factors)]))
      return self.product(of: factored(Polynomial(terms: [product] + constants, shape: .scalar)))
    }
    return nil
  }
}
