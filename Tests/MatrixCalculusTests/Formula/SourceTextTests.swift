import MatrixCalculus
import Testing

struct SourceTextTests {
  /// Columns count scalars, lines end with LF, CR LF or CR, a byte order mark counts nowhere.
  @Test(arguments: [
    ("abc", 0, 1, 1), ("abc", 3, 1, 4), ("abc", 99, 1, 4), ("a\nb", 2, 2, 1), ("a\r\nb", 3, 2, 1),
    ("a\rb", 2, 2, 1), ("a\n\nb", 2, 2, 1), ("λx", 2, 1, 2), ("😀x", 4, 1, 2),
    ("e\u{301}x", 3, 1, 3),
    ("\u{FEFF}ab", 1, 1, 2), ("", 0, 1, 1), ("a\n", 2, 2, 1),
  ])
  func countsLinesAndColumns(_ text: String, _ offset: Int, _ line: Int, _ column: Int) {
    let source = SourceText(name: "f", text: text)
    #expect(source.location(of: offset) == SourceLocation(line: line, column: column))
  }

  @Test func linesComeWithoutTheirEnds() {
    let source = SourceText(name: "f", text: "ab\r\n\r\ncd\re")
    let lines = [0, 2, 4, 6, 9].map { source.text(source.lineRange(around: $0)) }
    #expect(lines == ["ab", "ab", "", "cd", "e"])
  }
}
