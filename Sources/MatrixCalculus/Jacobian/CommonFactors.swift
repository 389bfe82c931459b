import TensorCore

/// A sum of products written over factors that no rule ties to each other, to see which terms cancel.
///
///     cof(X)[i,j] = det(X)·X⁻¹[j,i]      diag(x)⁻¹[i,j] = δ[i,j]/x[i]      [I = 0][i,k] = 1 − δ[i,k]
///
/// It is never evaluated or shown: where both have a value it has the value of what it is made from, and so
/// it is zero everywhere where that is. Goals, in this order: no entry is said to be zero that is not; zeros
/// that the rules of the language make are found; the cost depends on the number of operations alone.
struct CommonFactors {
  typealias Product = Term<Expression>

  var supply: IndexSupply
  /// Whether constants are divided into the boxes in which they are not 0, and whether any was.
  private let dividesConstants: Bool
  private(set) var hasDivided = false
  private let definitions: [Variable: Expression]
  /// Nodes that may still be looked at; the form is given up when none are left.
  private var budget: Int

  /// A sum of more products than this is given up.
  private static let mostProducts = 64

  init(
    _ definitions: [Variable: Expression], startingAt first: Int, budget: Int = 20_000,
    dividesConstants: Bool = false
  ) {
    self.definitions = definitions
    self.dividesConstants = dividesConstants
    supply = IndexSupply(startingAt: first)
    self.budget = budget
  }

  /// The sum over common factors; nil where it would be too long.
  mutating func form(_ sum: StructuredTensor<Expression>) -> StructuredTensor<Expression>? {
    var products: [Product] = []
    for term in sum.terms {
      var product = [
        Product(coefficient: term.coefficient, deltas: term.deltas, bound: term.bound)
      ]
      for factor in term.factors {
        product = times(product, value(factor.label, at: factor.subscripts))
      }
      products += product
      guard budget > 0, products.count <= Self.mostProducts else { return nil }
    }
    let settled = products.compactMap(\.settled).filter { !$0.excludesItself }
    return StructuredTensor(free: sum.free, terms: settled).collected
  }

  /// expression[subscripts] as a sum of products.
  mutating func value(_ expression: Expression, at subscripts: [IndexForm]) -> [Product] {
    budget -= 1
    guard budget > 0 else { return [] }
    switch expression {
    case .number(let number): return number == 0 ? [] : [Product(coefficient: number)]
    case .literal: return factor(expression, at: subscripts)
    case .variable(let variable):
      guard let definition = definitions[variable] else {
        return [Product(factors: [Factor(expression, subscripts)])]
      }
      return value(definition, at: subscripts)
    case .apply(let operation, let arguments, let shape):
      if let known = known(expression, at: subscripts) { return known }
      guard case .multilinear(let form) = operation.rule.derivative else {
        return factor(writtenOut(expression), at: subscripts)
      }
      let axes = supply.indices(for: shape)
      return form(arguments.map(\.shape), axes, &supply).flatMap { term in
        let placed = zip(axes, subscripts).reduce(term) { $0.substituting($1.0, by: $1.1) }
        let start = Product(
          coefficient: term.coefficient, deltas: placed.deltas, bound: placed.bound)
        return placed.factors.reduce([start]) {
          times($0, value(arguments[$1.label], at: $1.subscripts))
        }.compactMap(\.collapsed)
      }
    }
  }

  /// An expression that is a factor of its own, a constant only where it is not 0.
  private mutating func factor(_ expression: Expression, at subscripts: [IndexForm]) -> [Product] {
    guard dividesConstants, let constant = Self.constant(expression),
      let parts = parts(of: constant, expression, at: subscripts)
    else { return [Product(factors: [Factor(expression, subscripts)])] }
    hasDivided = true
    return parts
  }

  /// 1/expression[subscripts]: factor by factor where the value is one product, else a factor of its own.
  mutating func reciprocal(_ expression: Expression, at subscripts: [IndexForm]) -> [Product] {
    if let parts = reciprocalParts(expression, at: subscripts) { return parts }
    if let parts = expression.choiceOnDiagonal {
      return chosen(parts, expression.shape, at: subscripts) { $0.reciprocal($1, at: $2) }
    }
    let value = value(expression, at: subscripts)
    guard value.count == 1, let product = value[0].settled, product.deltas.isEmpty,
      product.bound.isEmpty
    else { return [Product(factors: [Factor(1 / writtenOut(expression), subscripts)])] }
    return [
      Product(
        coefficient: 1 / product.coefficient,
        factors: product.factors.map { Factor($0.label.inverted, $0.subscripts) })
    ]
  }

  /// 1/(a·b), 1/aⁿ and 1/(a/b) by the reciprocals of a and b; nil for any other expression.
  private mutating func reciprocalParts(
    _ expression: Expression, at subscripts: [IndexForm]
  ) -> [Product]? {
    switch expression {
    case .number, .literal: return nil
    case .variable(let variable):
      return definitions[variable].map { reciprocal($0, at: subscripts) }
    case .apply(let operation, let arguments, let shape):
      func place(_ number: Int) -> [IndexForm] {
        aligned(subscripts, extents: shape.extents, to: arguments[number].shape)
      }
      switch operation {
      case .multiply:
        return times(
          reciprocal(arguments[0], at: place(0)), reciprocal(arguments[1], at: place(1)))
      case .divide:
        return times(
          reciprocal(arguments[0], at: place(0)), value(arguments[1], at: place(1)))
      case .power:
        guard case .number(let exponent) = arguments[1] else { return nil }
        return power(arguments[0], .number(-exponent), at: place(0))
      default: return nil
      }
    }
  }

