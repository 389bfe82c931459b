import Screen

/// Values as colours: blue above zero and orange below, the stronger the further from it.
///
/// Grey is zero, and the page what a delta makes zero. Without colours there are shades and bars.
struct HeatScale {
  /// The magnitude of the strongest colour.
  let largest: Double
  let palette: Palette

  private static let steps = 4
  private static let half: Glyph = "▀"

  /// Two values, one above the other in one cell of the screen.
  func halves(_ upper: CellContent.Value?, _ lower: CellContent.Value?) -> (Glyph, Style) {
    (Self.half, Style(foreground: colour(upper), background: colour(lower)))
  }

  /// One value in one cell of the screen, told by its mark alone.
  func whole(_ value: CellContent.Value?) -> (Glyph, Style) {
    guard case .number(let number) = value else {
      return (.structuralZero, palette[.structuralZero])
    }
    let step = step(of: number)
    if step == 0 { return (number.isNaN ? "!" : "0", palette.page) }
    let marks: [Glyph] = number > 0 ? ["░", "▒", "▓", "█"] : ["▁", "▃", "▅", "▇"]
    return (marks[step - 1], palette.page)
  }

  /// From 0, which is zero alone, to `steps`.
  private func step(of number: Double) -> Int {
    guard number != 0, !number.isNaN else { return 0 }
    guard largest > 0, largest.isFinite, number.isFinite else { return Self.steps }
    let share = (number.magnitude / largest * Double(Self.steps)).rounded(.up)
    return max(1, min(Self.steps, Int(share)))
  }

  private func colour(_ value: CellContent.Value?) -> UInt8 {
    let page = palette.page.background ?? 0
    guard case .number(let number) = value else { return page }
    let isLight = palette.theme == .light
    let step = step(of: number)
    if number.isNaN { return 196 }
    if step == 0 { return isLight ? 250 : 240 }
    let shades: [UInt8] =
      switch (number > 0, isLight) {
      case (true, false): [24, 31, 38, 81]
      case (false, false): [94, 130, 172, 214]
      case (true, true): [153, 75, 32, 18]
      case (false, true): [223, 214, 166, 94]
      }
    return shades[step - 1]
  }
}
