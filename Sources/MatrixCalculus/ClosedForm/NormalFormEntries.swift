import TensorCore

/// Products, quotients and powers entry by entry, rows and columns spread over matrices.
extension NormalForm {
  /// The product entry by entry, with NumPy's broadcasting.
  mutating func entrywise(
    _ a: Monomial, _ aShape: Shape, _ b: Monomial, _ bShape: Shape
  ) -> Monomial {
    var result = Monomial(
      coefficient: a.coefficient * b.coefficient, scalars: a.scalars.multiplied(by: b.scalars))
    guard !a.word.isEmpty, !b.word.isEmpty else {
      result.word = a.word.isEmpty ? b.word : a.word
      return cancelled(result)
    }
    guard let shape = aShape.broadcast(with: bShape) else { return result }
    if let scaled = diagonalProduct(a.word, b.word)
      ?? scaled(a.word, aShape, b.word, bShape, shape)
    {
      let joined = joined(result, Monomial(word: scaled))
      return cancelled(joined)
    }
    let (left, right) = (single(a.word, aShape), single(b.word, bShape))
    let factors = left.multiplied(by: right)
    if factors.isEmpty {
      result.word = letter(.known(.ones(shape), [])).word
    } else if factors.contains(where: { $0.base.shape == shape }) || shape.rank > 2 {
      result.word = [Letter(Letter.Kind(rank: shape.rank) ?? .block, factors)]
    } else {
      // Every factor is broadcast: the product keeps its own shape as one letter.
      let whole = factors.map { Expression.entries($0) }
      result.word = letter(whole.dropFirst().reduce(whole[0]) { $0 * $1 }).word
    }
    return cancelled(result)
  }

  /// Rows or columns of a matrix scaled by a vector: D·M, M·D; nil for other products.
  private mutating func scaled(
    _ a: [Letter], _ aShape: Shape, _ b: [Letter], _ bShape: Shape, _ shape: Shape
  ) -> [Letter]? {
    guard shape.rank == 2, shape.extent(0) != 1, shape.extent(1) != 1 else { return nil }
    let kinds = (Stretch(aShape, in: shape), Stretch(bShape, in: shape))
    switch kinds {
    case (.whole, .whole):
      if spelling.contains(.outersAsScalings),
        let scaled = scaled(b, byOuter: a) ?? scaled(a, byOuter: b)
      {
        return scaled
      }
      let (left, right) = (split(a), split(b))
      guard left.before.count + left.after.count + right.before.count + right.after.count > 0
      else { return nil }
      let core = single(left.core, shape).multiplied(by: single(right.core, shape))
      let letter =
        core.isEmpty ? Letter(.matrix, .known(.ones(shape), [])) : Letter(.matrix, core)
      return left.before + right.before + [letter] + left.after + right.after
    case (.alongColumns, .whole): return scaling(vector(a, aShape)) + b
    case (.whole, .alongColumns): return scaling(vector(b, bShape)) + a
    case (.alongRows, .whole): return b + scaling(vector(a, aShape))
    case (.whole, .alongRows): return a + scaling(vector(b, bShape))
    case (.alongColumns, .alongRows):
      return [side(.column, vector(a, aShape), aShape), side(.row, vector(b, bShape), bShape)]
    case (.alongRows, .alongColumns):
      return [side(.column, vector(b, bShape), bShape), side(.row, vector(a, aShape), aShape)]
    default: return nil
    }
  }

  /// diag(u)·M·diag(v), where the other word is u·vᵀ; nil where it is not, or both are.
  func scaled(_ word: [Letter], byOuter outer: [Letter]) -> [Letter]? {
    guard outer.count == 2, outer[0].kind == .column, outer[1].kind == .row,
      word.count != 2 || word[0].kind != .column
    else { return nil }
    return scaling(outer[0].factors) + word + scaling(outer[1].factors)
  }

  /// A diagonal matrix; nothing where all its entries are 1.
  private func scaling(_ factors: [Power]) -> [Letter] {
    factors.isEmpty ? [] : [Letter(.diagonal, factors)]
  }

  private func side(_ kind: Letter.Kind, _ factors: [Power], _ shape: Shape) -> Letter {
    factors.isEmpty
      ? Letter(kind, .known(.ones(Shape([shape.count])), [])) : Letter(kind, factors)
  }

