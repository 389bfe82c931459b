import TensorCore

/// An expression written the shortest way that is known.
extension Expression {
  /// Expressions of more operations are left as they are; the cost grows faster than the length.
  private static let shorteningLimit = 160
  /// In longer forms a name that the program gave to a quotient stays.
  private static let writingOutLimit = 24

  /// The shortest form with the same value: the expression itself where none is shorter.
  ///
  /// `statements` are the names that may stand for what they are assigned; `facts` may be used.
  func shortest(
    naming statements: [Program.Statement] = [], given facts: [InputFact] = []
  ) -> Expression {
    Self.shortest(of: [self], naming: statements, given: facts) ?? self
  }

  /// The shortest form of what all these expressions are; nil of none.
  ///
  /// Of two as short as each other, the one that takes fewer multiplications.
  static func shortest(
    of same: [Expression], naming statements: [Program.Statement] = [],
    given facts: [InputFact] = []
  ) -> Expression? {
    var alternatives: [Candidate] = []
    for expression in same.map(\.withoutReadingNames)
    where !alternatives.contains(where: { $0.expression == expression }) {
      alternatives.append(Candidate(expression))
    }
    guard var best = alternatives.min(by: <) else { return nil }
    let known = statements.filter { $0.expression.size <= shorteningLimit }
    var forms: [NormalForm.Spelling: NormalForm] = [:]
    for alternative in alternatives.map(\.expression)
    where alternative.size <= shorteningLimit && alternative.isShortenable {
      for spelling in alternative.spellings(known) {
        var form = forms[spelling] ?? NormalForm(known, spelling: spelling, given: facts)
        forms[spelling] = form
        for candidate in form.candidates(alternative)
        where candidate.shape == alternative.shape && !candidate.isMisfit {
          best = min(best, Candidate(form.namingReadings(candidate)))
        }
      }
    }
    for quotient in known where best.expression.size <= writingOutLimit {
      guard quotient.expression.isQuotient, best.expression.contains(quotient.variable) else {
        continue
      }
      let others = known.filter { $0.variable != quotient.variable }
      var form = NormalForm(others, given: facts)
      let whole = best.expression.writingOut([quotient.variable: quotient.expression])
      for candidate in form.candidates(whole)
      where candidate.shape == whole.shape && !candidate.isMisfit
        && candidate.reading < best.expression.reading
      {
        best = Candidate(candidate)
      }
    }
    return best.expression.vanishes(known)
      ? ClosedForm.sum([], shape: best.expression.shape) : best.expression
  }

  /// A form, and how long it is: as it is printed, where an einsum comes last, then as it is evaluated.
  private struct Candidate: Comparable {
    let expression: Expression
    private let lengths: [Int]

    init(_ expression: Expression) {
      self.expression = expression
      lengths = [
        expression.reading, expression.isMatrixForm ? 0 : 1, expression.weight,
        expression.multiplications,
      ]
    }

    static func < (left: Candidate, right: Candidate) -> Bool {
      left.lengths.lexicographicallyPrecedes(right.lengths)
    }
  }

  /// Whether all cancels once names are written out and products of sums multiplied.
  private func vanishes(_ statements: [Program.Statement]) -> Bool {
    guard !isZero, size <= Self.shorteningLimit, isShortenable else { return false }
    var definitions: [Variable: Expression] = [:]
    for statement in statements {
      definitions[statement.variable] = statement.expression.writingOut(definitions)
    }
    let whole = writingOut(definitions)
    guard whole.size <= Self.shorteningLimit else { return false }
    var form = NormalForm()
    let sum = form.polynomial(whole).collected
    return (form.multipliedOut(sum) ?? sum).terms.isEmpty
  }

  private func writingOut(_ definitions: [Variable: Expression]) -> Expression {
    replacing { node in
      guard case .variable(let variable) = node else { return nil }
      return definitions[variable]
    }
  }

