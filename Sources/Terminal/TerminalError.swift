import Screen

/// Why the explorer cannot use this terminal.
///
/// Thrown before a single byte is written to it; the sentences are in `TerminalErrorText`.
package nonisolated enum TerminalError: Error, Equatable {
  /// Standard output is a file, a pipe or closed.
  case outputIsNotATerminal
  /// Standard input is no terminal and there is no `/dev/tty` to read keys from.
  case noKeyboard
  /// TERM is unset or empty.
  case terminalNotNamed
  /// No description of a terminal of this name is installed.
  case terminalUnknown(name: SafeText)
  /// The terminal cannot move the cursor or clear the screen.
  case terminalTooSimple(name: SafeText)
  /// The system refused what it grants every terminal.
  case refused(call: SafeText, errno: Int32)
}
