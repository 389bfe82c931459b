/// What stands for each mark of the program where a terminal shows ASCII only, one column for one.
enum AsciiGlyphs {
  /// The ASCII mark for a scalar; `?` for one that the table does not know.
  static func spelling(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    if let known = table[scalar] { return known }
    return switch scalar.value {
    case 0x2500...0x257F: "+"
    case 0x2800...0x28FF: density(ofDots: (scalar.value & 0xFF).nonzeroBitCount)
    default: "?"
    }
  }

  /// Every scalar that has a spelling of its own.
  static let table: [Unicode.Scalar: Unicode.Scalar] = {
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (marks, spellings) in rows {
      for (mark, spelling) in zip(marks.unicodeScalars, spellings.unicodeScalars) {
        table[mark] = spelling
      }
    }
    return table
  }()

  /// Marks above, spellings below, one for one.
  static let rows: [(marks: String, spellings: String)] = [
    // Operators.
    ("·⋅×÷−±⊗⊙⊕∘∂∇δΣ∑Π∏√∞", "*.x/-~xo+odVdSSPPV8"),
    ("≤≥≠≈≡∈∉∀∃∧∨¬⟨⟩‖", "<>!~=ee..^v!<>|"),
    // Superscripts and subscripts.
    ("ᵀ⊤′″⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "'''\"0123456789+-n"),
    ("₀₁₂₃₄₅₆₇₈₉₊₋₌", "0123456789+-="),
    ("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx"),
    // Greek.
    ("αβγεζηθικλμνξπρστυφχψω", "abgezhqiklmnxprstufcyw"),
    ("ΓΔΘΛΞΦΨΩ", "GDQLXFYW"),
    // Arrows and triangles.
    ("←→↑↓↔↕⇐⇒⇔↦⟵⟶↩↪", "<>^v-|<>=><><>"),
    ("◀▶▲▼◂▸▴▾◁▷△▽", "<>^v<>^v<>^v"),
    // Marks of progress and verdicts.
    ("●◉○◦◌◆◇■□▪▫•✓✗✔✘★☆", "*@o,.*o#o*o*vxvx*."),
    // Punctuation.
    ("…–—‘’“”«»°§¶¡¿", "~--''\"\"<>ospi?"),
    // Single, double and heavy lines; every other box drawing mark is a `+`.
    ("─━┄┅┈┉╌╍╴╶│┃┆┇┊┋╎╏╵╷", "----------||||||||||"),
    ("═║╔╗╚╝╠╣╦╩╬", "=#########="),
    // Blocks.
    ("█▓▒░▀▄▌▐▔▁▂▃▅▆▇▉▊▋▍▎▏", "#%:.\"_[]-___=######||"),
  ]

  private static func density(ofDots dots: Int) -> Unicode.Scalar {
    switch dots {
    case 0: " "
    case 1...2: "."
    case 3...4: ":"
    case 5...6: "+"
    default: "#"
    }
  }
}
