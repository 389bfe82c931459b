/// Text that may be drawn or printed, whatever it was made from.
///
/// Every string that comes from a file, a path, an argument or the system is made a `SafeText` before
/// a terminal sees it. What a terminal would obey, or what would lie about the order of the text, is
/// spelled out instead: `^[` for escape, `\x{9b}` for C1 controls, `\u{202e}` for the rest. Tabs and
/// line ends become blanks: a `SafeText` is one line. Works on scalars, because one `Character` may be
/// `"\r\n"` or hold thousands of marks.
package struct SafeText: Hashable, Sendable {
  package private(set) var glyphs: [Glyph]
  /// The columns all glyphs take together.
  package private(set) var columns: Int

  package init(_ string: String) {
    glyphs = []
    columns = 0
    glyphs.reserveCapacity(string.utf8.count)
    for scalar in string.unicodeScalars { append(scalar) }
  }

  package init() {
    glyphs = []
    columns = 0
  }

  package init(_ glyph: Glyph, count: Int = 1) {
    glyphs = Array(repeating: glyph, count: max(0, count))
    columns = glyphs.count * glyph.columns
  }

  package var isEmpty: Bool { glyphs.isEmpty }

  /// The text as a string, for what is printed and not drawn.
  package var string: String {
    var scalars = String.UnicodeScalarView()
    for glyph in glyphs {
      scalars.append(glyph.scalar)
      for mark in [glyph.marks.x, glyph.marks.y] where mark != 0 {
        if let mark = Unicode.Scalar(mark) { scalars.append(mark) }
      }
    }
    return String(scalars)
  }

  package mutating func append(_ glyph: Glyph) {
    glyphs.append(glyph)
    columns += glyph.columns
  }

  package mutating func append(_ other: SafeText) {
    glyphs += other.glyphs
    columns += other.columns
  }

  package static func + (left: SafeText, right: SafeText) -> SafeText {
    var text = left
    text.append(right)
    return text
  }
}

// MARK: - Cutting to a width

extension SafeText {
  /// The longest beginning of at most `columns` columns; `…` stands last if anything is left out.
  package func truncated(to columns: Int) -> SafeText {
    if self.columns <= columns { return self }
    if columns <= 0 { return SafeText() }
    var text = prefix(columns: columns - 1)
    text.append("…" as Glyph)
    return text
  }

  /// The longest beginning of at most `columns` columns, wide glyphs whole.
  package func prefix(columns: Int) -> SafeText {
    var text = SafeText()
    for glyph in glyphs {
      if text.columns + glyph.columns > columns { break }
      text.append(glyph)
    }
    return text
  }

  /// Blanks added on the right (or on the left) up to `columns`; never shorter than it was.
  package func padded(to columns: Int, onLeft: Bool = false) -> SafeText {
    let blanks = SafeText(" " as Glyph, count: columns - self.columns)
    return onLeft ? blanks + self : self + blanks
  }

  /// The text broken at blanks into lines of at most `columns` columns; longer words are cut.
  package func wrapped(to columns: Int) -> [SafeText] {
    guard columns > 0 else { return [] }
    var lines: [SafeText] = []
    var line = SafeText()
    for word in words {
      if !line.isEmpty, line.columns + 1 + word.columns <= columns {
        line.append(" " as Glyph)
        line.append(word)
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = SafeText()
      for glyph in word.glyphs {
        if !line.isEmpty, line.columns + glyph.columns > columns {
          lines.append(line)
          line = SafeText()
        }
        if glyph.columns <= columns { line.append(glyph) }
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  private var words: [SafeText] {
    glyphs.split(separator: Glyph(vetted: " ")).map { slice in
      var word = SafeText()
      for glyph in slice { word.append(glyph) }
      return word
    }
  }
}

extension SafeText: ExpressibleByStringLiteral {
  package init(stringLiteral string: String) { self.init(string) }
}

extension SafeText: CustomStringConvertible {
  package var description: String { string }
}

// MARK: - Making text safe

extension SafeText {
  private mutating func append(_ scalar: Unicode.Scalar) {
    if 0x20..<0x7F ~= scalar.value {
      glyphs.append(Glyph(vetted: scalar))
      columns += 1
      return
    }
    guard scalar.isShowable else { return appendSpelled(scalar) }
    switch scalar.columns {
    case 0: appendMark(scalar)
    case 2: append(Glyph(vetted: scalar, isWide: true))
    default: append(Glyph(vetted: scalar))
    }
  }

  /// Puts a mark on the last glyph; on a blank where there is none.
  private mutating func appendMark(_ mark: Unicode.Scalar) {
    if glyphs.isEmpty { append(" " as Glyph) }
    glyphs[glyphs.count - 1].combine(mark)
  }

  private mutating func appendSpelled(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: append(" " as Glyph)
    case 0..<0x20, 0x7F: appendASCII("^" + String(UnicodeScalar(UInt8(scalar.value) ^ 0x40)))
    case 0x80..<0xA0: appendASCII("\\x{" + String(scalar.value, radix: 16) + "}")
    default: appendASCII("\\u{" + String(scalar.value, radix: 16) + "}")
    }
  }

  private mutating func appendASCII(_ string: String) {
    for scalar in string.unicodeScalars { append(Glyph(vetted: scalar)) }
  }
}
