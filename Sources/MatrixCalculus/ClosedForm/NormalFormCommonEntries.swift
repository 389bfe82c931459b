import TensorCore

/// Factors that two products share entry by entry: s ⊙ g − c·s = s ⊙ (g − c).
extension NormalForm {
  /// A factor of an entry-by-entry product, and how it is broadcast.
  private struct Entry: Hashable {
    var kind: Letter.Kind
    var power: Power
  }

  /// A word as factors of an entry-by-entry product; nil for a matrix product.
  private func entries(_ word: [Letter], in shape: Shape) -> [Entry]? {
    func entries(_ letter: Letter, _ kind: Letter.Kind) -> [Entry] {
      letter.only?.isOnes == true ? [] : letter.factors.map { Entry(kind: kind, power: $0) }
    }
    if word.count == 2, word[0].kind == .column, word[1].kind == .row {
      return entries(word[0], .column) + entries(word[1], .row)
    }
    if shape.rank == 2, word.count == 1 {
      let own = self.shape(of: Monomial(word: word))
      if own.rank == 1 { return entries(word[0], .row) }
      if own.extents == [shape.extent(0), 1], shape.extent(1) != 1 {
        return word[0].factors.map {
          let vector = Expression.flattened($0.base, own.count)
          return Entry(kind: .column, power: Power(base: vector, exponent: $0.exponent))
        }
      }
    }
    let parts = split(word)
    guard parts.core.count == 1, let core = parts.core.first, core.kind != .diagonal else {
      return nil
    }
    return parts.before.flatMap { entries($0, .column) }
      + entries(core, core.kind == .column ? .matrix : core.kind)
      + parts.after.flatMap { entries($0, .row) }
  }

  mutating func commonEntries(
    _ a: Monomial, _ b: Monomial, _ shape: Shape
  ) -> Monomial? {
    guard !a.word.isEmpty, !b.word.isEmpty,
      var left = entries(a.word, in: shape).map(Self.gathered),
      var right = entries(b.word, in: shape).map(Self.gathered)
    else { return nil }
    var common: [Entry] = []
    for entry in left {
      guard
        let other = right.first(where: {
          $0.kind == entry.kind && $0.power.base == entry.power.base
            && $0.power.exponent * entry.power.exponent > 0
        })
      else { continue }
      let isLess = entry.power.exponent.magnitude <= other.power.exponent.magnitude
      let shared = isLess ? entry : other
      common.append(shared)
      left = Self.divided(left, by: shared)
      right = Self.divided(right, by: shared)
    }
    guard !common.isEmpty else { return nil }
    let (own, other) = (assembled(left, shape), assembled(right, shape))
    var (first, second) = (a, b)
    first.word = own.word
    second.word = other.word
    guard let inner = own.shape.broadcast(with: other.shape) else { return nil }
    let rest = [cancelled(first), cancelled(second)]
    let sum = product(of: factored(Polynomial(terms: rest, shape: inner)))
    let front = assembled(common, shape)
    guard front.shape.broadcast(with: inner) == shape else { return nil }
    return entrywise(Monomial(word: front.word), front.shape, sum, inner)
  }

  /// The entries, powers of one base added.
  private static func gathered(_ entries: [Entry]) -> [Entry] {
    entries.reduce(into: []) { gathered, entry in
      let place = gathered.firstIndex { $0.kind == entry.kind && $0.power.base == entry.power.base }
      guard let place else { return gathered.append(entry) }
      gathered[place].power.exponent += entry.power.exponent
    }.filter { $0.power.exponent != 0 }
  }

  /// The entries without one of them, or with a smaller power of it.
  private static func divided(_ entries: [Entry], by shared: Entry) -> [Entry] {
    entries.compactMap { entry in
      guard entry.kind == shared.kind, entry.power.base == shared.power.base else { return entry }
      var rest = entry
      rest.power.exponent -= shared.power.exponent
      return rest.power.exponent == 0 ? nil : rest
    }
  }

