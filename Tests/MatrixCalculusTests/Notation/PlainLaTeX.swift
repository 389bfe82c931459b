/// A formula in LaTeX as the same formula on one line, for `PlainReader`.
enum PlainLaTeX {
  /// `\frac{a}{b}` as ((a) / (b)), `A B` as A·B; names are replaced first, longest first.
  static func line(_ latex: String, _ names: [String: String]) -> String {
    var text = latex
    for (name, letter) in names.sorted(by: { $0.key.count > $1.key.count }) {
      text = text.replacing(name, with: letter)
    }
    text = listed(text)
    for (sign, plain) in signs { text = text.replacing(sign, with: plain) }
    var rest = Array(text)[...]
    return braced(&rest)
  }

  /// A matrix as the list of its rows, a column as that of its entries.
  private static func listed(_ text: String) -> String {
    guard let start = text.firstRange(of: "\\begin{bmatrix} "),
      let end = text[start.upperBound...].firstRange(of: " \\end{bmatrix}")
    else { return text }
    let rows = text[start.upperBound..<end.lowerBound].split(separator: " \\cr ").map {
      $0.split(separator: " & ").joined(separator: ", ")
    }
    let isColumn = !text[start.upperBound..<end.lowerBound].contains(" & ")
    let list = (isColumn ? rows : rows.map { "[\($0)]" }).joined(separator: ", ")
    return text[..<start.lowerBound] + "[\(list)]" + listed(String(text[end.upperBound...]))
  }

  private static let signs = [
    (" \\times ", "×"), ("^{\\top}", "ᵀ"), ("^{-1}", "⁻¹"), ("^{-\\top}", "⁻ᵀ"),
    ("\\left\\lVert ", "norm("),
    (" \\right\\rVert", ")"), ("\\left[ ", "["), (" \\right]", "]"), ("\\left(", "("),
    ("\\right)", ")"), ("\\mathbf{1}", "1"), ("\\mathbf{0}", "0"), (" \\odot ", " ⊙ "),
    (" \\cdot ", "·"), (" \\le ", " ≤ "), (" \\ge ", " ≥ "), (" \\ne ", " ≠ "), (" + ", "✚"),
    (" - ", "−−"), ("-", "−"), ("−−", " − "), (" ⊙ ", "⊙"), (" = ", "＝"), (" > ", "＞"),
    (" < ", "＜"), (" ≤ ", "≤"), (" ≥ ", "≥"), (" ≠ ", "≠"), (", ", "，"), (" − ", "－"),
    (" ", "·"), ("✚", " + "), ("⊙", " ⊙ "), ("－", " − "), ("＝", " = "), ("＞", " > "),
    ("＜", " < "), ("≤", " ≤ "), ("≥", " ≥ "), ("≠", " ≠ "), ("，", ", "),
    ("\\mathrm{axis}", "axis"),
  ]

  /// The text to the next closing brace, which is taken.
  private static func braced(_ rest: inout ArraySlice<Character>) -> String {
    var text = ""
    while let next = rest.popFirst(), next != "}" {
      switch next {
      case "\\": text += command(&rest)
      case "^":
        let isEntrywise = rest.starts(with: "{\\circ")
        rest = rest.dropFirst(isEntrywise ? 7 : 1)
        text += (isEntrywise ? "^∘(" : "^(") + braced(&rest) + ")"
      case "_":
        rest = rest.dropFirst()
        text += braced(&rest)
      default: text.append(next)
      }
    }
    return text
  }

  private static func command(_ rest: inout ArraySlice<Character>) -> String {
    let word = String(rest.prefix { $0.isLetter })
    rest = rest.dropFirst(word.count)
    guard rest.first == "{" else { return word }
    rest = rest.dropFirst()
    let first = braced(&rest)
    switch word {
    case "operatorname": return first
    case "sqrt": return "sqrt(\(first))"
    case "frac":
      rest = rest.dropFirst()
      return "((\(first)) / (\(braced(&rest))))"
    default: return "\\\(word)"
    }
  }
}
