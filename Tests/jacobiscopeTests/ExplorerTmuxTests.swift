import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The explorer in a terminal emulator, started from a shell (R01, R15 to R17, R20, R22, R41).
  @Suite(.serialized) struct ExplorerTmuxTests {
    func start(_ tmux: Tmux, by words: String = "") throws {
      try tmux.type("clear; echo the text before")
      try tmux.waitForScreen("the shell alone") { !$0.contains("echo") }
      let program = try BuiltProduct.path(of: "jacobiscope")
      try tmux.type(words.isEmpty ? program : words + " '\(program)'; echo status $?")
      try tmux.waitForText(EndToEnd.lastKeys)
    }

    /// What `render` prints.
    func rendered(_ size: String = "80x24", _ options: String...) throws -> String {
      try Program.run(["render", "matmul", "--size", size] + options).output
    }

    /// Waits for a frame that `render` printed, character by character.
    func expect(_ frame: String, on tmux: Tmux) throws {
      try tmux.waitForScreen("the frame\n\(frame)") { $0 == frame }
    }

    func quit(_ tmux: Tmux) throws {
      try tmux.press("q")
      try tmux.waitForScreen("the shell") { $0.contains("the text before") }
      #expect(try tmux.value("#{alternate_on} #{cursor_flag} #{keypad_flag}") == "0 1 0")
    }

    @Test func theFrameIsThatOfRenderAfterTheSameKeys() throws {
      let tmux = try Tmux()
      try start(tmux)
      try expect(rendered(), on: tmux)
      #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "1 0")
      try tmux.press("NPage", "NPage", "Down", "Tab")
      try expect(rendered("80x24", "--keys", "PgDn PgDn Down Tab"), on: tmux)
      try tmux.press("?")
      try expect(rendered("80x24", "--keys", "PgDn PgDn Down Tab ?"), on: tmux)
      try tmux.press("Escape")
      try expect(rendered("80x24", "--keys", "PgDn PgDn Down Tab"), on: tmux)
      try quit(tmux)
    }

    @Test func itStopsAndGoesOnWhereItWas() throws {
      let tmux = try Tmux()
      try start(tmux)
      try tmux.press("3", "Enter")
      let frame = try rendered("80x24", "--step", "3")
      try expect(frame, on: tmux)
      let colours = try tmux.screen(escapes: true)
      for _ in 1...2 {
        try tmux.press("C-z")
        try tmux.waitForText("Stopped")
        #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "0 1")
        try tmux.type("clear; echo the text before; fg")
        try expect(frame, on: tmux)
        try tmux.waitForScreen("the colours") { _ in try tmux.screen(escapes: true) == colours }
        // ncurses draws first and ignores Ctrl-Z meanwhile; a key that is answered shows it done.
        // Ctrl-S stops no terminal, after a stop either.
        try tmux.press("C-s", "Down")
        try expect(rendered("80x24", "--keys", "3 Enter Down"), on: tmux)
        try tmux.press("Up")
        try expect(frame, on: tmux)
      }
      try tmux.press("C-z")
      try tmux.waitForText("Stopped")
      try tmux.resize(columns: 100, rows: 30)
      try tmux.type("fg")
      try expect(rendered("100x30", "--step", "3"), on: tmux)
      try quit(tmux)
    }

    /// `bg` gives it no terminal: it stops again, without a word and without using the processor (R19).
    @Test func inTheBackgroundItStopsAgain() throws {
      let tmux = try Tmux()
      try start(tmux)
      try tmux.press("3", "Enter")
      let frame = try rendered("80x24", "--step", "3")
      try expect(frame, on: tmux)
      let program = try tmux.program()
      try tmux.press("C-z")
      try tmux.waitForText("Stopped")
      let before = try ProcessorTime.used(by: program)
      try tmux.type("clear; bg; wait; jobs")
      try tmux.waitForText("Stopped")
      try tmux.waitForText("ready$")
      #expect(try tmux.value("#{alternate_on} #{cursor_flag}") == "0 1")
      #expect(try !tmux.screen().contains("sparsity"))
      #expect(try ProcessorTime.used(by: program) - before < .milliseconds(200))
      try tmux.type("clear; echo the text before; fg")
      try expect(frame, on: tmux)
      try quit(tmux)
    }

    /// SIGSTOP cannot be caught: the shell writes over the frame and sets modes of its own.
    @Test func itGoesOnAfterAStopThatItDidNotSee() throws {
      let tmux = try Tmux()
      try start(tmux)
      try kill(tmux.program(), SIGSTOP)
      try tmux.waitForText("Stopped")
      try tmux.type("echo a line of the shell; fg")
      try expect(rendered(), on: tmux)
      try tmux.press("n", "n")
      try expect(rendered("80x24", "--keys", "n n"), on: tmux)
      try quit(tmux)
    }

    @Test func tooSmallIsSaidAndForgotten() throws {
      let tmux = try Tmux()
      try start(tmux)
      try tmux.press("3", "Enter", "j")
      let frame = try rendered("80x24", "--keys", "3 Enter j")
      try expect(frame, on: tmux)
      try tmux.resize(columns: 30, rows: 9)
      try tmux.waitForText("too small 30x9, need 40x12")
      try tmux.press("C-z")
      try tmux.waitForText("Stopped")
      try tmux.type("fg")
      try tmux.waitForText("too small 30x9, need 40x12")
      try tmux.resize(columns: 80, rows: 24)
      try expect(frame, on: tmux)
      try tmux.resize(columns: 30, rows: 9)
      try tmux.waitForText("too small")
      try tmux.press("q")
      try tmux.waitForScreen("the shell") { !$0.contains("too small") && $0.contains("ready$") }
    }

    @Test func aStormOfSizesEndsInTheLastOne() throws {
      let tmux = try Tmux()
      try start(tmux)
      var state: UInt64 = 7
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        try tmux.resize(columns: 1 + Int(state >> 33) % 200, rows: 1 + Int(state >> 43) % 80)
      }
      try tmux.resize(columns: 100, rows: 30)
      try expect(rendered("100x30"), on: tmux)
      try quit(tmux)
    }

    @Test func aFullRedrawRepairsTheScreen() throws {
      let tmux = try Tmux()
      try start(tmux)
      let whole = try tmux.screen(escapes: true)
      try tmux.press("-R")
      try tmux.waitForScreen("an empty screen") { !$0.contains(EndToEnd.lastKeys) }
      try tmux.press("C-l")
      try expect(rendered(), on: tmux)
      #expect(try tmux.screen(escapes: true) == whole)
      try quit(tmux)
    }

    /// Ctrl-C at the keyboard makes a terminal forget output that is on its way.
    @Test func ctrlCThatCancelsDrawsTheScreenAgain() throws {
      let tmux = try Tmux()
      try start(tmux)
      try tmux.press(":")
      // A Ctrl-C that comes before the key is read takes the key away.
      try expect(rendered("80x24", "--keys", ":"), on: tmux)
      try tmux.press("-R")
      try tmux.waitForScreen("an empty screen") { !$0.contains(EndToEnd.lastKeys) }
      try tmux.press("C-c")
      try expect(rendered(), on: tmux)
      try quit(tmux)
    }

    /// Inside another terminal: the program sees no difference.
    @Test(arguments: [
      "script -q /dev/null -c",
      "env -u TMUX tmux -L inner-$$ -f /dev/null start-server \\; set -g status off \\; new",
    ])
    func insideAnotherTerminalItIsTheSame(words: String) throws {
      let tmux = try Tmux()
      try start(tmux, by: words)
      try expect(rendered(), on: tmux)
      try tmux.press("n", "n")
      try expect(rendered("80x24", "--keys", "n n"), on: tmux)
      try tmux.press("q")
      try tmux.waitForText("status 0")
    }
  }
}
