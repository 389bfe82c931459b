import TensorCore

/// Diagonal and outer products, whose sums, determinants and diagonals are those of vectors.
///
///     diag(diag(d)) = d      diag(u·vᵀ) = u ⊙ v      det(diag(d)) = Π d      Σᵢ dᵢ·M[i,j] = (Mᵀ·d)[j]
extension NormalForm {
  /// The diagonal of a matrix, as a vector; scalings of its rows and columns are factors.
  mutating func diagonalEntries(_ argument: Expression) -> Monomial {
    var product = monomial(argument)
    guard !product.isZero, !product.word.isEmpty else {
      return multilinear(.diagonal, [argument])
    }
    let parts = split(product.word)
    let scaling = (parts.before + parts.after).flatMap(\.factors)
    let core = parts.core
    product.word = []
    let entries: Monomial
    if core.count == 1, core[0].kind == .diagonal {
      entries = Monomial(word: [Letter(.column, core[0].factors)])
    } else if core.count == 2, core[0].kind == .column {
      entries = Monomial(word: [Letter(.column, core[0].factors.multiplied(by: core[1].factors))])
    } else {
      entries = letter(.known(.diagonal, [expression(Monomial(word: core))]))
    }
    guard !scaling.isEmpty else { return entrywise(product, .scalar, entries, shape(of: entries)) }
    product.word = [Letter(.column, [Power]().multiplied(by: scaling))]
    return entrywise(product, shape(of: entries), entries, shape(of: entries))
  }

  /// diag(a) ⊙ diag(b) as diag(a ⊙ b); nil for other words.
  func diagonalProduct(_ a: [Letter], _ b: [Letter]) -> [Letter]? {
    guard a.count == 1, b.count == 1, a[0].kind == .diagonal, b[0].kind == .diagonal else {
      return nil
    }
    let factors = a[0].factors.multiplied(by: b[0].factors)
    return factors.isEmpty ? nil : [Letter(.diagonal, factors)]
  }

  /// diag(a) + diag(b) as diag(a + b); nil for other words.
  mutating func diagonalSum(_ a: Monomial, _ b: Monomial) -> Monomial? {
    func isDiagonal(_ word: [Letter]) -> Bool { word.count == 1 && word[0].kind == .diagonal }
    guard isDiagonal(a.word), isDiagonal(b.word) else { return nil }
    var (left, right) = (a, b)
    (left.word[0].kind, right.word[0].kind) = (.column, .column)
    let sum = Polynomial(terms: [left, right], shape: shape(of: left))
    var entries = product(of: factored(sum))
    let vector = entries.word
    guard !vector.isEmpty else { return nil }
    entries.word =
      vector.count == 1
      ? [Letter(.diagonal, vector[0].factors)]
      : [Letter(.diagonal, expression(Monomial(word: vector)))]
    return entries
  }

  /// The product of the entries of a diagonal matrix; nil for other words.
  func diagonalDeterminant(_ word: [Letter]) -> Monomial? {
    guard word.count == 1, word[0].kind == .diagonal else { return nil }
    let entries = expression(entries: word[0])
    return letter(.known(.product(axes: nil, keepingAxes: false), [entries]))
  }

  /// The sum of a diagonal, scaled or outer product along axes that are not kept; nil for other words.
  mutating func sumOfScaled(_ word: [Letter], _ axes: [Int]?) -> Monomial? {
    if word.count == 1, word[0].kind == .diagonal {
      let entries = Monomial(word: [Letter(.column, word[0].factors)])
      return axes == nil ? sum(entries, shape(of: entries), nil, false) : entries
    }
    if let row = word.firstIndex(where: { $0.kind == .row }), row > 0 {
      let left = Monomial(word: Array(word[..<row]))
      let right = Monomial(word: transposed(Array(word[row...])))
      func total(_ vector: Monomial) -> Monomial { sum(vector, shape(of: vector), nil, false) }
      switch axes {
      case nil: return entrywise(total(left), .scalar, total(right), .scalar)
      case [0]?: return entrywise(total(left), .scalar, right, shape(of: right))
      default: return entrywise(left, shape(of: left), total(right), .scalar)
      }
    }
    let parts = split(word)
    let (before, after) = (parts.before.first?.factors, parts.after.first?.factors)
    switch axes {
    case [0]?:
      guard let before else { return nil }
      let turned = transposed([Letter(.row, before)] + word.dropFirst())
      return joined(Monomial(), Monomial(word: turned))
    case [1]?:
      guard let after else { return nil }
      return joined(Monomial(), Monomial(word: word.dropLast() + [Letter(.column, after)]))
    case nil:
      guard let before else { return nil }
      guard let after else {
        let vector = joined(
          Monomial(), Monomial(word: transposed([Letter(.row, before)] + word.dropFirst())))
        return sum(vector, shape(of: vector), nil, false)
      }
      return joined(
        Monomial(),
        Monomial(word: [Letter(.row, before)] + parts.core + [Letter(.column, after)]))
    default: return nil
    }
  }
}
