/// A key as the program knows it, whatever bytes a terminal sent for it.
package enum Key: Hashable, Sendable {
  /// A printable character; the space bar is `.character(" ")`.
  case character(Unicode.Scalar)
  /// Ctrl with a letter, the letter in lower case: Ctrl-R is `.control("r")`.
  case control(Unicode.Scalar)
  case up, down, left, right, home, end, pageUp, pageDown
  case enter, tab, backTab, escape, backspace, delete
  /// F1 to F12.
  case function(Int)
}
