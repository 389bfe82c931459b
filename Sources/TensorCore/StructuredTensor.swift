/// A tensor given as a sum of terms: coefficient · Kronecker deltas · indexed factors, summed over
/// bound indices.
///
///     y = X·A    ∂y/∂A [i,j,k,l] = X[i,k] · δ[j,l]         free i, j, k, l · no bound index
///     C = A·B    C [i,j]         = Σₖ A[i,k] · B[k,j]      free i, j       · bound k
///
/// It is never stored entry by entry: ∂y/∂A of a 4096×4096 product has 2.8·10¹⁴ entries and takes
/// the room of one delta and one factor. `Label` names a factor: a string, an expression, an
/// argument's number; its numbers come in only with `EntryEvaluator` and `evaluated`.
///
/// Source: S. Laue, M. Mitterreiter, J. Giesen, "A Simple and Efficient Tensor Calculus" (AAAI 2020).
public struct StructuredTensor<Label: Hashable & Sendable>: Hashable, Sendable {
  /// The axes, in order.
  public var free: [Index]
  public var terms: [Term<Label>]

  public init(free: [Index], terms: [Term<Label>]) {
    self.free = free
    self.terms = terms
  }

  public var shape: Shape { Shape(free.map(\.extent)) }

  /// The same tensor with every factor renamed or replaced.
  public func mapLabels<Other>(_ transform: (Label) -> Other) -> StructuredTensor<Other> {
    StructuredTensor<Other>(free: free, terms: terms.map { $0.mapLabels(transform) })
  }

  /// Products summed for one entry, deltas unused; saturates at `Int.max`.
  public var productsPerEntry: Int {
    terms.reduce(0) { saturatingSum($0, $1.bound.map(\.extent).reduce(1, saturatingProduct)) }
  }

  /// Multiplications that a loop over every entry and every bound index would do, term by term.
  ///
  /// A product of n factors counts n − 1, and one more for a coefficient; saturates at `Int.max`.
  public var multiplications: Int {
    terms.reduce(0) { sum, term in
      let products = max(0, term.factors.count - 1) + (term.coefficient.magnitude == 1 ? 0 : 1)
      let extents = (free + term.bound).map(\.extent)
      return saturatingSum(sum, extents.reduce(products, saturatingProduct))
    }
  }
}

/// One summand of a structured tensor.
public struct Term<Label: Hashable & Sendable>: Hashable, Sendable {
  public var coefficient: Double
  public var deltas: [KroneckerDelta]
  public var factors: [Factor<Label>]
  /// The indices summed over, each within this term alone.
  public var bound: [Index]

  public init(
    coefficient: Double = 1, deltas: [KroneckerDelta] = [], factors: [Factor<Label>] = [],
    bound: [Index] = []
  ) {
    self.coefficient = coefficient
    self.deltas = deltas
    self.factors = factors
    self.bound = bound
  }

  /// The indices that occur in a delta or a factor, in order of appearance.
  public var usedIndices: [Index] {
    var seen: [Index] = []
    func add(_ form: IndexForm) {
      for term in form.terms where !seen.contains(term.index) { seen.append(term.index) }
    }
    for delta in deltas {
      add(delta.left)
      add(delta.right)
    }
    for factor in factors { factor.subscripts.forEach(add) }
    return seen
  }

  public func mapLabels<Other>(_ transform: (Label) -> Other) -> Term<Other> {
    Term<Other>(
      coefficient: coefficient, deltas: deltas,
      factors: factors.map { Factor(transform($0.label), $0.subscripts) }, bound: bound)
  }

  /// The term with `form` in the place of `index` everywhere, the sum over it gone.
  public func substituting(_ index: Index, by form: IndexForm) -> Term {
    Term(
      coefficient: coefficient,
      deltas: deltas.map { $0.substituting(index, by: form) },
      factors: factors.map { factor in
        Factor(factor.label, factor.subscripts.map { $0.substituting(index, by: form) })
      },
      bound: bound.filter { $0 != index })
  }

  /// The term with `index` shown under another letter, bound or free.
  public func lettering(_ index: Index, _ letter: String) -> Term {
    let lettered = index.lettered(letter)
    var term = substituting(index, by: IndexForm(lettered))
    term.bound = bound.map { $0 == index ? lettered : $0 }
    return term
  }

  /// The product of two terms that share no bound index.
  public func multiplied(by other: Term) -> Term {
    Term(
      coefficient: coefficient * other.coefficient, deltas: deltas + other.deltas,
      factors: factors + other.factors, bound: bound + other.bound)
  }
}

/// A named tensor read at affine subscripts, one an axis: `X[i,k]`, `T[6·i + j]`.
public struct Factor<Label: Hashable & Sendable>: Hashable, Sendable {
  public let label: Label
  public let subscripts: [IndexForm]

  public init(_ label: Label, _ subscripts: [IndexForm]) {
    self.label = label
    self.subscripts = subscripts
  }

  public init(_ label: Label, indices: [Index]) { self.init(label, indices.map(IndexForm.init)) }
}
