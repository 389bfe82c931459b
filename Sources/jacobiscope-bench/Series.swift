import TensorCore

/// One figure: measurements of the same thing, and what is expected of them.
struct Series {
  /// What a figure is compared with.
  enum Expectation {
    /// Time ∝ sizeᵉ with e at most this.
    case growth(atMost: Double)
    /// Every median below so many seconds.
    case time(atMost: Double)
    /// Every single run below so many seconds.
    case everyRun(atMost: Double)
    /// From a size on, this part of NumPy's speed.
    case shareOfNumPy(atLeast: Double, fromSize: Int)
  }

  let name: String
  let rows: [Measurement]
  var expectations: [Expectation] = []

  /// The exponent e of time ∝ sizeᵉ, by least squares on logarithms; nil for fewer than two sizes.
  var exponent: Double? {
    let points = rows.compactMap { row in
      row.size.map { (ScalarFunction.log(Double($0)), ScalarFunction.log(row.median)) }
    }
    guard Set(points.map(\.0)).count > 1 else { return nil }
    let count = Double(points.count)
    let meanX = points.map(\.0).reduce(0, +) / count
    let meanY = points.map(\.1).reduce(0, +) / count
    let products = points.map { ($0.0 - meanX) * ($0.1 - meanY) }.reduce(0, +)
    return products / points.map { ($0.0 - meanX) * ($0.0 - meanX) }.reduce(0, +)
  }

  /// Whether an expectation holds; nil where it cannot be said, as without NumPy.
  func holds(_ expectation: Expectation) -> Bool? {
    switch expectation {
    case .growth(let limit): return exponent.map { $0 <= limit }
    case .time(let limit): return rows.allSatisfy { $0.median <= limit }
    case .everyRun(let limit): return rows.allSatisfy { $0.slowest <= limit }
    case .shareOfNumPy(let limit, let size):
      let shares = rows.filter { $0.size ?? 0 >= size }.compactMap(\.shareOfNumPy)
      return shares.isEmpty ? nil : shares.allSatisfy { $0 >= limit }
    }
  }
}
