import Screen
import Testing

@testable import Explorer

struct LinesLayoutTests {
  private static let palette = Palette(.dark, .palette256)

  /// Rows as text, the aside at its column.
  private func rows(_ lines: [Picture.Line], _ width: Int, atMost limit: Int = .max) -> [String] {
    LinesLayout(lines, width: width, palette: Self.palette).rows(atMost: limit, width: width).map {
      var text = String(String.UnicodeScalarView($0.text.glyphs.map(\.scalar)))
      if $0.aside.columns > 0 {
        text += String(repeating: " ", count: $0.asideColumn - 1 - $0.text.columns)
        text += String(String.UnicodeScalarView($0.aside.glyphs.map(\.scalar)))
      }
      return text
    }
  }

  @Test func anAsideTakesTheFullestWordingThatFits() {
    let line = Picture.Line(.status, "48 products", asides: ["next: the long way", "next: δ"])
    #expect(rows([line], 36) == ["48 products     next: the long way"])
    #expect(rows([line], 34) == ["48 products   next: the long way"])
    #expect(rows([line], 33) == ["48 products             next: δ"])
    #expect(rows([line], 23) == ["48 products   next: δ"])
    #expect(rows([line], 22) == ["48 products", "next: the long way"])
  }

  @Test func asidesOfAFrameBeginInOneColumnWhereThereIsRoom() {
    let lines = [
      Picture.Line(.formula, "a = b", asides: ["first"]),
      Picture.Line(.reason, "a longer one", asides: ["second"]),
    ]
    #expect(
      rows(lines, 30) == ["a = b                 first", "a longer one          second"])
  }

  @Test func aLongLineGoesOnAndIsCutWhereRowsEnd() {
    let lines = [
      Picture.Line(.formula, "y = x"), Picture.Line(.spoken, "one two three four five six"),
    ]
    #expect(rows(lines, 16) == ["y = x", "one two three", "four five six"])
    #expect(rows(lines, 16, atMost: 3) == ["y = x", "one two three", "four five six"])
    #expect(rows(lines, 16, atMost: 2) == ["y = x", "one two three…"])
    #expect(rows(lines, 16, atMost: 1) == ["y = x"])
    #expect(rows(lines, 15, atMost: 2) == ["y = x", "one two thre…"])
    #expect(rows(lines, 16, atMost: 0).isEmpty)
  }
}
