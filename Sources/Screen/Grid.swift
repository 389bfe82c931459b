/// A frame: a rectangle of cells, drawn by the Explorer, shown by the Terminal or an export.
///
/// Rows and columns count from zero at the top left. Drawing takes glyphs and safe text only, and
/// leaves out whatever falls outside the grid, so that every draw is total.
package struct Grid: Hashable, Sendable {
  package let size: Size
  /// The cells, row after row: `size.rows * size.columns` of them.
  ///
  /// A `.wide` cell has its `.tail` to its right.
  package private(set) var cells: [Cell]

  package init(size: Size, style: Style = .plain) {
    self.size = size
    cells = Array(repeating: Cell(style: style), count: size.rows * size.columns)
  }

  package var bounds: Rect { Rect(size) }

  /// The cell at a position inside the grid.
  package subscript(row: Int, column: Int) -> Cell {
    precondition(row >= 0 && row < size.rows && column >= 0 && column < size.columns)
    return cells[row * size.columns + column]
  }

  /// Row `row` as a slice of `cells`; empty outside the grid.
  package func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }
}

// MARK: - Drawing

extension Grid {
  /// Draws `text` from a position, which may lie outside; gives the columns `text` takes, clipped or
  /// not, so that the next text can follow it.
  ///
  /// Nothing is drawn outside `clip`. A wide glyph of which only one half is inside becomes a blank.
  @discardableResult
  package mutating func write(
    _ text: SafeText, row: Int, column: Int, style: Style, clip: Rect? = nil
  ) -> Int {
    let area = clip.map(bounds.intersection) ?? bounds
    guard !area.isEmpty, row >= area.row, row < area.endRow else { return text.columns }
    var at = column
    for glyph in text.glyphs where at < area.endColumn {
      place(glyph, row: row, column: at, style: style, within: area)
      at += glyph.columns
    }
    return text.columns
  }

  /// Draws one glyph.
  package mutating func put(
    _ glyph: Glyph, row: Int, column: Int, style: Style, clip: Rect? = nil
  ) {
    let area = clip.map(bounds.intersection) ?? bounds
    guard !area.isEmpty, row >= area.row, row < area.endRow, column < area.endColumn else { return }
    place(glyph, row: row, column: column, style: style, within: area)
  }

  /// Draws a glyph in a row of the area, a blank for the half of it that is inside.
  private mutating func place(
    _ glyph: Glyph, row: Int, column: Int, style: Style, within area: Rect
  ) {
    let end = column + glyph.columns
    if column >= area.column, end <= area.endColumn {
      place(glyph, row: row, column: column, style: style)
    } else if end > area.column {
      place(Glyph(vetted: " "), row: row, column: max(column, area.column), style: style)
    }
  }

  /// Fills a rectangle with a glyph of width one, blanks unless said otherwise.
  package mutating func fill(_ rect: Rect, with glyph: Glyph = " ", style: Style) {
    precondition(!glyph.isWide, "a rectangle is filled with glyphs of width one")
    let area = bounds.intersection(rect)
    guard !area.isEmpty else { return }
    let cell = Cell(glyph.scalar, style: style, marks: glyph.marks)
    for row in area.row..<area.endRow {
      let start = row * size.columns
      sever(start + area.column)
      sever(start + area.endColumn)
      for index in start + area.column..<start + area.endColumn { cells[index] = cell }
    }
  }

  /// Changes how the cells of a rectangle look and leaves what stands in them.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = bounds.intersection(rect)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        let index = row * size.columns + column
        // A tail looks like its head: only the head is asked.
        if cells[index].kind == .tail { continue }
        change(&cells[index].style)
        if cells[index].kind == .wide { cells[index + 1].style = cells[index].style }
      }
    }
  }

  package mutating func restyle(_ rect: Rect, as style: Style) {
    restyle(rect) { $0 = style }
  }

  /// Draws another grid with its top left at a position; what falls outside is left out.
  package mutating func paste(_ other: Grid, row: Int, column: Int) {
    let area = bounds.intersection(
      Rect(row: row, column: column, rows: other.size.rows, columns: other.size.columns))
    guard !area.isEmpty else { return }
    for target in area.row..<area.endRow {
      for at in area.column..<area.endColumn {
        let cell = other[target - row, at - column]
        guard cell.kind != .tail else {
          if at == area.column {
            place(Glyph(vetted: " "), row: target, column: at, style: cell.style)
          }
          continue
        }
        let fits = cell.kind == .narrow || at + 1 < area.endColumn
        let index = target * size.columns + at
        place(
          Glyph(vetted: " ", isWide: fits && cell.kind == .wide), row: target, column: at,
          style: cell.style)
        if fits { cells[index] = cell }
      }
    }
  }

  /// The same frame with other glyphs in some cells, column for column; nil leaves a cell as it is.
  ///
  /// A narrow glyph in a wide cell leaves a blank on its right.
  func respelled(_ spelling: (Cell) -> Glyph?) -> Grid {
    var result = self
    for index in cells.indices where cells[index].kind != .tail {
      guard let glyph = spelling(cells[index]) else { continue }
      precondition(!glyph.isWide, "cells are spelled with glyphs of width one")
      let style = cells[index].style
      if cells[index].kind == .wide { result.cells[index + 1] = Cell(style: style) }
      result.cells[index] = Cell(glyph.scalar, style: style, marks: glyph.marks)
    }
    return result
  }

  /// Puts as many cells in the place of a row's; wide ones have their tails.
  mutating func replaceRow(_ row: Int, by new: [Cell]) {
    precondition(new.count == size.columns, "a row keeps its width")
    cells.replaceSubrange(row * size.columns..<(row + 1) * size.columns, with: new)
  }
}

// MARK: - Private

extension Grid {
  /// Stores a glyph that lies wholly inside the grid.
  private mutating func place(_ glyph: Glyph, row: Int, column: Int, style: Style) {
    let index = row * size.columns + column
    sever(index)
    if glyph.isWide {
      sever(index + 2)
      cells[index + 1] = Cell(style: style, kind: .tail)
    } else {
      sever(index + 1)
    }
    cells[index] = Cell(
      glyph.scalar, style: style, kind: glyph.isWide ? .wide : .narrow, marks: glyph.marks)
  }

  /// Turns a wide glyph that lies across the edge left of `index` into two blanks.
  ///
  /// The first cell of a row is never a tail, so an edge at the end of a row severs nothing.
  private mutating func sever(_ index: Int) {
    guard index < cells.count, cells[index].kind == .tail else { return }
    for half in [index - 1, index] { cells[half] = Cell(style: cells[half].style) }
  }
}
