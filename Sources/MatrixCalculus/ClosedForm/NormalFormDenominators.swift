import TensorCore

/// Quotients over one denominator, where what stands above the line then cancels.
///
///     1 − u/(1 + u) = 1/(1 + u)      1/√(1 + u²) − u²/√(1 + u²)³ = 1/√(1 + u²)³
extension NormalForm {
  /// Sums of more terms are not compared with others.
  private static let clearedLimit = 6

  /// P·dᵅ + Q·dᵝ as (P + Q·dᵝ⁻ᵅ)·dᵅ and P/d + Q/e as (P·e + Q·d)/(d·e), for sums d and e, where all but one
  /// product above the line cancels.
  mutating func overCommonDenominator(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> Monomial? {
    for (lower, upper) in [(a, b), (b, a)] {
      guard let powers = lower.entrywisePowers, let others = upper.entrywisePowers
      else { return nil }
      for divisor in powers where divisor.exponent < 0 {
        let exponent = others.first { $0.base == divisor.base }?.exponent ?? 0
        guard exponent <= 0,
          let sum = sum(of: divisor.base, to: exponent - divisor.exponent)
        else { continue }
        let above = times(lower, divisor.base, -divisor.exponent)
        let rest = times(upper, divisor.base, -exponent)
        if let numerator = cancelled([above] + products(rest, sum), shape) {
          return times(numerator, divisor.base, divisor.exponent)
        }
        for other in others where other.exponent == -1 && other.base != divisor.base {
          guard !powers.contains(where: { $0.base == other.base }),
            let second = knownSum(other.base)
          else { continue }
          let terms = products(above, second) + products(times(rest, other.base, 1), sum)
          guard let numerator = cancelled(terms, shape) else { continue }
          return times(times(numerator, divisor.base, divisor.exponent), other.base, -1)
        }
      }
    }
    return nil
  }

  /// The sum as one product, where something cancels in it; factors are not looked for elsewhere, because a
  /// search within a search takes for ever.
  private mutating func cancelled(_ terms: [Monomial], _ shape: Shape) -> Monomial? {
    let plain = Polynomial(terms: terms, shape: shape).collected
    guard (multipliedOut(plain) ?? plain).terms.count < terms.count else { return nil }
    let sum = factored(plain)
    return sum.terms.count == 1 ? sum.terms[0] : nil
  }

  /// A/B as c/d, for sums A and B with A·d = c·B: (1 + u/r)/(r + u) as 1/r.
  mutating func sumsCancelled(_ powers: [Power], _ coefficient: inout Double) -> [Power] {
    guard powers.count(where: { $0.exponent == $0.exponent.rounded() }) > 1 else { return powers }
    for upper in powers {
      guard let sum = knownSum(upper.base), sum.terms.count <= Self.clearedLimit else { continue }
      for other in powers where other.exponent * upper.exponent < 0 {
        let count = min(upper.exponent.magnitude, other.exponent.magnitude).rounded(.down)
        guard count > 0, let target = knownSum(other.base) ?? namedSum(other.base),
          target.terms.count == sum.terms.count,
          let (ratio, divisor) = cleared(sum, to: { target.ratio(of: $0) })
        else { continue }
        let exponent = upper.exponent > 0 ? count : -count
        coefficient *= ScalarFunction.power(ratio, exponent)
        let rest = powers.divided(by: [
          Power(base: upper.base, exponent: exponent), Power(base: other.base, exponent: -exponent),
        ]).multiplied(by: [Power(base: divisor.base, exponent: divisor.exponent * exponent)])
        return sumsCancelled(rest, &coefficient)
      }
    }
    return powers
  }

  /// n/d for a sum that is a multiple of the name n once it is multiplied by d, or without that; nil where no
  /// name is.
  mutating func namedQuotient(_ sum: Polynomial) -> Monomial? {
    guard (2...Self.clearedLimit).contains(sum.terms.count) else { return nil }
    let names = sums.filter { $0.expression.size == 0 || multiples[$0.expression] != nil }
    func named(_ sum: Polynomial) -> (Double, Expression)? {
      for known in names {
        if let ratio = known.sum.ratio(of: sum) { return (ratio, known.expression) }
      }
      return nil
    }
    if let (ratio, name) = named(sum) { return letter(name).scaled(by: ratio) }
    guard let ((ratio, name), divisor) = cleared(sum, to: named) else { return nil }
    return times(letter(name).scaled(by: ratio), divisor.base, divisor.exponent)
  }

  /// A sum over one of its divisors, as what the sum times that divisor is.
  private mutating func cleared<Result>(
    _ sum: Polynomial, to find: (Polynomial) -> Result?
  ) -> (Result, Power)? {
    let divisors = sum.terms.flatMap { $0.entrywisePowers ?? [] }.filter {
      $0.exponent < 0 && $0.base.shape == sum.shape
    }
    for (place, divisor) in divisors.enumerated() where !divisors[..<place].contains(divisor) {
      var terms: [Monomial] = []
      for term in sum.terms { terms.append(times(term, divisor.base, -divisor.exponent)) }
      let whole = Polynomial(terms: terms, shape: sum.shape).collected
      if let result = find(whole) { return (result, divisor) }
    }
    return nil
  }

  /// The sum that the program gave this name.
  private func namedSum(_ name: Expression) -> Polynomial? {
    sums.first { $0.expression == name }?.sum
  }

  private mutating func products(_ product: Monomial, _ sum: Polynomial) -> [Monomial] {
    var terms: [Monomial] = []
    for term in sum.terms {
      terms.append(entrywise(product, shape(of: product), term, shape(of: term)))
    }
    return terms
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
