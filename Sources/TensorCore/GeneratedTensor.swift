/// A tensor whose entries are a function of their position, so that it is seen without being filled.
///
///     normal((4096, 4096), seed=7)    entry p = the normal number of seed 7 at position p
///
/// Single entries may be replaced; those are all that is stored.
public struct GeneratedTensor: Hashable, Sendable {
  /// What stands at a row-major position.
  public enum Law: Hashable, Sendable {
    case normal(RandomNumbers)
    /// From [low, high).
    case uniform(RandomNumbers, low: Double, high: Double)
    /// From low to high − 1.
    case integers(RandomNumbers, low: Int, high: Int)
    case constant(Double)
    /// 1 on the diagonal of a square matrix, 0 beside it.
    case identity(Int)
    /// first + position·step.
    case progression(first: Double, step: Double)
  }

  public let shape: Shape
  public let law: Law
  private var replaced: [Int: Double] = [:]

  public init(_ law: Law, shape: Shape) {
    self.law = law
    self.shape = shape
  }

  /// The entry at a row-major position.
  public subscript(position position: Int) -> Double {
    get { replaced[position] ?? law.value(at: position) }
    set { replaced[position] = newValue }
  }

  /// The entry at `coordinates`, which count from zero.
  public subscript(coordinates: [Int]) -> Double {
    get { self[position: shape.offset(of: coordinates)] }
    set { self[position: shape.offset(of: coordinates)] = newValue }
  }

  /// All entries.
  ///
  /// Cost: one evaluation of the law an entry.
  public var filled: Tensor { Tensor(shape: shape, elements: values(at: 0..<shape.count)) }

  /// The entries at some positions.
  func values(at positions: Range<Int>) -> [Double] {
    var values = [Double](unsafeUninitializedCapacity: positions.count) { buffer, count in
      for position in positions {
        buffer.initializeElement(at: count, to: law.value(at: position))
        count += 1
      }
    }
    for (position, value) in replaced where positions.contains(position) {
      values[position - positions.lowerBound] = value
    }
    return values
  }
}

extension GeneratedTensor.Law {
  func value(at position: Int) -> Double {
    switch self {
    case .normal(let numbers): numbers.normal(at: position)
    case .uniform(let numbers, let low, let high):
      numbers.uniform(at: position, low: low, high: high)
    case .integers(let numbers, let low, let high):
      Double(numbers.integer(at: position, low: low, high: high))
    case .constant(let value): value
    case .identity(let extent): position % (extent + 1) == 0 ? 1 : 0
    case .progression(let first, let step): first + Double(position) * step
    }
  }

  /// What an entry costs, in multiplications of a matrix product, about.
  var cost: Int {
    switch self {
    case .normal: 64
    case .uniform, .integers: 8
    case .constant, .progression: 1
    case .identity: 2
    }
  }
}
