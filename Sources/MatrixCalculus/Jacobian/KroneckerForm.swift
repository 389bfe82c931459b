import TensorCore

/// A Jacobian as a matrix ∂vec(y)/∂vec(A)ᵀ in Kronecker products.
///
///     y = X·A    column by column  I ⊗ X              row by row  X ⊗ I
///     y = Aᵀ     column by column  K(m,n)             row by row  K(n,m)
///     y = f(A)   column by column  diag(vec(f'(A)))   row by row  diag(vec(f'(A)ᵀ))
///     y = AᵀA    column by column  (Aᵀ ⊗ I)·K(m,n) + I ⊗ Aᵀ
///
/// Read off the terms; the cost does not depend on extents. K(m,n)·vec(A) = vec(Aᵀ) for A of m×n.
/// vec(A ⊗ B) = (I ⊗ K ⊗ I)·(vec(A) ⊗ vec(B)) gives its Jacobian by either.
/// Source: Magnus and Neudecker (2019), sections 2.4, 3.7 and 3.10.
public struct KroneckerForm: Hashable, Sendable {
  /// A sum of products of matrices.
  public let terms: [[Factor]]

  /// One matrix of a product.
  public enum Factor: Hashable, Sendable {
    case scalar(Expression)
    /// diag(vec(F)) for a matrix, diag(f) for a vector.
    case diagonal(Expression)
    /// Matrices joined by ⊗, the slowest first.
    case kronecker([Part])
    /// K(m,n), which takes vec(A) to vec(Aᵀ) for A of m×n.
    case commutation(Int, Int)
  }

  /// One matrix of a Kronecker product.
  public enum Part: Hashable, Sendable {
    case identity(Int)
    case matrix(Expression)
    /// A vector, or vec(F) of a matrix, as one column.
    case column(Expression)
    /// The same as one row.
    case row(Expression)
    /// Some rows of I, or some of its columns where it `isTurned`: what takes a slice.
    case selection(Range<Int>, isTurned: Bool, of: Int)
    /// K(m,n), as a factor is.
    case commutation(Int, Int)
  }

  /// The form of a Jacobian whose first `outputRank` axes are those of the output.
  ///
  /// `isByColumns` says which way vec runs; `isSandwiching` that diagonal matrices may stand between
  /// Kronecker products: (I ⊗ Bᵀ)·diag(vec(relu'(Zᵀ)))·(X ⊗ I). Nil where a term does not split so.
  public init?(
    _ jacobian: StructuredTensor<Expression>, outputRank: Int, isByColumns: Bool,
    isSandwiching: Bool = true
  ) {
    let reader = KroneckerReader(
      outputs: Array(jacobian.free.prefix(outputRank)),
      inputs: Array(jacobian.free.dropFirst(outputRank)), isByColumns: isByColumns,
      isSandwiching: isSandwiching)
    var terms: [[Factor]] = []
    for term in jacobian.collapsed.terms {
      guard let factors = reader.factors(of: term) else { return nil }
      if let place = terms.firstIndex(where: { Self.merged($0, factors) != nil }),
        let merged = Self.merged(terms[place], factors)
      {
        terms[place] = merged
      } else {
        terms.append(factors)
      }
    }
    self.terms = terms
  }

  /// Whether some term has a commutation matrix.
  public var hasCommutation: Bool {
    terms.joined().contains { factor in
      switch factor {
      case .commutation: true
      case .scalar, .diagonal: false
      case .kronecker(let parts):
        parts.contains { if case .commutation = $0 { true } else { false } }
      }
    }
  }

  /// Two products that differ in one matrix alone as one product with the sum of the two.
  private static func merged(_ left: [Factor], _ right: [Factor]) -> [Factor]? {
    guard left.count == right.count else { return nil }
    let places = left.indices.filter { left[$0] != right[$0] }
    guard places.count == 1, let place = places.first,
      let sum = left[place].sum(with: right[place])
    else { return nil }
    var merged = left
    merged[place] = sum
    return merged
  }
}

extension KroneckerForm.Factor {
  fileprivate func sum(with other: Self) -> Self? {
    switch (self, other) {
    case (.diagonal(let own), .diagonal(let others)) where own.shape == others.shape:
      return .diagonal(added(own, others))
    case (.kronecker(let own), .kronecker(let others)) where own.count == others.count:
      let places = own.indices.filter { own[$0] != others[$0] }
      guard places.count == 1, let place = places.first else { return nil }
      var parts = own
      switch (own[place], others[place]) {
      case (.matrix(let a), .matrix(let b)) where a.shape == b.shape:
        parts[place] = .matrix(added(a, b))
      case (.column(let a), .column(let b)) where a.shape == b.shape:
        parts[place] = .column(added(a, b))
      case (.row(let a), .row(let b)) where a.shape == b.shape:
        parts[place] = .row(added(a, b))
      default: return nil
      }
      return .kronecker(parts)
    default: return nil
    }
  }

  private func added(_ a: Expression, _ b: Expression) -> Expression {
    ClosedForm.sum(ClosedForm.factored([a, b]), shape: a.shape).simplified
  }
}
