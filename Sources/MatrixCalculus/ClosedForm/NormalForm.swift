import TensorCore

/// Closed forms as sums of products, in which like terms, common factors and what cancels are seen.
///
/// Goals, in this order: the same value wherever the expression has one; the form with the fewest
/// operators; the names that the program gave. Matrix products are words of letters without brackets,
/// scalars and numbers stand before them with their powers, and a sum inside a product is a letter, one
/// and the same wherever it occurs, also transposed or with the opposite sign.
struct NormalForm {
  /// Ways to write a form that are sometimes shorter; the caller compares.
  struct Spelling: OptionSet, Hashable {
    let rawValue: Int
    /// x / norm(x) and det(A)·A⁻ᵀ as they are read, though they have no value where x is 0 or A singular.
    static let asRead = Spelling(rawValue: 1)
    /// (A·B)⁻¹ as B⁻¹·A⁻¹ and det(A·B) as det(A)·det(B), for square factors.
    static let splitInverses = Spelling(rawValue: 2)
    /// c as n·s where the program names n = c / s.
    static let quotientsFirst = Spelling(rawValue: 4)
    /// G ⊙ u·vᵀ as diag(u)·G·diag(v).
    static let outersAsScalings = Spelling(rawValue: 8)
    /// The column sums of M·P as Pᵀ·(those of M).
    static let sumsInside = Spelling(rawValue: 16)
    /// Σ W ⊙ (u·1ᵀ + 1·vᵀ) as one sum for each term.
    static let spreadSums = Spelling(rawValue: 32)
    /// q as 1 − p where the program names q = 1 − p.
    static let complementsWritten = Spelling(rawValue: 64)
    /// a/b as 1 − q where the program names q = 1 − a/b.
    static let restsFirst = Spelling(rawValue: 128)
  }

  let spelling: Spelling
  /// Sums that have occurred, each under the one expression that stands for it.
  var sums: [(sum: Polynomial, expression: Expression)] = []
  /// Scalars xᵀ·…·y that have occurred.
  var scalarProducts: [(word: [Letter], expression: Expression)] = []
  /// Sums along axes of entry-by-entry products that have occurred.
  var reductions: [(factors: [Power], expression: Expression)] = []
  /// Traces that have occurred, under one of their rotations.
  var traces: [(word: [Letter], expression: Expression)] = []
  /// Products and single terms with what stands for them: a name, or 1 less a name; the product is that times
  /// its coefficient.
  var products: [(product: Monomial, name: Expression)] = []
  var names: [Expression: Variable] = [:]
  /// Tensors of which the program named a multiple: Σ x is n·m for m = mean(x).
  var multiples: [Expression: (name: Variable, factor: Double)] = [:]
  /// What stands for a name where quotients come first.
  var quotients: [Expression: Monomial] = [:]
  /// What they divide by, which stays as it is, also transposed: A of v = A / (2 + A) is v ⊙ (2 + A), and no more.
  var divisors: Set<Expression> = []
  /// The same as the program writes it, and how it is written as a product.
  var divisorForms: [Expression: Monomial] = [:]
  /// Sums and products by their names.
  var definitions: [Variable: Polynomial] = [:]
  /// Names of 1 − p, where they are written out.
  var complements: [Variable: Polynomial] = [:]
  /// Names of matrices that are their own transposes, whatever the numbers.
  var symmetric: Set<Variable> = []

  /// The name that the program assigns last.
  let lastName: Variable?

  /// What expressions have become with the names known so far.
  var monomials: [Expression: Monomial] = [:]
  /// And what sums have.
  var factored: [Polynomial: Polynomial] = [:]
  /// What pairs of terms have been found to save as one product.
  var merges: [TermPair: Merge?] = [:]
  /// What comparisons have become.
  var comparisons: [Expression: Expression] = [:]
  /// The shares of maxima and minima that have a name, as they are read by that.
  var namedMasks: [Expression: Expression] = [:]

  /// Axes along which inputs are known to add up to 1.
  let distributions: [InputFact]

  /// Whether the program speaks of means: Σ x / n of two entries that are halved is none.
  let takesMeans: Bool

  /// Knows the program's names in the order in which they are assigned, and facts of its inputs.
  init(
    _ statements: [Program.Statement] = [], spelling: Spelling = [], given facts: [InputFact] = []
  ) {
    self.spelling = spelling
    lastName = statements.last?.variable
    takesMeans = statements.contains { $0.expression.holds(\.isMean) }
    distributions = facts.filter { $0.kind != .symmetric }
    symmetric = Set(facts.filter { $0.kind == .symmetric }.map(\.input))
    for statement in statements { define(statement.variable, statement.expression) }
  }

  // MARK: - Sums

