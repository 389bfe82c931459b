/// One mark on the screen: a showable scalar, at most two combining marks, and its width.
///
/// A glyph is safe by construction: whatever it was made from, drawing it moves no cursor, switches no
/// mode and turns no text around.
package struct Glyph: Hashable, Sendable {
  /// Showable, of width one or two.
  package let scalar: Unicode.Scalar
  /// Up to two combining marks; 0 where there is none.
  package private(set) var marks: SIMD2<UInt32>
  package let isWide: Bool

  /// One scalar on its own; what cannot be shown on its own becomes U+FFFD.
  package init(_ scalar: Unicode.Scalar) {
    let columns = scalar.columns
    let stands = scalar.isShowable && columns > 0
    self.init(vetted: stands ? scalar : "\u{FFFD}", isWide: stands && columns == 2)
  }

  /// Without looking: `scalar` is showable and of the width said.
  init(vetted scalar: Unicode.Scalar, isWide: Bool = false) {
    self.scalar = scalar
    self.marks = .zero
    self.isWide = isWide
  }

  package var columns: Int { isWide ? 2 : 1 }

  /// Adds a combining mark; the third and every later one is dropped.
  mutating func combine(_ mark: Unicode.Scalar) {
    if marks.x == 0 { marks.x = mark.value } else if marks.y == 0 { marks.y = mark.value }
  }
}

extension Glyph: ExpressibleByUnicodeScalarLiteral {
  package init(unicodeScalarLiteral scalar: Unicode.Scalar) { self.init(scalar) }
}
