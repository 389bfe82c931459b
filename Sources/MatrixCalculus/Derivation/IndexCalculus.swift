import TensorCore

/// Expressions in index form: their values as sums of products, and their derivatives.
///
/// Goals, in this order: right for every formula of the language; one rule an operation, from the
/// table; factors that carry the names that a person gave.
///
/// A derivative is made by the product rule over the index form of each operation. With
/// y[i,j] = Σₖ X[i,k]·A[k,j] and ∂A[k,j]/∂A[m,n] = δ[k,m]·δ[j,n] the sum over k collapses to
/// X[i,m]·δ[j,n]. Source: Laue, Mitterreiter and Giesen (2020), sections 2 and 3.
struct IndexCalculus {
  typealias Product = Term<Expression>

  /// The rows that derivatives are made by.
  var rules = RuleTable.standard
  var supply = IndexSupply()
  /// Nodes that have a name, which is used for them wherever they are a factor.
  var names: [Expression: Variable] = [:]
  /// Definitions that a derivative goes through; every other variable stands for itself.
  var definitions: [Variable: Expression] = [:]
  /// How many factors the derivative may still write; when none are left it is cut short.
  var budget = Int.max

  /// The value at `subscripts` as one product, as far as it splits into one.
  mutating func product(_ expression: Expression, at subscripts: [IndexForm]) -> Product {
    if case .number(let value) = expression { return Product(coefficient: value) }
    guard case .apply(let operation, let arguments, let shape) = expression,
      names[expression] == nil
    else { return Product(factors: [Factor(named(expression), subscripts)]) }
    if operation == .divide, let inverses = expression.splitReciprocal {
      return inverses.reduce(Product()) { whole, inverse in
        whole.multiplied(
          by: product(inverse, at: aligned(subscripts, extents: shape.extents, to: inverse.shape)))
      }
    }
    if operation == .divide, arguments[0] != .number(1) {
      let numerator = product(
        arguments[0], at: aligned(subscripts, extents: shape.extents, to: arguments[0].shape))
      let inverse = 1 / arguments[1]
      return numerator.multiplied(
        by: product(inverse, at: aligned(subscripts, extents: shape.extents, to: inverse.shape)))
    }
    if operation == .divide, case .number(let divisor) = arguments[1] {
      return Product(coefficient: 1 / divisor)
    }
    if let form = valueForm(operation, arguments, shape, at: subscripts), form.count == 1,
      form[0].bound.isEmpty
    {
      var product = Product(coefficient: form[0].coefficient, deltas: form[0].deltas)
      for factor in form[0].factors {
        product = product.multiplied(
          by: self.product(arguments[factor.label], at: factor.subscripts))
      }
      return product
    }
    return Product(factors: [Factor(named(expression), subscripts)])
  }

  /// The value at `subscripts` as a sum of products of named tensors and of what is no polynomial.
  mutating func value(_ expression: Expression, at subscripts: [IndexForm]) -> [Product] {
    guard case .apply(let operation, let arguments, let shape) = expression else {
      return [product(expression, at: subscripts)]
    }
    if operation == .divide, case .number(let divisor) = arguments[1] {
      return child(arguments[0], at: subscripts).map { scaled($0, by: 1 / divisor) }
    }
    guard let form = valueForm(operation, arguments, shape, at: subscripts) else {
      return [Product(factors: [Factor(named(expression, top: false), subscripts)])]
    }
    return form.flatMap { term -> [Product] in
      var sum = [
        Product(coefficient: term.coefficient, deltas: term.deltas, bound: term.bound)
      ]
      for factor in term.factors {
        let values = child(arguments[factor.label], at: factor.subscripts)
        guard
          sum.count == 1 || values.count == 1
            || sum.count * values.count <= Self.expansionLimit
        else {
          return [Product(factors: [Factor(named(expression, top: false), subscripts)])]
        }
        sum = sum.flatMap { left in values.map(left.multiplied(by:)) }
      }
      return sum.compactMap(\.collapsed)
    }
  }

  /// A product of sums with more terms than this stays a product of sums.
  private static let expansionLimit = 16

  private mutating func child(_ expression: Expression, at subscripts: [IndexForm]) -> [Product] {
    names[expression] == nil
      ? value(expression, at: subscripts) : [product(expression, at: subscripts)]
  }

  /// ∂expression[subscripts]/∂variable[axes] as a sum of products, its deltas collapsed.
  mutating func derivative(
    of expression: Expression, at subscripts: [IndexForm], by variable: Variable, axes: [Index]
  ) -> [Product] {
    guard budget > 0 else { return [] }
    let terms = uncountedDerivative(of: expression, at: subscripts, by: variable, axes: axes)
    for term in terms { budget -= term.factors.count + term.deltas.count }
    return terms
  }

