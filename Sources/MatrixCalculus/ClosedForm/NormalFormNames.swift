import TensorCore

/// The names that the program gave to products.
extension NormalForm {
  /// Takes the name for what it is assigned, from now on.
  mutating func define(_ name: Variable, _ expression: Expression) {
    guard case .apply = expression else { return }
    defer { (monomials, factored, merges, comparisons) = ([:], [:], [:], [:]) }
    let sum = factored(polynomial(expression))
    definitions[name] = sum
    if spelling.contains(.complementsWritten), expression.isComplement {
      complements[name] = sum
      return
    }
    if name.shape.rank == 2, name.shape == name.shape.reversed, sum.ratio(of: transposed(sum)) == 1
    {
      symmetric.insert(name)
    }
    guard sum.terms.count == 1, let product = sum.terms.first else {
      if sum.terms.count > 1 { sums.insert((sum, .variable(name)), at: 0) }
      if spelling.contains(.restsFirst) { defineRest(name, sum) }
      return
    }
    if let base = product.onlyBase {
      names[base] = name
      nameMasks(of: base)
    } else if let base = product.scaled(by: 1 / product.coefficient).onlyBase {
      let whole = Polynomial(terms: [product], shape: name.shape)
      if shape(of: product) == whole.shape { multiples[base] = (name, 1 / product.coefficient) }
    } else if !(product.word.isEmpty && product.scalars.isEmpty),
      product.coefficient.magnitude == 1 || product.holdsDivisor && !product.isZero
    {
      products.append((product.withCoefficient(1 / product.coefficient), .variable(name)))
      guard product.coefficient == 1 else { return }
      if let sigmoid = sigmoid(reciprocal: product) { names[sigmoid] = name }
      if let direction = direction(product) { names[direction] = name }
      if let softmax = normalized(product).onlyBase { names[softmax] = name }
      if spelling.contains(.quotientsFirst) { solve(product, name, expression) }
    }
  }

  /// n = c + k·P is P = (n − c)/k, for a quotient P or a sigmoid.
  private mutating func defineRest(_ name: Variable, _ sum: Polynomial) {
    guard sum.terms.count == 2, let place = sum.terms.firstIndex(where: \.isNumber) else { return }
    let (number, product) = (sum.terms[place].coefficient, sum.terms[1 - place])
    let sign: Double = product.coefficient < 0 ? -1 : 1
    let own = letter(.variable(name)).scaled(by: sign)
    let constant = Monomial(coefficient: -sign * number)
    let terms = sign < 0 ? [constant, own] : [own, constant]
    let rest = letter(of: Polynomial(terms: terms, shape: sum.shape))
      .scaled(by: 1 / product.coefficient.magnitude)
    guard let stand = rest.scaled(by: 1 / rest.coefficient).onlyBase else { return }
    let plain = product.scaled(by: 1 / product.coefficient)
    if let base = plain.onlyBase {
      guard case .apply(.function("sigmoid"), _, _) = base else { return }
      quotients[base] = rest
    } else if plain.holdsDivisor {
      products.append((plain.withCoefficient(rest.coefficient), stand))
    }
  }

  /// The shares of a maximum or minimum that has a name, to be read by that.
  private mutating func nameMasks(of base: Expression) {
    guard case .apply(let operation, let sides, _) = base else { return }
    switch operation {
    case .function("relu"):
      if let shorter = compared(.function("relu'"), sides.elements), let name = names[base] {
        namedMasks[shorter] = .function("relu'", .variable(name))
      }
    case .extremum(let extremum):
      for own in [sides.elements, sides.reversed()] {
        if let shorter = compared(.extremumShare(extremum), own) {
          namedMasks[shorter] = .known(.extremumShare(extremum), own)
        }
      }
    default: return
    }
  }

  /// x / norm(x), where the product is that.
  private func direction(_ product: Monomial) -> Expression? {
    guard product.scalars.count == 1, product.scalars[0].exponent == -1, product.word.count == 1,
      let own = product.word[0].only
    else { return nil }
    let norm = Expression.known(.norm, [own])
    guard [norm, names[norm].map(Expression.variable)].contains(product.scalars[0].base) else {
      return nil
    }
    return .known(.direction, [own])
  }

  /// n = c / s is c = n·s.
  private mutating func solve(_ product: Monomial, _ name: Variable, _ expression: Expression) {
    guard product.word.filter({ $0.kind != .diagonal }).count <= 1,
      let numerator = product.numerator(of: name.shape), quotients[numerator] == nil,
      let quotient = product.solved(
        for: numerator, naming: name, isNeverZero: isNeverZero)
    else { return }
    for divisor in expression.divisors + expression.meansAsSums.divisors {
      divisorForms[divisor] = monomial(divisor)
    }
    quotients[numerator] = quotient
    for divisor in quotient.scalars + quotient.word.flatMap(\.factors) {
      divisors.formUnion(divisor.base.spellings)
      divisors.insert(transposed(divisor.base))
    }
  }

  // MARK: - Use

  /// The product with every part of it that has a name replaced by it.
  mutating func named(_ product: Monomial) -> Monomial {
    var result = product
    for (definition, name) in products.reversed() {
      while let shorter = replaced(definition, by: name, in: result) { result = shorter }
    }
    return result
  }

