import Screen

/// The lines under the panels as rows of a width, before it is known how many rows there are.
///
/// A line that is too long goes on in the next row. An aside stands at the right of its text in the
/// fullest wording that fits there; where none does, it takes a row of its own, unless it is optional.
struct LinesLayout {
  struct Row: Equatable {
    var text: StyledText
    var aside = StyledText()
    var asideColumn = 0
  }

  /// The rows of each line, the first of which stays where rows are few.
  private(set) var lines: [[Row]] = []

  /// Asides begin here where that leaves every text and every aside whole.
  private static let asideColumn = 54

  /// `width` is that of the screen; text begins in its second column and ends before its last.
  init(_ lines: [Picture.Line], width: Int, palette: Palette) {
    let column = Self.sharedColumn(lines, width: width)
    self.lines = lines.map { line in
      let text = palette.text(line.text, plain: line.kind.plain)
      var rows = text.wrapped(to: max(1, width - 2)).map { Row(text: $0) }
      let fullest = line.asides.first.map { palette.text($0) } ?? StyledText()
      guard fullest.columns > 0, let last = rows.indices.last else { return rows }
      if let column {
        rows[last].aside = fullest
        rows[last].asideColumn = column
        return rows
      }
      let room = width - 1 - 1 - rows[last].text.columns - 3
      if let fitting = line.asides.map({ palette.text($0) }).first(where: { $0.columns <= room }) {
        rows[last].aside = fitting
        rows[last].asideColumn = width - 1 - fitting.columns
      } else if !line.isAsideOptional {
        rows += fullest.wrapped(to: max(1, width - 2)).map { Row(text: $0) }
      }
      return rows
    }
  }

  var rowCount: Int { lines.reduce(0) { $0 + $1.count } }

  /// The rows shown where there are `limit`: each line has its first, as far as they go, and earlier
  /// lines go on first; what is cut ends in `…`.
  func rows(atMost limit: Int, width: Int) -> [Row] {
    var spare = max(0, limit - lines.count)
    return lines.prefix(max(0, limit)).flatMap { rows in
      let more = min(spare, rows.count - 1)
      spare -= more
      var shown = Array(rows.prefix(1 + more))
      if shown.count < rows.count, let last = shown.indices.last, shown[last].aside.columns == 0 {
        shown[last].text = shown[last].text.cut(to: max(1, width - 2))
      }
      return shown
    }
  }

  /// The one column in which all asides can begin; nil where there is none.
  private static func sharedColumn(_ lines: [Picture.Line], width: Int) -> Int? {
    let lines = lines.filter { !$0.asides.isEmpty }
    let text = lines.map { SafeText($0.text.text).columns }.max() ?? 0
    let aside = lines.map { SafeText($0.asides[0].text).columns }.max() ?? 0
    let column = max(1 + text + 4, min(asideColumn, width - 1 - aside))
    return column + aside < width ? column : nil
  }
}

extension Picture.Line.Kind {
  /// How plain text looks in such a line.
  fileprivate var plain: Role {
    switch self {
    case .formula, .reason: .text
    case .spoken, .status: .faint
    }
  }
}
