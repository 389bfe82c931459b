import MatrixCalculus
import TensorCore
import Testing

/// Closed forms as a person writes them: what is derived, and the line that a book has.
struct ShortestFormTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let inputs: String
    let form: String

    init(_ program: String, by variable: String, _ inputs: String, _ form: String) {
      self.program = program
      self.variable = variable
      self.inputs = inputs
      self.form = form
    }

    var testDescription: String { "\(program) by \(variable)" }
  }

  /// Forms that every course prints in just these signs.
  static let textbook = [
    Case("y = X @ A", by: "A", "X=3x4 A=4x2", "Xᵀ·∂E/∂y"),
    Case("y = X @ A", by: "X", "X=3x4 A=4x2", "∂E/∂y·Aᵀ"),
    Case("Y = A @ X @ B", by: "X", "A=2x3 X=3x4 B=4x5", "Aᵀ·∂E/∂Y·Bᵀ"),
    Case("E = x @ A @ x", by: "x", "A=3x3 x=3", "(A + Aᵀ)·x"),
    Case("E = sum((A @ x - b)**2)", by: "x", "A=4x3 x=3 b=4", "2·Aᵀ·(A·x − b)"),
    Case("B = inv(A)", by: "A", "A=3x3:regular", "−Bᵀ·∂E/∂B·Bᵀ"),
    Case("E = logdet(A)", by: "A", "A=3x3:regular", "A⁻ᵀ"),
    Case("E = det(A)", by: "A", "A=3x3:regular", "det(A)·A⁻ᵀ"),
    Case(
      "E = logsumexp(z) - z @ t", by: "z", "z=4 t=4", "softmax(z) − t"),
    Case("y = relu(X @ A)", by: "A", "X=3x4 A=4x2", "Xᵀ·(∂E/∂y ⊙ relu'(y))"),
    Case("y = X @ A + b", by: "b", "X=3x4 A=4x2 b=2", "(∂E/∂y)ᵀ·1"),
    Case("K = X.T @ X", by: "X", "X=3x4", "X·((∂E/∂K)ᵀ + ∂E/∂K)"),
    Case("s = softmax(z)", by: "z", "z=4", "s ⊙ (∂E/∂s − ((∂E/∂s)ᵀ·s)·1)"),
  ]

  /// Where factors are common, cancel, or have a name.
  static let shortened = [
    Case(
      "r = x - A @ s; E = r @ W @ r", by: "A", "x=4 A=4x3 s=3 W=4x4", "−(W + Wᵀ)·r·sᵀ"),
    Case("E = trace(X @ X @ X @ X)", by: "X", "X=3x3", "4·(X·X·X)ᵀ"),
    Case("E = norm(x)**2", by: "x", "x=3", "2·x"),
    Case("E = logdet(-X)", by: "X", "X=3x3:regular", "X⁻ᵀ"),
    Case("E = sum(p * log(p / q))", by: "q", "p=3:unit q=3:unit", "−p / q"),
    Case("s = exp(z) / sum(exp(z))", by: "z", "z=4", "s ⊙ (∂E/∂s − ((∂E/∂s)ᵀ·s)·1)"),
    Case("Y = X - mean(X, axis=0)", by: "X", "X=3x4", "∂E/∂Y − mean(∂E/∂Y, axis=0)"),
    Case("E = log(det(diag(x)))", by: "x", "x=4:positive", "1 / x"),
    Case("E = y @ inv(diag(x)) @ y", by: "x", "x=4:positive y=4", "−y² / x²"),
    Case("Y = diag(a) @ X @ diag(b)", by: "b", "a=3 X=3x4 b=4", "(∂E/∂Y ⊙ X)ᵀ·a"),
    Case("E = (norm(A + B.T)**2 - norm(A - B.T)**2) / 4", by: "B", "A=3x4 B=4x3", "Aᵀ"),
    Case("E = norm(X.T @ X - A)**2", by: "X", "X=4x3 A=3x3", "2·X·(2·Xᵀ·X − Aᵀ − A)"),
    Case("S = A + A.T; E = det(S)", by: "A", "A=3x3:regular", "2·det(S)·S⁻¹"),
    Case("E = sum((X - m) @ P * (X - m))", by: "m", "X=5x3 m=3 P=3x3", "(P + Pᵀ)·(m − Xᵀ)·1"),
    Case(
      "p = softmax(z); E = sum(p * log(p / q))", by: "z", "z=4 q=4:positive",
      "p ⊙ (log(p / q) − E·1)"),
    Case(
      "Y = A / sum(A, axis=1, keepdims=True)", by: "A", "A=3x4:positive",
      "(∂E/∂Y − sum(∂E/∂Y ⊙ Y, axis=1)) / sum(A, axis=1)"),
    Case("E = 0.8 * x @ x", by: "x", "x=4", "1.6·x"),
    Case("E = trace(A @ B @ X) - trace(X @ A @ B)", by: "X", "A=3x4 B=4x3 X=3x3", "0"),
    Case("y = where(c > 0, a * b, a)", by: "a", "a=3 b=3 c=3", "∂E/∂y ⊙ where([c > 0], b, 1)"),
    Case("E = vec(A) @ vec(X)", by: "X", "A=3x4 X=3x4", "A"),
    Case(
      "h = relu(X @ A + b); y = h @ V", by: "b", "X=3x4 A=4x2 b=2 V=2x2",
      "(∂E/∂y·Vᵀ ⊙ relu'(h))ᵀ·1"),
    Case("y = clip(x, -1, 2)", by: "x", "x=5", "∂E/∂y ⊙ min'(x, 2) ⊙ max'(x, −1)"),
    Case(
      "E = sum((kron(A, B) @ vec(X) - c)**2)", by: "X", "c=20 A=4x3 B=5x2 X=2x3",
      "2·reshape((Aᵀ ⊗ Bᵀ)·((A ⊗ B)·vec(X) − c), 3×2)ᵀ"),
    Case("E = norm(vec(X) - vec(Y))", by: "X", "X=2x3 Y=2x3", "(X − Y) / norm(X − Y)"),
    Case("E = sum(kron(A, B)**2)", by: "A", "A=4x3 B=5x2", "2·sum(B²)·A"),
  ]

  /// Names that are their own transposes by what they are assigned, whatever the numbers.
  static let symmetric = [
    Case("S = B @ B.T; E = x @ S @ x", by: "x", "x=4 B=4x4", "2·S·x"),
    Case("S = B @ B.T; E = x @ inv(S) @ x", by: "x", "x=4 B=4x4:regular", "2·S⁻¹·x"),
    Case(
      "W = (B + B.T) / 2; E = (x - A @ s) @ W @ (x - A @ s)", by: "s", "x=4 A=4x3 s=3 B=4x4",
      "2·Aᵀ·W·(A·s − x)"),
    Case("W = B - B.T; E = x @ W @ y", by: "x", "x=4 y=4 B=4x4", "W·y"),
    Case("S = kron(A @ A.T, B @ B.T); E = x @ S @ x", by: "x", "x=6 A=3x2 B=2x2", "2·S·x"),
  ]

  @Test(arguments: textbook + shortened + symmetric) func formIsTheBooks(example: Case) throws {
    let row = CorpusRow("form", "", example.program, by: example.variable, example.inputs, "")
    let form = try #require(try DerivedRow(row).derivation.closedForm)
    #expect(ExpressionNotation.unicode.text(form).text == example.form)
  }

  /// Forms that are not the book's at a singular matrix, at 0 or at a tie have a longer text there.
  @Test(arguments: [
    ("E = det(X)", "X=2x2:regular", "det(X) * inv(X).T"),
    (
      "E = det(X)", "X=2x2:singular",
      "det(X * reshape(1 - eye(2), (2, 1, 2, 1)) + einsum(\"ik,jl->ijkl\", eye(2), eye(2)))"
    ),
    ("E = prod(X)", "X=4:positive", "prod(X) / X"),
    ("E = prod(X)", "X=4:zeros", "prod(where(eye(4), 1, reshape(X, (1, 4))), axis=1)"),
    ("E = max(X)", "X=4", "(X == E)"),
    (
      "E = max(X)", "X=4:labels",
      "(X == max(X, keepdims=True)) / sum((X == max(X, keepdims=True)), keepdims=True)"
    ),
    ("E = sum(maximum(X, 0))", "X=4", "(X > 0)"),
    ("E = sum(maximum(X, 0))", "X=4:labels", "((X > 0) + (X == 0) / 2)"),
    // A bound is moved, with its ties, as long as no rounding lies between.
    ("E = sum(maximum(2*X - 2, 0))", "X=4:labels", "2 * ((X > 1) + (X == 1) / 2)"),
    ("E = sum(maximum(1 - 2*X, 0))", "X=4", "-(2 * (X < 0.5))"),
    ("E = sum(maximum(0.1*X + 0.3, 0))", "X=4", "(X / 10 + 0.3 > 0) / 10"),
    // NumPy has no negative of a truth.
    ("E = -sum(maximum(X, 0))", "X=4", "-(1 * (X > 0))"),
  ]) func textHasAValueOnTheNumbers(program: String, inputs: String, text: String) throws {
    let derived = try DerivedRow(CorpusRow("text", "", program, by: "X", inputs, ""))
    let form = try #require(derived.derivation.closedForm)
    #expect(derived.values.numPyText(form).text == text)
  }
}
