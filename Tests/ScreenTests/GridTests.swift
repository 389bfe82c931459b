import Testing

@testable import Screen

@Suite struct GridTests {
  static let bold = Style(attributes: .bold)

  func grid(_ columns: Int, _ rows: Int) -> Grid { Grid(size: Size(columns: columns, rows: rows)) }

  @Test func textIsClippedOnEverySide() {
    var frame = grid(5, 3)
    #expect(frame.write("abcdefgh", row: 0, column: -2, style: .plain) == 8)
    frame.write("xyz", row: 1, column: 4, style: .plain)
    frame.write("no", row: 3, column: 0, style: .plain)
    frame.write("no", row: -1, column: 0, style: .plain)
    frame.write("far", row: 2, column: .max, style: .plain)
    frame.write("far", row: 2, column: -1_000_000, style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == ["cdefg", "    x", ""])
  }

  @Test func aClipKeepsTheRestAsItWas() {
    var frame = grid(6, 2)
    frame.fill(frame.bounds, with: "-", style: .plain)
    let clip = Rect(row: 0, column: 1, rows: 1, columns: 3)
    frame.write("abcdef", row: 0, column: 0, style: Self.bold, clip: clip)
    frame.write("abcdef", row: 1, column: 0, style: Self.bold, clip: clip)
    #expect(frame.lines() == ["-bcd--", "------"])
    #expect(frame.styleRuns() == ["0:1-3 bold"])
  }

  @Test func aWideGlyphIsWholeOrBlank() {
    var frame = grid(5, 1)
    frame.write("行列積", row: 0, column: 0, style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == ["行列"])
    frame.write("行", row: 0, column: -1, style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == ["  列"])
    frame.write("x", row: 0, column: 3, style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == ["   x"])
  }

  @Test func writingBetweenTwoWideGlyphsBlanksTheirHalves() {
    var frame = grid(6, 1)
    frame.write("行列積", row: 0, column: 0, style: .plain)
    frame.write("の", row: 0, column: 1, style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == [" の 積"])
    frame.fill(Rect(row: 0, column: 2, rows: 1, columns: 3), with: ".", style: .plain)
    frame.checkInvariants()
    #expect(frame.lines() == ["  ..."])
  }

  @Test func restyleLeavesWhatStandsThere() {
    var frame = grid(4, 2)
    frame.write("a行b", row: 0, column: 0, style: .plain)
    frame.restyle(Rect(row: 0, column: 2, rows: 9, columns: 1), as: Self.bold)
    frame.checkInvariants()
    #expect(frame.lines() == ["a行b", ""])
    #expect(frame.styleRuns() == ["1:2-2 bold"])
    frame.restyle(Rect(row: 0, column: 1, rows: 1, columns: 1)) { $0.background = 24 }
    frame.checkInvariants()
    #expect(frame.styleRuns().first == "0:1-2 on 24")
  }

  @Test func pasteTakesWhatFits() {
    var inner = grid(4, 2)
    inner.write("行ab", row: 0, column: 0, style: .plain)
    inner.write("cdef", row: 1, column: 0, style: Self.bold)
    for row in -3...3 {
      for column in -5...5 {
        var frame = grid(3, 2)
        frame.fill(frame.bounds, with: "-", style: .plain)
        frame.paste(inner, row: row, column: column)
        frame.checkInvariants()
      }
    }
    var frame = grid(3, 2)
    frame.paste(inner, row: 0, column: -1)
    #expect(frame.lines() == [" ab", "def"])
  }

  /// A model of one row as an array of optional heads, drawn into at random, agrees with the grid.
  @Test(arguments: [UInt64(1), 2, 3]) func randomDrawingKeepsTheInvariants(seed: UInt64) {
    var state = seed
    func random(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    let texts: [SafeText] = ["行", "a行b", "xyz", "列列", "e\u{301}", ""]
    for _ in 0..<400 {
      var frame = grid(random(0...6), random(0...3))
      for _ in 0..<12 {
        let row = random(-1...3)
        let column = random(-3...7)
        let rect = Rect(row: row, column: column, rows: random(0...2), columns: random(0...4))
        switch random(0...3) {
        case 0: frame.fill(rect, with: "#", style: Self.bold)
        case 1: frame.restyle(rect) { $0.foreground = 7 }
        case 2:
          frame.write(texts[random(0...5)], row: row, column: column, style: .plain, clip: rect)
        default: frame.write(texts[random(0...5)], row: row, column: column, style: Self.bold)
        }
        frame.checkInvariants()
      }
      frame.spelled(in: .ascii).checkInvariants()
      frame.spelled(in: .unicode).checkInvariants()
    }
  }
}
