/// A dense tensor of doubles in row-major order.
public struct Tensor: Hashable, Sendable {
  public let shape: Shape
  /// The entries, `shape.count` of them.
  public private(set) var elements: [Double]

  /// The tensor with these entries in row-major order; traps where their number is not `shape.count`.
  public init(shape: Shape, elements: [Double]) {
    precondition(elements.count == shape.count, "as many elements as the shape has entries")
    self.shape = shape
    self.elements = elements
  }

  /// A tensor of one repeated value.
  public init(repeating value: Double, shape: Shape) {
    self.init(shape: shape, elements: [Double](repeating: value, count: shape.count))
  }

  public init(scalar value: Double) {
    self.init(shape: .scalar, elements: [value])
  }

  /// The tensor whose entry at row-major position p is `value(p)`.
  public init(shape: Shape, valueAt value: (Int) -> Double) {
    self.init(
      shape: shape,
      elements: [Double](unsafeUninitializedCapacity: shape.count) { buffer, count in
        for position in 0..<shape.count {
          buffer.initializeElement(at: position, to: value(position))
        }
        count = shape.count
      })
  }

  /// The entry at `coordinates`, which count from zero.
  public subscript(coordinates: [Int]) -> Double {
    get { elements[shape.offset(of: coordinates)] }
    set { elements[shape.offset(of: coordinates)] = newValue }
  }

  /// The entry at a row-major position.
  public subscript(position position: Int) -> Double {
    get { elements[position] }
    set { elements[position] = newValue }
  }

  /// The same entries under another shape of equal count.
  public func reshaped(to shape: Shape) -> Tensor { Tensor(shape: shape, elements: elements) }

  /// The entry of a tensor that has one, for instance a scalar.
  public var onlyElement: Double? { elements.count == 1 ? elements[0] : nil }

  public func map(_ transform: (Double) -> Double) -> Tensor {
    Tensor(shape: shape, elements: elements.map(transform))
  }

  /// Traps where the type's invariant does not hold; for tests.
  public func checkInvariants() {
    precondition(elements.count == shape.count, "as many elements as the shape has entries")
  }
}
