import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Any size, and changes of it (R20, R21, R23, R25).
  @Suite(.serialized) struct SizeTests {
    @Test(arguments: [
      (1, 1), (1, 100), (2, 3), (300, 1), (5, 5), (14, 8), (40, 12), (81, 25), (300, 100),
    ])
    func everySizeIsDrawn(columns: Int, rows: Int) throws {
      let run = try Run(columns: columns, rows: rows)
      run.terminal.send("jq")
      try run.expectEnd(.exited(0))
    }

    @Test(arguments: [
      ([:], "size: 80x24"), (["COLUMNS": "100", "LINES": "30"], "size: 100x30"),
      (["COLUMNS": "-5", "LINES": "x"], "size: 80x24"),
    ])
    func aTerminalWithoutASizeHasOne(environment: [String: String], says: String) throws {
      let run = try Run(columns: 0, rows: 0, environment: environment)
      try run.terminal.wait(for: says)
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func theTerminalsSizeIsBelievedBeforeTheEnvironments() throws {
      let run = try Run(columns: 90, rows: 20, environment: ["COLUMNS": "10", "LINES": "5"])
      try run.terminal.wait(for: "size: 90x20")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func aHugeSizeIsCut() throws {
      let run = try Run(columns: 65535, rows: 65535)
      try run.terminal.wait(for: "size: 1000x1000")
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
    }

    @Test func aStormOfSizesEndsInTheLastOne() throws {
      let run = try Run().ready()
      let start = ContinuousClock.now
      var state: UInt64 = 7
      for _ in 0..<1000 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        run.terminal.resize(
          columns: 1 + Int(state >> 33) % 300, rows: 1 + Int(state >> 43) % 300)
        run.terminal.read(for: .microseconds(500))
      }
      run.terminal.resize(columns: 77, rows: 19)
      try run.terminal.wait(for: "size: 77x19", from: max(0, run.terminal.log.count - 200_000))
      run.terminal.send("q")
      try run.expectEnd(.exited(0))
      // ncurses clears the screen for a frame of another size.
      let clears = RestoredTerminal.controlSequences(in: run.terminal.log).count { $0 == "2J" }
      let most = (ContinuousClock.now - start) / .milliseconds(20) + 3
      #expect(Double(clears) <= most, "a frame at most every 20 ms")
    }
  }
}
