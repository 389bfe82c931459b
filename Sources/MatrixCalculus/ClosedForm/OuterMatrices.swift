import TensorCore

/// Sums of products without a matrix form, with the matrices around them multiplied last.
///
///     Σ G[h,i,j]·K[j,h,d]·X[i,k] at [k, 3·h + d]      Xᵀ·reshape(einsum("hij,jhd->ihd", G, K))
///
/// An axis that is a number of mixed radix becomes its digits inside, and a reshape outside: no identity
/// matrix stands for it.
struct OuterMatrices {
  let term: Term<Expression>
  let free: [Index]

  /// Terms of more factors are not taken apart; the cost grows with their permutations.
  private static let factorLimit = 5

  /// The forms that are left when one matrix, or one reshape, is taken away; `inner` writes the rest.
  func forms(_ inner: (Term<Expression>, [Index]) -> Expression?) -> [Expression] {
    guard term.factors.count <= Self.factorLimit else { return [] }
    var forms: [Expression] = []
    for place in term.deltas.indices {
      if let form = reshaped(by: place, inner) { forms.append(form) }
    }
    for place in term.factors.indices {
      for axis in 0..<2 {
        if let form = multiplied(by: place, axis, inner) { forms.append(form) }
      }
    }
    return forms
  }

  private var shape: Shape { Shape(free.map(\.extent)) }

  /// δ[m, 3·h + d] with m free: the rest with the axes h, d, and a reshape.
  private func reshaped(
    by place: Int, _ inner: (Term<Expression>, [Index]) -> Expression?
  ) -> Expression? {
    let delta = term.deltas[place]
    for (own, other) in [(delta.left, delta.right), (delta.right, delta.left)] {
      guard let index = own.plain, let digits = summedDigits(other, of: index.extent) else {
        continue
      }
      var rest = term
      rest.deltas.remove(at: place)
      guard let axes = axes(replacing: index, by: digits, in: &rest) else { continue }
      return inner(rest, axes)?.reshaped(to: shape)
    }
    return nil
  }

  /// M·(rest) or (rest)·M for a matrix of which this axis is the first or the last of all.
  private func multiplied(
    by place: Int, _ axis: Int, _ inner: (Term<Expression>, [Index]) -> Expression?
  ) -> Expression? {
    let factor = term.factors[place]
    guard factor.label.shape.rank == 2, let index = factor.subscripts[axis].plain,
      index == free.first || index == free.last,
      index.extent == factor.label.shape.extent(axis),
      let digits = summedDigits(
        factor.subscripts[1 - axis], of: factor.label.shape.extent(1 - axis))
    else { return nil }
    var rest = term
    rest.factors.remove(at: place)
    guard let axes = axes(replacing: index, by: digits, in: &rest), let core = inner(rest, axes)
    else { return nil }
    let extent = factor.label.shape.extent(1 - axis)
    let whole: Expression
    if index == free.first {
      let others = free.dropFirst().reduce(1) { $0 * $1.extent }
      let matrix = axis == 0 ? factor.label : factor.label.transposed
      let columns = core.reshaped(to: Shape(free.count == 1 ? [extent] : [extent, others]))
      whole = matrix.matrixProduct(columns)
    } else {
      let matrix = axis == 1 ? factor.label : factor.label.transposed
      whole = core.reshaped(to: Shape(free.dropLast().map(\.extent) + [extent]))
        .matrixProduct(matrix)
    }
    return whole.reshaped(to: shape)
  }

  /// The digits of a subscript that runs over an axis of this extent, all summed.
  private func summedDigits(_ form: IndexForm, of extent: Int) -> [Index]? {
    guard form.constant == 0, let digits = form.digits, digits.allSatisfy(term.bound.contains),
      digits.reduce(1, { $0 * $1.extent }) == extent
    else { return nil }
    return digits
  }

  /// The free axes with the digits in the place of one that the rest does not read; the digits are free there.
  private func axes(
    replacing index: Index, by digits: [Index], in rest: inout Term<Expression>
  ) -> [Index]? {
    let read = Set(rest.usedIndices)
    guard let place = free.firstIndex(of: index), !read.contains(index),
      digits.allSatisfy(read.contains)
    else { return nil }
    rest.bound.removeAll(where: digits.contains)
    var axes = free
    axes.replaceSubrange(place...place, with: digits)
    return axes
  }
}
