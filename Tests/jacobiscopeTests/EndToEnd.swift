import Glibc
import TestSupport
import Testing

/// The built program in a terminal.
///
/// One test at a time: each starts programs and waits for them.
@Suite(.serialized) struct EndToEnd {
  /// Names of the terminal's sequences that the tests look for.
  static let enters = "\u{1B}[?1049h"
  static let leaves = "\u{1B}[?1049l"
  /// Stands in the last row of every frame of `keytest` that has room for it.
  static let lastWords = "q quits"
  /// Stands in the last row of every frame of the explorer that has room for it, and nowhere else.
  static let lastKeys = "help"

  /// A terminal in which the program runs.
  struct Run {
    /// What runs: the smallest program there is, or the explorer on the default scene.
    enum Kind: String { case keytest, explore }

    let terminal: PseudoTerminal
    let before: TerminalState
    let kind: Kind

    /// Starts the program; the first frame may still be on its way.
    init(
      _ kind: Kind = .keytest, _ options: [String] = [], columns: Int = 80, rows: Int = 24,
      environment: [String: String] = [:], files: [Int32: String] = [:], ignoring: [Int32] = []
    ) throws {
      self.kind = kind
      terminal = try PseudoTerminal(columns: columns, rows: rows)
      before = terminal.state
      try terminal.start(
        BuiltProduct.path(of: "jacobiscope"), [kind.rawValue] + options, environment: environment,
        files: files, ignoring: ignoring)
    }

    /// Waits for the first frame.
    @discardableResult
    func ready() throws -> Run {
      try terminal.wait(for: kind == .keytest ? EndToEnd.lastWords : EndToEnd.lastKeys)
      return self
    }

    /// Types, and waits for a frame that shows it.
    func type(_ keys: String, until text: String) throws {
      let mark = terminal.log.count
      terminal.send(keys)
      try terminal.wait(for: text, from: mark)
    }

    /// Types what changes the frame, and waits until something was written.
    func typeAndSee(_ keys: String) throws {
      terminal.read(for: .milliseconds(50))
      let mark = terminal.log.count
      terminal.send(keys)
      try waitForMore(than: mark)
    }

    /// Waits until more than so many bytes were written.
    func waitForMore(than mark: Int) throws {
      _ = try terminal.wait("a frame after byte \(mark)") { terminal.log.count > mark ? true : nil }
    }

    /// The terminal is as it was before the start, whatever happened since.
    func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(terminal.state == before, "modes are restored", sourceLocation: sourceLocation)
      #expect(
        RestoredTerminal.faults(in: terminal.log) == [], "\(terminal.visibleLog)",
        sourceLocation: sourceLocation)
    }

    /// Waits for the end and looks at what is left.
    func expectEnd(
      _ end: PseudoTerminal.End, within duration: Duration = .seconds(10),
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let seen = try terminal.waitForEnd(within: duration)
      #expect(seen == end, "\(terminal.visibleLog)", sourceLocation: sourceLocation)
      expectRestored(sourceLocation: sourceLocation)
    }

    /// What can be read once the screen was left.
    var afterwards: String {
      let leaves = Array(EndToEnd.leaves.utf8)
      var place = 0
      while let range = terminal.log.firstRange(of: leaves, from: place) {
        place = range.upperBound
      }
      return RestoredTerminal.visibleText(in: Array(terminal.log[place...]))
    }
  }
}
