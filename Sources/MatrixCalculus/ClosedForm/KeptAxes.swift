import TensorCore

/// What keeps an axis of extent 1, as the scalar that it is: exp(z) / sum(exp(z), keepdims=True) of a vector.
extension Expression {
  /// A vector of one entry that is broadcast to a longer one, as a scalar.
  func scalar(beside whole: Shape) -> Expression {
    guard shape.rank == 1, shape.count == 1, whole.rank == 1, whole.count > 1 else { return self }
    return onlyEntry ?? self
  }

  /// The one entry of a tensor that keeps its axes, by the formula that has none: Σ x for a sum of x; nil where
  /// no formula is known.
  var onlyEntry: Expression? {
    guard !shape.isScalar else { return self }
    guard shape.count == 1, case .apply(let operation, let arguments, _) = self else { return nil }
    switch operation {
    case .sum: return arguments[0].summed(axes: nil)
    case .greatest: return .known(.greatest(axes: nil, keepingAxes: false), arguments.elements)
    case .mean: return .known(.mean(axes: nil, keepingAxes: false), arguments.elements)
    case .function, .negate, .multiply, .divide, .power, .add, .subtract:
      let entries = arguments.compactMap(\.onlyEntry)
      return entries.count == arguments.count ? .known(operation, entries) : nil
    default: return nil
    }
  }
}