  /// Entries as a word, in the smallest shape that holds them.
  private func assembled(_ entries: [Entry], _ shape: Shape) -> (word: [Letter], shape: Shape) {
    func powers(_ kind: Letter.Kind) -> [Power] {
      entries.filter { $0.kind == kind }.map(\.power)
    }
    if shape.rank != 2 {
      guard !entries.isEmpty else { return ([], .scalar) }
      let own = entries.reduce(Shape.scalar) { $0.broadcast(with: $1.power.base.shape) ?? $0 }
      return ([Letter(shape.rank == 1 ? .column : .block, entries.map(\.power))], own)
    }
    let (columns, rows, whole) = (powers(.column), powers(.row), powers(.matrix))
    if !whole.isEmpty {
      let before = columns.isEmpty ? [] : [Letter(.diagonal, columns)]
      let after = rows.isEmpty ? [] : [Letter(.diagonal, rows)]
      return (before + [Letter(.matrix, whole)] + after, shape)
    }
    if !columns.isEmpty, !rows.isEmpty {
      return ([Letter(.column, columns), Letter(.row, rows)], shape)
    }
    if !rows.isEmpty { return ([Letter(.column, rows)], Shape([shape.extent(1)])) }
    guard !columns.isEmpty else { return ([], .scalar) }
    let standing = columns.map { Power(base: $0.base.standing, exponent: $0.exponent) }
    return ([Letter(.matrix, standing)], Shape([shape.extent(0), 1]))
  }

  /// m ⊙ a + (1 − m) ⊙ b for entries m of 0 and 1 is where(m, a, b).
  mutating func choice(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> Monomial? {
    guard a.word.count == 1, b.word.count == 1, a.word[0].kind != .diagonal,
      b.word[0].kind == a.word[0].kind
    else { return nil }
    for (place, mask) in a.word[0].factors.enumerated() where mask.exponent == 1 {
      for (other, opposite) in b.word[0].factors.enumerated()
      where opposite.exponent == 1 {
        guard let (condition, isFirst) = mask.base.complement(opposite.base) else { continue }
        var (then, otherwise) = (a, b)
        then.word[0].factors.remove(at: place)
        otherwise.word[0].factors.remove(at: other)
        if then.word[0].factors.isEmpty { then.word = [] }
        if otherwise.word[0].factors.isEmpty { otherwise.word = [] }
        let parts = [expression(then), expression(otherwise)]
        let whole = Expression.known(
          .choice, [condition] + (isFirst ? parts : parts.reversed()))
        guard whole.shape == shape else { return nil }
        return letter(whole)
      }
    }
    return nil
  }

  /// p·s + q·(1 − s) as q + (p − q)·s, where s and 1 − s are the shares of the greater of two, p and q numbers.
  mutating func oneShare(_ a: Monomial, _ b: Monomial) -> Monomial? {
    guard a.word.count == 1, b.word.count == 1, a.word[0].kind != .diagonal,
      b.word[0].kind == a.word[0].kind
    else { return nil }
    for (place, share) in a.word[0].factors.enumerated() where share.exponent == 1 {
      let others = share.base.otherShares.map { Power(base: $0) }
      var (rest, otherRest) = (a, b)
      rest.word[0].factors.remove(at: place)
      guard let otherPlace = otherRest.word[0].factors.firstIndex(where: others.contains) else {
        continue
      }
      otherRest.word[0].factors.remove(at: otherPlace)
      guard rest.isLike(otherRest) else { continue }
      let (own, opposite) = (a.coefficient, b.coefficient)
      (rest.coefficient, otherRest.coefficient) = (1, 1)
      let shape = share.base.shape
      let mixed = product(
        of: Polynomial(
          terms: [Monomial(coefficient: opposite), letter(share.base).scaled(by: own - opposite)],
          shape: shape))
      guard !rest.word[0].factors.isEmpty else {
        rest.word = []
        return entrywise(rest, .scalar, mixed, shape)
      }
      return entrywise(rest, self.shape(of: rest), mixed, shape)
    }
    return nil
  }
}

extension Expression {
  /// The share of the other one of two, of which the greater or the smaller was taken: of [a > b] the shares
  /// [b > a] and [a < b].
  fileprivate var otherShares: [Expression] {
    guard case .apply(.extremumShare(let extremum), let sides, let shape) = self else { return [] }
    return [
      .apply(.extremumShare(extremum), [sides[1], sides[0]], shape),
      .apply(.extremumShare(extremum.opposite), [sides[0], sides[1]], shape),
    ]
  }

  /// The condition that this is, where the other is 1 exactly where this is 0; false where it is the
  /// other way round.
  fileprivate func complement(_ other: Expression) -> (condition: Expression, isFirst: Bool)? {
    if let condition = other.refused, condition == affirmed { return (condition, true) }
    if let condition = refused, condition == other.affirmed { return (condition, false) }
    return nil
  }

  /// c, where it is c == 0.
  private var refused: Expression? {
    guard case .apply(.comparison(.equal), let arguments, _) = self, arguments[1] == .number(0)
    else { return nil }
    return arguments[0]
  }

  /// c, where it is c != 0, or a comparison by itself.
  private var affirmed: Expression? {
    guard case .apply(.comparison(let relation), let arguments, _) = self else { return nil }
    return relation == .notEqual && arguments[1] == .number(0) ? arguments[0] : self
  }
}