  /// All products of two sums; where they are too many the form is given up.
  mutating func times(_ left: [Product], _ right: [Product]) -> [Product] {
    guard left.count * right.count <= Self.mostProducts else {
      budget = 0
      return []
    }
    return left.flatMap { own in right.map { own.multiplied(by: $0) } }
  }

  /// The expression with its names written out; a long one gives the form up.
  mutating func writtenOut(_ expression: Expression) -> Expression {
    budget -= 1
    guard budget > 0 else { return expression }
    switch expression {
    case .number, .literal: return expression
    case .variable(let variable): return definitions[variable].map { writtenOut($0) } ?? expression
    case .apply(let operation, let arguments, let shape):
      return .apply(operation, Arguments(arguments.map { writtenOut($0) }), shape)
    }
  }

  /// δ·a + (1 − δ)·b for `where(I, a, b)`, or what `read` makes of a and b.
  mutating func chosen(
    _ parts: (diagonal: Expression, others: Expression), _ shape: Shape,
    at subscripts: [IndexForm],
    _ read: (inout CommonFactors, Expression, [IndexForm]) -> [Product]
  ) -> [Product] {
    func aligned(_ expression: Expression) -> [IndexForm] {
      MatrixCalculus.aligned(subscripts, extents: shape.extents, to: expression.shape)
    }
    let ends = subscripts.suffix(2)
    let delta = Product(deltas: [KroneckerDelta(ends[ends.startIndex], ends[ends.endIndex - 1])])
    let beside = read(&self, parts.others, aligned(parts.others))
    var minus = delta
    minus.coefficient = -1
    return times([delta], read(&self, parts.diagonal, aligned(parts.diagonal))) + beside
      + times([minus], read(&self, parts.others, aligned(parts.others)))
  }
}

extension Expression {
  /// a and b of `where(I, a, b)`.
  var choiceOnDiagonal: (diagonal: Expression, others: Expression)? {
    guard case .apply(.choice, let parts, _) = self, case .apply(.identity, _, _) = parts[0] else {
      return nil
    }
    return (parts[1], parts[2])
  }

  /// 1/x for x and x for 1/x.
  fileprivate var inverted: Expression {
    if case .apply(.divide, let parts, _) = self, parts[0] == .number(1) { return parts[1] }
    if case .apply(.function("sign"), _, _) = self { return self }
    return 1 / self
  }
}

extension Term<Expression> {
  /// The term with what its deltas and axes of one entry say said in its factors, and with what cancels in
  /// a product gone; nil where a delta is 0 everywhere.
  var settled: Term? {
    guard var term = collapsed else { return nil }
    term.deltas.removeAll { ($0.left - $0.right).range == 0...0 }
    let single = term.usedIndices.filter { $0.extent == 1 }
    for index in single where term.bound.contains(index) {
      term = term.substituting(index, by: IndexForm(constant: 0))
    }
    var forms = single.map { ($0, IndexForm(constant: 0)) }
    for delta in term.deltas {
      let read = forms.reduce(delta) { $0.substituting($1.0, by: $1.1) }
      let solved = read.indices.sorted { $0.id > $1.id }.lazy.compactMap { index in
        read.solution(for: index).map { (index, $0) }
      }.first
      guard let solved else { continue }
      forms = forms.map { ($0.0, $0.1.substituting(solved.0, by: solved.1)) } + [solved]
    }
    term.factors = term.factors.map { factor in
      Factor(
        factor.label,
        factor.subscripts.map { form in
          forms.reduce(form) { $0.substituting($1.0, by: $1.1) }
        })
    }
    term.deltas = term.deltas.chained
    return term.cancelled.withoutSignPairs
  }

  /// The term without sign(x)·sign(x), which is 1.
  private var withoutSignPairs: Term {
    var term = self
    for factor in factors {
      guard case .apply(.function("sign"), _, _) = factor.label else { continue }
      let places = term.factors.indices.filter { term.factors[$0] == factor }
      for place in places.prefix(places.count / 2 * 2).reversed() {
        term.factors.remove(at: place)
      }
    }
    return term
  }
}

extension [KroneckerDelta] {
  /// The same with what plain deltas make equal told one way: i = k and j = k as i = j and i = k.
  fileprivate var chained: [KroneckerDelta] {
    let (classes, others) = equalIndices
    let chains = classes.map { $0.sorted { $0.id < $1.id } }
    return chains.flatMap { chain in chain.dropFirst().map { KroneckerDelta(chain[0], $0) } }
      + others
  }
}

extension SparsityPattern {
  /// Where a Jacobian is zero whatever the numbers are, its factors known: by its deltas as they stand, or
  /// over common factors where that shows more zeros.
  ///
  /// `definitions` are the names that factors may have.
  init(_ jacobian: StructuredTensor<Expression>, definitions: [Variable: Expression]) {
    self.init(jacobian)
    let own = jacobian.free + jacobian.terms.flatMap(\.bound)
    for dividesConstants in [true, false] {
      var factors = CommonFactors(
        definitions, startingAt: (own.map(\.id).max() ?? 0) + 1,
        dividesConstants: dividesConstants)
      if let form = factors.form(jacobian) {
        let other = SparsityPattern(form)
        if other.alternatives.count <= Self.mostAlternatives, other.nonzeroCount < nonzeroCount {
          self = other
        }
      }
      // Parts of a constant may hide what cancels otherwise.
      guard factors.hasDivided else { return }
    }
  }

  /// Counting takes twice as long for each alternative more.
  private static var mostAlternatives: Int { 12 }
}
