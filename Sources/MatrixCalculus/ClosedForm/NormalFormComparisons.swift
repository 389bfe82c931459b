import TensorCore

/// Comparisons by what is compared in the end, and what they say of the factors beside them.
///
///     x/6 + ½ > 0   is   x > −3      1 − y > 0   is   y < 1      a·r > (a − 1)·r   is   r > 0
///
/// A bound is moved only where it is hit by the same numbers, to the last bit, as before.
extension NormalForm {
  /// A bound is moved only to a number that is as quick to read.
  private static let boundLength = 8

  /// The comparison, or the share of a maximum or minimum, of what is nearer; nil where that is no shorter.
  mutating func compared(_ operation: Operation, _ arguments: [Expression]) -> Expression? {
    guard let flipped = operation.flipped else { return nil }
    let own = Expression.known(operation, arguments)
    if let known = comparisons[own] { return known == own ? nil : known }
    comparisons[own] = own
    let sides = arguments.count > 1 ? arguments : arguments + [0]
    let difference = polynomial(sides[0] - sides[1]).collected
    var best = own
    for sum in [difference, multipliedOut(difference)].compactMap({ $0 })
    where sum.shape == own.shape {
      guard
        let shorter = compared(sum, operation, flipped, isAgainstZero: sides[1].isZero),
        shorter.shape == own.shape, shorter.weight < best.weight
      else { continue }
      best = shorter
    }
    comparisons[own] = best
    return best == own ? nil : best
  }

  private mutating func compared(
    _ difference: Polynomial, _ operation: Operation, _ flipped: Operation, isAgainstZero: Bool
  ) -> Expression? {
    let terms = difference.terms.filter { !$0.isNumber }
    let constant = difference.terms.first(where: \.isNumber)?.coefficient ?? 0
    if terms.count == 1 {
      let factor = terms[0].coefficient
      guard let bound = Self.bound(factor, constant) else { return nil }
      let tensor = expression(terms[0].scaled(by: 1 / factor))
      return Expression.comparing(tensor, bound, factor > 0 ? operation : flipped)
    }
    guard isAgainstZero, terms.count == 2, constant == 0,
      terms[0].coefficient == -terms[1].coefficient
    else { return nil }
    let size = terms[0].coefficient
    let (left, right) = (
      expression(terms[0].scaled(by: 1 / size)), expression(terms[1].scaled(by: -1 / size))
    )
    return Expression.comparing(left, right, size > 0 ? operation : flipped)
  }

  /// Where factor·t + constant is 0; nil where that is no short number, or is so by rounding alone.
  private static func bound(_ factor: Double, _ constant: Double) -> Expression? {
    guard constant != 0 else { return 0 }
    let fraction = NumberText.fraction(factor)
    let bound =
      fraction.map { -constant * Double($0.denominator) / Double($0.numerator) }
      ?? -constant / factor
    guard factor * bound == -constant, NumberText.decimal(bound).count <= boundLength else {
      return nil
    }
    return .number(bound)
  }

  /// Factors without masks that change nothing: c·c = c, and relu(u)·relu'(u) = relu(u), as for max(u, 0) and
  /// where(c, a, 0): where the mask is not 1 the rest is 0.
  mutating func masked(_ powers: [Power]) -> [Power] {
    guard powers.contains(where: \.base.isMask) else { return powers }
    var known: Set<Expression> = []
    for power in powers where power.exponent > 0 {
      if let mask = maskBesides(power.base) { known.insert(mask) }
    }
    return powers.compactMap { mask in
      guard mask.exponent > 0, mask.base.isMask else { return mask }
      if known.contains(mask.base) { return nil }
      return mask.base.isZeroOrOne ? Power(base: mask.base) : mask
    }
  }

  /// The mask that is 1, or the tensor 0.
  private mutating func maskBesides(_ base: Expression) -> Expression? {
    var meaning = base
    if case .variable(let name) = base {
      guard let own = definitions[name]?.terms, own.count == 1, let only = own[0].onlyBase else {
        return nil
      }
      meaning = only
    }
    guard case .apply(let operation, let arguments, _) = meaning else { return nil }
    switch operation {
    case .function("relu"): return asked(.function("relu'"), arguments.elements)
    case .extremum(let extremum):
      let other = arguments[1].isZero ? arguments[0] : arguments[1]
      guard arguments.contains(where: \.isZero) else { return nil }
      return asked(.extremumShare(extremum), [other, 0])
    case .choice where arguments[2].isZero && arguments[0].isZeroOrOne: return arguments[0]
    default: return nil
    }
  }

  /// sign(u)·σ(−|u|) is [u > 0] − σ(u): the share of the maximum less the product is σ(u), also where u is 0.
  mutating func stableSigmoid(_ a: Monomial, _ b: Monomial) -> Monomial? {
    for (share, product) in [(a, b), (b, a)] where share.coefficient == -product.coefficient {
      guard let mask = share.onlyPowers, mask.count == 1, mask[0].exponent == 1,
        case .apply(.extremumShare(.maximum), let sides, _) = mask[0].base, sides[1].isZero,
        let factors = product.onlyPowers
      else { continue }
      let expected = [
        Expression.function("sign", sides[0]),
        .function("sigmoid", -(.function("abs", sides[0]))),
      ]
      guard factors.hasSameElements(as: expected.map { Power(base: $0) }) else { continue }
      return letter(sigmoid(sides[0])).scaled(by: share.coefficient)
    }
    return nil
  }
}

extension Monomial {
  /// Whether it is a number and no more.
  var isNumber: Bool { scalars.isEmpty && word.isEmpty }

  /// The factors of an entry-by-entry product of tensors of one shape.
  private var ownPowers: [Power] { scalars + word.flatMap(\.factors) }

  /// The factors, where all are scalars or all stand in one letter that is no diagonal.
  fileprivate var onlyPowers: [Power]? {
    let isOne = word.isEmpty || scalars.isEmpty && word.count == 1 && word[0].kind != .diagonal
    return isOne ? ownPowers : nil
  }
}

extension Operation {
  /// The comparison with its sides turned; nil where the operation compares nothing.
  fileprivate var flipped: Operation? {
    switch self {
    case .comparison(let relation): .comparison(relation.turned)
    case .extremumShare(let extremum): .extremumShare(extremum.opposite)
    case .function("relu'"): .comparison(.less)
    default: nil
    }
  }
}

extension Extremum {
  var opposite: Extremum {
    switch self {
    case .maximum: .minimum
    case .minimum: .maximum
    }
  }
}

extension Expression {
  /// The comparison of two tensors; relu' asks whether one is greater than 0.
  fileprivate static func comparing(
    _ left: Expression, _ right: Expression, _ operation: Operation
  ) -> Expression {
    guard operation == .function("relu'") else { return .known(operation, [left, right]) }
    return right.isZero
      ? .known(operation, [left]) : .known(.comparison(.greater), [left, right])
  }

  /// Whether every entry is 0 or 1, because it is a comparison.
  var isZeroOrOne: Bool {
    guard case .apply(let operation, _, _) = self else { return false }
    if case .comparison = operation { return true }
    return operation == .function("relu'")
  }

  /// Whether it says where something else is chosen.
  fileprivate var isMask: Bool {
    if case .apply(.extremumShare, _, _) = self { true } else { isZeroOrOne }
  }
}
