/// The arguments of a node, with a fingerprint of all that stands below them.
///
/// Formulas nest deeply and are looked up by value at every node; with the fingerprint a hash costs the
/// same at any depth, and two formulas that differ are told apart without walking them. Equality still
/// compares the arguments themselves.
public struct Arguments: Hashable, Sendable {
  let elements: [Expression]
  /// How many operations stand below, saturating.
  let size: Int
  private let fingerprint: Int

  public init(_ elements: [Expression]) {
    self.elements = elements
    var hasher = Hasher()
    var size = 0
    for element in elements {
      hasher.combine(element)
      size = Swift.min(1 << 40, size + element.size)
    }
    self.size = size
    fingerprint = hasher.finalize()
  }

  public static func == (left: Arguments, right: Arguments) -> Bool {
    left.fingerprint == right.fingerprint && left.elements == right.elements
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Arguments: RandomAccessCollection {
  public var startIndex: Int { elements.startIndex }
  public var endIndex: Int { elements.endIndex }
  public subscript(position: Int) -> Expression { elements[position] }
}

extension Arguments: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Expression...) { self.init(elements) }
}

extension Expression {
  /// The number of operations in the formula, each counted wherever it stands; saturates.
  public var size: Int {
    guard case .apply(_, let arguments, _) = self else { return 0 }
    return arguments.size + 1
  }
}
