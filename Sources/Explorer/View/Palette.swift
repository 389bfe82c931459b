import Screen

/// The look of every role in one theme on one kind of terminal.
///
/// Colours of the fixed 256, always foreground and background together. Sign is blue and orange, which
/// survives every colour blindness, and never colour alone. Contrasts and differences are computed from
/// these tables by a test: text 4.5 to 1 (7 in high contrast); a fill that is less than 3 to 1 against
/// the page has a second cue (underline, brackets, bold digits among dots).
struct Palette: Hashable, Sendable {
  let theme: Theme
  let depth: ColorDepth

  init(_ theme: Theme, _ depth: ColorDepth) {
    self.theme = depth == .mono ? .mono : theme
    self.depth = theme == .mono ? .mono : depth
  }

  /// Letters with a colour of their own; every other letter shares one of these.
  static let indexLetters: [Unicode.Scalar] = ["i", "j", "k", "l", "m", "n", "p", "q"]

  /// The role of an index letter; `k'` and `k₂` are a `k`.
  static func role(ofIndex letter: String) -> Role {
    guard let scalar = letter.unicodeScalars.first else { return .text }
    if let place = indexLetters.firstIndex(of: scalar) { return .index(place) }
    return .index(Int(scalar.value) % indexLetters.count)
  }

  /// Marks that stand in for colours where there are none.
  var needsMarks: Bool { depth == .mono }

  /// Whether there are colours enough for shades of one.
  var hasShades: Bool { depth == .palette256 }

  /// The page itself, with the colour of plain text.
  var page: Style { self[.text] }

  subscript(role: Role) -> Style {
    switch (depth, theme) {
    case (.mono, _), (_, .mono): Self.mono(role)
    case (.eight, .light): Self.eightOnWhite(role)
    case (.eight, _): Self.eightOnBlack(role)
    case (.palette256, .dark): Self.dark(role)
    case (.palette256, .light): Self.light(role)
    case (.palette256, .highContrast): Self.highContrast(role)
    }
  }
}

// MARK: - 256 colours

extension Palette {
  private static func dark(_ role: Role) -> Style {
    switch role {
    case .text: look(252, 233)
    case .strong: look(255, 233, .bold)
    case .faint: look(245, 233)
    case .structuralZero: look(245, 233)
    case .nonzero: look(255, 233)
    case .positive: look(81, 233)
    case .negative: look(208, 233)
    case .selected: look(16, 231, .bold)
    case .linked: look(231, 24, .underline)
    case .delta: look(16, 141)
    case .pattern: look(255, 54, .bold)
    case .patternNegative: look(208, 54, .bold)
    case .summed: look(16, 220, .underline)
    case .output: look(16, 36, .bold)
    case .activeBorder: look(117, 233, .bold)
    case .inactiveBorder: look(244, 233)
    case .bar: look(252, 236)
    case .barKey: look(117, 236, .bold)
    case .warning: look(231, 124)
    case .index(let place): look([36, 220, 81, 141, 209, 150, 211, 180][place], 233, .bold)
    }
  }

  private static func light(_ role: Role) -> Style {
    switch role {
    case .text: look(234, 231)
    case .strong: look(16, 231, .bold)
    case .faint: look(242, 231)
    case .structuralZero: look(243, 231)
    case .nonzero: look(16, 231)
    case .positive: look(25, 231)
    case .negative: look(130, 231, .bold)
    case .selected: look(231, 16, .bold)
    case .linked: look(16, 69, .underline)
    case .delta: look(231, 90)
    case .pattern: look(16, 183, .bold)
    case .patternNegative: look(88, 183, .bold)
    case .summed: look(16, 136, .underline)
    case .output: look(231, 22, .bold)
    case .activeBorder: look(18, 231, .bold)
    case .inactiveBorder: look(243, 231)
    case .bar: look(234, 254)
    case .barKey: look(18, 254, .bold)
    case .warning: look(231, 124)
    case .index(let place): look([22, 94, 25, 90, 124, 58, 125, 18][place], 231, .bold)
    }
  }

