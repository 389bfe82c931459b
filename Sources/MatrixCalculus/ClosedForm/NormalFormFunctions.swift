import TensorCore

/// Functions of whole tensors, with numbers and scalars taken out of them as far as they are linear.
extension NormalForm {
  /// An operation that is linear in each argument.
  mutating func multilinear(_ operation: Operation, _ arguments: Arguments) -> Monomial {
    var result = Monomial()
    var inner: [Expression] = []
    for argument in arguments {
      var part = monomial(argument)
      guard !part.isZero else { return part }
      result.coefficient *= part.coefficient
      result.scalars = result.scalars.multiplied(by: part.scalars)
      (part.coefficient, part.scalars) = (1, [])
      inner.append(expression(part))
    }
    return entrywise(result, .scalar, linear(operation, inner), .scalar)
  }

  /// The sum along axes: scalars, and factors that do not vary along them, in front.
  mutating func sum(
    _ product: Monomial, _ shape: Shape, _ axes: [Int]?, _ keeping: Bool
  ) -> Monomial {
    var front = product
    front.word = []
    var axes = axes?.count == shape.rank ? nil : axes
    var word = product.word
    // The columns of a symmetric matrix are its rows.
    if axes == [0], !keeping, word.count == 1, isSymmetric(word[0].only) { axes = [1] }
    let reduced = reducedShape(shape, axes, keeping)
    if shape.rank == 2, let axes, axes.count == 1 {
      // Σ over columns of D·M is D·(Σ M), over rows of M·D it is (Σ M)·D.
      let parts = split(word)
      if axes[0] == 1, let scale = parts.before.first {
        word = parts.core + parts.after
        front.word = [scale.vector(of: reduced)]
      } else if axes[0] == 0, let scale = parts.after.first {
        word = parts.before + parts.core
        front.word = [scale.vector(of: reduced)]
      }
    }
    if reduced.count == shape.count, !word.isEmpty, !reduced.isScalar {
      let whole = reshape(Monomial(word: word), reduced)
      return entrywise(front, reduced, whole, reduced)
    }
    if word.isEmpty {
      return front.scaled(by: Double(shape.count) / Double(max(1, reduced.count)))
    }
    if vanishes(word, shape, axes) { return Monomial(coefficient: 0) }
    if let rest = withoutDeviations(word, shape, axes) {
      let whole = sum(rest, shape, axes, keeping)
      return entrywise(front, reduced, whole, reduced)
    }
    if let total = spreadSum(word, shape, axes, keeping) {
      return entrywise(front, reduced, total, reduced)
    }
    if let total = knownTotal(word, shape, axes) {
      let ones = reduced.isScalar ? Monomial() : letter(.known(.ones(reduced), []))
      return entrywise(front, reduced, entrywise(total, .scalar, ones, reduced), reduced)
    }
    if shape.rank == 2, !keeping, let rest = sumOfScaled(word, axes) {
      return entrywise(front, reduced, rest, reduced)
    }
    if shape.rank == 1, word.count == 1, word[0].kind == .column, word[0].factors.count > 1,
      word[0].factors.allSatisfy({ $0.exponent == 1 })
    {
      let row = Letter(.row, [word[0].factors[0]])
      let column = Letter(.column, Array(word[0].factors.dropFirst()))
      return entrywise(front, .scalar, scalarProduct([row, column]), .scalar)
    }
    if axes == nil, word.count == 1, word[0].only?.isOnes == true {
      return front.scaled(by: Double(shape.count))
    }
    if reduced.isScalar, word.count == 1, case .apply(.diagonal, let matrix, _) = word[0].only {
      return entrywise(front, .scalar, trace(matrix[0]), .scalar)
    }
    if spelling.contains(.sumsInside), axes == [0], !keeping, word.count > 1,
      word.allSatisfy({ $0.kind == .matrix })
    {
      let first = Monomial(word: [word[0]])
      let inner = sum(first, self.shape(of: first), axes, false)
      let rest = joined(Monomial(word: transposed(Array(word.dropFirst()))), inner)
      return entrywise(front, reduced, rest, reduced)
    }
    let entries = expression(Monomial(word: word))
    let whole = reduced.isScalar ? entries.unrolled ?? entries : entries
    let core = knownReduction(word, whole.summed(axes: axes, keepingAxes: keeping))
    if reduced.isScalar, let trace = trace(ofEntries: word), trace.weight < core.weight {
      return entrywise(front, .scalar, letter(trace), .scalar)
    }
    return entrywise(front, reduced, letter(core), reduced)
  }

