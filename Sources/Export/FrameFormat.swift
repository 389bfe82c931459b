import Screen

/// The formats in which one frame is written.
package enum FrameFormat: String, CaseIterable, Sendable {
  /// Characters alone.
  case text
  /// Characters with colours, for a terminal of 256 colours.
  case ansi

  /// The frame as a document, every row ended by a newline.
  package func document(of grid: Grid, glyphs: GlyphSet = .unicode) -> String {
    switch self {
    case .text: grid.text(glyphs)
    case .ansi: AnsiFrame(grid, glyphs: glyphs).text
    }
  }
}
