import MatrixCalculus
import TensorCore
import Testing

/// Names and sentences in LaTeX: ASCII only, and what a person would write by hand.
struct LaTeXNameTests {
  private func name(_ text: String, _ role: Variable.Role = .input) -> String {
    ExpressionNotation.latex.text(.variable(Variable(text, shape: Shape([2, 2]), role: role))).text
  }

  @Test(arguments: [
    ("A", "A"), ("W1", "\\mathrm{W1}"), ("θ", "\\theta"), ("Δx", "{\\Delta}\\mathrm{x}"),
    ("b_1", "{b_{1}}"), ("a_b_c", "{a_{b c}}"), ("é", "\\mathrm{UE9}"),
  ])
  func wordsOfAProgram(word: String, latex: String) { #expect(name(word) == latex) }

  @Test(arguments: [
    ("∂E/∂y", "\\frac{\\partial E}{\\partial y}"),
    ("∂E/∂W_1", "\\frac{\\partial E}{\\partial {W_{1}}}"),
    ("∂E/∂∂E/∂x", "\\frac{\\partial E}{\\partial \\frac{\\partial E}{\\partial x}}"),
  ])
  func gradients(word: String, latex: String) { #expect(name(word, .gradient) == latex) }

  @Test(arguments: [
    ("∂y/∂A", "\\frac{\\partial y}{\\partial A}"),
    ("∂∂E/∂x/∂x", "\\frac{\\partial^2 E}{\\partial x^2}"),
    ("∂²E/∂x²", "\\frac{\\partial^2 E}{\\partial x^2}"),
    ("∂²E/∂W_1²", "\\frac{\\partial^2 E}{\\partial {W_{1}}^2}"),
    ("∂∂E/∂x/∂y", "\\frac{\\partial^2 E}{\\partial y \\partial x}"),
    ("∂E/∂A|B,C", "\\frac{\\partial E}{\\partial A}\\vert_{\\mathrm{B,C}}"),
  ])
  func jacobians(word: String, latex: String) { #expect(name(word, .jacobian) == latex) }

  @Test(arguments: [
    ("50% of A_1 & {B}", "50\\% of A\\_\\allowbreak{}1 \\& \\{B\\}"),
    ("δ[j,l] ends the sum", "$\\delta$[j,l] ends the sum"),
    ("3×2 → 2×3", "3$\\times$2 $\\to$ 2$\\times$3"),
    ("a\\b^c~d", "a\\textbackslash{}b\\textasciicircum{}c\\textasciitilde{}d"),
    ("10⁶ and ⊗₂", "10$^{6}$ and $\\otimes$$_{2}$"),
    ("\u{1B}[2J", "$\\mathrm{U1B}$[2J"),
  ])
  func sentences(text: String, latex: String) { #expect(LaTeXProse.text(text) == latex) }
}
