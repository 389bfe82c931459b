import Screen

/// What the marks on the screen mean, the one table: the help overlay shows it, and the README's table
/// is printed from it.
enum Legend {
  struct Row {
    /// As a frame holds it, with glyphs that ASCII spells.
    let mark: String
    let words: String
  }

  static let rows = [
    Row(mark: "[ 2]", words: "the cursor; in a sum the product under way"),
    Row(mark: "( 2)", words: "belongs to the cursor; in a sum a product that δ strikes out"),
    Row(mark: "/ 2/", words: "would belong to it, but a delta strikes the product out"),
    Row(mark: "< 2>", words: "a factor of the product under way"),
    Row(mark: "→ 2", words: "the entry whose sum is under way"),
    Row(
      mark: String(Glyph.structuralZero.scalar),
      words: "zero whatever the numbers are: a delta says so, or terms cancel"),
    Row(mark: String(Glyph.untoldZero.scalar), words: "such a zero before the story has said why"),
    Row(mark: "0", words: "a number that happens to be zero"),
    Row(mark: "~0", words: "a number too small for the digits of its panel"),
    Row(mark: "?", words: "what the story has not reached"),
    Row(mark: "…", words: "still being computed"),
    Row(mark: "δ[j,l]", words: "1 where j = l, else 0"),
    Row(mark: "⊗₂", words: "a product of tensors summed over 2 axes that they share"),
    Row(mark: "∂E/∂w|r", words: "the part of ∂E/∂w with r held fixed"),
  ]

  /// The table as the help overlay shows it.
  static let help = Overlay.HelpSection(
    title: "Marks", rows: rows.map { Overlay.HelpRow(keys: $0.mark, words: $0.words) })

  /// The README's table, spelled as a Unicode terminal shows it.
  static var markdown: String {
    let lines = rows.map { row in
      let mark = row.mark.replacing(String(Glyph.structuralZero.scalar), with: "·")
        .replacing(String(Glyph.untoldZero.scalar), with: "⁰").replacing("|", with: "\\|")
      return "| `\(mark)` | \(row.words) |"
    }
    return (["| mark | means |", "|---|---|"] + lines).joined(separator: "\n")
  }
}

/// The README's table of marks.
package func markTableMarkdown() -> String { Legend.markdown }