  /// A sum of terms without those that add up to 0 along the axes; nil where none does.
  private mutating func withoutDeviations(
    _ word: [Letter], _ shape: Shape, _ axes: [Int]?
  ) -> Monomial? {
    guard word.count == 1, let base = word[0].only, var known = knownSum(base) else { return nil }
    let count = known.terms.count
    var kept: [Monomial] = []
    for term in known.terms {
      let isDeviation = self.shape(of: term) == shape && vanishes(term.word, shape, axes)
      if !isDeviation { kept.append(term) }
    }
    guard kept.count < count else { return nil }
    known.terms = kept
    return product(of: factored(known))
  }

  /// The sum along axes, or the same with its factors in the order in which they stood before.
  private mutating func knownReduction(_ word: [Letter], _ sum: Expression) -> Expression {
    guard word.count == 1, word[0].factors.count > 1, case .apply(let operation, _, _) = sum else {
      return sum
    }
    for known in reductions {
      if case .apply(operation, _, sum.shape) = known.expression,
        known.factors.hasSameElements(as: word[0].factors)
      {
        return known.expression
      }
    }
    reductions.append((word[0].factors, sum))
    return sum
  }

  private func isSymmetric(_ tensor: Expression?) -> Bool {
    if case .variable(let name) = tensor { symmetric.contains(name) } else { false }
  }

  /// Σ W ⊙ (u·1ᵀ + 1·vᵀ) along axes as the sum of what each term comes to; nil in other spellings.
  private mutating func spreadSum(
    _ word: [Letter], _ shape: Shape, _ axes: [Int]?, _ keeping: Bool
  ) -> Monomial? {
    guard spelling.contains(.spreadSums),
      let spread = multipliedOut(Polynomial(terms: [Monomial(word: word)], shape: shape)),
      spread.terms.count > 1
    else { return nil }
    var totals: [Monomial] = []
    for term in spread.terms {
      if self.shape(of: term) == shape {
        totals.append(sum(term, shape, axes, keeping))
      } else {
        guard !keeping, let total = broadcastSum(term, shape, axes) else { return nil }
        totals.append(total)
      }
    }
    let total = Polynomial(terms: totals, shape: reducedShape(shape, axes, keeping))
    return product(of: factored(total))
  }

  /// The sum of a vector that is spread over a matrix: n·u along the axis where all are the same, Σ u across.
  private mutating func broadcastSum(
    _ term: Monomial, _ shape: Shape, _ axes: [Int]?
  ) -> Monomial? {
    if let total = plainSum(term, shape, axes) { return total }
    let own = self.shape(of: term)
    guard shape.rank == 2, own.count == shape.extent(axes == [0] ? 0 : 1) else { return nil }
    let count = shape.count / own.count / (axes == nil ? 1 : reducedShape(shape, axes, false).count)
    return sum(term, own, nil, false).scaled(by: Double(count))
  }

  /// What the entries along the axes add up to, where that is the same scalar whatever they are: of
  /// distributions, of scalars, and of their sums.
  private mutating func knownTotal(_ word: [Letter], _ shape: Shape, _ axes: [Int]?) -> Monomial? {
    if isDistribution(word, along: axes) { return Monomial() }
    guard word.count == 1, let base = word[0].only,
      let known = knownSum(base) ?? definition(of: base)
    else { return nil }
    let count = shape.count / max(1, reducedShape(shape, axes, false).count)
    var totals: [Monomial] = []
    for term in known.terms {
      guard term.word.isEmpty || self.shape(of: term) == shape, term.word != word else {
        return nil
      }
      var total = term
      total.word = []
      if term.word.isEmpty {
        totals.append(total.scaled(by: Double(count)))
      } else {
        guard let inner = knownTotal(term.word, shape, axes) else { return nil }
        totals.append(entrywise(total, .scalar, inner, .scalar))
      }
    }
    return product(of: factored(Polynomial(terms: totals, shape: .scalar)))
  }

  /// Whether it is a softmax along these axes, whose entries add up to 1.
  func isDistribution(_ word: [Letter], along axes: [Int]?) -> Bool {
    guard word.count == 1, let base = word[0].only else { return false }
    let isKnown = distributions.contains { fact in
      .variable(fact.input) == base && fact.kind == .distribution(axes: axes)
    }
    if isKnown { return true }
    let terms = definition(of: base)?.terms ?? []
    let meaning = terms.count == 1 ? terms[0].onlyBase ?? base : base
    guard case .apply(.softmax(let own), _, let shape) = meaning else { return false }
    let all = Array(0..<shape.rank)
    return (own ?? all) == (axes ?? all)
  }

