import Screen

/// Draws one panel: border, title, labels that stay in view, and the cells that are seen.
struct PanelDrawing {
  let panel: PanelContent
  let number: Int
  let layout: PanelLayout
  let rect: Rect
  let isFocused: Bool
  let spotlight: Bool
  let palette: Palette

  /// What lies inside the border.
  private var inside: Rect { rect.inset(top: 1, left: 1, bottom: 1, right: 1) }
  /// Rows of cells that are seen.
  private var seenRows: Int { max(0, inside.rows - layout.headerRows) }

  func draw(into grid: inout Grid, cell: ([Int]) -> CellContent) {
    guard rect.rows >= 2, rect.columns >= 2 else { return }
    guard !layout.isWhole else {
      drawBorder(into: &grid)
      drawWhole(into: &grid, cell: cell)
      return
    }
    let offset = layout.clamped(panel.offset, rows: seenRows, width: inside.columns)
    let rows = min(seenRows, layout.rowCount - offset.row)
    let columns = layout.visibleColumns(in: inside.columns, from: offset.column)
    drawBorder(into: &grid)
    drawMore(offset, rows: rows, columns: columns, into: &grid)
    drawHeader(from: offset.column, count: columns, into: &grid)
    for row in 0..<max(0, rows) {
      let line = inside.row + layout.headerRows + row
      drawLabels(ofRow: offset.row + row, isFirst: row == 0, line: line, into: &grid)
      drawCells(
        ofRow: offset.row + row, columns: offset.column..<offset.column + columns, line: line,
        into: &grid, cell: cell)
    }
  }
}

// MARK: - The whole

extension PanelDrawing {
  private func drawWhole(into grid: inout Grid, cell: ([Int]) -> CellContent) {
    let whole = WholeDrawing(panel: panel, inside: inside, palette: palette)
    let note = StyledText(" " + whole.note + " ", palette[.faint])
    if note.columns <= rect.columns - 4 {
      note.draw(into: &grid, row: rect.endRow - 1, column: rect.column + 2)
    }
    whole.draw(into: &grid, cell: cell)
  }
}

// MARK: - Border

extension PanelDrawing {
  private var borderStyle: Style { palette[isFocused ? .activeBorder : .inactiveBorder] }

  private func drawBorder(into grid: inout Grid) {
    BoxDrawing(rect: rect, isDouble: isFocused, style: borderStyle, inside: palette.page)
      .draw(into: &grid)
    title.truncated(to: rect.columns - 2)
      .draw(into: &grid, row: rect.row, column: rect.column + 1)
  }

  private var title: StyledText {
    let texts = ([panel.title] + panel.shorterTitles).map(titled)
    return texts.first { $0.columns <= rect.columns - 2 } ?? texts[texts.count - 1]
  }

  private func titled(_ title: Phrase) -> StyledText {
    var text = StyledText("\(number)", palette[.faint])
    text.append(" ", palette.page)
    text.append(palette.text(title, name: isFocused ? .activeBorder : .strong))
    text.append(" ", palette.page)
    return text
  }

  /// Says at the border how much more there is, and where; and which axes are held.
  private func drawMore(
    _ offset: PanelContent.Offset, rows: Int, columns: Int, into grid: inout Grid
  ) {
    let below = layout.rowCount - offset.row - max(0, rows)
    let right = layout.columnCount - offset.column - columns
    var text = StyledText()
    for (count, arrow) in [(offset.row, "↑"), (below, "↓"), (offset.column, "←"), (right, "→")]
    where count > 0 {
      text.append(" \(arrow)\(count)", palette[isFocused ? .activeBorder : .faint])
    }
    if !text.glyphs.isEmpty { text.append(" ", palette.page) }
    let row = rect.endRow - 1
    let room = rect.columns - 2
    let moreStart = rect.endColumn - 2 - text.columns
    if text.columns <= room {
      text.draw(into: &grid, row: row, column: max(rect.column + 1, moreStart))
    }
    for note in [held + names, held]
    where note.columns > 0 && note.columns + text.columns <= room - 2 {
      note.draw(into: &grid, row: row, column: rect.column + 2)
      return
    }
  }

  /// ` i = 2 of 3  j = 1 of 2 `: the axes that are held.
  private var held: StyledText {
    var text = StyledText()
    for (axis, coordinate) in panel.fixed.sorted(by: { $0.key < $1.key }) {
      text.append(" ", palette.page)
      text.append(letter(axis))
      let extent = panel.number(panel.axes[axis].extent - 1)
      text.append(" = \(panel.number(coordinate)) of \(extent) ", palette[.faint])
    }
    return text
  }

  /// ` k batch  l feature `: the axes that have names.
  private var names: StyledText {
    var text = StyledText()
    for (axis, name) in panel.axes.map(\.name).enumerated() {
      guard let name else { continue }
      text.append(" ", palette.page)
      text.append(letter(axis))
      text.append(" \(name) ", palette[.faint])
    }
    return text
  }
}

