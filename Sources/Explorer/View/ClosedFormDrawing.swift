import Screen

/// The answer in a double box, with its certificate below the formula.
struct ClosedFormDrawing {
  /// Rows that the box takes.
  static let rows = 4

  let closedForm: Picture.ClosedForm
  let palette: Palette

  /// Draws the box as far as `rect` has rows for it; gives the rows used.
  func draw(into grid: inout Grid, in rect: Rect) -> Int {
    guard rect.rows >= 3, rect.columns >= 8 else { return 0 }
    let formula = palette.text(closedForm.formula, plain: .strong, name: .strong)
    let certificate = StyledText(closedForm.certificate, palette[.text])
    let hasRoom = rect.rows >= Self.rows
    var lines = [formula]
    if hasRoom {
      lines.append(certificate)
    } else {
      lines[0].append("   ", palette.page)
      lines[0].append(certificate)
    }
    let width = min(rect.columns - 2, (lines.map(\.columns).max() ?? 0) + 6)
    let box = Rect(
      row: rect.row, column: rect.column + 1, rows: lines.count + 2, columns: width)
    BoxDrawing(rect: box, style: palette[.activeBorder], inside: palette.page)
      .draw(into: &grid)
    for (index, line) in lines.enumerated() {
      line.truncated(to: width - 4)
        .draw(into: &grid, row: box.row + 1 + index, column: box.column + 3)
    }
    return box.rows
  }
}
