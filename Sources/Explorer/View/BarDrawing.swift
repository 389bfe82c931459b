import Screen

/// The last row: a line being typed, or something to be told once, or the keys.
struct BarDrawing {
  let picture: Picture
  /// Panels that have no room on this screen.
  var hiddenPanels = 0
  let palette: Palette

  func draw(into grid: inout Grid) {
    let row = grid.size.rows - 1
    let width = grid.size.columns
    if let prompt = picture.prompt {
      fill(row, palette[.bar], &grid)
      draw(prompt, row: row, width: width, into: &grid)
    } else if let notice = picture.notice {
      let style = palette[notice.isWarning ? .warning : .bar]
      fill(row, style, &grid)
      StyledText((notice.isWarning ? "! " : "") + notice.text, style).truncated(to: width - 2)
        .draw(into: &grid, row: row, column: 1)
    } else if !picture.keyBar.isEmpty || !picture.status.isEmpty {
      fill(row, palette[.bar], &grid)
      let status = StyledText(self.status, palette[.barKey]).truncated(to: width - 2)
      status.draw(into: &grid, row: row, column: width - 1 - status.columns)
      let room = width - 1 - (status.columns > 0 ? status.columns + 3 : 0)
      keys(in: room).draw(into: &grid, row: row, column: 1)
    }
  }
}

// MARK: - Private

extension BarDrawing {
  private func fill(_ row: Int, _ style: Style, _ grid: inout Grid) {
    grid.fill(Rect(row: row, column: 0, rows: 1, columns: grid.size.columns), style: style)
  }

  /// What the picture has to say, and how many panels Tab leads to that are not seen.
  private var status: String {
    guard hiddenPanels > 0 else { return picture.status }
    let hidden = "+\(hiddenPanels) \(hiddenPanels == 1 ? "panel" : "panels"): Tab"
    return picture.status.isEmpty ? hidden : hidden + "  " + picture.status
  }

  /// All keys that fit.
  ///
  /// First their words become shorter, then the last that are not essential are left out, then the
  /// essential ones stand without words: either all have some or none has.
  private func keys(in width: Int) -> StyledText {
    var hints = picture.keyBar
    while !hints.isEmpty {
      var ways = [hints, hints.map { Picture.KeyHint($0.key, $0.short ?? $0.words) }]
      if hints.allSatisfy(\.isEssential) { ways.append(hints.map { Picture.KeyHint($0.key, "") }) }
      if let fitting = ways.map(text).first(where: { $0.columns <= width }) { return fitting }
      hints.remove(at: hints.lastIndex { !$0.isEssential } ?? hints.count - 1)
    }
    return StyledText()
  }

  private func text(_ hints: [Picture.KeyHint]) -> StyledText {
    var text = StyledText()
    for (index, hint) in hints.enumerated() {
      if index > 0 { text.append("  ", palette[.bar]) }
      text.append(hint.key, palette[.barKey])
      if !hint.words.isEmpty { text.append(" " + hint.words, palette[.bar]) }
    }
    return text
  }

  /// The text around its cursor, which is always seen.
  private func draw(_ prompt: Picture.Prompt, row: Int, width: Int, into grid: inout Grid) {
    let scalars = Array(prompt.text.unicodeScalars)
    let cursor = max(0, min(prompt.cursor, scalars.count))
    var text = StyledText(prompt.mark, palette[.barKey])
    text.append(Self.string(scalars[..<cursor]), palette[.bar])
    let at = text.columns
    text.append(cursor < scalars.count ? String(scalars[cursor]) : " ", palette[.selected])
    text.append(Self.string(scalars[min(cursor + 1, scalars.count)...]), palette[.bar])
    let shift = max(0, at - (width - 4))
    text.draw(into: &grid, row: row, column: 1 - shift)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
