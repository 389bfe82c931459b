/// The marks a terminal or an export can show: all of Unicode's, or ASCII's.
///
/// A frame is drawn once, in Unicode; `Grid.spelled(in:)` turns it into what is shown, cell by cell
/// and width for width, so that both layouts are the same. Every outlet calls it. A product and a
/// structural zero are both shown `·`, but are `*` and `.` in ASCII; so the frame holds
/// `Glyph.structuralZero` (U+22C5) for the one and U+00B7 for the other. A structural zero whose reason
/// has not been told is shown `⁰`, and `,` in ASCII, where an exponent is `0`. A sum sign keeps its
/// index apart: `Σₖ` is `S_k` where a blank of the same row makes room for that, else `Sk`.
package enum GlyphSet: Hashable, Sendable { case unicode, ascii }

extension Glyph {
  /// An entry that a Kronecker delta makes zero.
  package static let structuralZero = Glyph(vetted: "\u{22C5}")
  /// The same before it is told that a delta does.
  package static let untoldZero = Glyph(vetted: "\u{25E6}")
}

extension Grid {
  /// The frame as it is shown with the marks of `glyphs`.
  package func spelled(in glyphs: GlyphSet) -> Grid {
    switch glyphs {
    case .unicode:
      respelled { cell in
        switch cell.scalar {
        case Glyph.structuralZero.scalar: "·"
        case Glyph.untoldZero.scalar: "⁰"
        default: nil
        }
      }
    case .ascii:
      withIndicesApart.respelled { cell in
        if cell.scalar.isASCII { return cell.marks == .zero ? nil : Glyph(cell.scalar) }
        return Glyph(AsciiGlyphs.spelling(of: cell.scalar))
      }
    }
  }
}
