import TensorCore

/// Quotients over one denominator, where what stands above the line then cancels.
///
///     1 − u/(1 + u) = 1/(1 + u)      1/√(1 + u²) − u²/√(1 + u²)³ = 1/√(1 + u²)³
extension NormalForm {
  /// P·dᵅ + Q·dᵝ as (P + Q·dᵝ⁻ᵅ)·dᵅ, where dᵝ⁻ᵅ is a sum and all but one product above the line cancels.
  mutating func overCommonDenominator(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> Monomial? {
    for (lower, upper) in [(a, b), (b, a)] {
      guard let powers = lower.entrywisePowers, let others = upper.entrywisePowers
      else { return nil }
      for divisor in powers where divisor.exponent < 0 {
        let exponent = others.first { $0.base == divisor.base }?.exponent ?? 0
        guard exponent <= 0,
          let sum = sum(of: divisor.base, to: exponent - divisor.exponent)
        else { continue }
        var terms = [times(lower, divisor.base, -divisor.exponent)]
        let rest = times(upper, divisor.base, -exponent)
        for term in sum.terms {
          terms.append(entrywise(rest, self.shape(of: rest), term, self.shape(of: term)))
        }
        let numerator = factored(Polynomial(terms: terms, shape: shape))
        guard numerator.terms.count == 1 else { continue }
        return times(numerator.terms[0], divisor.base, divisor.exponent)
      }
    }
    return nil
  }

  /// The product times a power of a tensor, entry by entry.
  private mutating func times(
    _ product: Monomial, _ base: Expression, _ exponent: Double
  ) -> Monomial {
    guard exponent != 0 else { return product }
    let power = Power(base: base, exponent: exponent)
    let factor =
      Letter.Kind(rank: base.shape.rank).map { Monomial(word: [Letter($0, [power])]) }
      ?? Monomial(scalars: [power])
    return entrywise(product, shape(of: product), factor, base.shape)
  }

  /// The sum that a power is: that of d to 1, that of u for √u to 2; nil where it is none.
  private mutating func sum(of base: Expression, to exponent: Double) -> Polynomial? {
    switch exponent {
    case 1: return knownSum(base)
    case 2: return base.square.flatMap { knownSum($0) }
    default: return nil
    }
  }
}

extension Monomial {
  /// All factors of an entry-by-entry product; nil where the word is another.
  fileprivate var entrywisePowers: [Power]? {
    guard word.count <= 1, word.first?.kind != .diagonal else { return nil }
    return scalars + word.flatMap(\.factors)
  }
}
