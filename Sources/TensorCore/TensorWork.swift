/// A tensor that is computed in slices: so much at a time as somebody can wait.
///
/// The work is a fixed list of steps, each about a million multiplications or less; how many of them are
/// done at a time changes nothing of the result. Entries come in row-major order, and those that are
/// known can be read before the others. Measured in multiplications of a matrix product, never in
/// seconds, so that it is the same on every machine.
public struct TensorWork: Sendable {
  public let shape: Shape
  private let kernel: any TensorKernel
  private var step = 0
  /// The entries that are known, from the first.
  private var elements: [Double] = []
  /// What a kernel keeps from one step to the next.
  private var scratch: [Double] = []

  init(_ kernel: any TensorKernel, shape: Shape) {
    self.kernel = kernel
    self.shape = shape
  }

  public var isComplete: Bool { step == kernel.stepCount }

  /// How much is done, from 0 to 1.
  public var fraction: Double {
    isComplete ? 1 : Double(step) / Double(kernel.stepCount)
  }

  /// The tensor, once all is done.
  public var result: Tensor? {
    isComplete ? Tensor(shape: shape, elements: elements) : nil
  }

  /// The entry at a row-major position, where it is known already.
  public func entry(at position: Int) -> Double? {
    elements.indices.contains(position) ? elements[position] : nil
  }

  /// Does at least one step, and more until `budget` multiplications are spent; gives what was spent.
  @discardableResult
  public mutating func advance(by budget: Int) -> Int {
    if step == 0 { elements.reserveCapacity(shape.count) }
    var spent = 0
    while !isComplete {
      kernel.perform(step, &elements, &scratch)
      step += 1
      spent += kernel.stepCost
      if spent >= budget { break }
    }
    return spent
  }
}

/// How a tensor is computed step by step; each step appends entries, or prepares the next that does.
protocol TensorKernel: Sendable {
  var stepCount: Int { get }
  /// Multiplications of a step, about.
  var stepCost: Int { get }
  func perform(_ step: Int, _ elements: inout [Double], _ scratch: inout [Double])
}

extension TensorWork {
  /// A tensor that is made at once, because it is small or because nobody knows how to cut it.
  public init(at once: @escaping @Sendable () -> Tensor, shape: Shape, cost: Int) {
    self.init(WholeKernel(cost: cost, value: once), shape: shape)
  }

  /// A tensor of which any run of entries can be made by itself; `cost` is that of an entry.
  public init(
    shape: Shape, cost: Int, values: @escaping @Sendable (_ positions: Range<Int>) -> [Double]
  ) {
    self.init(RangeKernel(count: shape.count, cost: cost, values: values), shape: shape)
  }

  /// A generated tensor, filled.
  public init(_ generated: GeneratedTensor) {
    self.init(shape: generated.shape, cost: generated.law.cost) { generated.values(at: $0) }
  }

  /// The entries of `tensor` along other axes, as `Tensor.gathered` has them.
  public init(gathering tensor: Tensor, shape: Shape, start: Int = 0, strides: [Int]) {
    // Memory is read a line at a time: an entry of another line each time waits for it.
    self.init(shape: shape, cost: strides.last == 1 ? 2 : 16) {
      tensor.gathered($0, of: shape, start: start, strides: strides)
    }
  }

  /// The tensor with its axes in the order `axes`.
  public init(permuting tensor: Tensor, _ axes: [Int]) {
    let own = tensor.shape.strides
    self.init(
      gathering: tensor, shape: Shape(axes.map { tensor.shape.extents[$0] }),
      strides: axes.map { own[$0] })
  }
}

private struct WholeKernel: TensorKernel {
  let cost: Int
  let value: @Sendable () -> Tensor

  var stepCount: Int { 1 }
  var stepCost: Int { cost }

  func perform(_ step: Int, _ elements: inout [Double], _ scratch: inout [Double]) {
    elements = value().elements
  }
}

private struct RangeKernel: TensorKernel {
  let count: Int
  let cost: Int
  let values: @Sendable (Range<Int>) -> [Double]

  private var run: Int { max(1, (1 << 19) / max(1, cost)) }
  var stepCount: Int { (count + run - 1) / run }
  var stepCost: Int { saturatingProduct(min(run, count), cost) }

  func perform(_ step: Int, _ elements: inout [Double], _ scratch: inout [Double]) {
    elements += values(step * run..<min(count, (step + 1) * run))
  }
}

extension Tensor {
  /// Some entries, by row-major position, of the strided view that `gathered` gives whole.
  func gathered(_ positions: Range<Int>, of shape: Shape, start: Int, strides: [Int]) -> [Double] {
    guard !positions.isEmpty else { return [] }
    guard let inner = shape.extents.last, let step = strides.last else { return [elements[start]] }
    var coordinates = shape.coordinates(of: positions.lowerBound)
    return [Double](unsafeUninitializedCapacity: positions.count) { buffer, count in
      elements.withUnsafeBufferPointer { source in
        while count < positions.count {
          var read = zip(coordinates, strides).reduce(start) { $0 + $1.0 * $1.1 }
          let run = min(inner - coordinates[coordinates.count - 1], positions.count - count)
          for _ in 0..<run {
            buffer.initializeElement(at: count, to: source[read])
            read += step
            count += 1
          }
          if count < positions.count {
            coordinates = shape.coordinates(of: positions.lowerBound + count)
          }
        }
      }
    }
  }

  /// Some entries, by row-major position, of the tensor stretched to `result` by NumPy's rule.
  public func broadcast(_ positions: Range<Int>, of result: Shape) -> Tensor {
    let values =
      shape == result
      ? Array(elements[positions])
      : gathered(positions, of: result, start: 0, strides: shape.broadcastStrides(to: result))
    return Tensor(shape: Shape([positions.count]), elements: values)
  }
}
