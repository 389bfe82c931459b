import TensorCore

/// Sums with as few terms as common factors allow.
///
///     L·P·R + L·Q·R = L·(P + Q)·R      s ⊙ g − c·s = s ⊙ (g − c)      a/d − b/d = (a − b)/d
extension NormalForm {
  /// Sums of more terms are left as they are.
  private static let termLimit = 24
  /// A product of sums is multiplied out as long as it has no more terms than this.
  private static let expansionLimit = 12

  /// The sum with like terms added and common factors pulled out, multiplied out first where that is
  /// shorter.
  mutating func factored(_ sum: Polynomial) -> Polynomial {
    var named = sum
    named.terms = sum.terms.map { self.named($0) }
    if named.terms.count > 1 { named.terms = named.terms.map(broadcast) }
    named = complemented(named.collected)
    guard (1...Self.termLimit).contains(named.terms.count) else { return named }
    let own = named.terms.count > 1 ? merged(named) : named
    guard let spread = multipliedOut(named) else { return own }
    guard !spread.terms.isEmpty else { return spread }
    let other = merged(spread)
    return expression(other).weight < expression(own).weight ? other : own
  }

  /// 1 − σ(−u) as σ(u).
  private func complemented(_ sum: Polynomial) -> Polynomial {
    guard sum.terms.count == 2,
      let one = sum.terms.firstIndex(where: { $0.word.isEmpty && $0.scalars.isEmpty })
    else { return sum }
    var other = sum.terms[1 - one]
    guard other.coefficient == -sum.terms[one].coefficient,
      let base = other.scaled(by: 1 / other.coefficient).onlyBase,
      case .apply(.function("sigmoid"), let arguments, _) = base, arguments[0].isNegative
    else { return sum }
    let turned = letter(.function("sigmoid", (-arguments[0]).simplified))
    other = turned.scaled(by: sum.terms[one].coefficient)
    return Polynomial(terms: [other], shape: sum.shape)
  }

  /// A term that is the same along an axis without its ones: 1·vᵀ as v, u·1ᵀ as a column.
  private func broadcast(_ term: Monomial) -> Monomial {
    var result = term
    func isOnes(_ letter: Letter) -> Bool { letter.only?.isOnes == true }
    if term.word.count == 1, isOnes(term.word[0]) {
      result.word = []
    } else if term.word.count == 2, term.word[0].kind == .column, term.word[1].kind == .row {
      if isOnes(term.word[0]) {
        result.word = isOnes(term.word[1]) ? [] : [Letter(.column, term.word[1].factors)]
      } else if isOnes(term.word[1]) {
        let standing = term.word[0].factors.map {
          Power(base: $0.base.standing, exponent: $0.exponent)
        }
        result.word = [Letter(.matrix, standing)]
      }
    }
    return result
  }

  private mutating func merged(_ sum: Polynomial) -> Polynomial {
    var rest = sum
    while rest.terms.count > 1, let (left, right, product) = bestMerge(rest) {
      rest.terms[left] = product
      rest.terms.remove(at: right)
    }
    return rest
  }

  /// The two terms whose common factor saves most.
  private mutating func bestMerge(_ sum: Polynomial) -> (Int, Int, Monomial)? {
    var best: (left: Int, right: Int, product: Monomial)?
    var bestSaving = -1
    for left in sum.terms.indices {
      for right in sum.terms.indices where right > left {
        let (a, b) = (sum.terms[left], sum.terms[right])
        guard let shape = shape(of: a).broadcast(with: shape(of: b)) else { continue }
        let apart = expression(Polynomial(terms: [a, b], shape: shape)).weight
        for candidate in merges(a, b, shape) {
          let saving = apart - expression(candidate).weight
          if saving > bestSaving { (best, bestSaving) = ((left, right, candidate), saving) }
        }
      }
      // Of many terms the first that share a factor are taken.
      if best != nil, sum.terms.count > 8 { break }
    }
    return best
  }

