import Screen

/// One cell as glyphs and a look: a mark, the number, a mark.
///
/// Where roles collide, the look is that of the first of: cursor, term under way, sum, δ pattern,
/// linked, sign. The others keep their marks: `[ ]` cursor, `< >` term, `→` sum, `( )` linked, `/ /`
/// struck out, and `d` for the pattern where there are no colours.
struct CellDrawing {
  /// The number behind its opening mark.
  let opened: String
  let opening: Unicode.Scalar
  let closing: Unicode.Scalar
  let style: Style

  init(
    _ content: CellContent, format: NumberFormat, isSelected: Bool, spotlight: Bool,
    palette: Palette
  ) {
    let marks = content.marks
    let role = Self.role(content, isSelected: isSelected)
    let isLit = isSelected || marks.rawValue & Self.lit.rawValue != 0
    var style = palette[spotlight && !isLit ? .structuralZero : role]
    if marks.contains(.linked), !isSelected {
      style.attributes.formUnion(palette[.linked].attributes.intersection(.underline))
    }
    let number = Self.text(content.value, format: format)
    let blanks = max(0, format.width - number.unicodeScalars.count)
    var before = String(repeating: " ", count: blanks)
    let (mark, closing) = Self.marks(marks, isSelected: isSelected)
    var opening = mark
    if palette.needsMarks, marks.contains(.pattern) {
      if opening == " " {
        opening = "d"
      } else if blanks > 0 {
        before = "d" + before.dropLast()
      }
    }
    self.opening = opening
    opened = String(opening) + before + number
    self.closing = closing
    self.style = style
  }

  /// The whole cell.
  var text: String { opened + String(closing) }

  /// What stands in the one column between two cells of a tight panel.
  ///
  /// The cursor keeps both its brackets, then the term under way its own; between two marks of the
  /// others one bar is both ends.
  static func shared(_ left: CellDrawing, _ right: CellDrawing) -> (Unicode.Scalar, Style) {
    let (closing, opening) = (left.closing, right.opening)
    if closing == " " || opening == "[" { return (opening, right.style) }
    if opening == " " || closing == "]" || closing == opening { return (closing, left.style) }
    if closing == ">", opening != "<" { return (closing, left.style) }
    if opening == "<", closing != ">" { return (opening, right.style) }
    return ("|", left.style)
  }
}

// MARK: - Private

extension CellDrawing {
  /// Marks of what the cursor is about.
  private static let lit: CellContent.Marks = [.linked, .term, .output]
  private static let structuralZero = String(Glyph.structuralZero.scalar)
  private static let untoldZero = String(Glyph.untoldZero.scalar)

  private static func text(_ value: CellContent.Value, format: NumberFormat) -> String {
    switch value {
    case .number(let number): format.text(number)
    case .structuralZero: structuralZero
    case .untoldZero: untoldZero
    case .unknown: "?"
    case .pending: "…"
    case .hidden: "▒"
    }
  }

  private static func role(_ content: CellContent, isSelected: Bool) -> Role {
    let marks = content.marks
    if isSelected { return .selected }
    if marks.contains(.term) { return .summed }
    if marks.contains(.output) { return .output }
    var isNegative = false
    if case .number(let number) = content.value { isNegative = number < 0 }
    if marks.contains(.pattern) { return isNegative ? .patternNegative : .pattern }
    if marks.contains(.linked) { return .linked }
    if marks.contains(.struck) { return .structuralZero }
    switch content.value {
    case .number(let number): return isNegative ? .negative : number == 0 ? .text : .nonzero
    case .unknown: return .text
    case .structuralZero, .untoldZero, .hidden, .pending: return .structuralZero
    }
  }

  private static func marks(
    _ marks: CellContent.Marks, isSelected: Bool
  ) -> (opening: Unicode.Scalar, closing: Unicode.Scalar) {
    if isSelected { return ("[", "]") }
    if marks.contains(.term) { return ("<", ">") }
    if marks.contains(.output) { return ("→", " ") }
    if marks.contains(.struck) { return ("/", "/") }
    if marks.contains(.linked) { return ("(", ")") }
    return (" ", " ")
  }
}
