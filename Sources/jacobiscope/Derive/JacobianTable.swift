import MatrixCalculus
import Screen
import TensorCore

/// The entries of a Jacobian as a table with the index letters at its edges.
struct JacobianTable {
  let jacobian: StructuredTensor<Expression>
  let entries: EntryEvaluator
  let outputRank: Int
  let layout: JacobianLayout

  /// `·` where a delta makes an entry zero, else its number.
  var lines: [SafeText] {
    let shape = jacobian.shape
    let (rows, columns) = layout.axes(outputRank: outputRank, rank: shape.rank)
    let rowPlaces = Self.places(rows.map { shape.extents[$0] })
    let columnPlaces = Self.places(columns.map { shape.extents[$0] })
    var cells: [[Double?]] = []
    for row in rowPlaces {
      cells.append(
        columnPlaces.map { column in
          var coordinates = [Int](repeating: 0, count: shape.rank)
          for (axis, place) in zip(rows, row) { coordinates[axis] = place }
          for (axis, place) in zip(columns, column) { coordinates[axis] = place }
          return entries.isStructuralZero(at: coordinates) ? nil : entries.entry(at: coordinates)
        })
    }
    let format = NumberColumn(cells.joined().compactMap { $0 })
    let texts = cells.map { $0.map { $0.map(format.text) ?? "·" } }
    let width = max(texts.joined().map(\.count).max() ?? 0, columns.isEmpty ? 0 : 3)
    let labels = Self.labels(rows.map { jacobian.free[$0].letter }, rowPlaces)
    let margin = labels.map(\.count).max() ?? 0
    var lines = columns.indices.map { level in
      String(repeating: " ", count: margin)
        + header(level, columns.map { jacobian.free[$0].letter }, columnPlaces, width)
    }
    for (label, row) in zip(labels, texts) {
      var line = label + String(repeating: " ", count: margin - label.count)
      for (place, text) in row.enumerated() {
        line += Self.gap(place, columnPlaces)
        line += String(repeating: " ", count: width - text.count) + text
      }
      lines.append(line)
    }
    return lines.map { line in
      SafeText(String(line.reversed().drop { $0 == " " }.reversed()))
    }
  }

  /// One line of column labels: a letter and its number wherever the number changes.
  private func header(_ level: Int, _ letters: [String], _ places: [[Int]], _ width: Int) -> String
  {
    var line = ""
    for (number, place) in places.enumerated() {
      let isNew = number == 0 || places[number - 1].prefix(level + 1) != place.prefix(level + 1)
      let isFirst = number == 0 || places[number - 1].prefix(level) != place.prefix(level)
      let text = isNew ? (isFirst ? letters[level] + "=" : "") + String(place[level] + 1) : ""
      line += Self.gap(number, places)
      line += String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return line
  }

  /// Two blanks between columns, two more where a block begins.
  private static func gap(_ number: Int, _ places: [[Int]]) -> String {
    guard number > 0, places[number].count > 1 else { return "  " }
    return places[number - 1].dropLast() == places[number].dropLast() ? "  " : "    "
  }

  private static func labels(_ letters: [String], _ places: [[Int]]) -> [String] {
    var labels: [String] = []
    let widths = letters.indices.map { axis in
      letters[axis].count + 1 + String((places.last?[axis] ?? 0) + 1).count
    }
    for (number, place) in places.enumerated() {
      var label = ""
      for axis in letters.indices {
        let isNew = number == 0 || places[number - 1].prefix(axis + 1) != place.prefix(axis + 1)
        let isFirst = number == 0 || places[number - 1].prefix(axis) != place.prefix(axis)
        let text = isNew ? (isFirst ? letters[axis] + "=" : "") + String(place[axis] + 1) : ""
        label += String(repeating: " ", count: max(0, widths[axis] - text.count)) + text + "  "
      }
      labels.append(label)
    }
    return labels
  }

  /// All places of axes with these extents, the last running fastest.
  private static func places(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { places, extent in
      places.flatMap { place in (0..<extent).map { place + [$0] } }
    }
  }
}
