import Screen

/// Draws pictures. A picture holds no numbers: `cell` is asked for those that are seen, by panel and
/// coordinates.
extension Picture {
  /// The frame of this picture at a size, in Unicode; outlets spell it in their own marks.
  ///
  /// Total: any size will do. Cost: the cells of the screen, whatever the tensors' extents.
  package func frame(
    _ size: Size, cell: (_ panel: Int, _ coordinates: [Int]) -> CellContent
  ) -> Grid {
    let palette = Palette(theme, depth)
    if isBlank { return Grid(size: size, style: blankStyle(palette)) }
    var grid = Grid(size: size, style: palette.page)
    let arrangement = Arrangement(self, size: size)
    if arrangement.isTooSmall {
      drawTooSmall(size, palette, into: &grid)
      return grid
    }
    drawPanels(arrangement, palette, into: &grid, cell: cell)
    let place = scalarPlace ?? ownScalarPlace(arrangement)
    if let row = arrangement.titleRow { drawTitle(row, place, palette, into: &grid) }
    LinesDrawing(picture: self, rect: arrangement.lines, palette: palette).draw(into: &grid)
    drawScalars(arrangement, place, palette, into: &grid)
    let hidden = isZoomed ? 0 : panels.count - arrangement.placed.count
    BarDrawing(picture: self, hiddenPanels: hidden, palette: palette).draw(into: &grid)
    if let overlay {
      OverlayDrawing(overlay: overlay, size: size, palette: palette).draw(into: &grid)
    }
    return grid
  }
}

// MARK: - Parts

extension Picture {
  private func blankStyle(_ palette: Palette) -> Style {
    guard let background = palette.page.background else { return .plain }
    // Black is blacker than the dark page.
    let black: UInt8 = depth == .eight ? 0 : 16
    return Style(foreground: background, background: theme == .light ? background : black)
  }

  private func drawTooSmall(_ size: Size, _ palette: Palette, into grid: inout Grid) {
    let least = Arrangement.minimum
    let text = SafeText(
      "too small \(size.columns)x\(size.rows), need \(least.columns)x\(least.rows)")
    grid.write(
      text, row: size.rows / 2, column: max(0, (size.columns - text.columns) / 2),
      style: palette.page)
  }

  private func drawPanels(
    _ arrangement: Arrangement, _ palette: Palette, into grid: inout Grid,
    cell: (_ panel: Int, _ coordinates: [Int]) -> CellContent
  ) {
    for place in arrangement.placed {
      let drawing = PanelDrawing(
        panel: panels[place.panel], number: place.panel + 1, layout: place.layout,
        rect: place.rect, isFocused: place.panel == focusedPanel, spotlight: spotlight,
        palette: palette)
      drawing.draw(into: &grid) { cell(place.panel, $0) }
    }
  }

  /// The title at the left; step, its name and a dot for each step at the right, then the scalars where
  /// they have no place beside the panels.
  ///
  /// A title that does not fit gives way to what stands before its first colon.
  private func drawTitle(
    _ row: Int, _ place: ScalarPlace, _ palette: Palette, into grid: inout Grid
  ) {
    var width = grid.size.columns
    if place == .title {
      let texts = scalarTexts(palette)
      let scalars = texts.dropFirst().reduce(texts.first ?? StyledText()) {
        $0 + StyledText("  ", palette.page) + $1
      }
      if scalars.columns > 0, scalars.columns <= width / 3 {
        scalars.draw(into: &grid, row: row, column: width - 1 - scalars.columns)
        width -= scalars.columns + 3
      }
    }
    let titles = [title, title.prefixToColon].map { StyledText($0, palette[.strong]) }
    let steps = progressTexts(palette, width: width - 2)
    let pairs = titles.flatMap { title in steps.map { (title: title, steps: $0) } }
    let fitting = pairs.first { $0.title.columns + 2 + $0.steps.columns <= width - 2 }
    let chosen = fitting ?? (titles[1], steps[steps.count - 1])
    let room = width - 2 - (chosen.steps.columns > 0 ? chosen.steps.columns + 2 : 0)
    chosen.title.truncated(to: room).draw(into: &grid, row: row, column: 1)
    chosen.steps.draw(into: &grid, row: row, column: width - 1 - chosen.steps.columns)
  }

  /// `step 3 of 8  sparsity  ●●◉○○○○○`, or without its first word; without dots where they are too many.
  private func progressTexts(_ palette: Palette, width: Int) -> [StyledText] {
    guard let progress else { return [StyledText()] }
    return ["step ", ""].map { word in
      var text = StyledText("\(word)\(progress.step) of \(progress.count)  ", palette[.faint])
      text.append(progress.name, palette[.strong])
      let isDotted = progress.count <= 24 && text.columns + 2 + progress.count <= width / 2
      return isDotted ? text + dots(progress, palette) : text.truncated(to: width)
    }
  }

  private func dots(_ progress: Progress, _ palette: Palette) -> StyledText {
    var text = StyledText("  ", palette.page)
    for step in 1...max(1, progress.count) {
      let dot: Glyph = step < progress.step ? "●" : step == progress.step ? "◉" : "○"
      text.append(dot, palette[step <= progress.step ? .activeBorder : .faint])
    }
    return text
  }

  /// `E = 5` beside the rows of small panels.
  private func drawScalars(
    _ arrangement: Arrangement, _ place: ScalarPlace, _ palette: Palette, into grid: inout Grid
  ) {
    guard case .beside(let column) = place, let area = firstRow(arrangement) else { return }
    for (index, text) in scalarTexts(palette).prefix(max(0, area.rows - 2)).enumerated() {
      text.draw(into: &grid, row: area.row + 2 + index, column: column)
    }
  }

  private func scalarTexts(_ palette: Palette) -> [StyledText] {
    scalars.map { scalar in
      var text = StyledText(scalar.name, palette[.text])
      text.append(" = ", palette[.faint])
      text.append(scalar.text, palette[.nonzero])
      return text
    }
  }

  /// What the first row of panels takes of the screen.
  private func firstRow(_ arrangement: Arrangement) -> Rect? {
    guard let top = arrangement.placed.first?.rect else { return nil }
    let row = arrangement.placed.map(\.rect).filter { $0.row == top.row }
    return Rect(
      row: top.row, column: top.column, rows: row.map(\.rows).max() ?? 0,
      columns: (row.map(\.endColumn).max() ?? 0) - top.column)
  }

  private func ownScalarPlace(_ arrangement: Arrangement) -> ScalarPlace {
    let width = scalars.map { SafeText("\($0.name) = \($0.text)").columns }.max() ?? 0
    guard let first = firstRow(arrangement) else { return .title }
    let room = arrangement.size.columns - first.endColumn - width
    return room >= 3 ? .beside(column: first.endColumn + min(5, room - 1)) : .title
  }

  /// Where the scalars stand on a screen on which this picture and others are seen one after the other:
  /// beside the panels where every one leaves room there, at one column.
  package static func scalarPlace(
    of picture: Picture, and others: some Sequence<Picture>, in size: Size
  ) -> ScalarPlace {
    var place = picture.ownScalarPlace(Arrangement(picture, size: size))
    for other in others {
      guard case .beside(let column) = place,
        case .beside(let own) = other.ownScalarPlace(Arrangement(other, size: size))
      else { return .title }
      place = .beside(column: max(column, own))
    }
    return place
  }
}

extension String {
  /// What stands before the first colon; all where there is none.
  fileprivate var prefixToColon: String {
    String(split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0])
  }
}
