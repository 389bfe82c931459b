import MatrixCalculus
import Testing

private struct Remark: Explained, Equatable, Sendable {
  var sentence: String
  var label = ""
  var notes: [String] = []
}

struct DiagnosticTextTests {
  private func lines(
    _ remark: Remark, _ start: Int, _ end: Int, _ text: String,
    _ printer: DiagnosticText = DiagnosticText()
  ) -> [String] {
    printer.lines(
      Diagnostic(remark, at: SourceRange(start, end)), in: SourceText(name: "a.scene", text: text))
  }

  /// The example of the formula language's page.
  @Test func quotesTheLineWithACaret() {
    let text = "\n\n\n\n\n\ny = X @ A\n"
    let remark = Remark(
      sentence: "X @ A: X has 3 columns but A has 4 rows", label: "X is 2×3, A is 4×2",
      notes: ["a note"])
    #expect(
      lines(remark, 10, 15, text) == [
        "a.scene:7:5: error: X @ A: X has 3 columns but A has 4 rows",
        "  7 | y = X @ A",
        "    |     ^~~~~ X is 2×3, A is 4×2",
        "    = a note",
      ])
  }

  @Test func marksOnlyTheFirstLineOfARange() {
    #expect(lines(Remark(sentence: "s"), 4, 11, "x = [1,\n 22]")[2] == "    |     ^~~")
  }

  @Test func anEmptyRangeAtTheEndHasACaret() {
    #expect(lines(Remark(sentence: "s"), 4, 4, "λ =")[2] == "    |    ^")
  }

  @Test func longLinesAreCutAroundTheCaret() {
    let text = String(repeating: "a+", count: 500) + "?" + String(repeating: "+b", count: 500)
    let found = lines(Remark(sentence: "s"), 1000, 1001, text)
    #expect(found[0] == "a.scene:1:1001: error: s")
    #expect(found[1].unicodeScalars.count == 6 + DiagnosticText.lineWidth)
    let column = found[2].unicodeScalars.prefix { $0 != "^" }.count
    #expect(Array(found[1].unicodeScalars)[column] == "?")
    #expect(found[1].hasPrefix("  1 | …") && found[1].hasSuffix("…"))
  }

  /// What the reader wrote is cleaned in pieces, so that the caret stays under its word.
  @Test func cleansWhatTheReaderWrote() {
    let printer = DiagnosticText(
      clean: { $0.replacing("\u{1B}", with: "^[") }, width: { $0.unicodeScalars.count })
    let remark = Remark(sentence: "\u{1B}]0;x")
    #expect(
      lines(remark, 5, 6, "\u{1B}a = ?", printer) == [
        "a.scene:1:6: error: ^[]0;x", "  1 | ^[a = ?", "    |       ^",
      ])
  }
}
