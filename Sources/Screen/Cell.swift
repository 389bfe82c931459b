/// One character position of the screen: what stands there and how it looks.
///
/// A cell is one column wide. A wide character (CJK) takes a cell of kind `.wide` and the cell to its
/// right of kind `.tail`, which draws nothing of its own. Why scalars and no `Character`: a
/// `Character` can hold ten thousand scalars, and a terminal shows two marks at most.
package struct Cell: Hashable, Sendable {
  package enum Kind: UInt8, Hashable, Sendable { case narrow, wide, tail }

  /// The base scalar; a space in an empty cell.
  package var scalar: Unicode.Scalar
  /// Up to two combining marks; 0 where there is none.
  package var marks: SIMD2<UInt32>
  package var kind: Kind
  package var style: Style

  package init(
    _ scalar: Unicode.Scalar = " ", style: Style = .plain, kind: Kind = .narrow,
    marks: SIMD2<UInt32> = .zero
  ) {
    self.scalar = scalar
    self.style = style
    self.kind = kind
    self.marks = marks
  }
}

/// How a cell looks: colours of the fixed 256-colour palette and attributes.
///
/// Foreground and background are set together or not at all (`nil` is the terminal's own: monochrome).
package struct Style: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let bold = Attributes(rawValue: 1)
    package static let underline = Attributes(rawValue: 2)
    package static let reverse = Attributes(rawValue: 4)
  }

  package var foreground: UInt8?
  package var background: UInt8?
  package var attributes: Attributes

  package init(
    foreground: UInt8? = nil, background: UInt8? = nil, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  package static let plain = Style()
}
