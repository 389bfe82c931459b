import Screen

/// What an overlay says, line by line, before it is scrolled.
struct OverlayLines {
  let size: Size
  let palette: Palette

  func lines(of overlay: Overlay) -> [StyledText] {
    switch overlay {
    case .help(let sections, _): helpLines(sections)
    case .choices(let rows): self.rows(rows, keyWidth: Self.keyWidth(rows))
    case .scenes(let entries, let selected): sceneLines(entries, selected: selected)
    case .report(_, let lines, _): lines.map { StyledText($0, palette.page) }
    case .notes(let paragraphs, _, _):
      Array(
        paragraphs.map { StyledText($0, palette.page).wrapped(to: max(20, size.columns - 8)) }
          .joined(separator: [StyledText()]))
    }
  }

  private func helpLines(_ sections: [Overlay.HelpSection]) -> [StyledText] {
    let keyWidth = Self.keyWidth(sections.flatMap(\.rows))
    let blocks = sections.map { section in
      [StyledText(section.title, palette[.strong])] + rows(section.rows, keyWidth: keyWidth)
    }
    let single = Array(blocks.joined(separator: [StyledText()]))
    let widest = single.map(\.columns).max() ?? 0
    let fitsTwice = widest * 2 + 12 <= size.columns
    guard fitsTwice, single.count > size.rows - 4, blocks.count > 1 else { return single }
    return inTwoColumns(blocks, width: widest + 4)
  }

  private static func keyWidth(_ rows: [Overlay.HelpRow]) -> Int {
    rows.map { SafeText($0.keys).columns }.max() ?? 0
  }

  private func rows(_ rows: [Overlay.HelpRow], keyWidth: Int) -> [StyledText] {
    rows.map { row in
      var text = StyledText("  " + row.keys, palette[.activeBorder])
      text.append(String(repeating: " ", count: keyWidth + 4 - text.columns), palette.page)
      text.append(row.words, palette.page)
      return text
    }
  }

  /// Sections in two columns of about the same height, none of them split.
  private func inTwoColumns(_ blocks: [[StyledText]], width: Int) -> [StyledText] {
    let total = blocks.reduce(0) { $0 + $1.count + 1 }
    var left: [[StyledText]] = []
    var used = 0
    for block in blocks {
      if used > 0, (used + block.count / 2) * 2 > total { break }
      left.append(block)
      used += block.count + 1
    }
    let first = Array(left.joined(separator: [StyledText()]))
    let second = Array(blocks.dropFirst(left.count).joined(separator: [StyledText()]))
    return (0..<max(first.count, second.count)).map { row in
      var text = row < first.count ? first[row] : StyledText()
      guard row < second.count else { return text }
      text.append(String(repeating: " ", count: width - text.columns), palette.page)
      text.append(second[row])
      return text
    }
  }

  private func sceneLines(_ entries: [Overlay.SceneEntry], selected: Int) -> [StyledText] {
    let width = entries.map { SafeText($0.name).columns }.max() ?? 0
    return entries.enumerated().map { index, entry in
      let isSelected = index == selected
      let name = SafeText((isSelected ? "> " : "  ") + entry.name).padded(to: width + 4).string
      var text = StyledText(name, palette[isSelected ? .selected : .activeBorder])
      text.append(entry.title, palette[isSelected ? .selected : .text])
      return text
    }
  }
}
