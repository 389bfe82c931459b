import TensorCore

/// A term as P·diag(vec(D))·Q, the factor D entry by entry between two products.
///
///     y = relu(X·A)·B by A    relu'(Z)[i,l]·X[i,k]·B[l,j]    (I ⊗ Bᵀ)·diag(vec(relu'(Zᵀ)))·(X ⊗ I)
///     E = Σ F ⊙ (U·Vᵀ)² by U  Σₙ F[i,n]·δ[i,k]·V[n,j]·V[n,l]
///
/// The axes of D, and those that a delta hands through, stand between the two; each other factor reads axes of
/// the output, and is of P, or of the variable, and is of Q. The cost does not depend on extents.
struct KroneckerSandwich {
  private let term: Term<Expression>
  private let outputs: [Index]
  private let inputs: [Index]
  /// The input that each output is handed through to.
  private let partner: [Index: Index]

  /// More factors than this are not tried; the cost is quadratic.
  private static let factorLimit = 14
  private static let middleLimit = 3

  /// Nil where a delta says something else than that an output is an input.
  init?(_ term: Term<Expression>, _ outputs: [Index], _ inputs: [Index]) {
    guard term.factors.count <= Self.factorLimit else { return nil }
    var partner: [Index: Index] = [:]
    for delta in term.deltas {
      guard let left = delta.left.plain, let right = delta.right.plain,
        left.extent == right.extent
      else { return nil }
      if outputs.contains(left), inputs.contains(right) {
        partner[left] = right
      } else if outputs.contains(right), inputs.contains(left) {
        partner[right] = left
      } else {
        return nil
      }
    }
    let own = Dictionary(
      partner.map { ($0.value, IndexForm($0.key)) }, uniquingKeysWith: { first, _ in first })
    var read = term
    read.factors = term.factors.map { $0.replacing(own) }
    (self.term, self.outputs, self.inputs, self.partner) = (read, outputs, inputs, partner)
  }

  /// The product with the fewest factors of all that stand to choice.
  func factors(depth: Int) -> [KroneckerForm.Factor]? {
    var best: [KroneckerForm.Factor]?
    var tried: Set<Set<Index>> = []
    for factor in term.factors {
      let read = Set(factor.indices)
      guard read.count > 1, tried.insert(read).inserted else { continue }
      let through = outputs.filter { partner[$0] != nil }
      let middle = (outputs + term.bound + inputs).filter {
        read.contains($0) || through.contains($0)
      }
      guard middle.count <= Self.middleLimit, let parts = parts(around: middle) else { continue }
      for order in Self.orders(middle) {
        if let product = product(parts, order, depth),
          best.map({ product.count < $0.count }) ?? true
        {
          best = product
        }
      }
    }
    return best
  }

  /// What reads the middle alone, what reads the output, and what reads the variable.
  private struct Parts {
    var middle: [Factor<Expression>] = []
    var left: [Factor<Expression>] = []
    var right: [Factor<Expression>] = []
  }

  /// Nil where something reads both sides beside the middle.
  private func parts(around middle: [Index]) -> Parts? {
    var parts = Parts()
    for component in components(apartFrom: middle) {
      let read = Set(component.flatMap(\.indices)).subtracting(middle)
      let isLeft = !read.isDisjoint(with: outputs)
      let isRight = !read.isDisjoint(with: inputs)
      switch (isLeft, isRight) {
      case (true, true): return nil
      case (true, false): parts.left += component
      case (false, true): parts.right += component
      case (false, false): parts.middle += component
      }
    }
    return parts
  }

  /// Factors that share an index other than these.
  private func components(apartFrom middle: [Index]) -> [[Factor<Expression>]] {
    var components: [[Factor<Expression>]] = []
    for factor in term.factors {
      let own = Set(factor.indices).subtracting(middle)
      let touched = components.filter { !own.isDisjoint(with: $0.flatMap(\.indices)) }
      components.removeAll { !own.isDisjoint(with: $0.flatMap(\.indices)) }
      components.append(touched.joined() + [factor])
    }
    return components
  }

  private func product(
    _ parts: Parts, _ middle: [Index], _ depth: Int
  ) -> [KroneckerForm.Factor]? {
    let highest = (outputs + inputs + term.bound).map(\.id).max() ?? 0
    var supply = IndexSupply(startingAt: highest + 1)
    let inner = middle.map { supply.index(extent: $0.extent, letter: $0.letter) }
    let names = Dictionary(
      zip(middle, inner.map(IndexForm.init)), uniquingKeysWith: { first, _ in first })
    func part(_ factors: [Factor<Expression>], _ side: (Index) -> Index?) -> Term<Expression> {
      let deltas = zip(middle, inner).compactMap { middle, inner in
        side(middle).map { KroneckerDelta($0, inner) }
      }
      let own = factors.map { $0.replacing(names) }
      let read = Set(own.flatMap(\.indices))
      return Term(deltas: deltas, factors: own, bound: term.bound.filter(read.contains))
    }
    let left = part(parts.left) { outputs.contains($0) ? $0 : nil }
    let right = part(parts.right) { inputs.contains($0) ? $0 : partner[$0] }
    let between = part(parts.middle) { _ in nil }
    guard let diagonal = diagonal(between, along: inner),
      let first = KroneckerReader.factors(of: left, outputs, inner, depth: depth - 1),
      let last = KroneckerReader.factors(of: right, inner, inputs, depth: depth - 1)
    else { return nil }
    let product = first.withoutIdentity + [.diagonal(diagonal)] + last.withoutIdentity
    let scalar = product.reduce(Expression.number(term.coefficient)) { scalar, factor in
      if case .scalar(let own) = factor { scalar * own } else { scalar }
    }
    let matrices = product.filter { if case .scalar = $0 { false } else { true } }
    return (scalar == 1 ? [] : [.scalar(scalar)]) + matrices
  }

  /// The tensor that vec turns into the diagonal.
  private func diagonal(_ term: Term<Expression>, along axes: [Index]) -> Expression? {
    let tensor = StructuredTensor(free: axes.reversed(), terms: [term])
    guard let summands = ClosedForm.summands(tensor) else { return nil }
    let form = ClosedForm.sum(ClosedForm.factored(summands), shape: tensor.shape).simplified
    return axes.count <= 2 || form.isMatrixForm ? form : nil
  }

  /// The axes in every order, as they stand first.
  private static func orders(_ axes: [Index]) -> [[Index]] {
    guard axes.count > 1 else { return [axes] }
    return axes.indices.flatMap { place in
      var rest = axes
      let first = rest.remove(at: place)
      return orders(rest).map { [first] + $0 }
    }
  }
}

extension [KroneckerForm.Factor] {
  /// The product without identity matrices.
  fileprivate var withoutIdentity: [KroneckerForm.Factor] {
    filter { factor in
      switch factor {
      case .scalar, .diagonal, .commutation: true
      case .kronecker(let parts):
        !parts.allSatisfy { if case .identity = $0 { true } else { false } }
      }
    }
  }
}
