import TensorCore

/// What a Jacobian is called in a layout, on a blackboard or in LaTeX.
extension JacobianLayout {
  /// `∂y/∂A`, `(∂y/∂A)ᵀ`, `∂vec(y)/∂vec(A)ᵀ`, row by row `∂vec(yᵀ)/∂vec(Aᵀ)ᵀ`.
  ///
  /// Of a scalar, or by one, nothing is turned: its gradient ∂E/∂A has the shape of A.
  public func name(
    of output: Variable, by variable: Variable, in notation: ExpressionNotation = .unicode
  ) -> FormulaText {
    let plain = notation.text(.variable(.jacobian(of: output, by: variable)))
    switch self {
    case .numerator: return plain
    case .denominator:
      let hasBoth = !output.shape.isScalar && !variable.shape.isScalar
      return hasBoth ? notation.turned(notation.bracketed(plain)) : plain
    case .vecColumn, .vecRow:
      let below = vec(variable, notation)
      return notation.quotient(
        "∂" + vec(output, notation),
        "∂" + (variable.shape.isScalar ? below : notation.turned(below)))
    }
  }

  /// `∂²E/∂A²`, in the layouts of vec `∂²E/∂vec(A)∂vec(A)ᵀ`: a Hessian is its own transpose.
  public func hessianName(
    of scalar: Variable, by variable: Variable, in notation: ExpressionNotation = .unicode
  ) -> FormulaText {
    switch self {
    case .numerator, .denominator:
      return notation.text(.variable(.hessian(of: scalar.name, by: variable)))
    case .vecColumn, .vecRow:
      guard !variable.shape.isScalar else {
        return notation.text(.variable(.hessian(of: scalar.name, by: variable)))
      }
      let name = vec(variable, notation)
      return notation.quotient(
        "∂²" + notation.text(.variable(scalar)), "∂" + name + "∂" + notation.turned(name))
    }
  }

  /// vec(A), row by row vec(Aᵀ); a vector is its own.
  private func vec(_ variable: Variable, _ notation: ExpressionNotation) -> FormulaText {
    let own = notation.text(.variable(variable))
    guard variable.shape.rank > 1 else { return own }
    // Of ∂E/∂A the transpose is (∂E/∂A)ᵀ.
    let whole = variable.name.contains("/") ? notation.bracketed(own) : own
    return notation.call(of: "vec", self == .vecRow ? notation.turned(whole) : own).text
  }
}

extension ExpressionNotation {
  /// Whether it writes LaTeX.
  public var isLaTeX: Bool { style == .latex }

  /// `∂y/∂A`, in LaTeX a fraction; what is above and below holds ∂ as it is.
  fileprivate func quotient(_ above: FormulaText, _ below: FormulaText) -> FormulaText {
    guard isLaTeX else { return above + "/" + below }
    func latex(_ text: FormulaText) -> String {
      text.text.replacing("∂²", with: "\\partial^2 ").replacing("∂", with: "\\partial ")
    }
    return FormulaText("\\frac{\(latex(above))}{\(latex(below))}")
  }
}
