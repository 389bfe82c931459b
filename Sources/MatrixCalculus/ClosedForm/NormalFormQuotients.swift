import TensorCore

/// Factors of one product that are known together: roots, signs, exponentials and their sums.
extension NormalForm {
  /// norm(x)·(x / norm(x)) = x, cof(A) / det(A) = A⁻ᵀ, √u² = u and eᵘ / (1 + eᵘ) = σ(u).
  mutating func cancelled(_ product: Monomial) -> Monomial {
    var result = product
    result.scalars = simplified(result.scalars, &result.coefficient)
    for place in result.word.indices {
      let isWhole = result.word.count == 1 || result.word[place].kind == .diagonal
      guard isWhole || result.word[place].kind == .matrix else { continue }
      let factors = simplified(result.word[place].factors, &result.coefficient)
      if !factors.isEmpty { result.word[place].factors = factors }
    }
    if !spelling.contains(.quotientsFirst) { result = weighted(normalized(result)) }
    for place in result.word.indices {
      for (number, factor) in result.word[place].factors.enumerated() where factor.exponent == 1 {
        guard case .apply(let operation, let arguments, _) = factor.base else { continue }
        let (partner, replacement): (Power, Expression)
        switch operation {
        case .direction:
          partner = Power(base: ofAllEntries(.norm, arguments[0]), exponent: 1)
          replacement = arguments[0]
        case .cofactors:
          partner = Power(base: .known(.determinant, arguments.elements), exponent: -1)
          replacement = .known(.inverse, [arguments[0].transposed])
        default: continue
        }
        guard let match = result.scalars.first(where: { $0.base == partner.base }),
          match.exponent * partner.exponent > 0
        else { continue }
        result.scalars = result.scalars.divided(by: [partner])
        result.word[place].factors[number] = Power(base: replacement)
      }
    }
    return result
  }
}

extension NormalForm {
  /// √u to an even power as a power of u, a number in front.
  private func squared(_ powers: [Power], _ coefficient: inout Double) -> [Power] {
    var result: [Power] = []
    for power in powers {
      guard let square = power.base.square, power.exponent.truncatingRemainder(dividingBy: 2) == 0
      else {
        result = result.multiplied(by: [power])
        continue
      }
      let exponent = power.exponent / 2
      if case .number(let value) = square {
        coefficient *= ScalarFunction.power(value, exponent)
      } else {
        result = result.multiplied(by: [Power(base: square, exponent: exponent)])
      }
    }
    return rooted(result)
  }

  /// u·√u and √u / u as powers of √u.
  private func rooted(_ powers: [Power]) -> [Power] {
    for power in powers {
      guard let other = powers.first(where: { square(of: $0.base) == power.base }) else { continue }
      let exponent = 2 * power.exponent + other.exponent
      let whole = Power(base: other.base, exponent: exponent)
      return rooted(powers.divided(by: [power, other]).multiplied(by: [whole]))
    }
    return powers
  }

  /// u of √u, also where the program has a name for the root.
  private func square(of root: Expression) -> Expression? {
    guard case .variable(let name) = root else { return root.square }
    return definitions[name]?.terms.first?.onlyBase?.square
  }

  /// eᵘ over its sum, of a vector or along each row or column, as a softmax.
  func normalized(_ product: Monomial) -> Monomial {
    var result = product
    for place in result.word.indices {
      for (number, factor) in result.word[place].factors.enumerated() where factor.exponent == 1 {
        guard case .apply(.function("exp"), let arguments, let shape) = factor.base else {
          continue
        }
        func softmax(_ axes: [Int]?) -> Power {
          let own = Expression.known(.softmax(axes: axes), arguments.elements)
          return Power(base: names[own].map(Expression.variable) ?? own)
        }
        let whole = Power(base: factor.base.summed(axes: nil), exponent: -1)
        if result.word.count == 1, result.scalars.contains(whole) {
          result.scalars = result.scalars.divided(by: [whole])
          result.word[place].factors[number] = softmax(shape.rank == 1 ? [0] : nil)
          return result
        }
        guard shape.rank == 2 else { continue }
        for (other, axis) in [(place - 1, 1), (place + 1, 0)]
        where result.word.indices.contains(other) && result.word[other].kind == .diagonal {
          let sum = Power(base: factor.base.summed(axes: [axis]), exponent: -1)
          guard result.word[other].factors.contains(sum) else { continue }
          result.word[place].factors[number] = softmax([axis])
          result.word[other].factors = result.word[other].factors.divided(by: [sum])
          if result.word[other].factors.isEmpty { result.word.remove(at: other) }
          return result
        }
      }
    }
    return result
  }

