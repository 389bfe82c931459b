import TensorCore

/// Sigmoids, however they are written.
///
///     1 / (1 + e⁻ᵘ)  is  σ(u)      eᵘ / (1 + eᵘ)  is  σ(u)      σ(−u)·s  is  (1 − s)·s  where s names σ(u)
extension NormalForm {
  /// Factors with exponentials over what they add up to with 1 as sigmoids.
  mutating func logistic(_ powers: [Power]) -> [Power] {
    var result = powers
    while let shorter = sigmoidOfQuotient(result) ?? sigmoidOfReciprocal(result) {
      result = shorter
    }
    return complementsTaken(result)
  }

  /// σ(u), by the program's name for it, or 1 less its name for σ(−u).
  mutating func sigmoid(_ argument: Expression) -> Expression {
    let own = Expression.function("sigmoid", rebuilt(argument))
    if let name = names[own] { return .variable(name) }
    if let name = names[.function("sigmoid", rebuilt(-argument))] {
      return complement(of: .variable(name)) ?? own
    }
    return own
  }

  /// eᵘ / (1 + eᵘ), and eᵘ·σ(−u), as σ(u).
  private mutating func sigmoidOfQuotient(_ powers: [Power]) -> [Power]? {
    for power in powers where power.exponent >= 1 {
      guard let exponent = argument(of: power.base, "exp") else { continue }
      for other in powers where other.base != power.base {
        let isDivisor = other.exponent <= -1 && isOnePlus(power.base, other.base)
        guard isDivisor || other.exponent >= 1 && isSigmoid(other.base, of: -exponent) else {
          continue
        }
        let divisor = Power(base: other.base, exponent: isDivisor ? -1 : 1)
        return powers.divided(by: [Power(base: power.base), divisor])
          .multiplied(by: [Power(base: sigmoid(exponent))])
      }
    }
    return nil
  }

  /// 1 / (1 + eᵘ) as σ(−u).
  private mutating func sigmoidOfReciprocal(_ powers: [Power]) -> [Power]? {
    for power in powers where power.exponent <= -1 && power.exponent == power.exponent.rounded() {
      guard !divisors.contains(power.base), let exponent = exponentBesideOne(power.base) else {
        continue
      }
      return powers.divided(by: [power])
        .multiplied(by: [Power(base: sigmoid(-exponent), exponent: -power.exponent)])
    }
    return nil
  }

  /// σ(−u) as 1 − σ(u) beside σ(u), or where that has a name.
  private mutating func complementsTaken(_ powers: [Power]) -> [Power] {
    for power in powers {
      guard case .apply(.function("sigmoid"), let arguments, _) = power.base,
        arguments[0].isNegative
      else { continue }
      let turned = Expression.function("sigmoid", rebuilt(-arguments[0]))
      let isBeside = powers.contains { $0.base == turned }
      guard isBeside || names[turned] != nil,
        let rest = complement(of: names[turned].map(Expression.variable) ?? turned)
      else { continue }
      return complementsTaken(
        powers.divided(by: [power])
          .multiplied(by: [Power(base: rest, exponent: power.exponent)]))
    }
    return powers
  }

  /// The letter 1 − s.
  private mutating func complement(of share: Expression) -> Expression? {
    let rest = Polynomial(
      terms: [Monomial(), letter(share).scaled(by: -1)], shape: share.shape)
    let whole = letter(of: rest)
    return whole.coefficient == 1 ? whole.onlyBase : nil
  }

  private mutating func isSigmoid(_ expression: Expression, of argument: Expression) -> Bool {
    if let own = self.argument(of: expression, "sigmoid") { return own == rebuilt(argument) }
    // 1 − s, where s names the sigmoid of the opposite.
    guard let terms = knownSum(expression)?.terms, terms.count == 2,
      let one = terms.firstIndex(where: \.isNumber), terms[one].coefficient == 1,
      terms[1 - one].coefficient == -1, let share = terms[1 - one].scaled(by: -1).onlyBase,
      let opposite = self.argument(of: share, "sigmoid")
    else { return false }
    return opposite == rebuilt(-argument)
  }

  /// u of f(u), also where the program has a name for it.
  private func argument(of expression: Expression, _ function: String) -> Expression? {
    var meaning = expression
    if case .variable(let name) = expression, let own = definitions[name]?.terms.first?.onlyBase {
      meaning = own
    }
    guard case .apply(.function(function), let arguments, _) = meaning else { return nil }
    return arguments[0]
  }

  /// u of 1 + eᵘ; nil where the sum has a name.
  private mutating func exponentBesideOne(_ tensor: Expression) -> Expression? {
    guard let terms = knownSum(tensor)?.terms, terms.count == 2,
      let one = terms.firstIndex(where: \.isNumber), terms[one].coefficient == 1
    else { return nil }
    return terms[1 - one].onlyBase.flatMap { argument(of: $0, "exp") }
  }

  /// Whether the tensor is 1 plus the exponential.
  private func isOnePlus(_ exponential: Expression, _ tensor: Expression) -> Bool {
    guard let known = sums.first(where: { $0.expression == tensor })?.sum else { return false }
    let sum = [letter(exponential), Monomial()]
    return known.ratio(of: Polynomial(terms: sum, shape: known.shape)) == 1
  }
}
