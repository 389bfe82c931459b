import TensorCore

/// Sums of scalars times basis vectors, as the vector or the matrix that has these scalars for its entries.
///
///     a·e₀ + b·e₁ = [a, b]      a·e₀·e₀ᵀ + b·e₀·e₁ᵀ + c·e₁·e₀ᵀ + d·e₁·e₁ᵀ = [[a, b], [c, d]]
extension NormalForm {
  /// Tensors of more entries are not written entry by entry.
  private static let entryLimit = 12

  /// The sum with its multiples of basis vectors as one tensor, what its entries have in common in front.
  ///
  /// Nil where there are fewer than two, or most entries would be 0.
  mutating func stacked(_ sum: Polynomial) -> Polynomial? {
    let count = sum.shape.count
    guard (1...2).contains(sum.shape.rank), (2...Self.entryLimit).contains(count) else {
      return nil
    }
    var entries: [Int: [Monomial]] = [:]
    var rest: [Monomial] = []
    for term in sum.terms {
      guard let places = self.entries(of: term, in: sum.shape) else {
        rest.append(term)
        continue
      }
      for (place, scalar) in places { entries[place, default: []].append(scalar) }
    }
    guard rest.count + 1 < sum.terms.count, entries.count > 1, 2 * entries.count >= count else {
      return nil
    }
    var scalars: [Monomial] = []
    for place in 0..<count {
      scalars.append(
        product(of: factored(Polynomial(terms: entries[place] ?? [], shape: .scalar))))
    }
    let left = scalars.filter { !$0.isZero }
    guard let first = left.first else { return Polynomial(terms: rest, shape: sum.shape) }
    var front = Monomial(
      coefficient: left.allSatisfy { $0.coefficient < 0 } ? -1 : 1,
      scalars: left.dropFirst().reduce(first.scalars) { $0.common(with: $1.scalars) })
    if left.allSatisfy({ $0.coefficient.magnitude == first.coefficient.magnitude }) {
      front.coefficient *= first.coefficient.magnitude
    }
    let parts = scalars.map { scalar -> Expression in
      guard !scalar.isZero else { return 0 }
      return expression(
        Monomial(
          coefficient: scalar.coefficient / front.coefficient,
          scalars: scalar.scalars.divided(by: front.scalars)))
    }
    let whole = letter(Expression.ofEntries(parts, sum.shape))
    return Polynomial(
      terms: [entrywise(front, .scalar, whole, sum.shape)] + rest, shape: sum.shape)
  }

  /// The entries that are not 0 of a multiple of e_r, of e_r·e_cᵀ, or of what is written entry by entry already.
  private mutating func entries(
    of term: Monomial, in shape: Shape
  ) -> [(place: Int, scalar: Monomial)]? {
    let front = Monomial(coefficient: term.coefficient, scalars: term.scalars)
    if let place = place(ofBasis: term.word, in: shape) { return [(place, front)] }
    guard term.word.count == 1, let base = term.word[0].only else { return nil }
    func times(_ entries: [(Int, Monomial)]) -> [(place: Int, scalar: Monomial)] {
      entries.map { ($0, entrywise(front, .scalar, $1, .scalar)) }
    }
    if case .apply(.stack(shape), let parts, _) = base {
      return times(
        parts.enumerated().filter { !$1.isZero }.flatMap { place, part in
          polynomial(part).terms.map { (place, $0) }
        })
    }
    guard let known = knownSum(base) else { return nil }
    var inner: [(Int, Monomial)] = []
    for term in known.terms {
      guard let own = entries(of: term, in: shape) else { return nil }
      inner += own.map { ($0.place, $0.scalar) }
    }
    return times(inner)
  }

  /// The one entry of e_r, or of e_r·e_cᵀ, that is not 0; nil for other words.
  private func place(ofBasis word: [Letter], in shape: Shape) -> Int? {
    let places = word.compactMap { $0.only?.basisEntry }
    guard places.count == word.count, word.count == shape.rank else { return nil }
    let kinds: [Letter.Kind] = shape.rank == 1 ? [.column] : [.column, .row]
    guard word.map(\.kind) == kinds else { return nil }
    return places.count == 1 ? places[0] : places[0] * shape.extents[1] + places[1]
  }
}

extension Expression {
  /// The tensor of these entries; x itself for [x[0], x[1]], where that is all of it.
  fileprivate static func ofEntries(_ entries: [Expression], _ shape: Shape) -> Expression {
    let stack = Expression.known(.stack(shape), entries)
    guard case .apply(.slice, let first, _) = entries.first else { return stack }
    for (tensor, isTurned) in [(first[0], false), (first[0], shape.rank == 2)] {
      guard tensor.shape == (isTurned ? shape.reversed : shape) else { continue }
      let isWhole = entries.indices.allSatisfy { place in
        let own = shape.coordinates(of: place)
        let items = (isTurned ? own.reversed() : own).map(SliceItem.entry)
        return entries[place] == .apply(.slice(items), [tensor], .scalar)
      }
      if isWhole { return isTurned ? tensor.transposed : tensor }
    }
    return stack
  }

  /// r, where it is row or column r of an identity matrix.
  fileprivate var basisEntry: Int? {
    guard case .apply(.slice(let items), let arguments, let shape) = self, shape.rank == 1,
      arguments[0].isIdentity, shape.count == arguments[0].shape.extents[0]
    else { return nil }
    return items.lazy.compactMap { if case .entry(let place) = $0 { place } else { nil } }.first
  }
}
