/// Sentences in LaTeX: what stands between formulas, its signs as commands.
///
/// Only ASCII comes out, so that any engine takes it; a sign that nobody has named stands as the number
/// that it has.
public enum LaTeXProse {
  /// The sentence with every sign that LaTeX would obey, or does not know, written as a command.
  public static func text(_ sentence: String) -> String {
    sentence.unicodeScalars.map(text).joined()
  }

  private static func text(_ scalar: Unicode.Scalar) -> String {
    if let known = signs[scalar] { return known }
    switch scalar {
    case "\\": return "\\textbackslash{}"
    case "~": return "\\textasciitilde{}"
    case "^": return "\\textasciicircum{}"
    case "<", ">", "|": return "$\(scalar)$"
    // A long name may be broken behind a line of its own.
    case "_": return "\\_\\allowbreak{}"
    case "#", "$", "%", "&", "{", "}": return "\\" + String(scalar)
    case " "..."~": return String(scalar)
    default: return "$\(LaTeXName.symbol(scalar))$"
    }
  }

  private static let signs: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "∂": "$\\partial$", "Σ": "$\\sum$", "⊗": "$\\otimes$", "⊙": "$\\odot$", "×": "$\\times$",
      "·": "$\\cdot$", "−": "$-$", "ᵀ": "$^{\\top}$", "≠": "$\\ne$", "≤": "$\\le$", "≥": "$\\ge$",
      "→": "$\\to$", "…": "\\dots{}", "⁻": "$^{-}$", "\n": " ", "\t": " ",
    ]
    for (place, scalar) in "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.enumerated() {
      table[scalar] = "$_{\(place)}$"
    }
    for (place, scalar) in "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars.enumerated() {
      table[scalar] = "$^{\(place)}$"
    }
    return table
  }()
}
