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

    @Test func aLoopThatHangsIsLeftByASecondCtrlC() throws {
      let run = try Run(environment: ["JACOBISCOPE_TEST_CRASH": "hang"]).ready()
      run.terminal.send("X")
      // The loop must hang before the first signal comes, or it is a loop that serves it.
      run.terminal.read(for: .milliseconds(300))
      run.terminal.signal(SIGINT)
      run.terminal.read(for: .milliseconds(100))
      run.terminal.signal(SIGINT)
      try run.expectEnd(.killed(SIGINT), within: .seconds(1))
    }

    @Test func aLoopThatHangsIsLeftBySIGTERMAfterTwoSeconds() throws {
      let run = try Run(environment: ["JACOBISCOPE_TEST_CRASH": "hang"]).ready()
      run.terminal.send("X")
      run.terminal.signal(SIGTERM)
      try run.expectEnd(.killed(SIGTERM), within: .seconds(4))
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalAtAnyMomentOfTheStartIsSurvivedByTheTerminal(signal: Int32) throws {
      for microseconds in stride(from: 0, through: 30_000, by: 1_000) {
        let run = try Run()
        run.terminal.read(for: .microseconds(microseconds))
        run.terminal.signal(signal)
        let end = try run.terminal.waitForEnd(within: .seconds(4))
        #expect(end == .killed(signal), "after \(microseconds) µs: \(run.terminal.visibleLog)")
        #expect(run.terminal.state == run.before, "after \(microseconds) µs")
        if run.terminal.log.contains("\u{1B}") { run.expectRestored() }
      }
    }

    @Test func aSignalAtAnyMomentOfTheEndIsToo() throws {
      for microseconds in stride(from: 0, through: 10_000, by: 500) {
        let run = try Run().ready()
        run.terminal.send("q")
        run.terminal.read(for: .microseconds(microseconds))
        run.terminal.signal(SIGTERM)
        let end = try run.terminal.waitForEnd(within: .seconds(4))
        #expect([.killed(SIGTERM), .exited(0)].contains(end), "after \(microseconds) µs")
        run.expectRestored()
      }
    }

    @Test func twoFatalSignalsAtOnceEndIt() throws {
      for _ in 0..<25 {
        let run = try Run().ready()
        run.terminal.signal(SIGSEGV)
        run.terminal.signal(SIGTERM)
        let end = try run.terminal.waitForEnd(within: .seconds(4))
        #expect([.killed(SIGSEGV), .killed(SIGTERM)].contains(end))
        run.expectRestored()
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