  /// x / norm(x) and det(A)·A⁻ᵀ for what has values where these have none, to be read.
  public var asRead: Expression {
    guard holdsUnreadable else { return self }
    var best = writtenAsRead
    guard size <= Self.shorteningLimit, holds(\.isProductAsRead) else { return best }
    for spelling: NormalForm.Spelling in [.asRead, [.asRead, .splitInverses]] {
      var form = NormalForm(spelling: spelling)
      for candidate in form.candidates(writtenAsRead)
      where candidate.shape == shape && !candidate.isMisfit && candidate.weight < best.weight {
        best = candidate
      }
    }
    return best
  }

  /// The greater of two as a plain comparison: as it is where no two are equal.
  var withoutTies: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.withoutTies)
    switch operation {
    case .extremumShare(let extremum): return .known(.comparison(extremum.relation), inner)
    case .greatestShare(let axes):
      return .known(
        .comparison(.equal),
        [inner[0], .known(.greatest(axes: axes, keepingAxes: axes != nil), inner)])
    default: return .apply(operation, Arguments(inner), shape)
    }
  }

  /// How long the expression is to read as it is printed.
  var reading: Int { holdsUnreadable ? asRead.weight : weight }

  private func spellings(_ statements: [Program.Statement]) -> [NormalForm.Spelling] {
    var spellings: [NormalForm.Spelling] = [[]]
    if holds({ $0 == .inverse || $0 == .determinant || $0 == .cofactors }) {
      spellings.append(.splitInverses)
    }
    if holdsSumOfProduct { spellings.append(.sumsInside) }
    if holdsSumOfSpread { spellings.append(.spreadSums) }
    if statements.contains(where: \.expression.isComplement) {
      spellings.append(.complementsWritten)
    }
    if statements.contains(where: \.expression.isQuotient) { spellings.append(.quotientsFirst) }
    if holds({ $0 == .outer }), holds({ $0 == .multiply }) {
      spellings += [.outersAsScalings, [.outersAsScalings, .quotientsFirst]]
    }
    return spellings
  }

  /// x / norm(x) and det(A)·A⁻ᵀ written out.
  private var writtenAsRead: Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    let inner = arguments.map(\.writtenAsRead)
    switch operation {
    case .direction: return inner[0] / (readingName ?? .known(.norm, inner))
    case .cofactors:
      return (readingName ?? .known(.determinant, inner))
        * .known(.inverse, [inner[0].transposed])
    case .secondCofactors(let part): return part.formula(inner[0])
    case .extremumShare(let extremum):
      guard let name = readingName else { break }
      return .known(.comparison(extremum.relation), [name, inner[1]])
    case .greatestShare:
      guard let name = readingName else { break }
      return .known(.comparison(.equal), [inner[0], name])
    case .product:
      guard let tensor = productOfOthers?.writtenAsRead else { break }
      let entries = tensor.reshaped(to: shape)
      let axes = shape.rank == 1 ? nil : [shape.rank - 1]
      return .known(.product(axes: axes, keepingAxes: axes != nil), [entries]) / entries
    default: break
    }
    return .apply(operation, Arguments(inner), shape)
  }

  /// The tensor of whose last axis this is the product of all entries but one.
  var productOfOthers: Expression? {
    guard case .apply(.product(.some(let axes), false), let choice, let shape) = self,
      case .apply(.choice, let parts, _) = choice[0], parts[0].isIdentity, parts[1] == .number(1),
      case .apply(.reshape, let inner, _) = parts[2], axes == [shape.rank],
      parts[2].shape.extents == shape.extents.dropLast() + [1, shape.extents[shape.rank - 1]]
    else { return nil }
    return inner[0]
  }

  private var holdsUnreadable: Bool {
    guard case .apply(_, let arguments, _) = self else { return false }
    return isUnreadable || arguments.contains { $0.holdsUnreadable }
  }

  /// Whether it is written as a shorter formula, which has no value everywhere.
  var isUnreadable: Bool {
    guard case .apply(let operation, _, _) = self else { return false }
    switch operation {
    case .extremumShare, .greatestShare: return readingName != nil
    default: return operation.isProductAsRead || productOfOthers != nil
    }
  }

  /// Whether it is a formula of real numbers that a rewriting cannot change the meaning of.
  private var isShortenable: Bool { !holds { $0 == .rest } }

  /// How many transposes are written.
  var transposes: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    return arguments.reduce(operation == .transpose ? 1 : 0) { $0 + $1.transposes }
  }

  private var isQuotient: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return operation == .divide || operation == .multiply && arguments.contains(where: \.isQuotient)
  }

  /// Whether columns of a matrix product are added up.
  private var holdsSumOfProduct: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if operation == .sum(axes: [0], keepingAxes: false),
      arguments[0].holds({ $0 == .matrixProduct })
    {
      return true
    }
    return arguments.contains(where: \.holdsSumOfProduct)
  }

  /// Whether entries of a product with a sum of broadcast vectors are added up.
  private var holdsSumOfSpread: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if case .sum = operation, arguments[0].entrywiseFactors.contains(where: \.isSpread) {
      return true
    }
    return arguments.contains(where: \.holdsSumOfSpread)
  }

  /// Whether it is a sum of which a part is the same along an axis.
  private var isSpread: Bool {
    guard case .apply(let operation, let arguments, let shape) = self, shape.rank == 2,
      operation == .add || operation == .subtract
    else { return false }
    return arguments.contains { $0.shape != shape || $0.isSpread || $0.isOuterWithOnes }
  }

  private var isOuterWithOnes: Bool {
    guard case .apply(.outer, let vectors, _) = self else { return false }
    return vectors.contains(where: \.isOnes)
  }

  private func holds(_ isWanted: (Operation) -> Bool) -> Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return isWanted(operation) || arguments.contains { $0.holds(isWanted) }
  }
}

