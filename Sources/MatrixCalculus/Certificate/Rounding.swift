import TensorCore

/// Rounding made visible: the same formula with each result moved by its last digit at random.
///
/// Source: J. Vignes, "A stochastic arithmetic for reliable scientific computation" (Mathematics and
/// Computers in Simulation 35, 1993).
extension Expression {
  /// The formula with the result of every operation multiplied by numbers next to 1.
  func rounded(_ random: inout SeededNumbers) -> Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    var inner: [Expression] = []
    for argument in arguments { inner.append(argument.rounded(&random)) }
    let result = Expression.apply(operation, Arguments(inner), shape)
    return result * .literal(.roundings(shape, &random))
  }
}

extension Tensor {
  /// Numbers within two units in the last place of 1.
  static func roundings(_ shape: Shape, _ random: inout SeededNumbers) -> Tensor {
    Tensor(shape: shape) { _ in 1 + 0x1p-51 * Double.random(in: -1...1, using: &random) }
  }

  /// The greatest change to another tensor of the shape, relative to the greatest entry; 0 where that is 0.
  func change(to other: Tensor) -> Double {
    var (greatest, change) = (0.0, 0.0)
    for (own, moved) in zip(elements, other.elements) where own.isFinite && moved.isFinite {
      greatest = max(greatest, own.magnitude)
      change = max(change, (own - moved).magnitude)
    }
    return greatest > 0 ? change / greatest : 0
  }
}
