import Glibc
import Screen
import Testing

@testable import Terminal

@Suite struct TerminalSessionTests {
  /// In a process of its own, whose standard streams become a pseudo-terminal.
  @Test func restoringTwiceWritesNothingMore() async {
    await #expect(processExitsWith: .success) { @MainActor in
      var (master, slave): (Int32, Int32) = (-1, -1)
      guard openpty(&master, &slave, nil, nil, nil) == 0 else { exit(10) }
      dup2(slave, 0)
      dup2(slave, 1)
      for (name, value) in [("TERM", "xterm-256color"), ("COLUMNS", "40"), ("LINES", "10")] {
        setenv(name, value, 1)
      }
      guard let session = try? TerminalSession.open(TerminalOptions()) else { exit(11) }
      guard session.size == Size(columns: 40, rows: 10) else { exit(12) }
      var grid = Grid(size: session.size)
      grid.write("hello", row: 1, column: 1, style: .plain)
      session.draw(grid)
      session.restore()
      var buffer = [UInt8](repeating: 0, count: 65536)
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      // What was written arrives in pieces: all of it is taken before anything more is looked for.
      var taken = 0
      while poll(&ready, 1, 200) > 0 { taken += max(0, read(master, &buffer, buffer.count)) }
      guard taken > 0 else { exit(13) }
      session.restore()
      session.draw(grid)
      guard session.events(timeout: nil).isEmpty else { exit(14) }
      guard poll(&ready, 1, 50) == 0 else { exit(15) }
      exit(0)
    }
  }
}