// MARK: - Labels

extension PanelDrawing {
  private func letter(_ axis: Int) -> StyledText {
    let letter = panel.axes[axis].letter
    return StyledText(letter, palette[Palette.role(ofIndex: letter)])
  }

  /// `k=1`, `k = 1`, or `1` alone.
  private func label(
    _ axis: Int, _ coordinate: Int, withLetter: Bool, isSpaced: Bool
  ) -> StyledText {
    var text = withLetter ? letter(axis) : StyledText()
    let sign = withLetter ? (isSpaced ? " = " : "=") : ""
    text.append(sign + panel.number(coordinate), palette[.faint])
    return text
  }

  private func drawLabels(ofRow row: Int, isFirst: Bool, line: Int, into grid: inout Grid) {
    var span = layout.rowCount
    for label in layout.labels {
      let extent = max(1, panel.axes[label.axis].extent)
      let isInner = label == layout.labels.last
      span = max(1, span / extent)
      let startsBlock = isInner ? row % extent == 0 : row % span == 0
      guard isInner || startsBlock || isFirst else { continue }
      let text = self.label(
        label.axis, row / span % extent, withLetter: !isInner || startsBlock || isFirst,
        isSpaced: layout.density == .roomy && !isInner)
      text.draw(
        into: &grid, row: line, column: inside.column + label.column + label.width - text.columns,
        clip: inside)
    }
  }

  private func drawHeader(from first: Int, count: Int, into grid: inout Grid) {
    guard count > 0, seenRows > 0 || inside.rows > 0 else { return }
    var span = layout.columnCount
    for (level, axis) in panel.columns.enumerated() {
      let extent = max(1, panel.axes[axis].extent)
      span = max(1, span / extent)
      let line = inside.row + level
      if level == panel.columns.count - 1 {
        drawColumnNumbers(axis, from: first, count: count, line: line, into: &grid)
      } else {
        drawBlockLabels(axis, span: span, from: first, count: count, line: line, into: &grid)
      }
    }
  }

  /// `l=1   2`: over the last digit of its column, left out where it would touch the one before.
  private func drawColumnNumbers(
    _ axis: Int, from first: Int, count: Int, line: Int, into grid: inout Grid
  ) {
    let extent = max(1, panel.axes[axis].extent)
    var free = layout.labels.isEmpty ? 0 : min(1, layout.origin)
    for column in first..<first + count {
      let text = label(
        axis, column % extent, withLetter: column == first || column % extent == 0,
        isSpaced: false)
      let start = max(0, layout.digitsEnd(ofColumn: column, from: first) - text.columns)
      guard start >= free else { continue }
      text.draw(into: &grid, row: line, column: inside.column + start, clip: inside)
      free = start + text.columns + 1
    }
  }

  /// `j = 1` over the middle of what is seen of its block.
  private func drawBlockLabels(
    _ axis: Int, span: Int, from first: Int, count: Int, line: Int, into grid: inout Grid
  ) {
    let extent = max(1, panel.axes[axis].extent)
    var column = first
    var free = 0
    while column < first + count {
      let end = min(first + count, (column / span + 1) * span)
      let text = label(
        axis, column / span % extent, withLetter: true, isSpaced: layout.density == .roomy)
      let left = layout.start(ofColumn: column, from: first)
      let right = layout.start(ofColumn: end - 1, from: first) + layout.cellWidth + 2
      let start = max(free, left + max(0, right - left - text.columns + 1) / 2)
      if start + text.columns <= inside.columns {
        text.draw(into: &grid, row: line, column: inside.column + start, clip: inside)
        free = start + text.columns + 1
      }
      column = end
    }
  }
}

// MARK: - Cells

extension PanelDrawing {
  private func drawCells(
    ofRow row: Int, columns: Range<Int>, line: Int, into grid: inout Grid,
    cell: ([Int]) -> CellContent
  ) {
    var coordinates = panel.coordinates(row: row, column: columns.lowerBound)
    let cursor = panel.cursor.flatMap(panel.position)
    var before: CellDrawing?
    for column in columns {
      panel.spread(column, along: panel.columns, over: &coordinates)
      let drawing = CellDrawing(
        cell(coordinates), format: panel.format,
        isSelected: cursor == PanelContent.Offset(row: row, column: column),
        spotlight: spotlight, palette: palette)
      let start = inside.column + layout.start(ofColumn: column, from: columns.lowerBound)
      grid.write(
        SafeText(drawing.text), row: line, column: start, style: drawing.style, clip: inside)
      if layout.shares(column, with: column - 1), let left = before {
        let (mark, style) = CellDrawing.shared(left, drawing)
        grid.put(Glyph(mark), row: line, column: start, style: style, clip: inside)
      }
      before = drawing
    }
  }
}
