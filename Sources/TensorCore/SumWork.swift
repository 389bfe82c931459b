/// Sums over axes in slices, rounded as `Tensor.sum` rounds them: halves of halves, the same ones.
extension TensorWork {
  /// The sum over `axes` (all where nil), each entry then divided by `divisor`.
  public init(summing tensor: Tensor, over axes: [Int]?, keepingAxes: Bool, divisor: Double = 1) {
    let shape = tensor.shape
    let summed = Set(axes ?? Array(0..<shape.rank))
    let order =
      (0..<shape.rank).filter { !summed.contains($0) }
      + (0..<shape.rank).filter { summed.contains($0) }
    let strides = shape.strides
    let extents = shape.extents.enumerated().compactMap { axis, extent in
      summed.contains(axis) ? keepingAxes ? 1 : nil : extent
    }
    let result = Shape(extents)
    let kernel = SumKernel(
      tensor: tensor, view: Shape(order.map { shape.extents[$0] }),
      strides: order.map { strides[$0] }, count: result.count, divisor: divisor)
    self.init(kernel, shape: result)
  }
}

/// Runs of a strided view, each to be summed.
///
/// Short runs come several a step, long ones in leaves.
private struct SumKernel: TensorKernel {
  let tensor: Tensor
  /// The axes that stay, then those that are summed.
  let view: Shape
  let strides: [Int]
  /// Runs, and entries of each.
  let count: Int
  let divisor: Double
  private let run: Int
  /// A long run, halved until its parts are short.
  private let leaves: [Range<Int>]

  private static let leaf = 1 << 17

  init(tensor: Tensor, view: Shape, strides: [Int], count: Int, divisor: Double) {
    self.tensor = tensor
    self.view = view
    self.strides = strides
    self.count = count
    self.divisor = divisor
    run = count > 0 ? view.count / count : 0
    leaves = Self.halves(0..<run)
  }

  private static func halves(_ range: Range<Int>) -> [Range<Int>] {
    guard range.count > leaf else { return [range] }
    let middle = range.lowerBound + range.count / 2
    return halves(range.lowerBound..<middle) + halves(middle..<range.upperBound)
  }

  /// Runs that are summed in one step.
  private var runs: Int { leaves.count > 1 ? 1 : max(1, Self.leaf / max(1, run)) }
  var stepCount: Int {
    leaves.count > 1
      ? saturatingProduct(count, leaves.count) : (count + runs - 1) / runs
  }
  var stepCost: Int { 2 * min(runs * run, Self.leaf) }

  func perform(_ step: Int, _ elements: inout [Double], _ scratch: inout [Double]) {
    guard leaves.count > 1 else {
      let rows = step * runs..<min(count, (step + 1) * runs)
      let part = Tensor(
        shape: Shape([rows.count, run]),
        elements: read(rows.lowerBound * run..<rows.upperBound * run))
      elements += part.sum(over: [1]).elements.map(divided)
      return
    }
    let (row, leaf) = step.quotientAndRemainder(dividingBy: leaves.count)
    let start = row * run
    let values = read(leaves[leaf].lowerBound + start..<leaves[leaf].upperBound + start)
    scratch += Tensor(shape: Shape([values.count]), elements: values).sum().elements
    guard leaf == leaves.count - 1 else { return }
    var sums = scratch[...]
    elements.append(divided(Self.sum(run, &sums)))
    scratch = []
  }

  private func divided(_ sum: Double) -> Double { divisor == 1 ? sum : sum / divisor }

  private func read(_ positions: Range<Int>) -> [Double] {
    tensor.gathered(positions, of: view, start: 0, strides: strides)
  }

  /// The sums of the leaves of so many entries, added in the order in which they were halved.
  private static func sum(_ count: Int, _ leaves: inout ArraySlice<Double>) -> Double {
    guard count > leaf else { return leaves.removeFirst() }
    let half = count / 2
    let first = sum(half, &leaves)
    return first + sum(count - half, &leaves)
  }
}
