import Testing

@testable import Screen

@Suite struct GlyphSetTests {
  @Test func aProductAndAStructuralZeroDifferInASCII() {
    var frame = Grid(size: Size(columns: 20, rows: 1))
    frame.write("Xᵀ·∂E/∂y", row: 0, column: 0, style: .plain)
    frame.put(.structuralZero, row: 0, column: 10, style: .plain)
    #expect(frame.lines(.unicode) == ["Xᵀ·∂E/∂y  ·"])
    #expect(frame.lines(.ascii) == ["X'*dE/dy  ."])
  }

  @Test func aZeroWithoutAReasonIsNoExponentAndNoNumber() {
    var frame = Grid(size: Size(columns: 20, rows: 1))
    frame.write("10¹⁰ 0", row: 0, column: 0, style: .plain)
    frame.put(.untoldZero, row: 0, column: 7, style: .plain)
    #expect(frame.lines(.unicode) == ["10¹⁰ 0 ⁰"])
    #expect(frame.lines(.ascii) == ["1010 0 ,"])
  }

  /// `Si Sj` would be names; the blanks that make room for `_` come out of those behind.
  @Test func aSumIsNotReadAsAName() {
    func ascii(_ text: String, columns: Int = 40) -> String {
      var frame = Grid(size: Size(columns: columns, rows: 1))
      frame.write(SafeText(text), row: 0, column: 0, style: .plain)
      return frame.lines(.ascii)[0]
    }
    #expect(ascii("x = Σᵢ Σⱼ a[i,j] + Σₖ b[k]") == "x = S_i S_j a[i,j] + S_k b[k]")
    #expect(ascii("Σᵢ a[i]    next: Σⱼ") == "S_i a[i]   next: S_j")
    #expect(ascii("Σᵢ Σⱼ a   next") == "S_i S_j a next")
    // No room: as wide as before.
    #expect(ascii("Σᵢ Σⱼ a  next", columns: 13) == "Si S_j a next")
    #expect(ascii("│ Σᵢ a│  b") == "| Si a|  b")
    #expect(ascii("Σᵢ", columns: 2) == "Si")
    #expect(ascii("Σ x") == "S x")
  }

  @Test(arguments: [
    ("⊙⊗Σ∂δ", "oxSdd"), ("₁₂ᵢⱼ", "12ij"), ("┌─┐│╔═╗║", "+-+|#=##"), ("●◉○", "*@o"),
    ("3×2 − 1 …", "3x2 - 1 ~"), ("←↑↓→", "<^v>"), ("行", "?"), ("⡀⣿⠀|", ".# |"),
  ])
  func isSpelledInASCII(unicode: String, ascii: String) {
    var frame = Grid(size: Size(columns: 12, rows: 1))
    frame.write(SafeText(unicode), row: 0, column: 0, style: .plain)
    #expect(frame.lines(.ascii) == [ascii])
  }

  @Test func everyMarkOfTheTableTakesOneColumn() throws {
    let library = try CLibraryWidth()
    #expect(AsciiGlyphs.table.count > 200)
    for (mark, spelling) in AsciiGlyphs.table {
      #expect(mark.isShowable && mark.columns == 1, "U+\(String(mark.value, radix: 16))")
      #expect(library.columns(of: mark) == 1)
      #expect(0x20..<0x7F ~= spelling.value)
    }
  }

  @Test func marksAndSpellingsStandOneForOne() {
    for (marks, spellings) in AsciiGlyphs.rows {
      #expect(marks.unicodeScalars.count == spellings.unicodeScalars.count, "\(marks)")
    }
  }

  @Test func everyFrameBecomesASCIIWidthForWidth() {
    for value in UInt32(0xA0)..<0x30000 where value < 0x3000 || value % 7 == 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = SafeText(String(scalar))
      var frame = Grid(size: Size(columns: text.columns + 1, rows: 1))
      frame.write(text + "|", row: 0, column: 0, style: .plain)
      let ascii = frame.spelled(in: .ascii)
      #expect(ascii[0, text.columns].scalar == "|")
      #expect(ascii.lines()[0].utf8.allSatisfy { $0 < 0x80 })
    }
  }
}
