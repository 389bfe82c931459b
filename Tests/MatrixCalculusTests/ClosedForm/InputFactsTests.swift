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
    // Σ (1 − e)·y + e/4 over 4 entries is (1 − e) + e.
    (
      "E = -((1 - e) * y + e / 4) @ log_softmax(z)", "z", "e=scalar y=4:onehot z=4",
      "softmax(z) + e·(y − 1 / 4) − y", ["y adds up to 1"]
    ),
    (
      "t = (1 - e) * y + e / 4; E = -t @ log_softmax(z)", "z", "e=scalar y=4:onehot z=4",
      "softmax(z) − t", ["y adds up to 1"]
    ),
    (
      "T = (1 - e) * Y + e / 3; E = -sum(T * log_softmax(Z))", "Z",
      "e=scalar Y=2x3:onehot Z=2x3", "softmax(Z) − T", ["each row of Y adds up to 1"]
    ),
    (
      "E = -2 * logdet(S) - trace(inv(S) @ (X - m).T @ (X - m)) / 2", "S", "S=3x3:spd X=4x3 m=3",
      "S⁻¹·(Xᵀ − m)·(X − mᵀ)·S⁻¹ / 2 − 2·S⁻¹", ["S is symmetric"]
    ),
    // ½·Σ w[i,j]·(x[i] − x[j])² is xᵀ·L·x for the Laplacian L of a graph without directions.
    (
      "E = sum(W*(outer(x, ones(3)) - outer(ones(3), x))**2)/2", "x", "W=3x3:spd x=3",
      "2·(x ⊙ W·1 − W·x)", ["W is symmetric"]
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

  /// What is true of an input shortens a Hessian, too.
  @Test(arguments: [
    ("E = x @ A @ x / 2 - b @ x", "x", "x=3 A=3x3:spd b=3", "A", "A is symmetric"),
    ("s = softmax(z); E = -t @ log(s)", "z", "z=3 t=3:onehot", "diag(s) − s·sᵀ", "t adds up to 1"),
    (
      "E = logdet(S) / 2 + (x - m) @ inv(S) @ (x - m) / 2", "m", "S=2x2:spd x=2 m=2", "S⁻¹",
      "S is symmetric"
    ),
  ]) func factsShortenTheHessian(
    program: String, variable: String, inputs: String, text: String, words: String
  ) throws {
    let derived = try DerivedRow(CorpusRow("facts", "", program, by: variable, inputs, ""))
    let (second, _) = try #require(derived.derivation.second(in: derived.program))
    var values = Valuation(second.program, inputs: derived.inputs)
    values.setGradients(of: second, upstream: Tensor(shape: second.output.shape) { _ in 1 })
    let certificate = Certificate.certifying(second, values, seed: 1)
    let special = try #require(
      second.specialJacobianForm(
        of: derived.program.inputs, on: values, certifiedBy: certificate))
    #expect(ExpressionNotation.unicode.text(special.form).text == text)
    #expect(special.facts.words == words)
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
