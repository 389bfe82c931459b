import MatrixCalculus
import TensorCore
import Testing

/// Gradients by single entries, as the vector or matrix of these.
struct NormalFormStacksTests {
  @Test(arguments: [
    ("E = sin(x[0]) * cos(x[1])", "x=2", "[cos(x[1])·cos(x[0]), −sin(x[0])·sin(x[1])]"),
    ("E = x[0]**2 * x[1] + 3 * x[1]", "x=2", "[2·x[1]·x[0], x[0]² + 3]"),
    ("E = x[0] * x[1] * x[2]", "x=3", "[x[2]·x[1], x[2]·x[0], x[0]·x[1]]"),
    // What all entries have in common stands in front, and an entry that does not occur is 0.
    ("E = exp(a * x[0] - x[2])", "x=3 a=scalar", "E·[a, 0, −1]"),
    ("E = -x[0] - 2 * x[1]", "x=2", "−[1, 2]"),
    // Most entries would be 0; one entry is one basis vector.
    ("E = x[0] * x[5]", "x=6", "x[5]·I[:, 0] + x[0]·I[:, 5]"),
    ("E = x[1]**2", "x=2", "2·x[1]·I[:, 1]"),
    (
      "E = x[0, 0] * x[1, 1] - x[0, 1] * x[1, 0]", "x=2x2",
      "[[x[1, 1], −x[1, 0]], [−x[0, 1], x[0, 0]]]"
    ),
    ("y = w[0:3] * x[0] + w[1:4] * x[1]", "x=2 w=4", "[(∂E/∂y)ᵀ·w[0:3], (∂E/∂y)ᵀ·w[1:4]]"),
    // Entries in their order are the tensor, or a run of it.
    ("E = x[0] * w[0] + x[1] * w[1]", "x=2 w=2", "w"),
    ("E = x[0] * w[1] + x[1] * w[2]", "x=2 w=3", "w[1:3]"),
    ("E = x[0] * w[1] + x[1] * w[0]", "x=2 w=2", "[w[1], w[0]]"),
    (
      "E = x[0, 0] * w[0, 0] + x[0, 1] * w[1, 0] + x[1, 0] * w[0, 1] + x[1, 1] * w[1, 1]",
      "x=2x2 w=2x2", "wᵀ"
    ),
    ("E = logsumexp(x) - x[1] - 2 * x[0]", "x=2", "softmax(x) − [2, 1]"),
  ]) func entriesStandBelowOneAnother(program: String, inputs: String, form: String) throws {
    let derived = try DerivedRow(CorpusRow("", "", program, by: "x", inputs, ""))
    let own = try #require(derived.derivation.closedForm)
    #expect(ExpressionNotation.unicode.text(own).text == form)
    #expect(derived.values.evaluate(own).isClose(to: try derived.gradient, within: 1e-12))
  }

  @Test func notationsOfAVectorAndAMatrix() throws {
    func text(_ program: String, _ inputs: String, _ notation: ExpressionNotation) throws -> String
    {
      let derived = try DerivedRow(CorpusRow("", "", program, by: "x", inputs, ""))
      return notation.text(try #require(derived.derivation.closedForm)).text
    }
    let product = "E = x[0] * x[1]"
    #expect(try text(product, "x=2", .numpy) == "array([x[1], x[0]])")
    #expect(
      try text(product, "x=2", .latex)
        == "\\begin{bmatrix} x_{[1]} \\cr x_{[0]} \\end{bmatrix}")
    let pairs = "E = x[0, 0] * x[0, 1] + x[1, 0] * x[1, 1]"
    #expect(
      try text(pairs, "x=2x2", .numpy) == "array([[x[0, 1], x[0, 0]], [x[1, 1], x[1, 0]]])")
    #expect(
      try text(pairs, "x=2x2", .latex)
        == "\\begin{bmatrix} x_{[0, 1]} & x_{[0, 0]} \\cr x_{[1, 1]} & x_{[1, 0]} \\end{bmatrix}")
  }
}
