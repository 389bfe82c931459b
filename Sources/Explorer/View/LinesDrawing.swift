import Screen

/// The lines under the panels: the closed form in its box, formula, reason, what is said.
struct LinesDrawing {
  let picture: Picture
  let rect: Rect
  let palette: Palette

  func draw(into grid: inout Grid) {
    guard rect.rows > 0, rect.columns > 2 else { return }
    let layout = LinesLayout(picture.shownLines, width: rect.columns, palette: palette)
    var row = rect.row
    if let closedForm = picture.closedForm {
      let below = min(layout.rowCount, max(rect.rows / 2, rect.rows - ClosedFormDrawing.rows))
      row += ClosedFormDrawing(closedForm: closedForm, palette: palette)
        .draw(into: &grid, in: rect.inset(bottom: below))
    }
    for line in layout.rows(atMost: rect.endRow - row, width: rect.columns) {
      line.text.draw(into: &grid, row: row, column: rect.column + 1)
      line.aside.draw(into: &grid, row: row, column: rect.column + line.asideColumn)
      row += 1
    }
  }
}

extension Picture {
  /// The lines without the formula that the box shows already.
  var shownLines: [Line] {
    guard let boxed = closedForm?.formula.text else { return lines }
    return lines.filter { $0.kind != .formula || $0.text.text != boxed }
  }
}
