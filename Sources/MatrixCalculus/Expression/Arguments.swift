import TensorCore

/// The arguments of a node, with a fingerprint of all that stands below them.
///
/// Formulas nest deeply and are looked up by value at every node; with the fingerprint a hash costs the
/// same at any depth, and two formulas that differ are told apart without walking them. Equality still
/// compares the arguments themselves.
public struct Arguments: Hashable, Sendable {
  let elements: [Expression]
  /// How many operations stand below, saturating.
  let size: Int
  /// How long what stands below is to read, saturating.
  let weight: Int
  /// How many contractions stand below, saturating.
  let contractions: Int
  private let fingerprint: Int

  public init(_ elements: [Expression]) {
    self.elements = elements
    var hasher = Hasher()
    for element in elements { hasher.combine(element) }
    func total(_ count: (Expression) -> Int) -> Int {
      elements.reduce(0) { Swift.min(1 << 40, $0 + count($1)) }
    }
    size = total(\.size)
    weight = total(\.weight)
    contractions = total(\.contractions)
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

  /// How long the expression is to read: four an operator, one a transpose, eight a comparison with a maximum or
  /// an einsum of two tensors, and six for another one that is no vector; saturates.
  var weight: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    let own =
      switch operation {
      case .transpose: 1
      case .outer: 5
      case .ones, .zeros, .identity: 2
      case .contraction, .greatestShare: 8
      case .einsum: 8 + 6 * max(0, arguments.elements.count { $0.shape.rank > 1 } - 2)
      default: 4
      }
    return arguments.weight + own
  }

  /// The number of products that sum over shared axes; saturates.
  var contractions: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    return arguments.contractions + (operation.isContraction ? 1 : 0)
  }
}
