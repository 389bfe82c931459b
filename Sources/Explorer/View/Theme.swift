/// The colours of a frame: four sets, chosen by the reader and never guessed.
package enum Theme: String, CaseIterable, Hashable, Sendable {
  case dark
  case light
  case highContrast = "high-contrast"
  case mono
}

/// How many colours the terminal has: 256 fixed ones, eight of the user's, or none.
package enum ColorDepth: String, CaseIterable, Hashable, Sendable {
  case palette256
  case eight
  case mono
}