extension Operation {
  /// Whether it is written as a product or a quotient, whose factors may cancel others.
  fileprivate var isProductAsRead: Bool {
    switch self {
    case .direction, .cofactors, .secondCofactors, .product: true
    default: false
    }
  }
}

extension Extremum {
  /// How the greater, or the smaller, compares with what was not chosen.
  var relation: Relation {
    switch self {
    case .maximum: .greater
    case .minimum: .less
    }
  }
}

extension NormalForm {
  /// −Xᵀ·(y − z) as Xᵀ·(z − y); nil where no difference takes the sign.
  private mutating func turnedSign(_ sum: Polynomial) -> Polynomial? {
    guard sum.terms.count == 1, sum.terms[0].coefficient < 0 else { return nil }
    var product = sum.terms[0].scaled(by: -1)
    for place in product.word.indices {
      for (number, factor) in product.word[place].factors.enumerated() where factor.exponent == 1 {
        guard let base = turnedDifference(factor.base) else { continue }
        product.word[place].factors[number].base = base
        return Polynomial(terms: [product], shape: sum.shape)
      }
    }
    return nil
  }

  /// z − y for y − z, also where it is added up; nil for what is no difference.
  private mutating func turnedDifference(_ expression: Expression) -> Expression? {
    if case .apply(.sum(let axes, let keeping), let inner, _) = expression {
      return turnedDifference(inner[0])?.summed(axes: axes, keepingAxes: keeping)
    }
    guard var difference = knownSum(expression), difference.terms.count == 2,
      difference.terms[0].coefficient * difference.terms[1].coefficient < 0
    else { return nil }
    difference.terms = difference.terms.map { $0.scaled(by: -1) }
    return self.expression(difference)
  }

  /// The ways to write the expression in this spelling.
  mutating func candidates(_ expression: Expression) -> [Expression] {
    let shortest = factored(polynomial(expression))
    let own = self.expression(shortest)
    let forms = [own] + (turnedSign(shortest).map { [self.expression($0)] } ?? [])
    guard expression.shape.rank == 2 else { return forms }
    // (X·A + A·X)ᵀ, where that takes away transposes enough; a number stays in front.
    var turned = transposed(shortest)
    var number = 1.0
    if turned.terms.count == 1 {
      number = turned.terms[0].coefficient
      turned.terms[0].coefficient = 1
    }
    let other = self.expression(turned)
    guard other.transposes + 3 <= own.transposes else { return forms }
    return forms + [Recognition.scaled(.known(.transpose, [other]), by: number)]
  }
}
