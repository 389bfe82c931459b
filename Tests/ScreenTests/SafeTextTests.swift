import Testing

@testable import Screen

@Suite struct SafeTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let raw: String
    let safe: String
    let columns: Int
    var testDescription: String { safe }
  }

  @Test(arguments: [
    Case(raw: "plain", safe: "plain", columns: 5),
    Case(raw: "∂E/∂A = Xᵀ·∂E/∂y", safe: "∂E/∂A = Xᵀ·∂E/∂y", columns: 16),
    Case(raw: "行列 A", safe: "行列 A", columns: 6),
    Case(raw: "a\u{1B}[2Jb", safe: "a^[[2Jb", columns: 7),
    Case(raw: "\u{7}\u{7F}", safe: "^G^?", columns: 4),
    Case(raw: "\u{9B}31m", safe: "\\x{9b}31m", columns: 9),
    Case(raw: "one\r\ntwo\tthree", safe: "one  two three", columns: 14),
    Case(raw: "\u{202E}abc", safe: "\\u{202e}abc", columns: 11),
    Case(raw: "a\u{200B}b\u{FEFF}", safe: "a\\u{200b}b\\u{feff}", columns: 18),
    Case(raw: "\u{E0041}", safe: "\\u{e0041}", columns: 9),
    Case(raw: "e\u{301}", safe: "e\u{301}", columns: 1),
    Case(raw: "\u{301}", safe: " \u{301}", columns: 1),
    Case(raw: "", safe: "", columns: 0),
  ])
  func isSpelledOut(item: Case) {
    let text = SafeText(item.raw)
    #expect(text.string == item.safe)
    #expect(text.columns == item.columns)
  }

  @Test func tenThousandMarksBecomeTwo() {
    let text = SafeText("o" + String(repeating: "\u{302}", count: 10_001))
    #expect(Array(text.string.unicodeScalars).count == 3)
    #expect(text.columns == 1)
  }

  /// Every scalar there is, on its own: nothing of what comes out is a control or a format character.
  @Test func nothingForbiddenComesOut() {
    for value in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = SafeText(String(scalar))
      let bad = text.string.unicodeScalars.contains { out in
        switch out.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: out.properties.isVariationSelector
        }
      }
      if bad { Issue.record("U+\(String(value, radix: 16)) comes out as \(text.string)") }
    }
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
    ("行列の積", 5, "行列…"), ("行列の積", 4, "行…"), ("abc", -3, ""),
  ])
  func isTruncated(raw: String, columns: Int, expected: String) {
    let cut = SafeText(raw).truncated(to: columns)
    #expect(cut.string == expected)
    #expect(cut.columns <= max(0, columns))
  }

  @Test func isPadded() {
    #expect(SafeText("ab").padded(to: 4).string == "ab  ")
    #expect(SafeText("ab").padded(to: 4, onLeft: true).string == "  ab")
    #expect(SafeText("行列").padded(to: 3).string == "行列")
  }

  @Test func isWrapped() {
    let lines = SafeText("Only j = l survives abcdefghijk").wrapped(to: 8).map(\.string)
    #expect(lines == ["Only j =", "l", "survives", "abcdefgh", "ijk"])
    #expect(SafeText("").wrapped(to: 8).map(\.string) == [""])
    #expect(SafeText("行列の").wrapped(to: 3).map(\.string) == ["行", "列", "の"])
    #expect(SafeText("行列の").wrapped(to: 0).isEmpty)
  }

  @Test func aGlyphIsSafe() {
    #expect(Glyph("\u{1B}").scalar == "\u{FFFD}")
    #expect(Glyph("\u{301}").scalar == "\u{FFFD}")
    #expect(Glyph("行").isWide)
    #expect((SafeText("a" as Glyph, count: 3) + "b").string == "aaab")
    #expect(SafeText("a" as Glyph, count: -1).isEmpty)
  }
}