  /// The expression as a sum of products.
  mutating func polynomial(_ expression: Expression) -> Polynomial {
    if expression.isSum, let divisor = divisorForms[expression] {
      return Polynomial(terms: [divisor], shape: expression.shape)
    }
    guard case .apply(let operation, let arguments, let shape) = expression else {
      if case .variable(let name) = expression, let sum = complements[name] { return sum }
      return Polynomial(terms: [letter(expression)], shape: expression.shape)
    }
    if divisors.contains(expression) {
      return Polynomial(terms: [letter(expression)], shape: shape)
    }
    // A word has no letter for a matrix that is stretched along a third axis.
    let isStretched =
      shape.rank > 2 && arguments.contains { $0.shape != shape && !$0.shape.isScalar }
    switch operation {
    case .add where isStretched, .subtract where isStretched:
      return Polynomial(terms: [letter(expression)], shape: shape)
    case .add, .subtract:
      let left = polynomial(arguments[0].scalar(beside: shape))
      let right = polynomial(arguments[1].scalar(beside: shape)).terms.map {
        operation == .add ? $0 : $0.scaled(by: -1)
      }
      return Polynomial(terms: left.terms + right, shape: shape).collected
    case .negate:
      return Polynomial(
        terms: polynomial(arguments[0]).terms.map { $0.scaled(by: -1) }, shape: shape)
    case .transpose where shape.rank == 2:
      return transposed(polynomial(arguments[0]))
    default:
      if let rest = namedComplement(expression) { return rest }
      return Polynomial(terms: [product(expression)], shape: shape)
    }
  }

  /// The expression as one product, a sum as a letter of it.
  mutating func monomial(_ expression: Expression) -> Monomial {
    if let known = monomials[expression] { return known }
    let sum = factored(polynomial(expression))
    let monomial = product(of: sum)
    monomials[expression] = monomial
    return monomial
  }

  /// A sum as one product.
  mutating func product(of sum: Polynomial) -> Monomial {
    guard sum.terms.count == 1, let term = sum.terms.first else {
      return sum.terms.isEmpty ? Monomial(coefficient: 0) : letter(of: sum)
    }
    guard shape(of: term) != sum.shape else { return term }
    // A scalar that stands for a whole tensor.
    let whole = self.expression(term) * .known(.ones(sum.shape), [])
    return letter(whole)
  }

  /// The letter that stands for a sum, the same for the same sum, its transpose and its multiples.
  mutating func letter(of sum: Polynomial) -> Monomial {
    for known in sums {
      if let ratio = known.sum.ratio(of: sum) { return letter(known.expression).scaled(by: ratio) }
    }
    if sum.shape.rank == 2 {
      let turned = transposed(sum)
      for known in sums {
        if let ratio = known.sum.ratio(of: turned) {
          return letter(transposed(known.expression)).scaled(by: ratio)
        }
      }
      // The orientation that is shorter to write is the one to name.
      let (own, other) = (self.expression(sum), self.expression(turned))
      if other.weight + 1 < own.weight {
        sums.append((turned, other))
        return letter(.known(.transpose, [other]))
      }
    }
    let sign: Double = sum.terms.allSatisfy { $0.coefficient < 0 } ? -1 : 1
    let positive = Polynomial(terms: sum.terms.map { $0.scaled(by: sign) }, shape: sum.shape)
    let own = self.expression(positive)
    sums.append((positive, own))
    return letter(own).scaled(by: sign)
  }

  // MARK: - Leaves

  /// The expression as a letter, or as a scalar.
  func letter(_ expression: Expression) -> Monomial {
    if case .number(let value) = expression { return Monomial(coefficient: value) }
    if let quotient = quotients[expression] { return quotient }
    if let (name, factor) = multiples[expression] {
      return letter(.variable(name)).scaled(by: factor)
    }
    let named = names[expression].map(Expression.variable) ?? expression
    guard let kind = Letter.Kind(rank: expression.shape.rank) else {
      return Monomial(scalars: [Power(base: named)])
    }
    return Monomial(word: [Letter(kind, named)])
  }

  /// The shape of a product.
  func shape(of product: Monomial) -> Shape {
    guard let first = product.word.first, let last = product.word.last else { return .scalar }
    func extent(_ letter: Letter, _ axis: Int) -> Int { letter.factors[0].base.shape.extent(axis) }
    switch first.kind {
    case .block:
      return first.factors.reduce(.scalar) { $0.broadcast(with: $1.base.shape) ?? $0 }
    case .row: return first.factors[0].base.shape
    case .matrix, .column, .diagonal:
      let rows = extent(first, 0)
      switch last.kind {
      case .column, .block: return Shape([rows])
      case .row, .diagonal: return Shape([rows, extent(last, 0)])
      case .matrix: return Shape([rows, extent(last, 1)])
      }
    }
  }
}

extension Expression {
  /// Whether it adds or subtracts.
  fileprivate var isSum: Bool {
    guard case .apply(let operation, _, _) = self else { return false }
    return operation == .add || operation == .subtract
  }
}

extension Shape {
  /// The extent of an axis, 1 of one that is missing.
  func extent(_ axis: Int) -> Int { extents.indices.contains(axis) ? extents[axis] : 1 }
}

extension Letter.Kind {
  init?(rank: Int) {
    switch rank {
    case 0: return nil
    case 1: self = .column
    case 2: self = .matrix
    default: self = .block
    }
  }
}

extension Monomial {
  func scaled(by factor: Double) -> Monomial {
    var result = self
    result.coefficient *= factor
    return result
  }

  /// The tensor that it is, where it is no product.
  var onlyBase: Expression? {
    guard coefficient == 1 else { return nil }
    if word.isEmpty {
      return scalars.count == 1 && scalars[0].exponent == 1 ? scalars[0].base : nil
    }
    guard scalars.isEmpty, word.count == 1, word[0].kind != .diagonal else { return nil }
    return word[0].only
  }
}
