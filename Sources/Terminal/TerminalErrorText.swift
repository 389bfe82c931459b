import Screen

/// What is said of each `TerminalError`: one line, with what to do instead.
nonisolated extension TerminalError {
  package var sentence: SafeText {
    switch self {
    case .outputIsNotATerminal:
      "standard output is not a terminal; use jacobiscope render"
    case .noKeyboard:
      "no keyboard: standard input is not a terminal and /dev/tty cannot be opened; use jacobiscope render"
    case .terminalNotNamed:
      "TERM is not set; try --term xterm-256color, or use jacobiscope render"
    case .terminalUnknown(let name):
      "unknown terminal " + quoted(name)
        + " in TERM; try --term xterm-256color, or use jacobiscope render"
    case .terminalTooSimple(let name):
      "the terminal " + quoted(name)
        + " in TERM cannot move the cursor; try --term xterm-256color, or use jacobiscope render"
    case .refused(let call, let number):
      "the terminal cannot be used: " + call + SafeText(" failed with error \(number)")
    }
  }

  private func quoted(_ name: SafeText) -> SafeText { "'" + name.truncated(to: 40) + "'" }
}
