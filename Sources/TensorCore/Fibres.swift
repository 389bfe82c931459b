/// Functions of all entries along some axes at once: products, greatest entries, softmax.
extension Tensor {
  /// One number for each fibre along `axes` (all where nil), of the shape without them, or with
  /// extent 1 each.
  ///
  /// `combine` gets the entries of a fibre in row-major order.
  public func reduced(
    over axes: [Int]?, keepingAxes: Bool = false, _ combine: (ArraySlice<Double>) -> Double
  ) -> Tensor {
    let fibres = Fibres(shape, axes)
    let ordered = permuted(fibres.order).elements
    let run = fibres.run
    let sums = Tensor(shape: fibres.kept) { combine(ordered[($0 * run)..<(($0 + 1) * run)]) }
    return keepingAxes ? sums.reshaped(to: fibres.keptWithOnes) : sums
  }

  /// Each fibre along `axes` (all where nil) replaced by as many numbers made from it.
  public func mapFibres(
    along axes: [Int]?, _ transform: (ArraySlice<Double>) -> [Double]
  ) -> Tensor {
    let fibres = Fibres(shape, axes)
    let ordered = permuted(fibres.order)
    let run = fibres.run
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for fibre in 0..<(run == 0 ? 0 : fibres.kept.count) {
      elements += transform(ordered.elements[(fibre * run)..<((fibre + 1) * run)])
    }
    return Tensor(shape: ordered.shape, elements: elements).permuted(fibres.inverseOrder)
  }

  /// log Σ eˣ over the fibres, without overflow: the greatest entry is taken out first.
  public func logSumExp(over axes: [Int]?, keepingAxes: Bool = false) -> Tensor {
    reduced(over: axes, keepingAxes: keepingAxes) { fibre in
      let greatest = Tensor.greatest(fibre)
      guard greatest.isFinite else { return greatest }
      return greatest
        + ScalarFunction.log(fibre.reduce(0) { $0 + ScalarFunction.exp($1 - greatest) })
    }
  }

  /// eˣ / Σ eˣ along the fibres.
  public func softmax(along axes: [Int]?) -> Tensor {
    mapFibres(along: axes) { fibre in
      let greatest = Tensor.greatest(fibre)
      let powers = fibre.map { ScalarFunction.exp($0 - greatest) }
      let sum = powers.reduce(0, +)
      return powers.map { $0 / sum }
    }
  }

  /// The greatest number of a run, nan where one is nan, −∞ of none.
  public static func greatest(_ numbers: some Sequence<Double>) -> Double {
    numbers.reduce(-.infinity) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  }
}

/// How a shape falls into fibres along some of its axes.
private struct Fibres {
  let order: [Int]
  let kept: Shape
  let keptWithOnes: Shape
  /// Entries in a fibre.
  let run: Int

  init(_ shape: Shape, _ axes: [Int]?) {
    let along = Set(axes ?? Array(0..<shape.rank))
    let keptAxes = (0..<shape.rank).filter { !along.contains($0) }
    order = keptAxes + (0..<shape.rank).filter(along.contains)
    kept = Shape(keptAxes.map { shape.extents[$0] })
    keptWithOnes = Shape(
      shape.extents.enumerated().map { along.contains($0.offset) ? 1 : $0.element })
    run = along.map { shape.extents[$0] }.reduce(1, *)
  }

  var inverseOrder: [Int] {
    var inverse = order
    for (place, axis) in order.enumerated() { inverse[axis] = place }
    return inverse
  }
}
