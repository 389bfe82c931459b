import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Keys, hostile input and idleness (R39, R40, R43, R46).
  @Suite(.serialized) struct KeyTests {
    @Test func anIdleProgramWritesNothingAndUsesNoTime() throws {
      let run = try Run().ready()
      run.terminal.read(for: .milliseconds(200))
      let written = run.terminal.log.count
      let switches = try ContextSwitches.count(of: run.terminal.process)
      run.terminal.read(for: .seconds(2))
      #expect(run.terminal.log.count == written)
      #expect(try ContextSwitches.count(of: run.terminal.process) - switches <= 1)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// Ctrl-S would stop the terminal, and the program with it, as long as nobody thinks of Ctrl-Q.
    @Test func flowControlIsNoTrap() throws {
      let run = try Run().ready()
      for (key, name) in [("\u{13}", "Ctrl-S"), ("\u{11}", "Ctrl-Q"), ("\u{13}", "Ctrl-S")] {
        run.terminal.send(key)
        // A full redraw writes the name in one piece.
        try run.type("\u{0C}", until: name)
      }
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func escIsAnsweredAtOnce() throws {
      let run = try Run().ready()
      let mark = run.terminal.log.count
      run.terminal.send("\u{1B}")
      try run.terminal.wait(for: "Esc", from: mark, within: .milliseconds(300))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func manyKeysAreFewFrames() throws {
      let run = try Run().ready()
      let mark = run.terminal.log.count
      run.terminal.send(String(repeating: "\u{1B}[B", count: 500))
      run.terminal.send("\u{0C}")
      try run.terminal.wait(for: "keys: 500", from: mark)
      // A frame hides what it writes behind one cursor movement at least.
      let frames = RestoredTerminal.controlSequences(in: Array(run.terminal.log[mark...])).count {
        $0.hasSuffix("H") || $0.hasSuffix("d")
      }
      #expect(frames <= 40)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func pastedTextIsNoKey() throws {
      let run = try Run().ready()
      let mark = run.terminal.log.count
      run.terminal.send(
        "quite a lot of text from a clipboard\r:q\rand more of it, which ends here q")
      try run.terminal.wait(for: "pasted characters, ignored", from: mark)
      run.terminal.read(for: .milliseconds(150))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func reportsOfTerminalsAreNoKeys() throws {
      let run = try Run().ready()
      run.terminal.send("\u{1B}[I\u{1B}[O\u{1B}[113;5u\u{1B}[<0;3;3M\u{1B}[M qq\u{1B}[1;5Cz\u{0C}")
      try run.terminal.wait(for: "keys: 1")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func randomBytesDoNoHarm() throws {
      let run = try Run().ready()
      var state: UInt64 = 3
      for _ in 0..<8 {
        let bytes = (0..<512).map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let byte = UInt8(truncatingIfNeeded: state >> 40)
          // What the terminal itself turns into signals or stops, and q, would end it rightly.
          return [0x03, 0x16, 0x1A, 0x1C, 0x71, 0x0F].contains(byte) ? 0x20 : byte
        }
        run.terminal.send(bytes)
      }
      run.terminal.read(for: .milliseconds(300))
      let mark = run.terminal.log.count
      run.terminal.send("\u{0C}")
      try run.terminal.wait(for: EndToEnd.lastWords, from: mark)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }
  }
}
