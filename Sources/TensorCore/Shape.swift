/// The extents of a tensor's axes, and the row-major order of its entries.
///
/// Coordinates count from zero. The last axis runs fastest, as in NumPy.
public struct Shape: Hashable, Sendable {
  /// One extent an axis, none negative.
  public let extents: [Int]
  /// The product of the extents; it fits an `Int` by construction.
  public let count: Int

  /// The shape of a scalar: no axes, one entry.
  public static let scalar = Shape([])

  /// The shape with these extents, where they are known to be sound.
  ///
  /// Traps where an extent is negative or the product overflows; for extents that come from
  /// outside use `init(checking:)`.
  public init(_ extents: [Int]) {
    var count = 1
    for extent in extents {
      precondition(extent >= 0, "an extent is negative")
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      precondition(!overflow, "the number of entries overflows")
      count = product
    }
    self.extents = extents
    self.count = count
  }

  /// The shape with these extents; throws where one is negative or the product exceeds 2⁶².
  public init(checking extents: [Int]) throws(ShapeError) {
    var count = 1
    for extent in extents {
      guard extent >= 0 else { throw .negativeExtent(extent) }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= 1 << 62 else { throw .tooManyEntries(extents) }
      count = product
    }
    self.init(extents)
  }

  /// The number of axes.
  public var rank: Int { extents.count }
  public var isScalar: Bool { extents.isEmpty }

  /// The distance in row-major order between neighbours along each axis.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * extents[axis + 1]
    }
    return strides
  }

  /// The row-major position of the entry at `coordinates`.
  public func offset(of coordinates: [Int]) -> Int {
    precondition(coordinates.count == rank, "as many coordinates as axes")
    var offset = 0
    for (coordinate, extent) in zip(coordinates, extents) {
      precondition(coordinate >= 0 && coordinate < extent, "a coordinate is out of range")
      offset = offset * extent + coordinate
    }
    return offset
  }

  /// The coordinates of the entry at row-major position `offset`.
  public func coordinates(of offset: Int) -> [Int] {
    var rest = offset
    var coordinates = [Int](repeating: 0, count: rank)
    for axis in stride(from: rank - 1, through: 0, by: -1) where extents[axis] > 0 {
      coordinates[axis] = rest % extents[axis]
      rest /= extents[axis]
    }
    return coordinates
  }

  /// This shape followed by the axes of `other`.
  public func appending(_ other: Shape) -> Shape { Shape(extents + other.extents) }

  /// The axes in the opposite order.
  public var reversed: Shape { Shape(extents.reversed()) }
}

/// What is wrong with the extents of a shape.
public enum ShapeError: Error, Hashable, Sendable {
  case negativeExtent(Int)
  /// The number of entries does not fit 2⁶².
  case tooManyEntries([Int])
}

extension Shape: CustomStringConvertible {
  /// `3×4`, or `scalar`.
  public var description: String {
    isScalar ? "scalar" : extents.map(String.init).joined(separator: "×")
  }
}
