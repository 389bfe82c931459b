import Screen

/// A border of single or double lines round a rectangle, and blanks inside.
struct BoxDrawing {
  let rect: Rect
  var isDouble = true
  let style: Style
  let inside: Style

  func draw(into grid: inout Grid) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    let marks: [Glyph] =
      isDouble ? ["╔", "═", "╗", "║", "╚", "╝"] : ["┌", "─", "┐", "│", "└", "┘"]
    let (last, right) = (rect.endRow - 1, rect.endColumn - 1)
    grid.fill(rect, style: inside)
    for row in [rect.row, last] {
      grid.fill(
        Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), with: marks[1],
        style: style)
    }
    for column in [rect.column, right] {
      grid.fill(
        Rect(row: rect.row, column: column, rows: rect.rows, columns: 1), with: marks[3],
        style: style)
    }
    grid.put(marks[0], row: rect.row, column: rect.column, style: style)
    grid.put(marks[2], row: rect.row, column: right, style: style)
    grid.put(marks[4], row: last, column: rect.column, style: style)
    grid.put(marks[5], row: last, column: right, style: style)
  }
}
