import Screen

/// The answer in a double box, with its certificate below the formula, or beside it where rows are few.
struct ClosedFormDrawing {
  /// Rows that the box takes at least.
  static let rows = 3

  let closedForm: Picture.ClosedForm
  let palette: Palette

  /// Rows that the box wants in so many columns.
  func rows(in columns: Int) -> Int {
    whole(in: columns) == nil && beside.columns + 8 <= columns ? Self.rows : Self.rows + 1
  }

  /// Columns that the box takes of so many.
  func width(in columns: Int) -> Int {
    min(columns - 2, max(beside.columns, whole(in: columns)?.columns ?? 0) + 6)
  }

  /// Draws the box as far as `rect` has rows for it; gives the rows used.
  func draw(into grid: inout Grid, in rect: Rect) -> Int {
    guard rect.rows >= 3, rect.columns >= 8 else { return 0 }
    let lines =
      rect.rows > Self.rows ? [whole(in: rect.columns) ?? formula, certificate] : [beside]
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

  private var formula: StyledText {
    palette.text(closedForm.formula, plain: .strong, name: .strong)
  }
  /// The formula with more said, where it fits in one line.
  private func whole(in columns: Int) -> StyledText? {
    let text = closedForm.whole.map { palette.text($0, plain: .strong, name: .strong) }
    return text.flatMap { $0.columns + 8 <= columns ? $0 : nil }
  }
  private var certificate: StyledText { StyledText(closedForm.certificate, palette[.text]) }
  private var beside: StyledText { formula + StyledText("   ", palette.page) + certificate }
}
