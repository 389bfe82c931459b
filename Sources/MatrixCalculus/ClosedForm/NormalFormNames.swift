import TensorCore

/// The names that the program gave to products.
extension NormalForm {
  /// The product with every part of it that has a name replaced by it.
  mutating func named(_ product: Monomial) -> Monomial {
    var result = product
    for (definition, name) in products.reversed() {
      while let shorter = replaced(definition, by: name, in: result) { result = shorter }
    }
    return result
  }

  private mutating func replaced(
    _ definition: Monomial, by name: Variable, in product: Monomial
  ) -> Monomial? {
    if definition.word.isEmpty {
      let other = definition.scalars.map { Power(base: $0.base, exponent: -$0.exponent) }
      for (scalars, exponent) in [(definition.scalars, 1.0), (other, -1.0)]
      where product.scalars.holds(scalars) {
        var result = product.scaled(by: definition.coefficient)
        result.scalars = product.scalars.divided(by: scalars)
          .multiplied(by: [Power(base: .variable(name), exponent: exponent)])
        return result
      }
      return nil
    }
    guard product.scalars.holds(definition.scalars) else { return nil }
    var result = product.scaled(by: definition.coefficient)
    result.scalars = product.scalars.divided(by: definition.scalars)
    let own = Expression.variable(name)
    for (word, isTurned) in [(definition.word, false), (transposed(definition.word), true)] {
      if let place = firstRun(of: word, in: product.word) {
        result.word.replaceSubrange(
          place..<(place + word.count), with: [standing(own, for: word, isTurned)])
        return result
      }
      guard word.count == 1, !definition.word[0].factors.isEmpty else { continue }
      for place in product.word.indices {
        let letter = product.word[place]
        guard letter.kind == word[0].kind || letter.kind == .diagonal && word[0].kind == .column,
          letter.factors.holds(word[0].factors)
        else { continue }
        let factor = isTurned && own.shape.rank == 2 ? own.transposed : own
        result.word[place].factors = letter.factors.divided(by: word[0].factors)
          .multiplied(by: [Power(base: factor)])
        return result
      }
    }
    return nil
  }

  private func standing(_ name: Expression, for word: [Letter], _ isTurned: Bool) -> Letter {
    guard name.shape.rank == 2 else {
      return Letter(isTurned ? .row : .column, name)
    }
    return Letter(.matrix, isTurned ? name.transposed : name)
  }

  private func firstRun(of word: [Letter], in other: [Letter]) -> Int? {
    guard word.count > 1, word.count <= other.count else { return nil }
    return (0...(other.count - word.count)).first { start in
      zip(word, other[start...]).allSatisfy { $0.isLike($1) }
    }
  }
}

extension [Power] {
  /// Whether the product has all these factors, to the same sign and at least to the power.
  fileprivate func holds(_ others: [Power]) -> Bool {
    others.allSatisfy { other in
      contains {
        $0.base == other.base && $0.exponent * other.exponent > 0
          && $0.exponent.magnitude >= other.exponent.magnitude
      }
    }
  }
}