  /// How a tensor is broadcast to a matrix.
  private enum Stretch {
    case whole, alongColumns, alongRows, other

    init(_ own: Shape, in shape: Shape) {
      if own == shape {
        self = .whole
      } else if own.extents == [shape.extent(0), 1] {
        self = .alongColumns
      } else if own.extents == [shape.extent(1)] || own.extents == [1, shape.extent(1)] {
        self = .alongRows
      } else {
        self = .other
      }
    }
  }

  /// A word as scalings before and after its core.
  func split(_ word: [Letter]) -> (before: [Letter], core: [Letter], after: [Letter]) {
    guard word.count > 1 else { return ([], word, []) }
    let before = word.first?.kind == .diagonal ? 1 : 0
    let after = word.count > before + 1 && word.last?.kind == .diagonal ? 1 : 0
    return (
      Array(word.prefix(before)), Array(word.dropFirst(before).dropLast(after)),
      Array(word.suffix(after))
    )
  }

  /// A word as factors of an entry-by-entry product.
  mutating func single(_ word: [Letter], _ shape: Shape) -> [Power] {
    if word.count == 1, word[0].kind != .diagonal {
      return word[0].only?.isOnes == true ? [] : word[0].factors
    }
    return [Power(base: expression(Monomial(word: word)))]
  }

  /// Factors of shape n×1, 1×n or n as vectors of n entries.
  private mutating func vector(_ word: [Letter], _ shape: Shape) -> [Power] {
    let extent = shape.count
    return single(word, shape).map {
      Power(base: Expression.flattened($0.base, extent), exponent: $0.exponent)
    }
  }

  /// One over a product; a matrix product is one factor of it.
  mutating func inverted(_ product: Monomial, _ shape: Shape) -> Monomial {
    guard product.coefficient != 0 else {
      return letter(1 / expression(product))
    }
    if let inverse = product.raised(to: -1), product.word.first?.kind != .diagonal {
      return inverse
    }
    var rest = product
    rest.word = []
    var inverse = rest.raised(to: -1) ?? rest
    let base = expression(Monomial(word: product.word))
    inverse.word = [
      Letter(Letter.Kind(rank: shape.rank) ?? .block, [Power(base: base, exponent: -1)])
    ]
    return inverse
  }

  mutating func power(_ arguments: Arguments, _ shape: Shape) -> Monomial {
    // 1/3 is a number too.
    if case .number(let exponent) = rebuilt(arguments[1]) {
      let base = monomial(arguments[0])
      let isWhole = exponent == exponent.rounded()
      if exponent != 0, isWhole, base.coefficient != 0, base.word.first?.kind != .diagonal,
        let raised = base.raised(to: exponent)
      {
        return cancelled(raised)
      }
      if !isWhole, let raised = rootPower(base, exponent) { return cancelled(raised) }
      if !isWhole, let only = base.onlyBase {
        guard let kind = Letter.Kind(rank: shape.rank) else {
          return Monomial(scalars: [Power(base: only, exponent: exponent)])
        }
        return Monomial(word: [Letter(kind, [Power(base: only, exponent: exponent)])])
      }
    }
    return letter(.known(.power, [rebuilt(arguments[0]), rebuilt(arguments[1])]))
  }
  /// (f³)^(2/3) as f² where the program names a root f, which is not negative; nil for other bases.
  private func rootPower(_ base: Monomial, _ exponent: Double) -> Monomial? {
    guard base.coefficient == 1 else { return nil }
    let powers = base.scalars + base.word.flatMap(\.factors)
    guard powers.count == 1, case .variable(let name) = powers[0].base,
      let definition = definitions[name]?.terms, definition.count == 1
    else { return nil }
    let roots = definition[0].scalars + definition[0].word.flatMap(\.factors)
    guard roots.count == 1, roots[0].exponent != roots[0].exponent.rounded(),
      var raised = base.raised(to: exponent)
    else { return nil }
    func whole(_ power: Power) -> Power {
      let nearest = power.exponent.rounded()
      let isNear = (power.exponent - nearest).magnitude <= 4 * nearest.ulp
      return Power(base: power.base, exponent: isNear ? nearest : power.exponent)
    }
    raised.scalars = raised.scalars.map(whole)
    raised.word = raised.word.map { Letter($0.kind, $0.factors.map(whole)) }
    return raised
  }
}
