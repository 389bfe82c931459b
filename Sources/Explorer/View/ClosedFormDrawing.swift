import Screen

/// The answer in a double box, with what it assumes and its certificate below the formula; where rows are few,
/// the certificate stands beside it or in the border.
struct ClosedFormDrawing {
  /// Rows that the box takes at least.
  static let rows = 3
  /// Columns of the screen that are none of a line's: a margin, the border and two blanks on either side.
  private static let margins = 8

  let closedForm: Picture.ClosedForm
  let palette: Palette

  /// Rows that the box wants in so many columns, and those that will do where panels need the room.
  func rows(in columns: Int) -> (wanted: Int, least: Int) {
    let full = 2 + fullest(in: columns).count
    guard closedForm.assumption == nil else {
      return (full, 2 + withoutGeneral(in: columns).count)
    }
    // A formula with nothing more to say stands beside its certificate where both fit.
    let isShort = whole(in: columns) == nil && fits(beside, in: columns)
    return (isShort ? Self.rows : full, Self.rows)
  }

  /// Draws the box as far as `rect` has rows for it; gives the rows used.
  func draw(into grid: inout Grid, in rect: Rect) -> Int {
    guard rect.rows >= Self.rows, rect.columns >= Self.margins else { return 0 }
    let (lines, isCertified) = wording(in: rect)
    let wanted = (lines + (isCertified ? [] : [certificate])).map(\.columns).max() ?? 0
    let width = min(rect.columns - 2, wanted + 6)
    let box = Rect(
      row: rect.row, column: rect.column + 1, rows: lines.count + 2, columns: width)
    BoxDrawing(rect: box, style: palette[.activeBorder], inside: palette.page)
      .draw(into: &grid)
    for (index, line) in lines.enumerated() {
      line.truncated(to: width - 4)
        .draw(into: &grid, row: box.row + 1 + index, column: box.column + 3)
    }
    if !isCertified {
      let inset = StyledText(" ", palette.page) + certificate + StyledText(" ", palette.page)
      inset.truncated(to: width - 4)
        .draw(into: &grid, row: box.endRow - 1, column: box.column + 2)
    }
    return box.rows
  }

  // MARK: Wordings

  /// As much as the rows allow, and whether the certificate is in it.
  private func wording(in rect: Rect) -> (lines: [StyledText], isCertified: Bool) {
    let ways = [fullest(in: rect.columns), withoutGeneral(in: rect.columns)]
    if let lines = ways.first(where: { $0.count + 2 <= rect.rows }) { return (lines, true) }
    if fits(beside, in: rect.columns) { return ([beside], true) }
    let formula = packed([safeFormula], in: rect.columns)
    return (formula.count + 2 <= rect.rows ? formula : [link], false)
  }

  /// The formula, what it assumes, what holds without that, and the certificate.
  private func fullest(in columns: Int) -> [StyledText] {
    guard let assumption = closedForm.assumption else {
      return (whole(in: columns).map { [$0] } ?? packed([formula], in: columns)) + [certificate]
    }
    let general = "in general " + assumption.general
    return formulaAndAssumption(in: columns)
      + packed([palette.text(general, plain: .faint, name: .faint), certificate], in: columns)
  }

  private func withoutGeneral(in columns: Int) -> [StyledText] {
    formulaAndAssumption(in: columns) + [certificate]
  }

  private func formulaAndAssumption(in columns: Int) -> [StyledText] {
    guard let assumption = closedForm.assumption else { return packed([formula], in: columns) }
    let words = StyledText(assumption.words, palette[.text])
    let formulas = [whole(in: columns), formula].compactMap { $0 }
    let ways = formulas.map { packed([$0, words], in: columns) }
    return ways.first { $0.count == 1 } ?? ways[0]
  }

  /// All in one line where it fits, else a line each, a long one broken.
  private func packed(_ pieces: [StyledText], in columns: Int) -> [StyledText] {
    let line = joined(pieces)
    return fits(line, in: columns)
      ? [line] : pieces.flatMap { $0.wrapped(to: max(1, columns - Self.margins)) }
  }

  private func joined(_ pieces: [StyledText]) -> StyledText {
    pieces.dropFirst().reduce(pieces[0]) { $0 + StyledText("   ", palette.page) + $1 }
  }

  private func fits(_ line: StyledText, in columns: Int) -> Bool {
    line.columns + Self.margins <= columns
  }

  private var formula: StyledText {
    palette.text(closedForm.formula, plain: .strong, name: .strong)
  }
  /// The shorter formula; the formula itself where there is none.
  private var link: StyledText {
    closedForm.link.map { palette.text($0, plain: .strong, name: .strong) } ?? formula
  }
  /// The formula with more said, where it fits in one line.
  private func whole(in columns: Int) -> StyledText? {
    let text = closedForm.whole.map { palette.text($0, plain: .strong, name: .strong) }
    return text.flatMap { fits($0, in: columns) ? $0 : nil }
  }
  private var certificate: StyledText { StyledText(closedForm.certificate, palette[.text]) }
  private var beside: StyledText { joined([safeFormula, certificate]) }
  /// One line has no room for what a formula assumes: there the general one stands.
  private var safeFormula: StyledText {
    let general = closedForm.assumption.map {
      palette.text($0.general, plain: .strong, name: .strong)
    }
    return general ?? formula
  }
}
