/// Products of dense tensors summed over shared labels: einsum, and the generalized product ⊗ₙ.
///
/// Labels are any values; an axis is named by one. Operands are contracted two at a time, the pair
/// that takes the fewest products first; each pair is one stack of matrix products. Axes that lie in
/// memory as a matrix's do are read where they are; only others are copied first.
extension Tensor {
  /// A dense tensor with a name for each axis, no name twice.
  public struct Labelled<Name: Hashable> {
    public var tensor: Tensor
    public var names: [Name]

    /// Names the axes; an axis name that stands twice reads the diagonal.
    public init(_ tensor: Tensor, _ names: [Name]) {
      precondition(names.count == tensor.shape.rank, "one name an axis")
      var distinct: [Name] = []
      var strides: [Int] = []
      for (name, stride) in zip(names, tensor.shape.strides) {
        if let place = distinct.firstIndex(of: name) {
          strides[place] += stride
        } else {
          distinct.append(name)
          strides.append(stride)
        }
      }
      self.names = distinct
      guard distinct.count < names.count else {
        self.tensor = tensor
        return
      }
      let extents = distinct.map { name in
        tensor.shape.extents[names.firstIndex(of: name) ?? 0]
      }
      self.tensor = tensor.gathered(shape: Shape(extents), start: 0, strides: strides)
    }
  }

  /// Σ over every name that is not in `output` of the product of the operands.
  ///
  /// `einsum("ik,kj->ij")` is `contracted([.init(X, ["i","k"]), .init(A, ["k","j"])], to: ["i","j"])`.
  /// Every output name stands in an operand. Cost: that of the pairwise products.
  public static func contracted<Name: Hashable>(
    _ operands: [Labelled<Name>], to output: [Name]
  ) -> Tensor {
    var operands = operands.isEmpty ? [Labelled(Tensor(scalar: 1), [])] : operands
    while operands.count > 1 {
      let (left, right) = cheapestPair(operands)
      let second = operands.remove(at: right)
      let first = operands.remove(at: left)
      let needed = Set(output).union(operands.flatMap(\.names))
      let isTurned = first.comesAfter(second, in: output)
      operands.append(
        isTurned
          ? second.product(with: first, keeping: needed)
          : first.product(with: second, keeping: needed))
    }
    let last = operands[0].summed(keeping: Set(output))
    let order = output.map { name in
      guard let axis = last.names.firstIndex(of: name) else {
        preconditionFailure("every output name stands in an operand")
      }
      return axis
    }
    return order == Array(0..<order.count) ? last.tensor : last.tensor.permuted(order)
  }

  /// The generalized product a ⊗ₙ b: the last n axes of `self` with the first n of `other`.
  ///
  /// (a ⊗ₙ b)[i…, k…] = Σ_j… a[i…, j…]·b[j…, k…]; n = 1 is the matrix product, n = 0 the outer one.
  public func contracted(with other: Tensor, axes n: Int) -> Tensor {
    let own = Array(0..<shape.rank)
    let shift = shape.rank - n
    let others = (0..<other.shape.rank).map { $0 + shift }
    return Tensor.contracted(
      [Labelled(self, own), Labelled(other, others)],
      to: Array(own.prefix(shift)) + others.dropFirst(n))
  }

  private static func cheapestPair<Name>(_ operands: [Labelled<Name>]) -> (Int, Int) {
    var best = (0, 1)
    var bestCost = Double.infinity
    for left in operands.indices {
      for right in operands.indices where right > left {
        let cost = operands[left].cost(of: operands[right])
        if cost < bestCost { (best, bestCost) = ((left, right), cost) }
      }
    }
    return best
  }
}

extension Tensor.Labelled {
  private func extent(_ name: Name) -> Int {
    names.firstIndex(of: name).map { tensor.shape.extents[$0] } ?? 1
  }

  /// The number of products in the loop over all names of both.
  fileprivate func cost(of other: Self) -> Double {
    let own = tensor.shape.extents.reduce(1.0) { $0 * Double($1) }
    return other.names.filter { !names.contains($0) }
      .reduce(own) { $0 * Double(other.extent($1)) }
  }

  /// The sum over every axis whose name is not kept.
  fileprivate func summed(keeping kept: Set<Name>) -> Self {
    let axes = names.indices.filter { !kept.contains(names[$0]) }
    guard !axes.isEmpty else { return self }
    return Self(tensor.sum(over: axes), names.filter(kept.contains))
  }

  /// Whether the first name that only `other` has comes before any of this in the output, so that the
  /// product is better made the other way round than permuted.
  fileprivate func comesAfter(_ other: Self, in output: [Name]) -> Bool {
    let first = output.first { names.contains($0) != other.names.contains($0) }
    return first.map(other.names.contains) ?? false
  }

  fileprivate func product(with other: Self, keeping kept: Set<Name>) -> Self {
    let (product, names) = matrixProduct(with: other, keeping: kept)
    let extents = names.map { self.names.contains($0) ? extent($0) : other.extent($0) }
    return Self(product.evaluated().reshaped(to: Shape(extents)), names)
  }

  /// The product of two operands, summed over every name that is not kept, as one stack of matrix
  /// products that is not computed yet, and the names of the axes that its elements have in row-major
  /// order.
  package func matrixProduct(with other: Self, keeping kept: Set<Name>) -> (MatrixProduct, [Name]) {
    let left = summed(keeping: kept.union(other.names))
    let right = other.summed(keeping: kept.union(names))
    let shared = left.names.filter(right.names.contains)
    let stack = shared.filter(kept.contains)
    let inner = shared.filter { !kept.contains($0) }
    let rows = left.names.filter { !shared.contains($0) }
    let columns = right.names.filter { !shared.contains($0) }
    let product = MatrixProduct(
      left.operand(stack, rows, inner), right.operand(stack, inner, columns),
      stack: left.count(stack), rows: left.count(rows), inner: left.count(inner),
      columns: right.count(columns))
    return (product, stack + rows + columns)
  }

  private func count(_ group: [Name]) -> Int { group.map(extent).reduce(1, *) }

  /// The tensor as a stack of matrices: three groups of axes, each run together.
  private func operand(_ groups: [Name]...) -> MatrixProduct.Operand {
    let axes = groups.map { group in group.compactMap { names.firstIndex(of: $0) } }
    let strides = axes.compactMap(tensor.shape.strideOfRun)
    if strides.count == axes.count { return .init(tensor: tensor, strides: strides) }
    let copy = tensor.permuted(axes.flatMap { $0 })
    return .init(
      tensor: copy, strides: Shape(groups.map(count)).strides)
  }
}

extension Shape {
  /// The stride of several axes run together as one; nil where memory has them in another order.
  fileprivate func strideOfRun(_ axes: [Int]) -> Int? {
    let long = axes.filter { extents[$0] != 1 }
    let strides = strides
    for (outer, inner) in zip(long, long.dropFirst())
    where strides[outer] != strides[inner] * extents[inner] { return nil }
    return long.last.map { strides[$0] } ?? 0
  }
}
