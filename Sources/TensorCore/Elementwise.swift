/// Entry-by-entry operations with NumPy's broadcasting.
extension Tensor {
  /// The tensor with entries `combine(a, b)` over the broadcast of both shapes.
  public func zipped(_ other: Tensor, _ combine: (Double, Double) -> Double) -> Tensor {
    guard let result = shape.broadcast(with: other.shape) else {
      preconditionFailure("the shapes do not broadcast")
    }
    let left = broadcast(to: result)
    let right = other.broadcast(to: result)
    return Tensor(shape: result) { combine(left.elements[$0], right.elements[$0]) }
  }

  /// The sum over `axes` (all where nil), of the shape without them, or with extent 1 each.
  ///
  /// Neighbouring entries are added pairwise in blocks of 128, so that rounding grows with the
  /// logarithm of their number, as in NumPy.
  public func sum(over axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    let summed = Set(axes ?? Array(0..<shape.rank))
    let kept = (0..<shape.rank).filter { !summed.contains($0) }
    let order = kept + (0..<shape.rank).filter { summed.contains($0) }
    let ordered = order == Array(0..<shape.rank) ? self : permuted(order)
    let result = Shape(kept.map { shape.extents[$0] })
    let run = summed.map { shape.extents[$0] }.reduce(1, *)
    let sums = ordered.elements.withUnsafeBufferPointer { source in
      Tensor(shape: result) { pairwiseSum(source, $0 * run, run) }
    }
    guard keepingAxes else { return sums }
    let extents = shape.extents.enumerated().map { summed.contains($0.offset) ? 1 : $0.element }
    return sums.reshaped(to: Shape(extents))
  }
}

/// The sum of `count` entries from `start`, halved until the runs are short.
private func pairwiseSum(_ source: UnsafeBufferPointer<Double>, _ start: Int, _ count: Int)
  -> Double
{
  guard count > 128 else {
    var sum = 0.0
    for position in start..<(start + count) { sum += source[position] }
    return sum
  }
  let half = count / 2
  return pairwiseSum(source, start, half) + pairwiseSum(source, start + half, count - half)
}
