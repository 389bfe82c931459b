import Scenes
import Screen

/// What has happened: everything that can change the model, time included.
package enum Message: Equatable, Sendable {
  case key(Key)
  case resized(Size)
  /// Seconds that have passed since the last message of this kind.
  case elapsed(Double)
  /// No key waits: there is time for a slice of what is being computed.
  case idled
  /// Ctrl-C or SIGINT.
  case interrupted
  case sceneLoaded(name: String, scene: Scene)
  /// The report line by line, as it would be printed.
  case sceneFailed(name: String, report: [String])
  /// So many characters came at once and were taken for a paste.
  case pasted(count: Int)
  /// Text that a terminal says comes from a clipboard.
  case pastedText(String)
}

/// What the program is to do because of a message; the model itself does nothing.
package enum Effect: Equatable, Sendable {
  case quit
  /// Nothing was left to cancel: die by the signal.
  case dieByInterrupt
  /// Answered by `sceneLoaded` or `sceneFailed`.
  case openScene(name: String)
  case reloadScene(name: String)
  /// Draw everything again, whatever the terminal is thought to show.
  case redraw
  case suspend
}
