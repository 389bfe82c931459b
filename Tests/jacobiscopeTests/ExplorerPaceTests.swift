import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// What the explorer costs a terminal (R39, R40, R43 to R46).
  @Suite(.serialized) struct ExplorerPaceTests {
    /// At most so many bytes for a frame of an animation.
    static let frameBytes = 2048

    @Test(arguments: ["", "?", ":", "4\r b"])
    func withoutMotionNothingIsWrittenAndNoTimeIsUsed(keys: String) throws {
      let run = try Run(.explore).ready()
      for key in keys {
        run.terminal.send(String(key))
        run.terminal.read(for: .milliseconds(50))
      }
      run.terminal.read(for: .milliseconds(200))
      let written = run.terminal.log.count
      let switches = try ContextSwitches.count(of: run.terminal.process)
      run.terminal.read(for: .seconds(1))
      #expect(run.terminal.log.count == written)
      #expect(try ContextSwitches.count(of: run.terminal.process) - switches <= 1)
      run.terminal.signal(SIGTERM)
      try run.expectEnd(.killed(SIGTERM))
    }

    /// Step 4 sums six products for one entry, one after the other, then it is complete: seven
    /// frames that differ, and the first one.
    @Test func anAnimationWritesLittle() throws {
      let run = try Run(.explore).ready()
      try run.typeAndSee("4\r")
      try run.type(">", until: "speed")
      try run.type(">", until: "4")
      run.terminal.read(for: .milliseconds(100))
      let mark = run.terminal.log.count
      run.terminal.send(" ")
      run.terminal.read(for: .milliseconds(1500))
      let written = Array(run.terminal.log[mark...])
      #expect(written.count > 200 && written.count <= 8 * Self.frameBytes, "\(written.count)")
      let clears = RestoredTerminal.controlSequences(in: written).filter {
        ["J", "2J", "3J"].contains($0)
      }
      #expect(clears == [], "the screen is never cleared as a whole")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// Right and left in turn, so that every key would change the frame; then a prompt, to see all
    /// of them taken.
    @Test func manyKeysAreFewFrames() throws {
      let run = try Run(.explore).ready()
      run.terminal.read(for: .milliseconds(100))
      let mark = run.terminal.log.count
      run.terminal.send(String(repeating: "\u{1B}[C\u{1B}[D", count: 250))
      try run.type(":end", until: "end")
      #expect(run.terminal.log.count - mark <= 10 * Self.frameBytes)
      run.terminal.read(for: .milliseconds(100))
      let rest = run.terminal.log.count
      run.terminal.read(for: .milliseconds(300))
      #expect(run.terminal.log.count == rest, "nothing moves once the keys are taken")
      run.terminal.signal(SIGTERM)
      try run.expectEnd(.killed(SIGTERM))
    }

    /// A line of 4 KiB a second, keys faster than it: none is lost, frames are left out, and what is seen
    /// in the end is the last one.
    @Test func aSlowLineLeavesFramesOut() throws {
      let run = try Run(.explore).ready()
      run.terminal.read(for: .milliseconds(200))
      let mark = run.terminal.log.count
      // Each of them would change the frame by half a kilobyte or more.
      for _ in 0..<100 {
        run.terminal.sendAlone("\t")
        run.terminal.readSlowly(4096, for: .milliseconds(20))
      }
      for key in ["4", "\r", " ", ":", "e", "n", "d"] {
        run.terminal.sendAlone(key)
        try run.terminal.waitUntilTaken(within: .seconds(10), readingSlowly: 4096)
      }
      try run.terminal.wait(for: "end", from: mark)
      run.terminal.read(for: .milliseconds(300))
      let written = run.terminal.log.count - mark
      #expect(written < 50_000, "a hundred frames would be more than \(written)")
      run.terminal.signal(SIGTERM)
      try run.expectEnd(.killed(SIGTERM))
    }

    @Test func escIsAnsweredAtOnce() throws {
      let run = try Run(.explore).ready()
      try run.type("?", until: "Keys")
      let mark = run.terminal.log.count
      run.terminal.send("\u{1B}")
      try run.terminal.wait(for: "X", from: mark, within: .milliseconds(300))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func pastedTextIsNoKey() throws {
      let run = try Run(.explore).ready()
      try run.type(
        "quite a lot of text from a clipboard\r:q\rand more of it, which ends here q",
        until: "ignored")
      run.terminal.read(for: .milliseconds(150))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// R40: what the terminal marks as pasted is no key, however little it is.
    @Test func markedPastesAreText() throws {
      let run = try Run(.explore).ready()
      try run.type("\u{1B}[200~:q\rq\u{1B}[201~", until: "pasted text ignored")
      try run.type(":", until: ":")
      try run.type("\u{1B}[200~step 3\r\u{1B}[201~", until: "step 3")
      try run.type("\r", until: "sparsity")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// A terminal that knows the mode is asked for it, and no other; `expectRestored` sees it end.
    @Test(arguments: [("xterm-256color", true), ("screen-256color", true), ("vt100", false)])
    func pastesAreMarked(terminal: String, isAsked: Bool) throws {
      let run = try Run(.explore, environment: ["TERM": terminal]).ready()
      let begins = Array("\u{1B}[?2004h".utf8)
      let ends = Array("\u{1B}[?2004l".utf8)
      #expect((run.terminal.log.firstRange(of: begins, from: 0) != nil) == isAsked)
      #expect(run.terminal.log.firstRange(of: ends, from: 0) == nil)
      // Ctrl-L asks again, for where something else has ended it.
      run.terminal.read(for: .milliseconds(200))
      let mark = run.terminal.log.count
      try run.typeAndSee("\u{0C}")
      run.terminal.read(for: .milliseconds(200))
      #expect((run.terminal.log.firstRange(of: begins, from: mark) != nil) == isAsked)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      #expect((run.terminal.log.firstRange(of: ends, from: 0) != nil) == isAsked)
    }

    @Test func atAPromptPastedTextIsWelcome() throws {
      let run = try Run(.explore).ready()
      try run.type(":", until: ":")
      let text = "a line of more than thirty-two characters, pasted"
      try run.type(text, until: "pasted")
      run.terminal.signal(SIGTERM)
      try run.expectEnd(.killed(SIGTERM))
    }
  }
}
