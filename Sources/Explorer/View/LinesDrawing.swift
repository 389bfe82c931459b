import Screen

/// The lines under the panels: the closed form in its box, formula, reason, what is said.
struct LinesDrawing {
  let picture: Picture
  let rect: Rect
  let palette: Palette

  func draw(into grid: inout Grid) {
    guard rect.rows > 0, rect.columns > 2 else { return }
    var row = rect.row
    if let closedForm = picture.closedForm {
      row += ClosedFormDrawing(closedForm: closedForm, palette: palette)
        .draw(into: &grid, in: rect)
    }
    for (index, line) in picture.lines.enumerated() {
      let left = rect.endRow - row
      guard left > 0 else { return }
      let later = picture.lines.count - index - 1
      for text in broken(line, rows: left - later, width: rect.columns - 2) {
        text.draw(into: &grid, row: row, column: rect.column + 1)
        row += 1
      }
      let aside = asideColumn(of: line)
      if !line.aside.isEmpty, rect.columns - 1 - aside >= Self.narrowestAside {
        palette.text(line.aside).truncated(to: rect.columns - 1 - aside)
          .draw(into: &grid, row: row - 1, column: rect.column + aside)
      }
    }
  }

  /// Columns that the longest line takes, with its aside.
  static func columnsUsed(by picture: Picture) -> Int {
    let aside = picture.lines.map { SafeText($0.aside.text).columns }.max() ?? 0
    let text = picture.lines.map { SafeText($0.text.text).columns }.max() ?? 0
    let box = picture.closedForm.map {
      max(SafeText($0.formula.text).columns, SafeText($0.certificate).columns) + 8
    }
    return max(1 + text + (aside > 0 ? aside + 4 : 0), box ?? 0)
  }
}

// MARK: - Private

extension LinesDrawing {
  private func styled(_ line: Picture.Line) -> StyledText {
    switch line.kind {
    case .formula, .reason: palette.text(line.text)
    case .spoken, .status: palette.text(line.text, plain: .faint)
    }
  }

  /// A line that is said may take the rows that are free; the others take one.
  private func broken(_ line: Picture.Line, rows: Int, width: Int) -> [StyledText] {
    let text = styled(line)
    let limit = max(1, width)
    guard line.kind == .spoken || line.kind == .reason, rows > 1, line.aside.isEmpty else {
      return [text.truncated(to: limit)]
    }
    let broken = text.wrapped(to: limit)
    return broken.count <= rows ? broken : [text.truncated(to: limit)]
  }

  /// An aside with fewer columns than this is left out.
  private static let narrowestAside = 12

  /// Where an aside begins: all in one column where that leaves every text whole; else behind its own
  /// text, which goes before it.
  private func asideColumn(of line: Picture.Line) -> Int {
    let lines = picture.lines.filter { !$0.aside.isEmpty }
    let text = lines.map { SafeText($0.text.text).columns }.max() ?? 0
    let aside = lines.map { SafeText($0.aside.text).columns }.max() ?? 0
    let shared = max(1 + text + 4, min(54, rect.columns - 1 - aside))
    if shared + aside < rect.columns { return shared }
    let own = SafeText(line.text.text).columns
    return max(1 + own + 3, rect.columns - 1 - SafeText(line.aside.text).columns)
  }
}
