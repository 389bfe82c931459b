import TensorCore

/// Other numbers of which the same facts are true as of these.
///
///     symmetric                      S ⊙ F + N, with F = Fᵀ and N = Nᵀ
///     sums of 1 along an axis        T ⊙ F + N over its own sums, all entries of N positive
///     two of the three for a matrix  a symmetric circulant of positive numbers whose rows add up to 1
///
/// Zeros do not stay zeros, so that what is only true of a diagonal or of one-hot rows is found out. Cost:
/// linear in the entries.
extension Tensor {
  func moved(keeping facts: [InputFact], _ random: inout SeededNumbers) -> Tensor {
    let kinds = facts.map(\.kind)
    guard kinds.count < 2 else { return Self.circulant(shape, &random) }
    let height = elements.reduce(0) { Swift.max($0, $1.magnitude) }
    let scale = height > 0 ? height : 1
    let factors = Self.uniform(shape, 0.75, 1.25, &random)
    let noise = Self.uniform(shape, 0.02, 0.1, &random)
    let other = zipped(factors) { $0 * $1 }.zipped(noise) { $0 + scale * $1 }
    switch kinds.first {
    case .symmetric?:
      return Tensor(shape: shape) { place in
        let at = shape.coordinates(of: place)
        return other[at[0] < at[1] ? at : at.reversed()]
      }
    case .distribution(let axes)?: return other.overItsSums(axes)
    case nil: return other
    }
  }

  /// Each entry over the sum along the axes, or over that of all entries.
  private func overItsSums(_ axes: [Int]?) -> Tensor {
    let sums = Operation.sum(axes: axes, keepingAxes: axes != nil).rule.value([self])
    return Operation.divide.rule.value([self, sums])
  }

  /// A matrix of one row, shifted by one in each next, that is its own transpose; its rows add up to 1.
  private static func circulant(_ shape: Shape, _ random: inout SeededNumbers) -> Tensor {
    let extent = shape.extents.first ?? 1
    let row = uniform(Shape([extent]), 0.5, 1.5, &random)
    let even = Tensor(shape: row.shape) {
      row[position: $0] + row[position: (extent - $0) % extent]
    }
    let weights = even.overItsSums(nil)
    return Tensor(shape: shape) { place in
      let at = shape.coordinates(of: place)
      return weights[position: (at[1] - at[0] + extent) % extent]
    }
  }

  private static func uniform(
    _ shape: Shape, _ low: Double, _ high: Double, _ random: inout SeededNumbers
  ) -> Tensor {
    GeneratedTensor(
      .uniform(RandomNumbers(seed: random.next()), low: low, high: high), shape: shape
    )
    .filled
  }
}
