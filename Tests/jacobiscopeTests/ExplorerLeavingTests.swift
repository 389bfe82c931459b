import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The explorer is left from each of its states, and Ctrl-C cancels first (R01 to R06).
  @Suite(.serialized) struct ExplorerLeavingTests {
    /// What the explorer may be doing when a signal comes.
    enum State: CaseIterable, Sendable {
      case resting, playing, typing, reading, blank, locked, zoomed, unreadable

      /// Starts the explorer and brings it there.
      func run() throws -> Run {
        if self == .unreadable {
          // A text that is no scene: the explorer opens with the report.
          let run = try Run(.explore, ["/etc/passwd"])
          try run.terminal.wait(for: "error")
          return run
        }
        let run = try Run(.explore).ready()
        switch self {
        case .resting, .unreadable: break
        case .playing: try run.type("4\r ", until: "term")
        case .typing: try run.type(":step", until: "step")
        case .reading: try run.type("?", until: "Keys")
        case .blank: try run.typeAndSee("b")
        case .locked: try run.type("P", until: "locked")
        case .zoomed: try run.typeAndSee("z")
        }
        return run
      }
    }

    @Test(arguments: State.allCases, [SIGTERM, SIGHUP, SIGQUIT])
    func aSignalThatEndsRestoresFirst(state: State, signal: Int32) throws {
      let run = try state.run()
      run.terminal.signal(signal)
      try run.expectEnd(.killed(signal), within: .seconds(2))
      #expect(!run.terminal.log.contains("Backtrace") && !run.terminal.log.contains("Press"))
      #expect(run.afterwards == "")
    }

    @Test(arguments: [State.resting, .blank, .locked, .zoomed])
    func ctrlCEndsWhereNothingIsToBeCancelled(state: State) throws {
      let run = try state.run()
      run.terminal.send("\u{3}")
      try run.expectEnd(.killed(SIGINT), within: .seconds(2))
      #expect(run.afterwards == "")
    }

    /// `q` would be typed at a prompt and closes an overlay: that it quits shows them gone.
    @Test(arguments: [State.typing, .reading, .unreadable])
    func ctrlCClosesWhatIsOpen(state: State) throws {
      let run = try state.run()
      try run.typeAndSee("\u{3}")
      run.terminal.send("q")
      try run.expectEnd(.exited(0), within: .seconds(2))
    }

    @Test func ctrlCStopsWhatMovesAndTheNextOneQuits() throws {
      let run = try State.playing.run()
      run.terminal.send("\u{3}")
      // Longer than the second in which another would end it, and than a part of the animation.
      run.terminal.read(for: .milliseconds(600))
      let mark = run.terminal.log.count
      let switches = try ContextSwitches.count(of: run.terminal.process)
      run.terminal.read(for: .milliseconds(600))
      #expect(run.terminal.log.count == mark, "nothing moves any more")
      #expect(try ContextSwitches.count(of: run.terminal.process) - switches <= 1)
      run.terminal.send("\u{3}")
      try run.expectEnd(.killed(SIGINT), within: .seconds(2))
    }

    /// More is drawn than a terminal that is not read takes, and Ctrl-Z comes meanwhile.
    ///
    /// Nobody is there to let it go on, so that the system does not stop it: it only leaves the screen
    /// and returns.
    @Test func ctrlZWaitsForTheFrame() throws {
      let run = try Run(.explore, ["iris"], columns: 1000, rows: 300).ready()
      run.terminal.read(for: .milliseconds(300))
      let mark = run.terminal.log.count
      run.terminal.send("\u{0C}")
      run.terminal.pause(for: .milliseconds(500))
      run.terminal.signal(SIGTSTP)
      let ends = try run.terminal.wait(for: "\u{1B}[?2004l", from: mark)
      try run.terminal.wait(for: EndToEnd.leaves, from: ends)
      try run.terminal.wait(for: "\u{1B}[?2004h", from: ends)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    /// The first closes the prompt; there would be an animation for the second to stop.
    @Test func aSecondCtrlCEndsItWhateverThereIsToCancel() throws {
      let run = try State.playing.run()
      try run.type(":step", until: "step")
      try run.typeAndSee("\u{3}")
      run.terminal.send("\u{3}")
      try run.expectEnd(.killed(SIGINT), within: .seconds(2))
    }

    @Test(arguments: State.allCases) func aFaultRestoresThenSpeaks(state: State) throws {
      let run = try state.run()
      run.terminal.signal(SIGSEGV)
      try run.expectEnd(.killed(SIGSEGV), within: .seconds(2))
      #expect(run.afterwards == "jacobiscope: internal error (signal 11); terminal restored")
    }

    @Test(arguments: ["q", "?qq", ":\u{1B}q", "bq", "PqQ", "4\r q", "zq", "Sqq"])
    func keysLeave(keys: String) throws {
      let run = try Run(.explore).ready()
      // One by one: what comes at once could be a paste, and Esc with a letter another key.
      for key in keys.dropLast() { try run.typeAndSee(String(key)) }
      run.terminal.send(String(keys.suffix(1)))
      try run.expectEnd(.exited(0), within: .seconds(2))
      #expect(run.afterwards == "")
    }

    @Test(arguments: [false, true])
    func aTerminalThatGoesAwayEndsIt(ignoresHangup: Bool) throws {
      for state in [State.resting, .playing, .typing] {
        let run = try ignoresHangup ? Run(.explore, ignoring: [SIGHUP]).ready() : state.run()
        let before = try ProcessorTime.used(by: run.terminal.process)
        run.terminal.hangUp()
        #expect(try run.terminal.waitForEnd(within: .seconds(2)) == .killed(SIGHUP))
        #expect(run.terminal.processorTime - before < .milliseconds(200), "it does not spin")
      }
    }
  }
}
