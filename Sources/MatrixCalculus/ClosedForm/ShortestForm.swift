import TensorCore

/// An expression written the shortest way that is known.
extension Expression {
  /// Expressions of more operations are left as they are; the cost grows faster than the length.
  static let shorteningLimit = 160
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
  /// Of two as short as each other, the one that takes fewer multiplications, or names fewer variables.
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
        expression.multiplications, expression.leaves,
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

  /// Whether it is a formula of real numbers that a rewriting cannot change the meaning of.
  private var isShortenable: Bool { !holds { $0 == .rest } }

  /// How often variables are written.
  var leaves: Int {
    switch self {
    case .variable: 1
    case .number, .literal: 0
    case .apply(_, let arguments, _): arguments.reduce(0) { $0 + $1.leaves }
    }
  }

  /// How many transposes are written.
  var transposes: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    return arguments.reduce(operation == .transpose ? 1 : 0) { $0 + $1.transposes }
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
