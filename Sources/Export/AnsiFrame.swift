import Screen

/// A frame as text with SGR sequences: colours of the 256-colour palette, bold, underline, reverse.
///
/// A sequence is written only where the look changes, and every row ends as it began, plain, so that
/// rows can be cut out of it. Blanks at the end of a row stay where they have a colour.
struct AnsiFrame {
  private(set) var text = ""

  init(_ grid: Grid, glyphs: GlyphSet) {
    let shown = grid.spelled(in: glyphs)
    var scalars = String.UnicodeScalarView()
    for row in 0..<grid.size.rows { Self.append(shown.row(row), to: &scalars) }
    text = String(scalars)
  }

  private static func append(_ row: ArraySlice<Cell>, to scalars: inout String.UnicodeScalarView) {
    let end = row.lastIndex { $0 != Cell() }.map { $0 + 1 } ?? row.startIndex
    var look = Style.plain
    for cell in row[row.startIndex..<end] where cell.kind != .tail {
      if cell.style != look {
        scalars.append(contentsOf: change(from: look, to: cell.style).unicodeScalars)
        look = cell.style
      }
      cell.append(to: &scalars)
    }
    if look != .plain { scalars.append(contentsOf: "\u{1B}[0m".unicodeScalars) }
    scalars.append("\n")
  }

  /// The sequence that turns one look into another; from nothing where that cannot be done piecewise.
  private static func change(from old: Style, to new: Style) -> String {
    var codes: [String] = []
    var old = old
    let loses =
      !new.attributes.isSuperset(of: old.attributes)
      || (old.foreground != nil && new.foreground == nil)
      || (old.background != nil && new.background == nil)
    if loses {
      codes.append("0")
      old = .plain
    }
    let gained = new.attributes.subtracting(old.attributes)
    if gained.contains(.bold) { codes.append("1") }
    if gained.contains(.underline) { codes.append("4") }
    if gained.contains(.reverse) { codes.append("7") }
    if let colour = new.foreground, colour != old.foreground { codes.append("38;5;\(colour)") }
    if let colour = new.background, colour != old.background { codes.append("48;5;\(colour)") }
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }
}
