import ArgumentParser
import Screen
import Terminal

/// Shows the keys that arrive, for a clicker that one does not know.
struct KeytestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keytest",
    abstract: "Show the keys that arrive: for a clicker that one does not know.",
    discussion: "Example: jacobiscope keytest")

  @OptionGroup var terminal: TerminalArguments

  func run() throws {
    let options = terminal.options
    try MainActor.assumeIsolated { try TerminalRun.run(options: options) { _ in KeyProgram() } }
  }
}
