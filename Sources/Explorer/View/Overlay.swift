/// What lies over the panels until it is closed; `offset` lines of it are scrolled away.
///
/// An offset too large is taken for the largest; `Arrangement` says how many lines are seen.
package enum Overlay: Equatable, Sendable {
  case help(sections: [HelpSection], offset: Int)
  /// What may be typed next.
  case choices([HelpRow])
  case scenes(entries: [SceneEntry], selected: Int)
  /// A report line by line, as it would be printed: carets stand under what they mean.
  case report(title: String, lines: [String], offset: Int)
  /// What the scene has for its speaker at a step, paragraph by paragraph.
  case notes([String], step: Int, offset: Int)

  /// Keys that belong together.
  package struct HelpSection: Equatable, Sendable {
    package var title: String
    package var rows: [HelpRow]

    package init(title: String, rows: [HelpRow]) {
      self.title = title
      self.rows = rows
    }
  }

  package struct HelpRow: Equatable, Sendable {
    /// The names of the keys: `PgDn n Enter`.
    package var keys: String
    package var words: String

    package init(keys: String, words: String) {
      self.keys = keys
      self.words = words
    }
  }

  package struct SceneEntry: Equatable, Sendable {
    package var name: String
    package var title: String

    package init(name: String, title: String) {
      self.name = name
      self.title = title
    }
  }
}