  /// Powers of one shape with what is known of them together.
  private mutating func simplified(_ powers: [Power], _ coefficient: inout Double) -> [Power] {
    guard powers.count > 1 || powers.contains(where: { $0.exponent != 1 }) else { return powers }
    let known = logistic(ratios(masked(squared(powers, &coefficient))))
    return sumsCancelled(known, &coefficient)
  }

  /// sign(u)·u = |u|, sign(u) / |u| = 1 / u, |u|² = u², sinh(u) / cosh(u) = tanh(u) and sin(u) / cos(u) = tan(u).
  private func ratios(_ powers: [Power]) -> [Power] {
    for power in powers {
      guard case .apply(.function(let name), let arguments, _) = power.base else { continue }
      func other(_ name: String) -> Power? {
        powers.first { $0.base == .function(name, arguments[0]) }
      }
      func replacing(_ old: [Power], by new: Power) -> [Power] {
        ratios(powers.divided(by: old).multiplied(by: [new]))
      }
      let one = Power(base: power.base)
      switch name {
      case "sign":
        let own = Power(base: arguments[0])
        guard power.exponent >= 1,
          powers.contains(where: { $0.base == own.base && $0.exponent >= 1 })
        else { continue }
        return replacing([one, own], by: Power(base: .function("abs", arguments[0])))
      case "abs":
        let isEven = power.exponent.truncatingRemainder(dividingBy: 2) == 0
        if isEven {
          return replacing([power], by: Power(base: arguments[0], exponent: power.exponent))
        }
        guard let sign = other("sign"), sign.exponent >= 1 else { continue }
        let own = Power(base: power.base, exponent: power.exponent > 0 ? 1 : -1)
        return replacing(
          [Power(base: sign.base), own], by: Power(base: arguments[0], exponent: own.exponent))
      case "sinh", "sin":
        let (below, ratio) = name == "sin" ? ("cos", "tan") : ("cosh", "tanh")
        guard power.exponent >= 1, let divisor = other(below), divisor.exponent <= -1 else {
          continue
        }
        return replacing(
          [one, Power(base: divisor.base, exponent: -1)],
          by: Power(base: .function(ratio, arguments[0])))
      default: continue
      }
    }
    return powers
  }

  /// Whether a name stands for what is never 0: 1 over something, a sigmoid.
  func isNeverZero(_ name: Expression) -> Bool {
    if reciprocal(name) != nil { return true }
    guard case .variable(let variable) = name,
      case .apply(.function("sigmoid"), _, _) = definitions[variable]?.terms.first?.onlyBase
    else { return false }
    return true
  }

  /// d, where a name stands for 1 / d.
  private func reciprocal(_ name: Expression) -> Expression? {
    guard case .variable(let variable) = name, let definition = definitions[variable],
      definition.terms.count == 1, definition.terms[0].coefficient == 1
    else { return nil }
    let powers = definition.terms[0].scalars + definition.terms[0].word.flatMap(\.factors)
    return powers.count == 1 && powers[0].exponent == -1 ? powers[0].base : nil
  }
}

extension [Power] {
  /// How many factors there are, each as often as its power says.
  fileprivate var degree: Double { reduce(0) { $0 + $1.exponent.magnitude } }
}

extension Expression {
  /// u of √u; a root that was given another shape is the root of what has that shape.
  var square: Expression? {
    switch self {
    case .apply(.function("sqrt"), let arguments, _): arguments[0]
    case .apply(.reshape(let target), let inner, _): inner[0].square?.reshaped(to: target)
    case .apply, .variable, .number, .literal: nil
    }
  }
}
