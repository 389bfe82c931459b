import Export
import Screen
import Testing

@Suite struct FrameFormatTests {
  let page = Style(foreground: 252, background: 233)

  @Test func textIsTheCharactersAlone() {
    var frame = Grid(size: Size(columns: 8, rows: 2), style: page)
    frame.write("a·行", row: 0, column: 1, style: page)
    #expect(FrameFormat.text.document(of: frame) == " a·行\n\n")
    #expect(FrameFormat.text.document(of: frame, glyphs: .ascii) == " a*?\n\n")
  }

  @Test func ansiChangesTheLookOnlyWhereItChanges() {
    var frame = Grid(size: Size(columns: 5, rows: 1), style: page)
    frame.write("ab", row: 0, column: 0, style: page)
    var bold = page
    bold.attributes = .bold
    frame.write("c", row: 0, column: 2, style: bold)
    var chip = bold
    chip.background = 54
    frame.write("d", row: 0, column: 3, style: chip)
    #expect(
      FrameFormat.ansi.document(of: frame)
        == "\u{1B}[38;5;252;48;5;233mab\u{1B}[1mc\u{1B}[48;5;54md"
        + "\u{1B}[0;38;5;252;48;5;233m \u{1B}[0m\n")
  }

  @Test func withoutColoursNoColourIsWritten() {
    var frame = Grid(size: Size(columns: 9, rows: 2))
    frame.write("x", row: 0, column: 1, style: Style(attributes: [.reverse, .underline]))
    #expect(FrameFormat.ansi.document(of: frame) == " \u{1B}[4;7mx\u{1B}[0m\n\n")
    #expect(FrameFormat.ansi.document(of: Grid(size: Size(columns: 0, rows: 1))) == "\n")
  }

  /// A reader of the sequences finds every cell's scalar and look again.
  @Test(arguments: [UInt64(1), 2]) func ansiReadBackIsTheFrame(seed: UInt64) throws {
    var state = seed
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var frame = Grid(size: Size(columns: 30, rows: 6))
    for row in 0..<6 {
      for column in 0..<30 {
        let coloured = random(3) > 0
        frame.put(
          ["a", " ", "⊗"][random(3)], row: row, column: column,
          style: Style(
            foreground: coloured ? UInt8(random(3)) : nil,
            background: coloured ? UInt8(random(3)) : nil,
            attributes: Style.Attributes(rawValue: UInt8(random(8)))))
      }
    }
    var read = Grid(size: frame.size)
    var style = Style.plain
    for (row, line) in FrameFormat.ansi.document(of: frame).split(separator: "\n").enumerated() {
      var column = 0
      var rest = line.unicodeScalars[...]
      while let scalar = rest.popFirst() {
        guard scalar == "\u{1B}" else {
          read.put(Glyph(scalar), row: row, column: column, style: style)
          column += 1
          continue
        }
        let end = try #require(rest.firstIndex(of: "m"))
        let codes = String(rest[..<end]).dropFirst().split(separator: ";").compactMap { Int($0) }
        style = Self.apply(codes, to: style)
        rest = rest[rest.index(after: end)...]
      }
    }
    #expect(read == frame)
  }

  static func apply(_ codes: [Int], to style: Style) -> Style {
    var style = style
    var codes = codes[...]
    while let code = codes.popFirst() {
      switch code {
      case 0: style = .plain
      case 1: style.attributes.insert(.bold)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 38: style.foreground = codes.dropFirst().first.map { UInt8($0) }
      default: style.background = codes.dropFirst().first.map { UInt8($0) }
      }
      if code >= 38 { codes = codes.dropFirst(2) }
    }
    return style
  }
}
