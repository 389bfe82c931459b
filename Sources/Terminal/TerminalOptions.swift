import Screen

/// What the command line says about the terminal.
package nonisolated struct TerminalOptions {
  /// Whether something is used: as the terminal says, or as the person does.
  package enum Choice { case automatic, always, never }

  /// The terminal's name; nil takes TERM.
  package var name: String?
  /// The marks; nil takes what the locale can show.
  package var glyphs: GlyphSet?
  package var colour: Choice

  package init(name: String? = nil, glyphs: GlyphSet? = nil, colour: Choice = .automatic) {
    self.name = name
    self.glyphs = glyphs
    self.colour = colour
  }
}

/// What a terminal can show.
package nonisolated struct TerminalCapabilities: Equatable, Sendable {
  /// How many colours: the 256 that themes are made of, the eight of old, or none.
  package enum Colours: Sendable { case full, eight, none }

  package var colours: Colours
  package var glyphs: GlyphSet
  /// Sentences to print once the terminal is restored, such as that the locale is missing.
  package var notices: [SafeText]

  /// By terminfo's `colors` alone: at least 256, at least 8, fewer.
  ///
  /// COLORTERM upgrades nothing, because themes are made of those 256.
  static func colours(terminfo: Int, choice: TerminalOptions.Choice, noColor: String?) -> Colours {
    let refused = choice == .never || (choice == .automatic && !(noColor ?? "").isEmpty)
    if refused { return .none }
    return terminfo >= 256 ? .full : terminfo >= 8 ? .eight : .none
  }
}
