import TensorCore

/// Derivatives by differences of the forward evaluation alone.
///
/// Fourth-order central differences at two step sizes; how far the two are apart estimates the error. Where
/// that is large, because the function turns within the step, smaller steps are tried, and the best is kept.
/// Source: Abramowitz and Stegun (1964), 25.3.21 (n = 4).
struct Differences: Sendable {
  /// What one forward evaluation gives: the values, and on which side of each kink each entry lies.
  struct Probe: Sendable {
    var values: [Double]
    var sides: [Int8]
  }

  /// A directional derivative of every value, with its estimated errors.
  struct Estimate {
    var values: [Double]
    var errors: [Double]
    /// Whether a kink lies inside the step, so that the differences mean nothing.
    var crossesKink: Bool
  }

  let evaluate: @Sendable (Tensor) -> Probe
  let point: Tensor
  private let base: Probe
  /// The greatest of all values on the way, whose rounding a small step makes large.
  private let height: Double

  init(at point: Tensor, height: Double, _ evaluate: @escaping @Sendable (Tensor) -> Probe) {
    self.evaluate = evaluate
    self.point = point
    self.height = height.isFinite ? height : 0
    base = evaluate(point)
  }

  /// The derivative by the entry at a row-major position.
  func derivative(byEntry position: Int) -> Estimate {
    let size = max(1, point[position: position].magnitude)
    return derivative(size: size) { step in
      var moved = point
      moved[position: position] += step
      return moved
    }
  }

  /// The least step that is tried, relative to the entry, or to 1 where that is more.
  private static let leastStep = 0x1p-40

  private func derivative(size: Double, _ moved: (Double) -> Tensor) -> Estimate {
    var step = 1.0 / 1024
    var best = estimate(step, size, isFirst: true, moved)
    while !best.crossesKink, best.isRough(beside: height / size), step > Self.leastStep {
      step /= 64
      let finer = estimate(step, size, isFirst: false, moved)
      if finer.roughness < min(best.roughness, 1e-2) { best = finer }
    }
    return best
  }

  /// The derivative by steps of two sizes, the second half the first; `size` is that of the entry.
  ///
  /// The error is how far the two are apart, and what rounding does to the values and to the moved entry.
  private func estimate(
    _ relative: Double, _ size: Double, isFirst: Bool, _ moved: (Double) -> Tensor
  ) -> Estimate {
    let step = relative * size
    let coarse = quotient(step, moved)
    let fine = quotient(step / 2, moved)
    var errors: [Double] = []
    for place in fine.values.indices {
      let value = base.values[place].magnitude
      let units =
        8 * (isFirst ? value : max(value, height)).ulp + fine.values[place].magnitude * size.ulp
      errors.append((coarse.values[place] - fine.values[place]).magnitude + units / step)
    }
    return Estimate(
      values: fine.values, errors: errors, crossesKink: coarse.crossesKink || fine.crossesKink)
  }

  /// The quotient at one step size; a value that does not move leaves 0, and no rounding.
  private func quotient(_ step: Double, _ moved: (Double) -> Tensor) -> Estimate {
    let weights: [(Double, Double)] = [(-2, 1), (-1, -8), (1, 8), (2, -1)]
    var sums = [Double](repeating: 0, count: base.values.count)
    var crosses = false
    for (multiple, weight) in weights {
      let probe = evaluate(moved(multiple * step))
      crosses = crosses || probe.sides != base.sides
      for place in sums.indices {
        sums[place] += weight * (probe.values[place] - base.values[place])
      }
    }
    return Estimate(values: sums.map { $0 / (12 * step) }, errors: [], crossesKink: crosses)
  }
}

extension Differences.Estimate {
  /// The greatest error relative to the greatest value; infinite where no value is a number but 0.
  fileprivate var roughness: Double {
    let greatest = values.reduce(0) { max($0, $1.magnitude) }
    let roughness = greatestError / greatest
    return roughness.isFinite ? roughness : .infinity
  }

  private var greatestError: Double { errors.reduce(0) { $1.isNaN ? .infinity : max($0, $1) } }

  /// Whether the error is large beside the values, and beside `height`, what they might be.
  fileprivate func isRough(beside height: Double) -> Bool {
    roughness > 1e-7 && greatestError > 1e-9 * height
  }
}

extension Valuation {
  /// The values of `outputs` of the program when `variable` has another value, and the sides of kinks.
  func probe(
    _ statements: [Program.Statement], outputs: [Variable], _ variable: Variable, _ value: Tensor
  )
    -> Differences.Probe
  {
    var moved = self
    moved[variable] = value
    var sides: [Int8] = []
    for statement in statements {
      moved.collectSides(statement.expression, into: &sides)
      moved[statement.variable] = moved.evaluate(statement.expression)
    }
    return Differences.Probe(values: outputs.flatMap { moved[$0]?.elements ?? [] }, sides: sides)
  }

  /// Where the arguments of functions with kinks lie: below, at, or above each.
  private func collectSides(_ expression: Expression, into sides: inout [Int8]) {
    guard case .apply(let operation, let arguments, _) = expression else { return }
    for argument in arguments { collectSides(argument, into: &sides) }
    guard operation.hasKinks else { return }
    sides += operation.rule.sides(arguments.map(evaluate))
  }
}
