import TensorCore

/// Measures the core, the calculus and the explorer, and prints one table: medians and spreads in
/// microseconds, and for growing sizes the exponent of growth.
@main
enum Main {
  static func main() {
    let isJSON = CommandLine.arguments.contains("--json")
    if isJSON { print("[") } else { print(header) }
    let series = CoreRows.series() + ExplorerRows.series()
    let count = series.reduce(0) { $0 + $1.rows.count }
    var printed = 0
    for group in series {
      let exponent = group.exponent(ScalarFunction.log)
      for row in group.rows {
        printed += 1
        isJSON ? printJSON(row, isLast: printed == count) : printText(row)
      }
      if !isJSON, let exponent { print("  grows as n^\((exponent * 100).rounded() / 100)") }
    }
    if isJSON { print("]") }
  }

  private static let header =
    padded("figure", 44) + padded("n", 6) + padded("median µs", 14) + padded("fastest", 14)
    + "slowest"

  private static func printText(_ row: Measurement) {
    let times = [row.median, row.fastest, row.slowest].map { padded(microseconds($0), 14) }
    print(padded(row.name, 44) + padded(String(row.size), 6) + times.joined())
  }

  private static func printJSON(_ row: Measurement, isLast: Bool) {
    print(
      "  {\"figure\": \"\(row.name)\", \"n\": \(row.size), \"median\": \(row.median), "
        + "\"fastest\": \(row.fastest), \"slowest\": \(row.slowest)}\(isLast ? "" : ",")")
  }

  private static func microseconds(_ seconds: Double) -> String {
    String((seconds * 1e7).rounded() / 10)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
