import Screen

/// Safe text of which every glyph has its own look.
struct StyledText: Hashable, Sendable {
  private(set) var glyphs: [Glyph] = []
  private var styles: [Style] = []
  private(set) var columns = 0

  init() {}

  init(_ text: String, _ style: Style) { append(text, style) }

  mutating func append(_ text: String, _ style: Style) {
    for glyph in SafeText(text).glyphs { append(glyph, style) }
  }

  mutating func append(_ glyph: Glyph, _ style: Style) {
    glyphs.append(glyph)
    styles.append(style)
    columns += glyph.columns
  }

  mutating func append(_ other: StyledText) {
    for (glyph, style) in zip(other.glyphs, other.styles) { append(glyph, style) }
  }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var text = left
    text.append(right)
    return text
  }
}

// MARK: - Cutting and drawing

extension StyledText {
  /// The longest beginning of at most `limit` columns; `…` stands last if anything is left out.
  func truncated(to limit: Int) -> StyledText {
    guard columns > limit else { return self }
    var text = StyledText()
    for (glyph, style) in zip(glyphs, styles) {
      if text.columns + glyph.columns > limit - 1 {
        if limit > 0 { text.append("…", style) }
        break
      }
      text.append(glyph, style)
    }
    return text
  }

  /// The text with `…` behind it, which takes the place of its end where there is no room.
  func cut(to limit: Int) -> StyledText {
    guard let style = styles.last, limit > 0 else { return StyledText() }
    var text = slice(0..<count(fitting: limit - 1))
    text.append("…", style)
    return text
  }

  /// Broken at blanks into lines of at most `limit` columns; a longer word is cut where it must be.
  func wrapped(to limit: Int) -> [StyledText] {
    guard limit > 0 else { return [] }
    var lines: [StyledText] = []
    var rest = self
    while rest.columns > limit {
      let fitting = rest.count(fitting: limit)
      let blank = rest.glyphs[...fitting].lastIndex { $0 == " " } ?? 0
      let end = blank > 0 ? blank : max(1, fitting)
      lines.append(rest.slice(0..<end))
      let next = rest.glyphs[end...].firstIndex { $0 != " " } ?? rest.glyphs.endIndex
      rest = rest.slice(next..<rest.glyphs.endIndex)
    }
    if !rest.glyphs.isEmpty || lines.isEmpty { lines.append(rest) }
    return lines
  }

  func draw(into grid: inout Grid, row: Int, column: Int, clip: Rect? = nil) {
    var at = column
    for (glyph, style) in zip(glyphs, styles) {
      grid.put(glyph, row: row, column: at, style: style, clip: clip)
      at += glyph.columns
    }
  }

  /// How many glyphs stand in the first `limit` columns.
  private func count(fitting limit: Int) -> Int {
    var used = 0
    for (index, glyph) in glyphs.enumerated() {
      used += glyph.columns
      if used > limit { return index }
    }
    return glyphs.count
  }

  private func slice(_ range: Range<Int>) -> StyledText {
    var text = StyledText()
    for index in range { text.append(glyphs[index], styles[index]) }
    return text
  }
}

// MARK: - Phrases

extension Palette {
  /// A phrase as it looks where plain text looks like `plain` and a name like `name`.
  func text(_ phrase: Phrase, plain: Role = .text, name: Role = .text) -> StyledText {
    var text = StyledText()
    for span in phrase.spans {
      text.append(span.text, style(of: span.tone, plain: plain, name: name))
    }
    return text
  }

  private func style(of tone: Phrase.Tone, plain: Role, name: Role) -> Style {
    switch tone {
    case .plain: self[plain]
    case .name: self[name]
    case .index(let letter): self[Self.role(ofIndex: letter)]
    case .delta: self[.delta]
    case .summation, .value, .strong: self[.strong]
    case .struck, .faint: self[.faint]
    case .current: self[.summed]
    }
  }
}
