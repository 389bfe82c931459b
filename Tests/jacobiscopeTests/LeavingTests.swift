import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// However the program ends, the terminal is as it was (R01 to R12, R31).
  @Suite(.serialized) struct LeavingTests {
    @Test func qLeaves() throws {
      let run = try Run().ready()
      #expect(run.terminal.log.contains(EndToEnd.enters))
      #expect(run.terminal.state != run.before)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      #expect(run.afterwards == "")
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGINT])
    func aSignalThatEndsRestoresFirst(signal: Int32) throws {
      let run = try Run().ready()
      run.terminal.signal(signal)
      try run.expectEnd(.killed(signal), within: .seconds(2))
      #expect(!run.terminal.log.contains("Backtrace") && !run.terminal.log.contains("Press"))
      #expect(run.afterwards == "")
    }

    @Test(arguments: [("\u{3}", SIGINT), ("\u{1C}", SIGQUIT)])
    func theKeysForSignalsDoTheSame(key: String, signal: Int32) throws {
      let run = try Run().ready()
      run.terminal.send(key)
      try run.expectEnd(.killed(signal), within: .seconds(2))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
      let name: String
      let signals: Set<Int32>
      var testDescription: String { name }
    }

    /// Swift traps by SIGILL on x86 and by SIGTRAP on ARM.
    static let traps: Set<Int32> = [SIGILL, SIGTRAP]

    @Test(arguments: [
      Fault(name: "fatal", signals: traps), Fault(name: "overflow", signals: traps),
      Fault(name: "index", signals: traps), Fault(name: "throw", signals: traps),
      Fault(name: "abort", signals: [SIGABRT]), Fault(name: "segv", signals: [SIGSEGV]),
      Fault(name: "stack", signals: [SIGSEGV, SIGBUS]),
    ])
    func aFaultRestoresThenSpeaks(fault: Fault) throws {
      let run = try Run(environment: ["JACOBISCOPE_TEST_CRASH": fault.name]).ready()
      run.terminal.send("X")
      let end = try run.terminal.waitForEnd(within: .seconds(5))
      guard case .killed(let signal) = end, fault.signals.contains(signal) else {
        Issue.record("\(fault.name) ended as \(end): \(run.terminal.visibleLog)")
        return
      }
      #expect(run.terminal.state == run.before)
      let line = "jacobiscope: internal error (signal \(signal)); terminal restored"
      #expect(run.afterwards == line)
      #expect(RestoredTerminal.faults(in: run.terminal.log) == [])
      #expect(!run.terminal.log.contains("Press space"))
    }

    /// A program whose loop hangs, which is certain once the bell rang.
    func hanging(_ kind: Run.Kind) throws -> Run {
      let run = try Run(kind, environment: ["JACOBISCOPE_TEST_CRASH": "hang"]).ready()
      try run.type("X", until: "\u{7}")
      return run
    }

    @Test(arguments: [Run.Kind.keytest, .explore])
    func aLoopThatHangsIsLeftByASecondCtrlC(kind: Run.Kind) throws {
      let run = try hanging(kind)
      run.terminal.signal(SIGINT)
      run.terminal.read(for: .milliseconds(100))
      #expect(run.terminal.state != run.before, "the first is left to the loop")
      run.terminal.signal(SIGINT)
      // Without the second it would take two seconds.
      try run.expectEnd(.killed(SIGINT), within: .milliseconds(1500))
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aLoopThatHangsIsLeftAfterTwoSeconds(signal: Int32) throws {
      let run = try hanging(.explore)
      let start = ContinuousClock.now
      run.terminal.signal(signal)
      try run.expectEnd(.killed(signal), within: .seconds(6))
      #expect(ContinuousClock.now - start > .seconds(1), "the loop did hang")
    }

    /// A loop that is only slow, as on a slow line, still gets to cancel what Ctrl-C was meant for.
    @Test func aLoopThatIsSlowIsNotEndedByOneCtrlC() throws {
      let run = try hanging(.explore)
      run.terminal.signal(SIGINT)
      run.terminal.read(for: .milliseconds(2500))
      #expect(run.terminal.state != run.before, "it has its terminal still")
      run.terminal.signal(SIGINT)
      try run.expectEnd(.killed(SIGINT), within: .milliseconds(1500))
    }

    /// Whichever of the two the loop sees first: the key that hangs it, or Ctrl-C.
    @Test func aCtrlCAtTheMomentOfTheHangIsHeard() throws {
      for microseconds in stride(from: 0, through: 2_000, by: 250) {
        let run = try Run(environment: ["JACOBISCOPE_TEST_CRASH": "hang"]).ready()
        run.terminal.send("X")
        run.terminal.read(for: .microseconds(microseconds))
        run.terminal.signal(SIGINT)
        run.terminal.read(for: .milliseconds(50))
        run.terminal.signal(SIGINT)
        try run.expectEnd(.killed(SIGINT), within: .milliseconds(1500))
      }
    }

    static let moments = (0...60).map { Duration.milliseconds($0) }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalAtAnyMomentOfTheStartIsSurvivedByTheTerminal(signal: Int32) throws {
      try Batch.each(Self.moments) { _ in
        try Run(.explore)
      } strike: {
        $0.terminal.signal(signal)
      } end: { moment, run in
        let end = try run.terminal.waitForEnd(within: .seconds(4))
        #expect(end == .killed(signal), "after \(moment): \(run.terminal.visibleLog)")
        #expect(run.terminal.state == run.before, "after \(moment)")
        if run.terminal.log.contains("\u{1B}") { run.expectRestored() }
      }
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalAtAnyMomentOfTheEndIsToo(signal: Int32) throws {
      var ready: [Run] = []
      try Batch.each(Self.moments) { place in
        if place == 0 { ready = try Batch.ready(Batch.width, .explore) }
        ready[place].terminal.send("q")
        return ready[place]
      } strike: {
        $0.terminal.signal(signal)
      } end: { moment, run in
        let end = try run.terminal.waitForEnd(within: .seconds(4))
        #expect([.killed(signal), .exited(0)].contains(end), "after \(moment)")
        run.expectRestored()
      }
    }

    @Test func twoFatalSignalsAtOnceEndIt() throws {
      for _ in 0..<200 / Batch.width {
        let runs = try Batch.ready(Batch.width, .keytest)
        for run in runs {
          run.terminal.signal(SIGSEGV)
          run.terminal.signal(SIGTERM)
        }
        for run in runs {
          let end = try run.terminal.waitForEnd(within: .seconds(4))
          #expect([.killed(SIGSEGV), .killed(SIGTERM)].contains(end))
          run.expectRestored()
        }
      }
    }

    @Test(arguments: [false, true])
    func aTerminalThatGoesAwayEndsIt(ignoresHangup: Bool) throws {
      let run = try Run(ignoring: ignoresHangup ? [SIGHUP] : []).ready()
      run.terminal.hangUp()
      #expect(try run.terminal.waitForEnd(within: .seconds(2)) == .killed(SIGHUP))
    }
  }
}
