import TensorCore

/// The shortest formula of a sum of products of any rank: one term an einsum, deltas as identity matrices.
///
///     ∂(X·A)/∂A [i,j,k,l] = X[i,k]·δ[j,l]        einsum("ik,jl->ijkl", X, I)
///     δ[i,k]·(s[i]·δ[j,l] − s[i]·t[l])           two einsums, of which those that differ in one operand are one
///
/// What a term sums over becomes matrix products as far as two axes are left of it; entry-by-entry products of
/// the same axes become one operand. The cost does not depend on extents.
enum TensorForm {
  /// Nil where a subscript of some term has no tensor to read.
  static func sum(_ tensor: StructuredTensor<Expression>) -> Expression? {
    var products: [TensorProduct] = []
    var summands: [Expression] = []
    for term in tensor.terms {
      guard let product = TensorProduct(term, free: tensor.free) else { return nil }
      if let place = products.firstIndex(where: { $0.sum(with: product) != nil }),
        let sum = products[place].sum(with: product)
      {
        products[place] = sum
      } else {
        products.append(product)
      }
    }
    for product in products {
      guard let expression = product.expression else { return nil }
      summands.append(expression)
    }
    let sum = ClosedForm.sum(ClosedForm.collected(summands), shape: tensor.shape)
    guard tensor.terms.count == 1, let product = kronecker(tensor.terms[0], free: tensor.free),
      product.weight < sum.weight
    else { return sum }
    return product
  }

  /// A[l,j]·δ[k,p] where an axis is read as l and p in digits: the Kronecker product A ⊗ I, reshaped; nil where
  /// the digits are paired in another order.
  private static func kronecker(_ term: Term<Expression>, free: [Index]) -> Expression? {
    guard let unrolling = Unrolling(term, free: free), unrolling.axes.count == 4,
      let matrices = TensorProduct(unrolling.term, free: unrolling.axes)?.kronecker
    else { return nil }
    return unrolling.reshaped(matrices)
  }
}

/// One term of such a sum, as few operands as there need be.
private struct TensorProduct {
  var coefficient: Double
  var scalars: [Expression]
  /// Each with an axis at least; an index may stand in one twice.
  var operands: [Operand]
  let free: [Index]

  init?(_ term: Term<Expression>, free: [Index]) {
    guard let operands = OperandReader.operands(of: term, keepingRepeats: true) else { return nil }
    coefficient = term.coefficient * Recognition.repetitions(term)
    scalars = []
    self.operands = operands
    self.free = free
    while let smaller = contracted ?? multiplied { self.operands = smaller }
    scalars = self.operands.filter(\.indices.isEmpty).map(\.expression).filter { $0 != 1 }
    self.operands.removeAll(where: \.indices.isEmpty)
    arrange()
  }

  /// Factors first and deltas after them, each in the order in which the output's letters name them.
  private mutating func arrange() {
    func rank(_ operand: Operand) -> Int {
      let first = free.firstIndex { operand.indices.contains($0) } ?? free.count
      return operand.expression.variables.isEmpty ? free.count + 1 + first : first
    }
    let ranked = operands.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    operands = ranked.map(\.element)
  }

  var expression: Expression? {
    let whole = scalars.reduce(product) { product, scalar in
      product.map { scalar.timesEntrywise($0) }
    }
    return whole.map { Recognition.scaled($0, by: coefficient) }
  }

  /// The Kronecker product of two matrices with axes 0 and 2, and 1 and 3; nil of others.
  var kronecker: Expression? {
    guard operands.count == 2, free.count == 4 else { return nil }
    var factors: [Expression] = []
    for axes in [[free[0], free[2]], [free[1], free[3]]] {
      if let matrix = operands.first(where: { $0.indices == axes }) {
        factors.append(matrix.expression)
      } else if let matrix = operands.first(where: { $0.indices == axes.reversed() }) {
        factors.append(matrix.expression.transposed)
      }
    }
    guard factors.count == 2 else { return nil }
    let product = scalars.reduce(Expression.known(.kron, factors)) { $1.timesEntrywise($0) }
    return Recognition.scaled(product, by: coefficient)
  }

  /// A lone operand is the tensor itself where it has the axes in order.
  private var product: Expression? {
    if operands.count == 1, operands[0].indices == free { return operands[0].expression }
    if operands.isEmpty { return .known(.ones(Shape(free.map(\.extent))), []) }
    return Einsum(operands, free: free)?.expression
  }

  /// The two as one, where they differ in one operand alone.
  func sum(with other: TensorProduct) -> TensorProduct? {
    guard scalars == other.scalars, operands.count == other.operands.count else { return nil }
    let own = operands.filter { !other.operands.contains($0) }
    let others = other.operands.filter { !operands.contains($0) }
    guard own.count == 1, others.count == 1, own[0].indices == others[0].indices,
      let place = operands.firstIndex(of: own[0])
    else { return nil }
    let parts = [
      Recognition.scaled(own[0].expression, by: coefficient),
      Recognition.scaled(others[0].expression, by: other.coefficient),
    ]
    var sum = self
    sum.coefficient = 1
    sum.operands[place].expression = ClosedForm.sum(
      ClosedForm.factored(parts), shape: own[0].expression.shape)
    return sum
  }

  /// The operands with one summed index gone, where what reads it leaves a matrix, a vector or a number.
  private var contracted: [Operand]? {
    for index in operands.flatMap(\.indices) where !free.contains(index) {
      if let fewer = merged(operands.indices.filter { operands[$0].indices.contains(index) }) {
        return fewer
      }
    }
    return nil
  }

  /// The operands with two of the same axes as their entry-by-entry product.
  private var multiplied: [Operand]? {
    for left in operands.indices where !operands[left].indices.isEmpty {
      let own = Set(operands[left].indices)
      for right in operands.indices where right > left && Set(operands[right].indices) == own {
        if let fewer = merged([left, right]) { return fewer }
      }
    }
    return nil
  }

  /// The operands at these places as one matrix form.
  private func merged(_ places: [Int]) -> [Operand]? {
    let chosen = places.map { operands[$0] }
    let rest = operands.indices.filter { !places.contains($0) }.map { operands[$0] }
    let kept = Set(free + rest.flatMap(\.indices))
    var axes: [Index] = []
    var summed: [Index] = []
    for index in chosen.flatMap(\.indices) where !(axes + summed).contains(index) {
      if kept.contains(index) { axes.append(index) } else { summed.append(index) }
    }
    guard axes.count <= 2, chosen.count > 1 || !summed.isEmpty else { return nil }
    let term = Term(
      factors: chosen.map { Factor($0.expression, indices: $0.indices) }, bound: summed)
    // As they stand in the output, unless the other way round takes a transpose less.
    let ordered = axes.sorted {
      (free.firstIndex(of: $0) ?? .max) < (free.firstIndex(of: $1) ?? .max)
    }
    let forms = [ordered, ordered.reversed()].compactMap { axes in
      Recognition.matrixForm(term, free: axes).map {
        Operand(expression: $0.simplified, indices: axes)
      }
    }
    let best = forms.min { $0.expression.weight < $1.expression.weight }
    guard let best, best.expression.isMatrixForm else { return nil }
    var fewer = operands
    fewer[places[0]] = best
    for place in places.dropFirst().reversed() { fewer.remove(at: place) }
    return fewer
  }
}
