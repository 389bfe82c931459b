import TensorCore

/// Sums with as few terms as common factors allow.
///
///     L·P·R + L·Q·R = L·(P + Q)·R      s ⊙ g − c·s = s ⊙ (g − c)      a/d − b/d = (a − b)/d
extension NormalForm {
  /// Sums of more terms are left as they are.
  private static let termLimit = 24

  /// The sum with like terms added and common factors pulled out, multiplied out first where that is
  /// shorter.
  mutating func factored(_ sum: Polynomial) -> Polynomial {
    if let known = factored[sum] { return known }
    let shortest = factoredAnew(sum)
    factored[sum] = shortest
    return shortest
  }

  private mutating func factoredAnew(_ sum: Polynomial) -> Polynomial {
    var named = sum
    named.terms = sum.terms.map { self.named($0) }
    if named.terms.count > 1 { named.terms = named.terms.map(broadcast) }
    named = complemented(named.collected)
    if let quotient = namedQuotient(named) {
      return Polynomial(terms: [quotient], shape: sum.shape)
    }
    guard (1...Self.termLimit).contains(named.terms.count) else { return named }
    if let stacked = stacked(named), stacked.terms.count < named.terms.count {
      return factored(stacked)
    }
    let own = named.terms.count > 1 ? merged(named) : named
    guard let spread = multipliedOut(named) else { return own }
    guard !spread.terms.isEmpty else { return spread }
    let other = merged(spread)
    let (short, long) = (expression(other), expression(own))
    // Of two as long as each other, the one that names its variables once: 1 − 2·f for 1 − f − f.
    let isShorter =
      short.weight < long.weight || short.weight == long.weight && short.leaves < long.leaves
    return isShorter ? other : own
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
    func isOnes(_ letter: Letter) -> Bool {
      letter.kind != .diagonal && letter.only?.isOnes == true
    }
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
      rest.terms.removeAll(where: \.isZero)
    }
    return rest
  }

  /// Two terms of a sum.
  struct TermPair: Hashable {
    fileprivate let left: Monomial
    fileprivate let right: Monomial
  }

  /// Two terms as one product, and how many operators that saves.
  struct Merge {
    fileprivate let product: Monomial
    fileprivate let saving: Int
  }

  /// The two terms whose common factor saves most.
  private mutating func bestMerge(_ sum: Polynomial) -> (Int, Int, Monomial)? {
    var best: (left: Int, right: Int, product: Monomial)?
    var bestSaving = -1
    for left in sum.terms.indices {
      for right in sum.terms.indices where right > left {
        let pair = TermPair(left: sum.terms[left], right: sum.terms[right])
        let merge = merges[pair] ?? self.merge(pair)
        merges[pair] = merge
        guard let merge, merge.saving > bestSaving else { continue }
        (best, bestSaving) = ((left, right, merge.product), merge.saving)
      }
      // Of many terms the first that share a factor are taken.
      if best != nil, sum.terms.count > 8 { break }
    }
    return best
  }

  /// The way to write two terms as one product that saves most; nil where there is none.
  private mutating func merge(_ pair: TermPair) -> Merge? {
    let (a, b) = (pair.left, pair.right)
    guard let shape = shape(of: a).broadcast(with: shape(of: b)) else { return nil }
    let candidates = merges(a, b, shape)
    guard !candidates.isEmpty else { return nil }
    let apart = expression(Polynomial(terms: [a, b], shape: shape)).weight
    var best: Merge?
    for candidate in candidates {
      let saving = apart - expression(candidate).weight
      if saving > best?.saving ?? -1 { best = Merge(product: candidate, saving: saving) }
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
    if let diagonal = diagonalSum(left, right) { candidates.append(diagonal) }
    if let constant = sumOfConstants(left, right) { candidates.append(constant) }
    if let choice = choice(left, right, shape) { candidates.append(choice) }
    if let share = oneShare(left, right) { candidates.append(share) }
    if let sigmoid = stableSigmoid(left, right) { candidates.append(sigmoid) }
    if let unrolled = unrolledSum(left, right) { candidates.append(unrolled) }
    if let product = productOfSum(left, right, shape) { candidates.append(product) }
    if let quotient = overCommonDenominator(left, right, shape) { candidates.append(quotient) }
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

  /// M·1 + M·P as M·(1 + P), and 1ᵀ·M + P·M as (1 + P)·M, where the first is written as a sum along an axis.
  private mutating func productOfSum(_ a: Monomial, _ b: Monomial, _ shape: Shape) -> Monomial? {
    for (sum, product) in [(a, b), (b, a)] {
      guard let (matrix, isRow) = summedMatrix(sum.word, in: shape), product.word.count > 1 else {
        continue
      }
      let end = isRow ? product.word.last : product.word.first
      guard end?.kind == .matrix, end?.only == matrix else { continue }
      var (one, rest) = (sum, product)
      one.word = []
      rest.word = Array(isRow ? product.word.dropLast() : product.word.dropFirst())
      guard rest.word.first?.kind != .row else { continue }
      let whole = self.shape(of: rest)
      let inner = self.product(of: factored(Polynomial(terms: [one, rest], shape: whole)))
      let factor = letter(matrix)
      return isRow ? joined(inner, factor) : joined(factor, inner)
    }
    return nil
  }

  /// M where the word is M·1 as a vector or in every column, or 1ᵀ·M in every row; nil for other words.
  private mutating func summedMatrix(
    _ word: [Letter], in shape: Shape
  ) -> (matrix: Expression, isRow: Bool)? {
    guard word.count == 1, word[0].kind != .diagonal, let own = word[0].only else { return nil }
    let isColumn = shape.rank == 1 || own.shape.extents == [shape.extent(0), 1]
    let vector = Expression.flattened(own, own.shape.count)
    guard vector.shape.rank == 1, case .apply(.sum(let axes?, false), let inner, _) = vector,
      axes.count == 1, inner[0].shape.rank == 2
    else { return nil }
    let matrix = (axes == [1]) == isColumn ? inner[0] : transposed(inner[0])
    return (matrix, !isColumn)
  }

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
}
