import MatrixCalculus
import TensorCore

/// The one format of a panel's numbers: integers stay integers, else the fewest decimals that tell
/// entries apart, and a width that no value shown later outgrows.
enum FormatChoice {
  /// Values looked at; of a larger tensor a sample, evenly spread.
  private static let sample = 2048
  private static let mostDecimals = 4

  /// `digits` are the decimals that the scene allows at most.
  static func format(for values: [Double], digits: Int?) -> NumberFormat {
    let finite = values.filter(\.isFinite)
    let greatest = finite.map(\.magnitude).max() ?? 0
    let extra = values.contains { !$0.isFinite } ? 4 : 1
    let mostDecimals = max(0, min(digits ?? mostDecimals, 12))
    if finite.allSatisfy({ $0 == $0.rounded() }), greatest < 1e7 {
      return fixed(0, finite, extra)
    }
    if greatest >= 1e7 || (greatest > 0 && greatest < 1e-3) {
      let isNegative = finite.contains { $0 < 0 }
      let decimals = min(2, mostDecimals)
      return NumberFormat(
        notation: .scientific(decimals: decimals),
        width: max(extra, decimals + 6 + (isNegative ? 1 : 0)))
    }
    return fixed(decimals(finite, most: mostDecimals), finite, extra)
  }

  /// A tensor's values, or a sample of them.
  static func values(of tensor: Tensor) -> [Double] {
    guard tensor.shape.count > sample else { return tensor.elements }
    return (0..<sample).map { tensor[position: $0 * tensor.shape.count / sample] }
  }

  /// The values of a Jacobian's terms: where a term is one factor, the factor's; where it is a product,
  /// the products of the greatest and of the least.
  static func values(
    of tensor: StructuredTensor<Expression>, _ value: (Expression) -> Tensor
  ) -> [Double] {
    var all: [Double] = [0]
    for term in tensor.terms {
      var products = [term.coefficient]
      for factor in term.factors {
        let values = values(of: value(factor.label))
        products =
          products.count == 1
          ? values.map { $0 * products[0] }
          : [values.min() ?? 0, values.max() ?? 0, values.first ?? 0].flatMap { factor in
            [products.min() ?? 0, products.max() ?? 0, products.first ?? 0].map { $0 * factor }
          }
      }
      let spread = term.bound.reduce(1.0) { $0 * Double($1.extent) }
      all += products.map { $0 * spread }
    }
    return all
  }

  /// The fewest decimals at which values that differ look different.
  private static func decimals(_ values: [Double], most: Int) -> Int {
    let distinct = Set(values).count
    var scale = 10.0
    for decimals in 1..<max(1, most) {
      let seen = Set(values.map { ($0 * scale).rounded() })
      if seen.count == distinct { return decimals }
      scale *= 10
    }
    return most
  }

  private static func fixed(_ decimals: Int, _ values: [Double], _ least: Int) -> NumberFormat {
    let point = decimals > 0 ? decimals + 1 : 0
    let width = values.map { digits($0.magnitude) + point + ($0 < 0 ? 1 : 0) }.max() ?? 1
    return NumberFormat(notation: .fixed(decimals: decimals), width: max(width, least))
  }

  /// The digits before the point.
  private static func digits(_ magnitude: Double) -> Int {
    var digits = 1
    var bound = 10.0
    while magnitude.rounded() >= bound, digits < 16 {
      digits += 1
      bound *= 10
    }
    return digits
  }
}
