import TensorCore

/// The last link's gradient with the gradients of the links before it put in as sums of products.
///
/// Putting in matrix forms keeps a long chain readable; putting in sums lets what one link divides by
/// cancel against what the next multiplies with: s ⊙ (t/s) is t. Short chains are tried both ways.
enum Composition {
  /// More than this is no chain that a person would write in one line.
  private static let termLimit = 6
  private static let factorLimit = 6

  /// The sum of products of the last gradient, in terms of names and ∂E/∂output; nil where it is long.
  static func gradient(of links: [Link]) -> StructuredTensor<Expression>? {
    var known: [Variable: StructuredTensor<Expression>] = [:]
    var supply = IndexSupply(startingAt: 1 << 32)
    for link in links {
      guard let sum = link.steps.last?.form,
        let composed = substituted(sum, known, &supply)?.simplified
      else { return nil }
      known[link.gradient] = composed
    }
    return links.last.flatMap { known[$0.gradient] }
  }

  private static func substituted(
    _ sum: StructuredTensor<Expression>, _ known: [Variable: StructuredTensor<Expression>],
    _ supply: inout IndexSupply
  ) -> StructuredTensor<Expression>? {
    var terms: [Term<Expression>] = []
    for term in sum.terms {
      var products = [
        Term<Expression>(coefficient: term.coefficient, deltas: term.deltas, bound: term.bound)
      ]
      for factor in term.factors {
        let values = self.values(of: factor, known, &supply)
        products = products.flatMap { left in values.map(left.multiplied(by:)) }
        guard products.count <= termLimit else { return nil }
      }
      terms += products
      guard terms.count <= termLimit, terms.allSatisfy({ $0.factors.count <= factorLimit }) else {
        return nil
      }
    }
    return StructuredTensor(free: sum.free, terms: terms)
  }

  /// A factor as a sum of products: the known gradient at its subscripts, bound indices renamed.
  private static func values(
    of factor: Factor<Expression>, _ known: [Variable: StructuredTensor<Expression>],
    _ supply: inout IndexSupply
  ) -> [Term<Expression>] {
    guard case .variable(let variable) = factor.label, let gradient = known[variable] else {
      return [Term(factors: [factor])]
    }
    return gradient.terms.map { term in
      var own = term
      for index in term.bound {
        let fresh = supply.index(extent: index.extent, letter: index.letter)
        own = own.substituting(index, by: IndexForm(fresh))
        own.bound.append(fresh)
      }
      return zip(gradient.free, factor.subscripts).reduce(own) { $0.substituting($1.0, by: $1.1) }
    }
  }
}

extension StructuredTensor<Expression> {
  /// The same tensor with deltas eliminated, factors and their reciprocals cancelled, like terms added,
  /// and no term with a factor that is 0 whatever the numbers are, as A − A is.
  var simplified: StructuredTensor {
    let kept = terms.compactMap { $0.collapsed?.cancelled }.filter { term in
      !term.factors.contains { $0.label.simplified.isZero }
    }
    return StructuredTensor(free: free, terms: kept).collected
  }
}

extension Term<Expression> {
  /// The term without a factor and its reciprocal at the same subscripts, their powers added.
  var cancelled: Term {
    var term = self
    var left = 0
    while left < term.factors.count {
      let own = term.factors[left]
      let power = own.label.asPower
      let partner = term.factors.indices.first { right in
        guard right > left, term.factors[right].subscripts == own.subscripts else { return false }
        let other = term.factors[right].label.asPower
        return other.base == power.base && other.exponent * power.exponent < 0
      }
      guard let partner else {
        left += 1
        continue
      }
      let exponent = power.exponent + term.factors[partner].label.asPower.exponent
      term.factors.remove(at: partner)
      if exponent == 0 {
        term.factors.remove(at: left)
      } else {
        term.factors[left] = Factor(power.base.raised(to: exponent), own.subscripts)
      }
    }
    return term
  }
}

extension Expression {
  /// The expression as a base to a power: 1/b is b to −1.
  fileprivate var asPower: (base: Expression, exponent: Double) {
    switch self {
    case .apply(.divide, let arguments, _) where arguments[0] == .number(1):
      let inner = arguments[1].asPower
      return (inner.base, -inner.exponent)
    case .apply(.power, let arguments, _):
      guard case .number(let exponent) = arguments[1] else { return (self, 1) }
      return (arguments[0], exponent)
    default: return (self, 1)
    }
  }

  fileprivate func raised(to exponent: Double) -> Expression {
    switch exponent {
    case 1: self
    case -1: 1 / self
    case ..<0: 1 / power(.number(-exponent))
    default: power(.number(exponent))
    }
  }
}