  /// Whether a tensor is a deviation from its own mean along the axes, so that its sum is 0.
  private mutating func vanishes(_ word: [Letter], _ shape: Shape, _ axes: [Int]?) -> Bool {
    let scaled = split(word)
    guard scaled.core.count == 1, let base = scaled.core[0].only,
      // Weights that vary along the axes keep the sum from being 0.
      scaled.before.isEmpty || axes == [1], scaled.after.isEmpty || axes == [0],
      let definition = sums.first(where: { $0.expression == base })?.sum
        ?? definition(of: base)
    else { return false }
    guard definition.terms.count > 1 else {
      guard let term = definition.terms.first, term.word != word else { return false }
      // N = C / s for an s that does not vary along the axes.
      let parts = split(term.word)
      let isAcross = axes == [0] && shape.rank == 2 && parts.before.isEmpty
      let isAlong = axes == [1] && shape.rank == 2 && parts.after.isEmpty
      guard term.word.count == 1 || isAcross || isAlong else { return false }
      return vanishes(parts.core, shape, axes)
    }
    var total: [Monomial] = []
    for term in definition.terms.map(defined) {
      guard let sum = plainSum(term, shape, axes) else { return false }
      total.append(sum)
    }
    return Polynomial(terms: total, shape: .scalar).collected.terms.isEmpty
  }

  /// A name as the product that the program assigns to it, a mean as the sum over the count.
  private func defined(_ term: Monomial) -> Monomial {
    guard term.word.count == 1, let base = term.word[0].only,
      let definition = definition(of: base), definition.terms.count == 1,
      definition.terms[0].word.count == 1, definition.terms[0].word[0].kind == term.word[0].kind
    else { return term }
    var result = definition.terms[0].scaled(by: term.coefficient)
    result.scalars = result.scalars.multiplied(by: term.scalars)
    return result
  }

  private func definition(of base: Expression) -> Polynomial? {
    guard case .variable(let name) = base else { return nil }
    return definitions[name]
  }

  /// The sum of one term of a sum, a broadcast term counted as often as it is repeated.
  private mutating func plainSum(_ term: Monomial, _ shape: Shape, _ axes: [Int]?) -> Monomial? {
    let own = self.shape(of: term)
    var rest = term
    rest.word = []
    let count = Double(shape.count / max(1, reducedShape(shape, axes, false).count))
    if own == shape {
      let core = expression(Monomial(word: term.word)).summed(axes: axes)
      return entrywise(rest, .scalar, letter(core), core.shape)
    }
    let padded = [Int](repeating: 1, count: shape.rank - own.rank) + own.extents
    let isConstant = padded.indices.allSatisfy { axis in
      axes?.contains(axis) ?? true ? padded[axis] == 1 : padded[axis] == shape.extent(axis)
    }
    guard isConstant else { return nil }
    if own.isScalar { return term.scaled(by: count) }
    let core = expression(Monomial(word: term.word))
    let extent = own.count
    let vector = Expression.flattened(core, extent)
    return entrywise(rest, .scalar, letter(vector), vector.shape).scaled(by: count)
  }

  mutating func reshape(_ product: Monomial, _ target: Shape) -> Monomial {
    var front = product
    front.word = []
    guard !product.isZero else { return product }
    guard !product.word.isEmpty else {
      let whole = expression(product).reshaped(to: target)
      return target.isScalar ? product : letter(whole)
    }
    // A row that becomes a column is turned: (xᵀ·A)ᵀ.
    let own = shape(of: product)
    if own.rank == 2, target == own.reversed, own.extents.contains(1) {
      front.word = transposed(product.word)
      return front
    }
    func reshaped(_ core: Expression) -> Expression {
      Expression.known(.reshape(target), [core]).simplified
    }
    guard product.word.count == 1, product.word[0].kind != .diagonal,
      let kind = Letter.Kind(rank: target.rank)
    else {
      return entrywise(
        front, .scalar, letter(reshaped(expression(Monomial(word: product.word)))), target)
    }
    let factors = product.word[0].factors
    guard factors.allSatisfy({ $0.base.shape.count == target.count }) else {
      return entrywise(front, .scalar, letter(reshaped(chain(product.word))), target)
    }
    front.word = [
      Letter(kind, factors.map { Power(base: reshaped($0.base), exponent: $0.exponent) })
    ]
    return front
  }
}

extension Letter {
  /// The entries of a diagonal as a vector, or as a matrix of one row or column.
  fileprivate func vector(of shape: Shape) -> Letter {
    guard shape.rank == 2 else { return Letter(.column, factors) }
    let bases = factors.map {
      let whole = Expression.known(.reshape(shape), [$0.base]).simplified
      return Power(base: whole, exponent: $0.exponent)
    }
    return Letter(.matrix, bases)
  }

  var isSquare: Bool {
    switch kind {
    case .diagonal: true
    case .matrix: factors[0].base.shape.extent(0) == factors[0].base.shape.extent(1)
    case .column, .row, .block: false
    }
  }
}
