/// A structured tensor with all its entries written out: for results as small as a gradient, and for
/// Jacobians that a person asked to print.
extension StructuredTensor {
  /// All entries, term by term: the factors are contracted pairwise over the bound indices, then laid
  /// along the deltas.
  ///
  /// Where no delta is left, the cost is that of the pairwise products; with deltas only the entries
  /// at which they hold are visited, and so is every entry once to be zero.
  public func evaluated(_ values: (Label) -> Tensor) -> Tensor {
    var sum: Tensor?
    for term in terms {
      guard let collapsed = term.collapsed else { continue }
      let part = collapsed.evaluated(free: free, values)
      sum = sum.map { $0.zipped(part, +) } ?? part
    }
    return sum ?? Tensor(repeating: 0, shape: shape)
  }
}

extension Term {
  fileprivate func evaluated(free: [Index], _ values: (Label) -> Tensor) -> Tensor {
    let pinned = deltas.contains { $0.indices.contains(where: bound.contains) }
    guard !pinned else { return loop(free: free, values) }
    let operands = factors.map { factor in
      factor.gathered(values(factor.label))
    }
    let used = free.filter { index in operands.contains { $0.names.contains(index) } }
    let sums = Tensor.contracted(operands, to: used)
    let product = coefficient == 1 ? sums : sums.map { $0 * coefficient }
    guard !deltas.isEmpty else { return product.stretched(from: used, to: free) }
    let small = StructuredTensor<Int>(
      free: free, terms: [Term<Int>(deltas: deltas, factors: [Factor(0, indices: used)])])
    return small.terms[0].loop(free: free) { _ in product }
  }

  /// Entry by entry, for terms whose deltas still hold bound indices.
  fileprivate func loop(free: [Index], _ values: (Label) -> Tensor) -> Tensor {
    let shape = Shape(free.map(\.extent))
    let evaluator = EntryEvaluator(StructuredTensor(free: free, terms: [self])) {
      .dense(values($0))
    }
    return Tensor(shape: shape) { evaluator.entry(at: shape.coordinates(of: $0)) }
  }
}

extension Factor {
  /// The factor's numbers along its distinct indices: affine subscripts are a strided view.
  fileprivate func gathered(_ tensor: Tensor) -> Tensor.Labelled<Index> {
    let position = IndexForm(position: subscripts, in: tensor.shape)
    let indices = subscripts.flatMap(\.indices).reduce(into: [Index]()) { seen, index in
      if !seen.contains(index) { seen.append(index) }
    }
    let plain = subscripts.compactMap(\.plain)
    // A plain index may still run along the first entries of an axis only.
    if plain.map(\.extent) == tensor.shape.extents, indices.count == plain.count {
      return .init(tensor, plain)
    }
    return .init(
      tensor.gathered(
        shape: Shape(indices.map(\.extent)), start: position.constant,
        strides: indices.map(position.coefficient(of:))),
      indices)
  }
}

extension Tensor {
  /// The tensor over `target` indices of which it has only `own`, repeated along the others.
  fileprivate func stretched(from own: [Index], to target: [Index]) -> Tensor {
    guard own != target else { return self }
    let strides = shape.strides
    return gathered(
      shape: Shape(target.map(\.extent)), start: 0,
      strides: target.map { index in own.firstIndex(of: index).map { strides[$0] } ?? 0 })
  }
}
