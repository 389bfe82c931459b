/// A grid as plain text, and the looks of its cells in words, for exports and golden frames.
extension Grid {
  /// One string a row, blanks at the end left out.
  package func lines(_ glyphs: GlyphSet = .unicode) -> [String] {
    let shown = spelled(in: glyphs)
    return (0..<size.rows).map { row in
      var scalars = String.UnicodeScalarView()
      let cells = shown.row(row)
      let end = cells.lastIndex { $0.scalar != " " || $0.marks != .zero }.map { $0 + 1 }
      for cell in cells[cells.startIndex..<(end ?? cells.startIndex)] {
        cell.append(to: &scalars)
      }
      return String(scalars)
    }
  }

  /// The rows, each ended by a newline.
  package func text(_ glyphs: GlyphSet = .unicode) -> String {
    lines(glyphs).map { $0 + "\n" }.joined()
  }

  /// Where a row looks unlike `page`: one entry a run, as `row:first-last name`, all from zero.
  package func styleRuns(
    unlike page: Style = .plain, name: (Style) -> String = \.description
  ) -> [String] {
    var runs: [String] = []
    for row in 0..<size.rows {
      var column = 0
      while column < size.columns {
        let style = self[row, column].style
        var end = column + 1
        while end < size.columns, self[row, end].style == style { end += 1 }
        if style != page { runs.append("\(row):\(column)-\(end - 1) \(name(style))") }
        column = end
      }
    }
    return runs
  }
}

extension Cell {
  /// Appends what stands in the cell; nothing for the tail of a wide glyph.
  package func append(to scalars: inout String.UnicodeScalarView) {
    if kind == .tail { return }
    scalars.append(scalar)
    if marks == .zero { return }
    for mark in [marks.x, marks.y] where mark != 0 {
      if let mark = Unicode.Scalar(mark) { scalars.append(mark) }
    }
  }
}

extension Style: CustomStringConvertible {
  /// Such as `81 on 233 bold`.
  package var description: String {
    var words: [String] = []
    if let foreground { words.append("\(foreground)") }
    if let background { words.append("on \(background)") }
    if attributes.contains(.bold) { words.append("bold") }
    if attributes.contains(.underline) { words.append("underline") }
    if attributes.contains(.reverse) { words.append("reverse") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}
