/// What a cell of the screen is there for; a palette says how that looks.
enum Role: Hashable, Sendable {
  /// Names of what is shown, and all that has no other role.
  case text
  /// Titles and names.
  case strong
  /// Shapes, axis numbers, what is said aloud: it stays back.
  case faint
  case structuralZero
  case nonzero
  case positive
  case negative
  /// The cell under the cursor.
  case selected
  case linked
  /// A delta in a formula.
  case delta
  /// Entries where the deltas are one, and the negative ones among them.
  case pattern
  case patternNegative
  /// The term under way.
  case summed
  /// What receives the sum.
  case output
  case activeBorder
  case inactiveBorder
  case bar
  case barKey
  case warning
  /// An index letter, by its place in the alphabet of `Palette.indexLetters`.
  case index(Int)

  /// Every role, index letters once each.
  static let all: [Role] =
    [
      .text, .strong, .faint, .structuralZero, .nonzero, .positive, .negative, .selected, .linked,
      .delta, .pattern, .patternNegative, .summed, .output, .activeBorder, .inactiveBorder, .bar,
      .barKey, .warning,
    ] + (0..<Palette.indexLetters.count).map(Role.index)
}