  /// The ways to write a + b as one product.
  private mutating func merges(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> [Monomial] {
    let scalars = a.scalars.common(with: b.scalars)
    let number =
      a.coefficient.magnitude == b.coefficient.magnitude
      ? a.coefficient : a.coefficient < 0 && b.coefficient < 0 ? -1 : 1
    let front = Monomial(coefficient: number, scalars: scalars)
    func without(_ product: Monomial) -> Monomial {
      Monomial(
        coefficient: product.coefficient / number,
        scalars: product.scalars.divided(by: scalars), word: product.word)
    }
    let (left, right) = (without(a), without(b))
    let isSplit = !scalars.isEmpty || number.magnitude != 1
    var candidates: [Monomial] = []
    if let common = commonWord(left, right) { candidates.append(common) }
    if let common = commonEntries(left, right, shape) { candidates.append(common) }
    if let choice = choice(left, right, shape) { candidates.append(choice) }
    if let unrolled = unrolledSum(left, right) { candidates.append(unrolled) }
    if candidates.isEmpty, isSplit {
      let inner = Polynomial(terms: [left, right], shape: shape)
      candidates.append(product(of: factored(inner)))
    }
    for place in candidates.indices {
      let inner = candidates[place]
      candidates[place] = cancelled(
        Monomial(
          coefficient: front.coefficient * inner.coefficient,
          scalars: front.scalars.multiplied(by: inner.scalars), word: inner.word))
    }
    return candidates
  }

  // MARK: - Words

  /// L·P·R + L·Q·R = L·(P + Q)·R, the longest L and R.
  private mutating func commonWord(_ a: Monomial, _ b: Monomial) -> Monomial? {
    guard !a.word.isEmpty, !b.word.isEmpty else { return nil }
    if a.word.count == b.word.count, zip(a.word, b.word).allSatisfy({ $0.isLike($1) }) {
      var (left, right) = (a, b)
      (left.word, right.word) = ([], [])
      let inner = product(of: factored(Polynomial(terms: [left, right], shape: .scalar)))
      return Monomial(coefficient: inner.coefficient, scalars: inner.scalars, word: a.word)
    }
    let limit = min(a.word.count, b.word.count) - 1
    let head = zip(a.word, b.word).prefix(limit).prefix { $0.isLike($1) }.count
    let tail = zip(a.word.reversed(), b.word.reversed()).prefix(limit - head)
      .prefix { $0.isLike($1) }.count
    guard head + tail > 0 else { return nil }
    var (left, right) = (a, b)
    left.word = Array(a.word.dropFirst(head).dropLast(tail))
    right.word = Array(b.word.dropFirst(head).dropLast(tail))
    let isRow = left.word[0].kind == .row
    guard isRow == (right.word[0].kind == .row) else { return nil }
    if isRow { (left.word, right.word) = (transposed(left.word), transposed(right.word)) }
    let isDiagonal = left.word + right.word
    if isDiagonal.count == 2, isDiagonal.allSatisfy({ $0.kind == .diagonal }) {
      (left.word[0].kind, right.word[0].kind) = (.column, .column)
    }
    let shape = shape(of: left)
    guard shape == self.shape(of: right) else { return nil }
    var inner = product(of: factored(Polynomial(terms: [left, right], shape: shape)))
    if isRow { inner.word = transposed(inner.word) }
    if isDiagonal.count == 2, isDiagonal.allSatisfy({ $0.kind == .diagonal }) {
      guard inner.word.count == 1 else { return nil }
      inner.word[0].kind = .diagonal
    }
    let before = Monomial(word: Array(a.word.prefix(head)))
    return joined(joined(before, inner), Monomial(word: Array(a.word.suffix(tail))))
  }

  // MARK: - Entry by entry

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

  private mutating func commonEntries(
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
    let sum = product(of: factored(Polynomial(terms: [first, second], shape: inner)))
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
  private mutating func choice(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> Monomial? {
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

  // MARK: - Multiplying out

  /// The sum with sums inside its products multiplied out; nil where there are none, or too many terms.
  mutating func multipliedOut(_ sum: Polynomial) -> Polynomial? {
    var terms = sum.terms
    var place = 0
    var isSpread = false
    while place < terms.count {
      guard let spread = multipliedOut(terms[place]) else {
        place += 1
        continue
      }
      isSpread = true
      terms.replaceSubrange(place...place, with: spread)
      guard terms.count <= Self.expansionLimit else { return nil }
    }
    return isSpread ? Polynomial(terms: terms, shape: sum.shape).collected : nil
  }

  /// The terms of a product with one sum of it multiplied out.
  private mutating func multipliedOut(_ product: Monomial) -> [Monomial]? {
    for (place, factor) in product.scalars.enumerated() where factor.exponent == 1 {
      guard let sum = knownSum(factor.base) else { continue }
      var rest = product
      rest.scalars.remove(at: place)
      return sum.terms.map { entrywise(rest, .scalar, $0, .scalar) }
    }
    for place in product.word.indices {
      for (number, factor) in product.word[place].factors.enumerated() where factor.exponent == 1 {
        guard let sum = knownSum(factor.base),
          let spread = multipliedOut(product, place, number, sum)
        else { continue }
        return spread
      }
    }
    return nil
  }

  private mutating func multipliedOut(
    _ product: Monomial, _ place: Int, _ number: Int, _ sum: Polynomial
  ) -> [Monomial]? {
    let letter = product.word[place]
    var others = letter
    others.factors.remove(at: number)
    var front = product
    front.word = []
    var terms: [Monomial] = []
    for term in sum.terms {
      var inner = term
      let own = shape(of: term)
      if !others.factors.isEmpty {
        let kind = letter.kind == .matrix || letter.kind == .block ? letter.kind : .column
        inner = entrywise(Monomial(word: [Letter(kind, others.factors)]), sum.shape, term, own)
      } else if own != sum.shape {
        guard product.word.count == 1 else { return nil }
      }
      if letter.kind == .row { inner.word = transposed(inner.word) }
      if letter.kind == .diagonal {
        guard inner.word.count == 1 else { return nil }
        inner.word[0].kind = .diagonal
      }
      let before = Monomial(word: Array(product.word.prefix(place)))
      let after = Monomial(word: Array(product.word.dropFirst(place + 1)))
      terms.append(joined(front, joined(joined(before, inner), after)))
    }
    return terms
  }

  /// The sum that an expression stands for, where it is no name of the program.
  mutating func knownSum(_ expression: Expression) -> Polynomial? {
    if case .variable = expression { return nil }
    if let known = sums.first(where: { $0.expression == expression }) { return known.sum }
    guard case .apply(let operation, let inner, _) = expression else { return nil }
    if operation == .add || operation == .subtract {
      let sum = polynomial(expression)
      guard sum.terms.count > 1 else { return nil }
      sums.append((sum, expression))
      return sum
    }
    guard operation == .transpose, let known = sums.first(where: { $0.expression == inner[0] })
    else { return nil }
    return transposed(known.sum)
  }
}

extension Expression {
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
