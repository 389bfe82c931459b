import TensorCore

/// The entries of a structured tensor as a formula in index notation.
extension StructuredTensor<Expression> {
  /// `X[i,k]·δ[j,l]`, `Σᵢ ∂E/∂y[i,l]·X[i,k]`; `0` where there is no term.
  ///
  /// Sorted, what a product holds stands in the order of the axes; otherwise as the derivation left it.
  public func formula(sorted: Bool = false) -> FormulaText {
    IndexNotation.text(self, sorted: sorted)
  }

  /// The same formula in LaTeX: `X_{i k} \, \delta_{j l}`.
  public var latexFormula: String {
    guard !terms.isEmpty else { return "0" }
    var text = ""
    for (number, term) in terms.enumerated() {
      let sign = term.coefficient < 0 ? "-" : ""
      text += number == 0 ? sign : term.coefficient < 0 ? " - " : " + "
      text += Self.latex(term)
    }
    return text
  }

  private static func latex(_ term: Term<Expression>) -> String {
    let sums = term.bound.map { "\\sum_{\($0.letter)} " }.joined()
    var pieces = term.factors.map { factor in
      ExpressionNotation.latex.atom(factor.label).text + subscripts(factor.subscripts)
    }
    pieces += term.deltas.map { "\\delta" + subscripts([$0.left, $0.right]) }
    let magnitude = term.coefficient.magnitude
    if magnitude != 1 || pieces.isEmpty {
      pieces.insert(
        ExpressionNotation.latex.text(.number(magnitude)).text, at: 0)
    }
    return sums + pieces.joined(separator: " \\, ")
  }

  private static func subscripts(_ forms: [IndexForm]) -> String {
    guard !forms.isEmpty else { return "" }
    let isPlain = forms.allSatisfy { $0.plain != nil }
    let texts = forms.map {
      IndexNotation.form($0).text.map { $0 == "·" ? " " : String($0) }.joined()
    }
    return "_{\(texts.joined(separator: isPlain ? " " : ", "))}"
  }
}