  private mutating func uncountedDerivative(
    of expression: Expression, at subscripts: [IndexForm], by variable: Variable, axes: [Index]
  ) -> [Product] {
    switch expression {
    case .number, .literal: return []
    case .variable(let own) where own == variable:
      return [Product(deltas: zip(subscripts, axes).map { KroneckerDelta($0, IndexForm($1)) })]
    case .variable(let own):
      guard let definition = definitions[own] else { return [] }
      return derivative(of: definition, at: subscripts, by: variable, axes: axes)
    case .apply(let operation, let arguments, let shape):
      switch rules.derivative(operation) {
      case .multilinear:
        let form = valueForm(operation, arguments, shape, at: subscripts) ?? []
        return form.flatMap { productRule($0, arguments, by: variable, axes: axes) }
      case .entrywise(let partials):
        return zip(arguments, partials(expression, arguments.elements)).flatMap {
          argument, partial in
          guard let partial else { return [Product]() }
          let outer = product(
            partial, at: aligned(subscripts, extents: shape.extents, to: partial.shape))
          let place = aligned(subscripts, extents: shape.extents, to: argument.shape)
          return derivative(of: argument, at: place, by: variable, axes: axes)
            .compactMap { outer.multiplied(by: $0).collapsed }
        }
      case .structured(let local):
        let out = supply.indices(for: shape)
        let sums = local(expression, arguments.elements, out, &supply)
        return zip(arguments, sums).flatMap { argument, terms in
          terms.flatMap {
            chained($0, argument, zip(out, subscripts).map { ($0, $1) }, by: variable, axes: axes)
          }
        }
      }
    }
  }

  /// One local term times the derivative of the argument at the entry that the term is by.
  private mutating func chained(
    _ local: Rule.LocalTerm, _ argument: Expression, _ places: [(Index, IndexForm)],
    by variable: Variable, axes: [Index]
  ) -> [Product] {
    var at = local.at
    var term = local.derivative
    for (index, form) in places {
      at = at.map { $0.substituting(index, by: form) }
      term = term.substituting(index, by: form)
    }
    let inner = derivative(of: argument, at: at, by: variable, axes: axes)
    guard !inner.isEmpty else { return [] }
    var outer = Product(coefficient: term.coefficient, deltas: term.deltas, bound: term.bound)
    for factor in term.factors {
      outer = outer.multiplied(by: product(factor.label, at: factor.subscripts))
    }
    return inner.compactMap { outer.multiplied(by: $0).collapsed }
  }

  /// Σ over the factors: the derivative of one times the others.
  private mutating func productRule(
    _ term: Term<Int>, _ arguments: Arguments, by variable: Variable, axes: [Index]
  ) -> [Product] {
    var sum: [Product] = []
    for place in term.factors.indices {
      let factor = term.factors[place]
      let inner = derivative(
        of: arguments[factor.label], at: factor.subscripts, by: variable, axes: axes)
      guard !inner.isEmpty else { continue }
      var others = Product(coefficient: term.coefficient, deltas: term.deltas, bound: term.bound)
      for (other, factor) in term.factors.enumerated() where other != place {
        others = others.multiplied(by: product(arguments[factor.label], at: factor.subscripts))
      }
      sum += inner.compactMap { others.multiplied(by: $0).collapsed }
    }
    return sum
  }

  /// The operation's value as products of its arguments, read at any subscripts; nil where it has no
  /// such form.
  private mutating func valueForm(
    _ operation: Operation, _ arguments: Arguments, _ shape: Shape, at subscripts: [IndexForm]
  ) -> [Term<Int>]? {
    guard case .multilinear(let form) = rules.derivative(operation) else { return nil }
    let axes = supply.indices(for: shape)
    return form(arguments.map(\.shape), axes, &supply).map { term in
      zip(axes, subscripts).reduce(term) { $0.substituting($1.0, by: $1.1) }
    }
  }

  /// The expression with every node that has a name replaced by it.
  private func named(_ expression: Expression, top: Bool = true) -> Expression {
    expression.replacing { node in
      if !top, node == expression { return nil }
      return names[node].map(Expression.variable)
    }
  }
}

extension Expression {
  /// 1/(a·b) as 1/a and 1/b; nil for any other expression.
  fileprivate var splitReciprocal: [Expression]? {
    guard case .apply(.divide, let arguments, _) = self, arguments[0] == .number(1),
      case .apply(.multiply, let factors, _) = arguments[1]
    else { return nil }
    return factors.map { 1 / $0 }
  }
}

private func scaled(_ term: Term<Expression>, by factor: Double) -> Term<Expression> {
  var term = term
  term.coefficient *= factor
  return term
}
