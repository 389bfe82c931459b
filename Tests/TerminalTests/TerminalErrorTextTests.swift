import Screen
import Testing

@testable import Terminal

@Suite struct TerminalErrorTextTests {
  @Test func everySentenceNamesAWayOut() {
    let hostile = SafeText("x\u{1B}]0;title\u{7}" + String(repeating: "y", count: 500))
    let errors: [TerminalError] = [
      .outputIsNotATerminal, .noKeyboard, .terminalNotNamed, .terminalUnknown(name: hostile),
      .terminalTooSimple(name: hostile),
    ]
    for error in errors {
      #expect(error.sentence.string.contains("use jacobiscope render"))
      #expect(
        error.sentence.string.unicodeScalars.allSatisfy { 0x20..<0x7F ~= $0.value || $0 == "…" })
      #expect(error.sentence.columns < 160)
    }
    #expect(
      TerminalError.outputIsNotATerminal.sentence
        == "standard output is not a terminal; use jacobiscope render")
    #expect(TerminalError.terminalNotNamed.sentence.string.contains("--term xterm-256color"))
    #expect(
      TerminalError.refused(call: "tcgetattr", errno: 25).sentence
        == "the terminal cannot be used: tcgetattr failed with error 25")
  }
}
