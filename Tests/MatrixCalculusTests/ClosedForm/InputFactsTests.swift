import MatrixCalculus
import TensorCore
import Testing

/// What is true of inputs shortens closed forms, is named, and changes no number.
struct InputFactsTests {
  @Test(arguments: [
    ("E = x @ W @ x", "x", "x=3 W=3x3:spd", "2·W·x", ["W is symmetric"]),
    (
      "E = (x - m) @ inv(S) @ (x - m) / 2", "m", "x=3 m=3 S=3x3:spd", "S⁻¹·(m − x)",
      ["S is symmetric"]
    ),
    (
      "E = -sum(T * log_softmax(Z))", "Z", "Z=2x3 T=2x3:onehot", "softmax(Z) − T",
      ["each row of T adds up to 1"]
    ),
    (
      "E = -sum(T * log_softmax(X @ W)) + v @ A @ v", "W", "X=2x4 W=4x3 T=2x3:onehot v=2 A=2x2:spd",
      "Xᵀ·(softmax(X·W) − T)", ["each row of T adds up to 1"]
    ),
  ]) func factsShortenTheForm(
    program: String, variable: String, inputs: String, text: String, words: [String]
  ) throws {
    let derived = try DerivedRow(CorpusRow("facts", "", program, by: variable, inputs, ""))
    let facts = InputFact.facts(of: derived.program.inputs, derived.values)
    let special = try #require(derived.derivation.specialForm(given: facts, on: derived.values))
    #expect(ExpressionNotation.unicode.text(special.form).text == text)
    #expect(special.facts.map(\.words) == words)
    #expect(derived.values.evaluate(special.form).isClose(to: try derived.gradient, within: 1e-12))
  }

  /// Random numbers are neither symmetric nor distributions, and a scalar axis says nothing.
  @Test(arguments: [
    ("E = x @ W @ x", "x", "x=3 W=3x3"), ("E = -sum(T * log_softmax(Z))", "Z", "Z=2x3 T=2x3"),
    ("E = x @ W @ x", "x", "x=1 W=1x1"),
  ]) func otherNumbersHaveNone(program: String, variable: String, inputs: String) throws {
    let derived = try DerivedRow(CorpusRow("facts", "", program, by: variable, inputs, ""))
    #expect(InputFact.facts(of: derived.program.inputs, derived.values).isEmpty)
    #expect(derived.derivation.specialForm(given: [], on: derived.values) == nil)
  }
}
