import Screen

/// One cell as glyphs and a look: a mark, the number, a mark.
///
/// Where roles collide, the look is that of the first of: cursor, term under way, sum, δ pattern,
/// linked, sign. The others keep their marks: `[ ]` cursor, `< >` term, `→` sum, `( )` linked, `/ /`
/// struck out, and `d` for the pattern where there are no colours.
struct CellDrawing {
  let opening: Glyph
  let number: SafeText
  let closing: Glyph
  let style: Style

  init(
    _ content: CellContent, format: NumberFormat, isSelected: Bool, spotlight: Bool,
    palette: Palette
  ) {
    let marks = content.marks
    let role = Self.role(content, isSelected: isSelected)
    let isLit = isSelected || !marks.isDisjoint(with: [.linked, .term, .output])
    var style = palette[spotlight && !isLit ? .structuralZero : role]
    if marks.contains(.linked), !isSelected {
      style.attributes.formUnion(palette[.linked].attributes.intersection(.underline))
    }
    var number = Self.text(content.value, format: format)
    var (opening, closing) = Self.marks(marks, isSelected: isSelected)
    if palette.needsMarks, marks.contains(.pattern) {
      if opening == " " {
        opening = "d"
      } else if number.columns < format.width {
        number = SafeText("d") + number.padded(to: format.width - 1, onLeft: true)
      }
    }
    self.opening = opening
    self.closing = closing
    self.number = number.padded(to: format.width, onLeft: true)
    self.style = style
  }

  /// The whole cell.
  var text: SafeText { SafeText(opening) + number + SafeText(closing) }
  /// The cell without its closing mark.
  var opened: SafeText { SafeText(opening) + number }
}

// MARK: - Private

extension CellDrawing {
  private static func text(_ value: CellContent.Value, format: NumberFormat) -> SafeText {
    switch value {
    case .number(let number): SafeText(format.text(number))
    case .structuralZero: SafeText(Glyph.structuralZero)
    case .unknown: "?"
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
    case .structuralZero, .hidden: return .structuralZero
    }
  }

  private static func marks(
    _ marks: CellContent.Marks, isSelected: Bool
  ) -> (opening: Glyph, closing: Glyph) {
    if isSelected { return ("[", "]") }
    if marks.contains(.term) { return ("<", ">") }
    if marks.contains(.output) { return ("→", " ") }
    if marks.contains(.struck) { return ("/", "/") }
    if marks.contains(.linked) { return ("(", ")") }
    return (" ", " ")
  }
}
