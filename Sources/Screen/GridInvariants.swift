/// What holds of every grid, looked at by tests after every drawing.
extension Grid {
  /// Stops the program where a cell is unsafe to show or a wide glyph has lost a half.
  package func checkInvariants() {
    precondition(cells.count == size.rows * size.columns, "a grid has rows times columns cells")
    for row in 0..<size.rows {
      for column in 0..<size.columns { check(row, column) }
    }
  }

  private func check(_ row: Int, _ column: Int) {
    let cell = self[row, column]
    switch cell.kind {
    case .tail:
      precondition(column > 0 && self[row, column - 1].kind == .wide, "a tail follows its head")
      precondition(self[row, column - 1].style == cell.style, "a tail looks like its head")
    case .wide:
      precondition(
        column + 1 < size.columns && self[row, column + 1].kind == .tail, "a head has its tail")
      precondition(cell.scalar.isShowable && cell.scalar.columns == 2, "a wide cell, a wide glyph")
    case .narrow:
      precondition(
        cell.scalar.isShowable && cell.scalar.columns == 1, "a narrow cell, a narrow glyph")
    }
    for mark in [cell.marks.x, cell.marks.y] where mark != 0 {
      precondition(Unicode.Scalar(mark).map { $0.columns == 0 } ?? false, "marks take no column")
    }
  }
}
