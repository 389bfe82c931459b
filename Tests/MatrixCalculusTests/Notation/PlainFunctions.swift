import Foundation

/// Functions by their names, for `PlainReader`.
enum PlainFunctions {
  /// Nil where the name is not known.
  static func value(_ name: String, _ arguments: [PlainValue], _ axis: Int?) throws -> PlainValue? {
    let x = arguments[0]
    if arguments.count == 1, axis == nil, let function = entrywise[name] {
      return x.mapped(function)
    }
    switch (name, arguments.count) {
    case ("diag", 1): return try x.diagonal()
    case ("det", 1): return .number(try x.eliminated().determinant)
    case ("logdet", 1): return .number(log(try x.eliminated().determinant.magnitude))
    case ("tr", 1): return try fibres(x.diagonal(), nil) { $0.reduce(0, +) }
    case ("norm", 1): return try fibres(x, nil) { sqrt($0.reduce(0) { $0 + $1 * $1 }) }
    case ("sum", 1): return try fibres(x, axis) { $0.reduce(0, +) }
    case ("prod", 1): return try fibres(x, axis) { $0.reduce(1, *) }
    case ("mean", 1): return try fibres(x, axis) { $0.reduce(0, +) / Double($0.count) }
    case ("max", 1): return try fibres(x, axis) { $0.max() ?? 0 }
    case ("logsumexp", 1): return try fibres(x, axis) { log($0.reduce(0) { $0 + exp($1) }) }
    case ("softmax", 1):
      let axis = axis ?? (x.isColumn ? 0 : 1)
      let sums = try fibres(x, axis) { $0.reduce(0) { $0 + exp($1) } }
      return PlainValue(rows: x.rows, columns: x.columns) {
        exp(x[$0, $1]) / (axis == 0 ? sums[0, $1] : sums[$0, 0])
      }
    case ("max'", 1):
      let greatest = try fibres(x, axis) { $0.max() ?? 0 }
      let ties = try fibres(x, axis) { fibre in
        Double(fibre.count { $0 == fibre.max() })
      }
      return PlainValue(rows: x.rows, columns: x.columns) {
        let (row, column) = (axis == 1 ? $0 : 0, axis == 0 ? $1 : 0)
        return x[$0, $1] == greatest[row, column] ? 1 / ties[row, column] : 0
      }
    case ("vec", 1):
      guard let rows = x.rows, let columns = x.columns else { return nil }
      return PlainValue(rows: rows * columns, columns: 1) { place, _ in
        x[place % rows, place / rows]
      }
    case ("where", 3):
      let chosen = try x.combined(arguments[1]) { $0 != 0 ? $1 : 0 }
      return try chosen.combined(x.combined(arguments[2]) { $0 != 0 ? 0 : $1 }, +)
    case ("maximum", 2), ("max", 2): return try x.combined(arguments[1], max)
    case ("minimum", 2), ("min", 2): return try x.combined(arguments[1], min)
    case ("max'", 2): return try x.combined(arguments[1]) { $0 > $1 ? 1 : $0 == $1 ? 0.5 : 0 }
    case ("min'", 2): return try x.combined(arguments[1]) { $0 < $1 ? 1 : $0 == $1 ? 0.5 : 0 }
    default: return nil
    }
  }

  /// A function of the columns (axis 0), a row; of the rows (axis 1), a column; or of all entries.
  private static func fibres(
    _ x: PlainValue, _ axis: Int?, _ function: ([Double]) -> Double
  ) throws -> PlainValue {
    guard let rows = x.rows, let columns = x.columns else {
      throw PlainValue.Mistake.wrong("a sum of unknown length")
    }
    switch axis {
    case nil: return .number(function(x.entries))
    case 0?:
      return PlainValue(rows: 1, columns: columns) { _, column in
        function((0..<rows).map { x[$0, column] })
      }
    default:
      return PlainValue(rows: rows, columns: 1) { row, _ in
        function((0..<columns).map { x[row, $0] })
      }
    }
  }

  private static let entrywise: [String: @Sendable (Double) -> Double] = [
    "exp": { exp($0) }, "log": { log($0) }, "log1p": { log1p($0) }, "sqrt": { sqrt($0) },
    "abs": { abs($0) }, "sin": { sin($0) }, "cos": { cos($0) }, "tan": { tan($0) },
    "sinh": { sinh($0) }, "cosh": { cosh($0) }, "tanh": { tanh($0) }, "arctan": { atan($0) },
    "erf": { erf($0) }, "sigmoid": { 1 / (1 + exp(-$0)) }, "softplus": { log1p(exp($0)) },
    "sign": { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, "relu": { max($0, 0) }, "relu'": { $0 > 0 ? 1 : 0 },
    "square": { $0 * $0 }, "reciprocal": { 1 / $0 },
  ]
}
