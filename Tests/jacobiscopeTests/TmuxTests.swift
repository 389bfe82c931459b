import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The program in a terminal emulator, started from a shell with job control (R01, R15 to R17).
  @Suite(.serialized) struct TmuxTests {
    func start(_ tmux: Tmux) throws {
      try tmux.type("echo the text before")
      try tmux.type(BuiltProduct.path(of: "jacobiscope") + " keytest; echo status $?")
      try tmux.waitForText(EndToEnd.lastWords)
    }

    @Test func theShellIsAsBefore() throws {
      let tmux = try Tmux()
      try start(tmux)
      #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "1 0")
      try tmux.press("PPage")
      try tmux.waitForText("last key: PgUp")
      try tmux.press("Escape")
      try tmux.waitForText("last key: Esc")
      try tmux.press("q")
      let screen = try tmux.waitForText("status 0")
      #expect(screen.contains("the text before"))
      #expect(!screen.contains("last key"))
      #expect(try tmux.value("#{alternate_on} #{cursor_flag} #{keypad_flag}") == "0 1 0")
    }

    @Test func itStopsAndGoesOn() throws {
      let tmux = try Tmux()
      try tmux.type("stty -a > /tmp/jacobiscope-before-$$")
      try start(tmux)
      try tmux.press("j")
      try tmux.waitForText("last key: j")
      try tmux.press("C-z")
      let stopped = try tmux.waitForText("Stopped")
      #expect(stopped.contains("the text before"))
      #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "0 1")
      try tmux.type(
        "stty -a | cmp - /tmp/jacobiscope-before-$$ && echo same''modes; rm /tmp/jacobiscope-before-$$"
      )
      try tmux.waitForText("samemodes")
      try tmux.type("fg")
      let screen = try tmux.waitForText("last key: j")
      #expect(screen.contains(EndToEnd.lastWords))
      #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "1 0")
      try tmux.press("q")
      try tmux.waitForScreen("the shell") { !$0.contains("size:") }
    }

    @Test func itGoesOnAtAnotherSize() throws {
      let tmux = try Tmux()
      try start(tmux)
      try tmux.press("C-z")
      try tmux.waitForText("Stopped")
      try tmux.resize(columns: 60, rows: 15)
      try tmux.type("fg")
      try tmux.waitForText("size: 60x15")
      try tmux.press("q")
      try tmux.waitForScreen("the shell") { !$0.contains("size:") }
    }

    @Test func itFollowsTheSize() throws {
      let tmux = try Tmux()
      try start(tmux)
      for (columns, rows) in [(40, 12), (120, 40), (3, 3), (100, 30)] {
        try tmux.resize(columns: columns, rows: rows)
        if columns > 20 { try tmux.waitForText("size: \(columns)x\(rows)") }
      }
      let screen = try tmux.screen().split(separator: "\n", omittingEmptySubsequences: false)
      #expect(screen.count { $0.contains(EndToEnd.lastWords) } == 1)
      #expect(screen.prefix(30).last?.contains(EndToEnd.lastWords) ?? false)
      try tmux.press("q")
      try tmux.waitForText("status 0")
    }

    @Test func aFullRedrawRepairsTheScreen() throws {
      let tmux = try Tmux()
      try start(tmux)
      let whole = try tmux.screen(escapes: true)
      try tmux.press("-R")
      try tmux.waitForScreen("an empty screen") { !$0.contains("keytest") }
      try tmux.press("C-l")
      try tmux.waitForText(EndToEnd.lastWords)
      #expect(try tmux.screen(escapes: true) == whole)
      try tmux.press("q")
      try tmux.waitForText("status 0")
    }
  }
}
