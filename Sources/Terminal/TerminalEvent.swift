import Screen

/// What a terminal reports.
package nonisolated enum TerminalEvent: Equatable, Sendable {
  case key(Key)
  /// The terminal has another size; several changes in a row are one.
  case resized(Size)
  /// Ctrl-C; a second one within a second ends the program by itself.
  case interrupted
  /// So many characters came at once that a clipboard must have sent them; none was taken as a key.
  case pasted(Int)
  /// What the terminal says a clipboard sent.
  case pastedText(String)
  /// The program was stopped and goes on; the screen has to be drawn anew.
  case resumed
}
