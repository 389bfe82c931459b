import TensorCore

/// A base to a power, entry by entry.
struct Power: Hashable {
  var base: Expression
  var exponent: Double = 1
}

/// A factor of a matrix product: entry-by-entry powers, read as a matrix, a column, a row or a diagonal.
struct Letter: Hashable {
  enum Kind: Hashable {
    case matrix
    /// A vector that stands upright, one that lies, and one on the diagonal of a square matrix.
    case column, row, diagonal
    /// A tensor of three axes or more, which stands alone.
    case block
  }

  var kind: Kind
  /// Tensors of one shape; those of a block broadcast.
  var factors: [Power]

  init(_ kind: Kind, _ factors: [Power]) {
    self.kind = kind
    self.factors = factors
  }

  init(_ kind: Kind, _ base: Expression) { self.init(kind, [Power(base: base)]) }

  /// The tensor, where it is one factor and no more.
  var only: Expression? {
    factors.count == 1 && factors[0].exponent == 1 ? factors[0].base : nil
  }

  /// Whether the factors are the same in some order.
  func isLike(_ other: Letter) -> Bool {
    kind == other.kind && factors.hasSameElements(as: other.factors)
  }

  var isIdentity: Bool {
    kind == .matrix && only?.isIdentity == true || kind == .diagonal && only?.isOnes == true
  }

  /// Whether its tensors have the rank of its kind.
  fileprivate var isWellFormed: Bool {
    switch kind {
    case .matrix: !factors.isEmpty && factors.allSatisfy { $0.base.shape.rank <= 2 }
    case .column, .row, .diagonal:
      !factors.isEmpty && factors.allSatisfy { $0.base.shape.rank <= 1 }
    case .block: !factors.isEmpty
    }
  }

  fileprivate var rows: Int { kind == .row ? 1 : extent(0) }

  fileprivate var columns: Int {
    switch kind {
    case .matrix: extent(1)
    case .row, .diagonal: extent(0)
    case .column, .block: 1
    }
  }

  private func extent(_ axis: Int) -> Int {
    factors.reduce(1) { max($0, $1.base.shape.extent(axis)) }
  }
}

/// A product: a number, powers of scalars, and a matrix product as a word of letters.
///
///     −2·λ·Aᵀ·x·yᵀ / s²   is   −2, [λ¹, s⁻²], Aᵀ · column x · row y
///
/// A word without letters is a scalar; one that ends in a column, a vector. Among the letters of a
/// matrix there is at most one column, and a row follows it: what a row and a later column enclose is
/// a scalar.
struct Monomial: Hashable {
  var coefficient = 1.0
  var scalars: [Power] = []
  var word: [Letter] = []

  var isZero: Bool { coefficient == 0 }

  /// Whether the word can be read as a matrix product, a vector or a scalar.
  ///
  /// Each letter has the rank of its kind, neighbours meet in one extent, a column is last or has a row
  /// behind it, and a row is first or has a column before it.
  var isWellFormed: Bool {
    guard word.allSatisfy(\.isWellFormed),
      word.count < 2 || !word.contains(where: { $0.kind == .block })
    else { return false }
    if word.count > 1, word[0].kind == .row, let last = word.last {
      guard last.kind != .row, last.kind != .column else { return false }
    }
    return zip(word, word.dropFirst()).allSatisfy { left, right in
      left.columns == right.rows && (left.kind == .column) == (right.kind == .row)
    }
  }

  /// Whether the two are the same but for the number.
  func isLike(_ other: Monomial) -> Bool {
    word.count == other.word.count && scalars.hasSameElements(as: other.scalars)
      && zip(word, other.word).allSatisfy { $0.isLike($1) }
  }

  /// The monomial to the power −1, −2, 2, …; nil where its word is a matrix product.
  func raised(to exponent: Double) -> Monomial? {
    guard word.count < 2, word.first?.isIdentity != true else { return nil }
    var result = self
    result.coefficient = ScalarFunction.power(coefficient, exponent)
    result.scalars = scalars.map { Power(base: $0.base, exponent: $0.exponent * exponent) }
    result.word = word.map { letter in
      Letter(
        letter.kind,
        letter.factors.map { Power(base: $0.base, exponent: $0.exponent * exponent) })
    }
    return result
  }
}

/// A sum of products, each of the sum's shape or broadcast to it.
struct Polynomial: Hashable {
  var terms: [Monomial]
  var shape: Shape

  /// The factor by which the other sum is this one, in some order of its terms; nil where it is none.
  func ratio(of other: Polynomial) -> Double? {
    guard shape == other.shape, terms.count == other.terms.count, let first = terms.first,
      let match = other.terms.first(where: first.isLike)
    else { return nil }
    let ratio = match.coefficient / first.coefficient
    let isSame = terms.allSatisfy { term in
      other.terms.contains {
        term.isLike($0) && $0.coefficient == term.coefficient * ratio
      }
    }
    return isSame ? ratio : nil
  }

  /// Like terms added up, those that are 0 gone.
  var collected: Polynomial {
    var kept: [Monomial] = []
    for term in terms {
      if let place = kept.firstIndex(where: term.isLike) {
        kept[place].coefficient = kept[place].coefficient.rounded(adding: term.coefficient)
      } else {
        kept.append(term)
      }
    }
    return Polynomial(terms: kept.filter { !$0.isZero }, shape: shape)
  }
}

extension Array where Element: Hashable {
  /// Whether both hold the same elements, each as often, in some order.
  func hasSameElements(as other: [Element]) -> Bool {
    guard count == other.count else { return false }
    if self == other { return true }
    var rest = other
    for element in self {
      guard let place = rest.firstIndex(of: element) else { return false }
      rest.remove(at: place)
    }
    return true
  }
}

extension [Power] {
  /// The product of both, powers of one base added.
  func multiplied(by other: [Power]) -> [Power] {
    var result = self
    for power in other {
      if let place = result.firstIndex(where: { $0.base == power.base }) {
        result[place].exponent = result[place].exponent.rounded(adding: power.exponent)
        if result[place].exponent == 0 { result.remove(at: place) }
      } else {
        result.append(power)
      }
    }
    return result
  }

  /// What both hold: of each base the smaller of two powers of one sign.
  func common(with other: [Power]) -> [Power] {
    compactMap { own in
      guard let match = other.first(where: { $0.base == own.base }),
        match.exponent * own.exponent > 0
      else { return nil }
      return own.exponent.magnitude <= match.exponent.magnitude ? own : match
    }
  }

  func divided(by other: [Power]) -> [Power] {
    multiplied(by: other.map { Power(base: $0.base, exponent: -$0.exponent) })
  }
}