  private static func highContrast(_ role: Role) -> Style {
    switch role {
    case .text: look(231, 16, .bold)
    case .strong: look(231, 16, .bold)
    case .faint, .structuralZero: look(250, 16)
    case .nonzero: look(231, 16, .bold)
    case .positive: look(45, 16)
    case .negative: look(208, 16, .bold)
    case .selected: look(16, 231, .bold)
    case .linked: look(231, 20, .underline)
    case .delta: look(16, 213)
    case .pattern: look(231, 53, .bold)
    case .patternNegative: look(216, 53, .bold)
    case .summed: look(16, 220, .underline)
    case .output: look(16, 43, .bold)
    case .activeBorder: look(226, 16, .bold)
    case .inactiveBorder: look(250, 16)
    case .bar: look(16, 250)
    case .barKey: look(16, 250, .bold)
    case .warning: look(231, 88)
    case .index(let place): look([43, 220, 45, 213, 216, 156, 218, 222][place], 16, .bold)
    }
  }

  /// Made once: an option set from a list is made by generic code, and this is asked for every cell.
  private static let none: Style.Attributes = []

  private static func look(
    _ foreground: UInt8, _ background: UInt8, _ attributes: Style.Attributes = none
  ) -> Style {
    Style(foreground: foreground, background: background, attributes: attributes)
  }
}

// MARK: - Fewer colours

extension Palette {
  /// Eight colours of the user's own: no blue and no dim text on black, nothing blinks.
  private static func eightOnBlack(_ role: Role) -> Style {
    switch role {
    case .text, .structuralZero, .faint, .inactiveBorder: look(7, 0)
    case .strong, .nonzero: look(7, 0, .bold)
    case .positive: look(6, 0)
    case .negative: look(3, 0)
    case .selected: look(0, 7, .bold)
    case .linked: look(7, 4)
    case .delta: look(0, 5)
    case .pattern, .patternNegative: look(0, 5)
    case .summed: look(0, 3)
    case .output: look(0, 2)
    case .activeBorder: look(6, 0, .bold)
    case .bar: look(0, 7)
    case .barKey: look(0, 7, .bold)
    case .warning: look(7, 1, .bold)
    case .index(let place): look([2, 3, 6, 5, 1, 7, 2, 3][place], 0, .bold)
    }
  }

  private static func eightOnWhite(_ role: Role) -> Style {
    switch role {
    case .text, .structuralZero, .faint, .inactiveBorder: look(0, 7)
    case .strong, .nonzero: look(0, 7, .bold)
    case .positive: look(4, 7)
    case .negative: look(1, 7, .bold)
    case .selected: look(7, 0, .bold)
    case .linked: look(7, 4)
    case .delta: look(7, 5)
    case .pattern, .patternNegative: look(7, 5)
    case .summed: look(0, 3)
    case .output: look(0, 2)
    case .activeBorder: look(4, 7, .bold)
    case .bar: look(7, 0)
    case .barKey: look(7, 0, .bold)
    case .warning: look(7, 1, .bold)
    case .index(let place): look([4, 1, 4, 5, 1, 0, 5, 4][place], 7, .bold)
    }
  }

  /// No colour at all: attributes, and marks beside them.
  ///
  /// Never dim, which is often missing and often illegible.
  private static func mono(_ role: Role) -> Style {
    switch role {
    case .text, .faint, .structuralZero, .positive, .inactiveBorder: .plain
    case .strong, .nonzero, .negative, .activeBorder, .pattern, .patternNegative, .index:
      Style(attributes: .bold)
    case .selected: Style(attributes: [.reverse, .bold])
    case .linked: Style(attributes: .underline)
    case .delta: Style(attributes: [.bold, .underline])
    case .summed, .warning, .bar: Style(attributes: .reverse)
    case .output: Style(attributes: [.bold, .underline])
    case .barKey: Style(attributes: [.reverse, .bold])
    }
  }
}
