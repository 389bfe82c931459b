/// Eliminating Kronecker deltas: Σⱼ G[i,j]·δ[j,l] = G[i,l].
///
/// A delta that meets a summed index renames it and the sum is gone. This is the one rewriting step
/// by which a contraction with a sparse Jacobian collapses to a small product.
extension Term {
  /// A delta that ends a sum: its place, the index that goes, and what it becomes.
  public struct Collapse: Hashable, Sendable {
    public let delta: KroneckerDelta
    public let index: Index
    public let replacement: IndexForm
  }

  /// The first delta that ends a sum over a bound index, or nil.
  ///
  /// Of two bound indices in one delta the one handed out later goes, so that the older name stays.
  public var firstCollapse: Collapse? {
    for delta in deltas {
      let candidates = delta.indices.filter(bound.contains).sorted { $0.id > $1.id }
      for index in candidates {
        if let replacement = delta.solution(for: index) {
          return Collapse(delta: delta, index: index, replacement: replacement)
        }
      }
    }
    return nil
  }

  /// The term after a collapse: one delta and one sum less.
  public func applying(_ collapse: Collapse) -> Term {
    var term = self
    if let place = term.deltas.firstIndex(of: collapse.delta) { term.deltas.remove(at: place) }
    return term.substituting(collapse.index, by: collapse.replacement)
  }

  /// The term with every delta that can go gone, or nil where a delta makes it 0 everywhere.
  public var collapsed: Term? {
    var term = self
    while true {
      guard let settled = term.withoutSettledDeltas else { return nil }
      term = settled
      guard let collapse = term.firstCollapse else { return term.withoutIdleSums }
      term = term.applying(collapse)
    }
  }

  /// The term without the deltas that are 1 everywhere, mixed radices split into their digits;
  /// nil where a delta is 0 everywhere.
  public var withoutSettledDeltas: Term? {
    var term = self
    term.deltas = []
    for delta in deltas.flatMap(\.digits) {
      switch delta.settled {
      case true?: continue
      case false?: return nil
      case nil: if !term.deltas.contains(delta) { term.deltas.append(delta) }
      }
    }
    return term
  }

  /// The term with each bound index that occurs nowhere replaced by its extent in the coefficient.
  private var withoutIdleSums: Term {
    guard !bound.isEmpty else { return self }
    let used = Set(usedIndices)
    var term = self
    for index in bound where !used.contains(index) { term.coefficient *= Double(index.extent) }
    term.bound.removeAll { !used.contains($0) }
    return term
  }
}

extension KroneckerDelta {
  /// The deltas of the digits, where both sides are numbers of the same mixed radix:
  /// δ[4·i + j, 4·k + l] = δ[i,k]·δ[j,l] for j, l in 0 ..< 4.
  var digits: [KroneckerDelta] {
    let coefficients = (left.terms + right.terms).map(\.coefficient)
    let radix = coefficients.max() ?? 0
    guard radix > 1, coefficients.allSatisfy({ $0 > 0 }) else { return [self] }
    let (leftHigh, leftLow) = left.divided(by: radix)
    let (rightHigh, rightLow) = right.divided(by: radix)
    guard leftLow.range.upperBound < radix, rightLow.range.upperBound < radix,
      leftLow.range.lowerBound >= 0, rightLow.range.lowerBound >= 0,
      !leftHigh.terms.isEmpty, !rightHigh.terms.isEmpty
    else { return [self] }
    return [KroneckerDelta(leftHigh, rightHigh)] + KroneckerDelta(leftLow, rightLow).digits
  }
}

extension IndexForm {
  /// The form as high·radix + low, by the divisibility of its coefficients.
  fileprivate func divided(by radix: Int) -> (high: IndexForm, low: IndexForm) {
    var high = IndexForm(constant: constant.quotientAndRemainder(dividingBy: radix).quotient)
    var low = IndexForm(constant: constant.quotientAndRemainder(dividingBy: radix).remainder)
    for term in terms {
      let (quotient, remainder) = term.coefficient.quotientAndRemainder(dividingBy: radix)
      if remainder == 0 {
        high = high + IndexForm(term.index) * quotient
      } else {
        low = low + IndexForm(term.index) * term.coefficient
      }
    }
    return (high, low)
  }
}

extension StructuredTensor {
  /// The same tensor with every delta that can go gone from every term.
  public var collapsed: StructuredTensor {
    StructuredTensor(free: free, terms: terms.compactMap { $0.collapsed })
  }

  /// The generalized product ⊗: both tensors multiplied and summed over `pairs` of their axes.
  ///
  /// (A ⊗ₙ B)[i…, k…] = Σ_j… A[i…, j…]·B[j…, k…] where the pairs are the last n axes of A with the
  /// first n of B. The free axes of the result are those of `self` that are left, then those of
  /// `other`. Deltas that meet a summed index are eliminated; the cost is that of the terms, never
  /// of the entries. The two must share no index.
  public func contracted(
    with other: StructuredTensor, over pairs: [(own: Int, others: Int)]
  ) -> StructuredTensor {
    let summed = pairs.map { free[$0.own] }
    var products: [Term<Label>] = []
    for left in terms {
      for right in other.terms {
        var product = left.multiplied(by: right)
        for pair in pairs {
          let own = free[pair.own]
          let others = other.free[pair.others]
          precondition(own.extent == others.extent, "paired axes have the same extent")
          product = product.substituting(others, by: IndexForm(own))
        }
        product.bound += summed
        if let collapsed = product.collapsed { products.append(collapsed) }
      }
    }
    let taken = Set(pairs.map(\.others))
    return StructuredTensor(
      free: free.filter { !summed.contains($0) }
        + other.free.enumerated().filter { !taken.contains($0.offset) }.map(\.element),
      terms: products)
  }
}
