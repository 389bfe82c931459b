import TensorCore

/// The entries of a structured tensor as a formula in index notation.
extension StructuredTensor<Expression> {
  /// `X[i,k]·δ[j,l]`, `Σᵢ ∂E/∂y[i,l]·X[i,k]`; `0` where there is no term.
  ///
  /// Sorted, what a product holds stands in the order of the axes; otherwise as the derivation left it.
  /// Indices count from `base`.
  public func formula(
    sorted: Bool = false, countingFrom base: Int = 0, in notation: ExpressionNotation = .unicode
  ) -> FormulaText {
    IndexNotation(notation: notation.counting(from: base)).text(self, sorted: sorted)
  }

  /// The same formula in LaTeX: `X_{i k} \delta_{j l}`.
  public var latexFormula: FormulaText {
    IndexNotation(notation: .latex).text(self, sorted: true)
  }
}
