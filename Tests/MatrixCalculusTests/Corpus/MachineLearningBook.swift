/// Vector calculus for machine learning.
///
/// Source: M. P. Deisenroth, A. A. Faisal, C. S. Ong, "Mathematics for Machine Learning" (2020), chapter 5,
/// with its exercises, and sections 9.2 and 10.3. Their gradients are rows; the language's are columns.
enum MachineLearningBook {
  static let rows: [CorpusRow] = text + exercises + models

  private static let text: [CorpusRow] = [
    CorpusRow(
      "mml-5.3-linear", "Deisenroth, Faisal and Ong (2020), example 5.9", "f = A @ x", by: "x",
      "A=4x3 x=3", "A.T @ dE_df", jacobian: "A", nonzeros: 12),
    CorpusRow(
      "mml-5.11", "Deisenroth, Faisal and Ong (2020), example 5.11",
      "e = y - P @ t; L = norm(e)**2", by: "t", "y=5 P=5x3 t=3", "-2 * P.T @ (y - P @ t)",
      hessian: "2 * P.T @ P"),
    CorpusRow(
      "mml-5.11-residual", "Deisenroth, Faisal and Ong (2020), example 5.11", "e = y - P @ t",
      by: "t", "y=5 P=5x3 t=3", "-(P.T @ dE_de)", jacobian: "-P"),
    CorpusRow(
      "mml-5.12", "Deisenroth, Faisal and Ong (2020), example 5.12", "f = A @ x", by: "A",
      "A=4x3 x=3", "outer(dE_df, x)", nonzeros: 12),
    CorpusRow(
      "mml-5.13", "Deisenroth, Faisal and Ong (2020), example 5.13", "K = R.T @ R", by: "R",
      "R=3x4", "R @ (dE_dK + dE_dK.T)", nonzeros: 84),
    CorpusRow(
      "mml-5.5-trace", "Deisenroth, Faisal and Ong (2020), section 5.5",
      "F = A @ X @ B; E = trace(F)", by: "X", "A=2x3 X=3x4 B=4x2", "A.T @ B.T"),
    CorpusRow(
      "mml-5.5-inverse", "Deisenroth, Faisal and Ong (2020), section 5.5",
      "E = a @ inv(X) @ b", by: "X", "a=4 X=4x4:regular b=4",
      "-(inv(X).T @ outer(a, b) @ inv(X).T)"),
    CorpusRow(
      "mml-5.5-bilinear", "Deisenroth, Faisal and Ong (2020), section 5.5", "E = a @ X @ b",
      by: "X", "a=2 X=2x3 b=3", "outer(a, b)"),
    CorpusRow(
      "mml-5.5-quadratic", "Deisenroth, Faisal and Ong (2020), section 5.5", "E = x @ B @ x",
      by: "x", "x=4 B=4x4", "(B + B.T) @ x", hessian: "B + B.T"),
    CorpusRow(
      "mml-5.6-graph", "Deisenroth, Faisal and Ong (2020), example 5.14",
      "a = x**2; b = exp(a); c = a + b; d = sqrt(c); e = cos(c); f = d + e", by: "x",
      "x=scalar:unit", "2 * x * (1 / (2 * sqrt(c)) - sin(c)) * (1 + b)"),
    CorpusRow(
      "mml-5.6-layer", "Deisenroth, Faisal and Ong (2020), section 5.6.1",
      "z = A @ x + b; f = sigmoid(z)", by: "A", "A=3x4 x=4 b=3",
      "outer(dE_df * f * (1 - f), x)"),
    CorpusRow(
      "mml-5.6-network", "Deisenroth, Faisal and Ong (2020), section 5.6.1",
      "f = tanh(A @ x + b); g = tanh(B @ f + c); L = norm(y - g)**2", by: "b",
      "A=4x3 x=3 b=4 B=2x4 c=2 y=2", "-2 * (B.T @ ((y - g) * (1 - g**2))) * (1 - f**2)"),
    CorpusRow(
      "mml-5.2-chain", "Deisenroth, Faisal and Ong (2020), section 5.2.2",
      "x = stretch * t; E = exp(x @ w)", by: "t", "stretch=3 t=scalar:unit w=3",
      "E * (stretch @ w)"),
  ]