  private mutating func replaced(
    _ definition: Monomial, by name: Expression, in product: Monomial
  ) -> Monomial? {
    if definition.word.isEmpty {
      let other = definition.scalars.map { Power(base: $0.base, exponent: -$0.exponent) }
      for (scalars, exponent) in [(definition.scalars, 1.0), (other, -1.0)]
      where product.scalars.holds(scalars) {
        var result = product.scaled(
          by: ScalarFunction.power(definition.coefficient, exponent))
        result.scalars = product.scalars.divided(by: scalars)
          .multiplied(by: [Power(base: name, exponent: exponent)])
        return result
      }
      return nil
    }
    guard product.scalars.holds(definition.scalars) else { return nil }
    var result = product.scaled(by: definition.coefficient)
    result.scalars = product.scalars.divided(by: definition.scalars)
    for (word, isTurned) in [(definition.word, false), (transposed(definition.word), true)] {
      if let place = firstRun(of: word, in: product.word) {
        result.word.replaceSubrange(
          place..<(place + word.count), with: [standing(name, for: word, isTurned)])
        return result
      }
      guard word.count == 1, !definition.word[0].factors.isEmpty else { continue }
      for place in product.word.indices {
        let letter = product.word[place]
        guard letter.kind == word[0].kind || letter.kind == .diagonal && word[0].kind == .column,
          letter.factors.holds(word[0].factors)
        else { continue }
        let factor = isTurned && name.shape.rank == 2 ? name.transposed : name
        let factors = letter.factors.divided(by: word[0].factors)
          .multiplied(by: [Power(base: factor)])
        // What the name cancels leaves ones.
        result.word[place].factors =
          factors.isEmpty ? [Power(base: .known(.ones(factor.shape), []))] : factors
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

extension Expression {
  /// Whether it is a number less a name: 1 − p.
  var isComplement: Bool {
    guard case .apply(.subtract, let arguments, _) = self, case .number = arguments[0],
      case .variable = arguments[1]
    else { return false }
    return true
  }

  /// Whether it is a number and a multiple of a quotient or a sigmoid: 1 − a/b.
  var isRest: Bool {
    guard case .apply(let operation, let parts, _) = self,
      operation == .add || operation == .subtract,
      let place = parts.firstIndex(where: \.isConstant)
    else { return false }
    return parts[1 - place].isQuotient || parts[1 - place].holds { $0 == .function("sigmoid") }
  }

  private var isConstant: Bool { if case .number = self { true } else { false } }

  /// What the expression divides by, and what that is a function of.
  fileprivate var divisors: [Expression] {
    guard case .apply(let operation, let arguments, _) = self else { return [] }
    let own = operation == .divide ? arguments[1].functionArguments : []
    return own + arguments.flatMap(\.divisors)
  }

  /// The expression with each mean as a sum over a count, which is what derivatives of it hold.
  fileprivate var meansAsSums: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.meansAsSums)
    guard case .mean(let axes, let keeping) = operation else {
      return .apply(operation, Arguments(inner), shape)
    }
    let count = inner[0].shape.count / max(1, shape.count)
    return Recognition.scaled(
      inner[0].summed(axes: axes, keepingAxes: keeping), by: 1 / Double(count))
  }

  private var functionArguments: [Expression] {
    guard case .apply(let operation, let arguments, _) = self else { return [self] }
    if case .function = operation { return [self] + arguments[0].functionArguments }
    return [self]
  }

  /// The tensor as it may be written where it divides: a sum that keeps its axis, too.
  fileprivate var spellings: [Expression] {
    guard case .apply(let operation, let arguments, _) = self else { return [self] }
    switch operation {
    case .sum(let axes, false):
      return [self, arguments[0].summed(axes: axes, keepingAxes: true)]
    case .norm: return [self, .known(.direction, arguments.elements)]
    default: return [self]
    }
  }
}

extension Monomial {
  fileprivate func withCoefficient(_ coefficient: Double) -> Monomial {
    var result = self
    result.coefficient = coefficient
    return result
  }

  /// Whether it divides.
  fileprivate var holdsDivisor: Bool {
    (scalars + word.flatMap(\.factors)).contains { $0.exponent < 0 }
  }

  /// The first tensor of the shape that the product multiplies by.
  fileprivate func numerator(of shape: Shape) -> Expression? {
    let factors = word.filter { $0.kind != .diagonal }.flatMap(\.factors) + scalars
    return factors.first { $0.exponent == 1 && $0.base.shape == shape }?.base
  }

  /// c where this product, c times powers of others, is called n: n divided by the others.
  fileprivate func solved(
    for numerator: Expression, naming name: Variable, isNeverZero: (Expression) -> Bool
  ) -> Monomial? {
    func inverse(_ powers: [Power]) -> [Power] {
      powers.map { power in
        power.base == numerator && power.exponent == 1
          ? Power(base: .variable(name)) : Power(base: power.base, exponent: -power.exponent)
      }
    }
    let others = scalars + word.flatMap(\.factors)
    // What the name multiplies by may be 0, unless it is 1 over something, or a sigmoid.
    guard coefficient != 0,
      others.allSatisfy({ $0.base == numerator || $0.exponent < 0 || isNeverZero($0.base) })
    else { return nil }
    return Monomial(
      coefficient: 1 / coefficient, scalars: inverse(scalars),
      word: word.map { Letter($0.kind, inverse($0.factors)) })
  }
}
