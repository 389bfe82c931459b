import Foundation
import Screen
import Testing

@testable import Explorer

/// Contrast by WCAG 2 and difference by CIEDE2000, computed from the tables; the terminal's colours are
/// the 6×6×6 cube and the greys of xterm.
struct PaletteTests {
  static let themes: [Theme] = [.dark, .light, .highContrast]

  @Test(arguments: themes) func textIsReadable(theme: Theme) throws {
    let palette = Palette(theme, .palette256)
    let least = theme == .highContrast ? 7.0 : 4.5
    for role in Role.all {
      let style = palette[role]
      let text = try #require(style.foreground)
      let background = try #require(style.background)
      #expect(Colour(text).contrast(Colour(background)) >= least, "\(theme) \(role)")
    }
  }

  /// What a role has besides colour.
  private static let secondCue: Set<Role> = [
    .pattern, .patternNegative, .linked, .warning, .bar, .barKey,
  ]

  @Test(arguments: themes) func fillsStandOut(theme: Theme) throws {
    let palette = Palette(theme, .palette256)
    let page = try #require(palette.page.background)
    for role in Role.all where !Self.secondCue.contains(role) {
      let fill = try #require(palette[role].background)
      if fill != page { #expect(Colour(fill).contrast(Colour(page)) >= 3, "\(theme) \(role)") }
    }
    for role in [Role.activeBorder, .inactiveBorder] {
      let line = try #require(palette[role].foreground)
      #expect(Colour(line).contrast(Colour(page)) >= 3)
    }
    #expect(palette[.linked].attributes.contains(.underline))
    #expect(palette[.pattern].attributes.contains(.bold))
  }

  @Test(arguments: themes) func fillsDifferForEveryEye(theme: Theme) throws {
    let palette = Palette(theme, .palette256)
    let fills = try [Role.selected, .linked, .delta, .summed, .output].map {
      Colour(try #require(palette[$0].background))
    }
    let pattern = Colour(try #require(palette[.pattern].background))
    for vision in Colour.Vision.allCases {
      for (index, fill) in fills.enumerated() {
        for other in fills.dropFirst(index + 1) {
          #expect(fill.difference(other, vision) >= 15, "\(theme) \(vision)")
        }
      }
      // The muted pattern beside all but the linked cells, which have an underline and brackets.
      for fill in [fills[0], fills[2], fills[3], fills[4]] {
        #expect(pattern.difference(fill, vision) >= 15, "\(theme) \(vision)")
      }
    }
  }

  /// The formulas themselves, against published values.
  @Test func formulas() {
    #expect(abs(Colour(231).contrast(Colour(16)) - 21) < 1e-9)
    #expect(abs(Colour(252).contrast(Colour(233)) - 12.15) < 0.005)
    // Sharma, Wu, Dalal 2005, table 1, pairs 1, 7 and 17.
    let pairs: [(Lab, Lab, Double)] = [
      (Lab(50, 2.6772, -79.7751), Lab(50, 0, -82.7485), 2.0425),
      (Lab(50, 0, 0), Lab(50, -1, 2), 2.3669),
      (Lab(50, 2.5, 0), Lab(73, 25, -18), 27.1492),
    ]
    for (one, other, expected) in pairs {
      #expect(abs(one.difference(other) - expected) < 5e-5)
    }
  }

  @Test func withoutColoursEveryCellStillDiffers() {
    let palette = Palette(.dark, .mono)
    let format = NumberFormat(notation: .fixed(decimals: 0), width: 2)
    func look(_ content: CellContent, isSelected: Bool = false) -> String {
      let drawing = CellDrawing(
        content, format: format, isSelected: isSelected, spotlight: false, palette: palette)
      #expect(drawing.style.foreground == nil && drawing.style.background == nil)
      return drawing.text + " \(drawing.style)"
    }
    let looks = [
      look(CellContent(1)), look(CellContent(0)), look(CellContent(-1)),
      look(CellContent(.structuralZero)), look(CellContent(.untoldZero)),
      look(CellContent(.unknown)), look(CellContent(.hidden)),
      look(CellContent(1), isSelected: true), look(CellContent(1, marks: .linked)),
      look(CellContent(1, marks: .pattern)), look(CellContent(1, marks: .term)),
      look(CellContent(1, marks: .output)), look(CellContent(1, marks: .struck)),
      look(CellContent(1, marks: [.pattern, .linked])),
      look(CellContent(1, marks: .pattern), isSelected: true),
    ]
    #expect(Set(looks).count == looks.count, "\(looks)")
    #expect(palette[.activeBorder] != palette[.inactiveBorder])
    #expect(palette[.bar] != palette[.text] && palette[.warning] != palette[.text])
  }

  @Test func eightColoursAreEight() {
    for theme in Theme.allCases {
      for role in Role.all {
        let style = Palette(theme, .eight)[role]
        #expect((style.foreground ?? 0) < 8 && (style.background ?? 0) < 8)
        if style.foreground == 4 { #expect(style.background == 7, "no blue text on black") }
        #expect(theme == .mono || style.foreground != style.background)
      }
    }
  }
}
