/// Figures as a table for people.
enum Table {
  static let header = line(
    "figure, microseconds", ["median", "fastest", "slowest", "best GFLOP/s", ""])

  static func text(of series: Series) -> String {
    let rows = series.rows.map { row in
      let numPy = row.numPyGigaflops.map { speed in
        "NumPy has \(rounded(speed, 1)): \(rounded(row.shareOfNumPy ?? 0, 2)) of it"
      }
      let times = [row.median, row.fastest, row.slowest].map { rounded($0 * 1e6, 2) }
      return line(
        "  " + row.label, times + [row.gigaflops.map { rounded($0, 1) } ?? "", numPy ?? ""])
    }
    let growth = series.exponent.map { ["  grows as n^\(rounded($0, 2))"] } ?? []
    let expectations = series.expectations.map { expectation in
      let holds = series.holds(expectation)
      return "  expected \(expectation.words): "
        + (holds.map { $0 ? "it is" : "IT IS NOT" } ?? "cannot be said here")
    }
    return (["", series.name] + rows + growth + expectations).joined(separator: "\n")
  }

  private static func line(_ first: String, _ others: [String]) -> String {
    var text = padded(first, 24)
    for word in others.dropLast() {
      text += String(repeating: " ", count: max(1, 14 - word.count)) + word
    }
    let last = others.last ?? ""
    return last.isEmpty ? text : text + "   " + last
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  fileprivate static func rounded(_ value: Double, _ decimals: Int) -> String {
    let scale = decimals == 1 ? 10.0 : 100.0
    return String((value * scale).rounded() / scale)
  }
}

extension Series.Expectation {
  var words: String {
    switch self {
    case .growth(let limit): "to grow as n^\(limit) at most"
    case .time(let limit): "to take \(Table.rounded(limit * 1000, 1)) ms at most"
    case .everyRun(let limit): "to take \(Table.rounded(limit * 1000, 1)) ms at most in every run"
    case .shareOfNumPy(let share, let size): "to have \(share) of NumPy's speed from \(size) on"
    }
  }
}

extension Series {
  /// The figure as a JSON object; times in seconds.
  var json: String {
    let rows = rows.map { row in
      var fields = [
        "\"label\": \"\(row.label)\"", "\"median\": \(row.median)", "\"fastest\": \(row.fastest)",
        "\"slowest\": \(row.slowest)", "\"runs\": \(row.seconds.count)",
      ]
      if let size = row.size { fields.append("\"size\": \(size)") }
      if let speed = row.gigaflops { fields.append("\"gigaflops\": \(speed)") }
      if let speed = row.numPyGigaflops { fields.append("\"numPyGigaflops\": \(speed)") }
      return "    {\(fields.joined(separator: ", "))}"
    }
    let expected = expectations.map { expectation in
      "{\"what\": \"\(expectation.words)\", "
        + "\"holds\": \(holds(expectation).map(String.init) ?? "null")}"
    }
    return "  {\"figure\": \"\(name)\", \"exponent\": \(exponent.map { String($0) } ?? "null"), "
      + "\"expected\": [\(expected.joined(separator: ", "))], \"rows\": [\n"
      + rows.joined(separator: ",\n") + "\n  ]}"
  }
}
