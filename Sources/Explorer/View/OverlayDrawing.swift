import Screen

/// Help, the list of scenes or a report, in a box over the panels.
struct OverlayDrawing {
  let overlay: Overlay
  let size: Size
  let palette: Palette
  private let lines: [StyledText]

  init(overlay: Overlay, size: Size, palette: Palette) {
    self.overlay = overlay
    self.size = size
    self.palette = palette
    lines = OverlayLines(size: size, palette: palette).lines(of: overlay)
  }

  func draw(into grid: inout Grid) {
    let rect = self.rect
    guard rect.rows >= 3, rect.columns >= 12 else { return }
    BoxDrawing(rect: rect, style: palette[.activeBorder], inside: palette.page).draw(into: &grid)
    var title = StyledText(" ", palette.page)
    title.append(overlay.title, palette[isReport ? .warning : .strong])
    title.append(" ", palette.page)
    title.truncated(to: rect.columns - 4).draw(into: &grid, row: rect.row, column: rect.column + 2)
    let first = offset(lines.count)
    for (index, line) in lines.dropFirst(first).prefix(visibleLines).enumerated() {
      line.truncated(to: rect.columns - 4)
        .draw(into: &grid, row: rect.row + 1 + index, column: rect.column + 2)
    }
    if !overlay.keys.isEmpty {
      StyledText(" \(overlay.keys) ", palette[.strong]).truncated(to: rect.columns - 4)
        .draw(into: &grid, row: rect.endRow - 1, column: rect.column + 2)
    }
    drawMore(first, lines.count, rect, into: &grid)
  }

  /// Lines that there are, and lines that are seen at once: what a model scrolls by.
  var extent: (lines: Int, visible: Int) { (lines.count, visibleLines) }
}

// MARK: - Places

extension OverlayDrawing {
  private var isReport: Bool {
    if case .report = overlay { true } else { false }
  }

  private var rect: Rect {
    let width = min(size.columns, max(40, min(size.columns - 4, widest + 4)))
    let height = min(max(3, size.rows - 2), lines.count + 2)
    return Rect(
      row: max(0, (size.rows - height) / 2), column: max(0, (size.columns - width) / 2),
      rows: height, columns: width)
  }

  private var widest: Int {
    // The keys stand in the border, with the lines that are left beside them.
    let keys = overlay.keys.isEmpty ? 0 : SafeText(overlay.keys).columns + 14
    return max(24, keys, lines.map(\.columns).max() ?? 0)
  }

  private var visibleLines: Int { max(0, rect.rows - 2) }

  private func offset(_ count: Int) -> Int {
    let wanted =
      switch overlay {
      case .help(_, let offset), .report(_, _, let offset), .notes(_, _, let offset): offset
      case .choices: 0
      case .scenes(_, let selected): selected - visibleLines / 2
      }
    return max(0, min(wanted, count - visibleLines))
  }

  private func drawMore(_ first: Int, _ count: Int, _ rect: Rect, into grid: inout Grid) {
    var text = StyledText()
    if first > 0 { text.append(" ↑\(first)", palette[.activeBorder]) }
    let below = count - first - visibleLines
    if below > 0 { text.append(" ↓\(below)", palette[.activeBorder]) }
    guard text.columns > 0 else { return }
    text.append(" ", palette.page)
    text.draw(into: &grid, row: rect.endRow - 1, column: rect.endColumn - 2 - text.columns)
  }
}

extension Overlay {
  fileprivate var title: String {
    switch self {
    case .help: "Keys"
    case .choices: "Possible"
    case .scenes: "Scenes"
    case .report(let title, _, _): title
    case .notes(_, let step, _): "Notes of step \(step)"
    }
  }

  /// Which keys work here, where it is not plain.
  fileprivate var keys: String {
    switch self {
    case .report: "Ctrl-R reads the file again, Esc closes"
    case .help, .choices, .scenes, .notes: ""
    }
  }

  /// Lines that the overlay has and lines that are seen at once on a screen of `size`.
  package func extent(in size: Size) -> (lines: Int, visible: Int) {
    OverlayDrawing(overlay: self, size: size, palette: Palette(.mono, .mono)).extent
  }
}