  private static let exercises: [CorpusRow] = [
    CorpusRow(
      "mml-ex-5.1", "Deisenroth, Faisal and Ong (2020), exercise 5.1",
      "E = log(x**4) * sin(x**3)", by: "x", "x=scalar:positive",
      "4 * sin(x**3) / x + 3 * x**2 * log(x**4) * cos(x**3)"),
    CorpusRow(
      "mml-ex-5.2", "Deisenroth, Faisal and Ong (2020), exercise 5.2", "E = 1 / (1 + exp(-x))",
      by: "x", "x=scalar", "exp(-x) / (1 + exp(-x))**2",
      hessian: "exp(-x) * (exp(-x) - 1) / (1 + exp(-x))**3"),
    CorpusRow(
      "mml-ex-5.3", "Deisenroth, Faisal and Ong (2020), exercise 5.3",
      "E = exp(-(x - m)**2 / (2 * s**2))", by: "x", "x=scalar m=scalar s=scalar:positive",
      "-(x - m) / s**2 * E"),
    CorpusRow(
      "mml-ex-5.5-f1", "Deisenroth, Faisal and Ong (2020), exercise 5.5",
      "E = sin(x[0]) * cos(x[1])", by: "x", "x=2",
      "cos(x[0]) * cos(x[1]) * eye(2)[0] - sin(x[0]) * sin(x[1]) * eye(2)[1]",
      hasMatrixForm: false, nonzeros: 2),
    CorpusRow(
      "mml-ex-5.5-f2", "Deisenroth, Faisal and Ong (2020), exercise 5.5", "E = x @ y", by: "x",
      "x=5 y=5", "y", nonzeros: 5),
    CorpusRow(
      "mml-ex-5.5-f3", "Deisenroth, Faisal and Ong (2020), exercise 5.5", "F = outer(x, x)",
      by: "x", "x=4", "(dE_dF + dE_dF.T) @ x", nonzeros: 28),
    CorpusRow(
      "mml-ex-5.6-f", "Deisenroth, Faisal and Ong (2020), exercise 5.6", "E = sin(log(t @ t))",
      by: "t", "t=4", "2 * cos(log(t @ t)) / (t @ t) * t"),
    CorpusRow(
      "mml-ex-5.6-g", "Deisenroth, Faisal and Ong (2020), exercise 5.6",
      "E = trace(A @ X @ B)", by: "X", "A=5x2 X=2x3 B=3x5", "A.T @ B.T"),
    CorpusRow(
      "mml-ex-5.7-a", "Deisenroth, Faisal and Ong (2020), exercise 5.7",
      "z = x @ x; E = log(1 + z)", by: "x", "x=4", "2 * x / (1 + z)",
      hessian: "2 * eye(4) / (1 + z) - 4 * outer(x, x) / (1 + z)**2"),
    CorpusRow(
      "mml-ex-5.7-b", "Deisenroth, Faisal and Ong (2020), exercise 5.7",
      "z = A @ x + b; f = sin(z)", by: "x", "A=3x4 x=4 b=3", "A.T @ (dE_df * cos(z))",
      jacobian: "diag(cos(z)) @ A", nonzeros: 12),
    CorpusRow(
      "mml-ex-5.8-a", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "y = x - m; E = exp(-(y @ inv(S) @ y) / 2)", by: "x", "x=3 m=3 S=3x3:spd",
      "-E * (inv(S) @ y)", known: Excess(8, "the book knows that S is symmetric")),
    CorpusRow(
      "mml-ex-5.8-b", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "E = trace(outer(x, x) + s**2 * eye(4))", by: "x", "x=4 s=scalar", "2 * x"),
    CorpusRow(
      "mml-ex-5.8-b-scale", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "E = trace(outer(x, x) + s**2 * eye(4))", by: "s", "x=4 s=scalar", "8 * s"),
    CorpusRow(
      "mml-ex-5.8-c", "Deisenroth, Faisal and Ong (2020), exercise 5.8",
      "z = A @ x + b; f = tanh(z)", by: "x", "A=3x4 x=4 b=3", "A.T @ (dE_df * (1 - f**2))",
      jacobian: "diag(1 - tanh(z)**2) @ A"),
  ]

  private static let models: [CorpusRow] = [
    CorpusRow(
      "mml-9.2-regression", "Deisenroth, Faisal and Ong (2020), section 9.2.1",
      "L = (y - X @ w) @ (y - X @ w) / (2 * s**2)", by: "w", "y=5 X=5x3 w=3 s=scalar:positive",
      "X.T @ (X @ w - y) / s**2", hessian: "X.T @ X / s**2"),
    CorpusRow(
      "mml-9.2-variance", "Deisenroth, Faisal and Ong (2020), section 9.2.1",
      "L = (y - X @ w) @ (y - X @ w) / (2 * v) + 5 * log(v) / 2", by: "v",
      "y=5 X=5x3 w=3 v=scalar:positive", "5 / (2 * v) - (y - X @ w) @ (y - X @ w) / (2 * v**2)"),
    CorpusRow(
      "mml-9.2-map", "Deisenroth, Faisal and Ong (2020), section 9.2.3",
      "L = sum((y - X @ w)**2) / 2 + lam * (w @ w) / 2", by: "w",
      "y=5 X=5x3 w=3 lam=scalar:positive", "X.T @ (X @ w - y) + lam * w",
      hessian: "X.T @ X + lam * eye(3)"),
    CorpusRow(
      "mml-10.3-projection", "Deisenroth, Faisal and Ong (2020), section 10.3",
      "J = sum((X - X @ B @ B.T)**2) / 5", by: "B", "X=5x4 B=4x2",
      "-2 / 5 * (X.T @ (X - X @ B @ B.T) @ B + (X - X @ B @ B.T).T @ X @ B)"),
    CorpusRow(
      "mml-10.2-variance", "Deisenroth, Faisal and Ong (2020), section 10.2",
      "v = b @ S @ b; J = v + lam * (1 - b @ b)", by: "b", "b=4 S=4x4:spd lam=scalar",
      "2 * S @ b - 2 * lam * b", hessian: "2 * S - 2 * lam * eye(4)"),
    CorpusRow(
      "mml-11.2-responsibility", "Deisenroth, Faisal and Ong (2020), section 11.2",
      "L = logsumexp(log(p) - (x - m)**2 / 2)", by: "m", "p=4:unit x=scalar m=4",
      "softmax(log(p) - (x - m)**2 / 2) * (x - m)"),
  ]
}
