/// Likelihoods, divergences and estimators.
///
/// Sources: C. M. Bishop, "Pattern Recognition and Machine Learning" (2006); K. P. Murphy, "Machine
/// Learning: A Probabilistic Perspective" (2012); S. Boyd, L. Vandenberghe, "Convex Optimization" (2004).
enum StatisticsRows {
  static let rows: [CorpusRow] = likelihoods + divergences + optimization

  private static let likelihoods: [CorpusRow] = [
    CorpusRow(
      "poisson", "Murphy (2012), section 9.3", "E = sum(exp(X @ w)) - y @ (X @ w)", by: "w",
      "X=5x3 w=3 y=5", "X.T @ (exp(X @ w) - y)", hessian: "X.T @ diag(exp(X @ w)) @ X"),
    CorpusRow(
      "exponential", "Murphy (2012), section 9.2", "E = 5 * log(a) - a * sum(x)", by: "a",
      "a=scalar:positive x=5", "5 / a - sum(x)", hessian: "-5 / a**2"),
    CorpusRow(
      "laplace", "Murphy (2012), section 2.4.3", "E = sum(abs(x - m)) / b", by: "m",
      "x=5 m=scalar b=scalar:positive", "-sum(sign(x - m)) / b"),
    CorpusRow(
      "student", "Murphy (2012), section 2.4.2", "r = x - m; E = sum(log1p(r**2 / 3))", by: "m",
      "x=5 m=scalar", "-sum(2 * r / 3 / (1 + r**2 / 3))"),
    CorpusRow(
      "gaussian-set-precision", "Murphy (2012), section 4.1.3",
      "R = X - m; S = R.T @ R / 5; E = logdet(P) - trace(S @ P)", by: "P", "X=5x3 m=3 P=3x3:spd",
      "inv(P).T - S.T"),
    CorpusRow(
      "bernoulli", "Bishop (2006), eq. 2.6", "E = t @ log(p) + (1 - t) @ log(1 - p)", by: "p",
      "t=4:labels p=4:unit", "t / p - (1 - t) / (1 - p)"),
    CorpusRow(
      "mixture", "Bishop (2006), eq. 9.14", "E = log(p @ w)", by: "w", "p=4:unit w=4:unit",
      "p / (p @ w)", hessian: "-outer(p, p) / (p @ w)**2"),
    CorpusRow(
      "softmax-mixture", "Bishop (2006), section 9.2", "w = softmax(a); E = log(p @ w)", by: "a",
      "p=4:unit a=4", "w * (p / (p @ w) - 1)"),
    CorpusRow(
      "bradley-terry", "Murphy (2012), section 9.7", "E = -log(sigmoid(w @ (x - y)))", by: "w",
      "w=3 x=3 y=3", "(sigmoid(w @ (x - y)) - 1) * (x - y)"),
  ]

  private static let divergences: [CorpusRow] = [
    CorpusRow(
      "gaussian-divergence", "Bishop (2006), exercise 2.13",
      "E = (trace(inv(S) @ T) + (m - n) @ inv(S) @ (m - n) - logdet(T)) / 2", by: "T",
      "S=3x3:spd T=3x3:spd m=3 n=3", "(inv(S).T - inv(T).T) / 2"),
    CorpusRow(
      "variational-scale", "Kingma and Welling (2014), appendix B",
      "E = sum(m**2 + s**2 - log(s**2) - 1) / 2", by: "s", "m=4 s=4:positive", "s - 1 / s"),
    CorpusRow(
      "variational-mean", "Kingma and Welling (2014), appendix B",
      "E = sum(m**2 + s**2 - log(s**2) - 1) / 2", by: "m", "m=4 s=4:positive", "m"),
    CorpusRow(
      "reparameterization", "Deisenroth, Faisal and Ong (2020), exercise 5.9",
      "z = m + s * e; E = (x - A @ z) @ (x - A @ z) / 2", by: "s", "m=3 s=3:positive e=3 x=4 A=4x3",
      "e * (A.T @ (A @ z - x))"),
    CorpusRow(
      "softmax-entropy", "Cover and Thomas (2006), section 2.1",
      "p = softmax(z); E = -(p @ log(p))", by: "z", "z=4", "-p * (log(p) + E)"),
    CorpusRow(
      "correlation", "Murphy (2012), section 2.5.1",
      "c = x - mean(x); E = c @ y / norm(c)", by: "y", "x=4 y=4", "c / norm(c)"),
    CorpusRow(
      "mahalanobis", "Bishop (2006), eq. 2.44", "d = x - m; E = sqrt(d @ P @ d)", by: "x",
      "x=3 m=3 P=3x3:spd", "(P + P.T) @ d / (2 * E)"),
  ]

  private static let optimization: [CorpusRow] = [
    CorpusRow(
      "quadratic-over-linear", "Boyd and Vandenberghe (2004), section 3.1.5", "E = x @ x / y",
      by: "x", "x=3 y=scalar:positive", "2 * x / y", hessian: "2 * eye(3) / y"),
    CorpusRow(
      "quadratic-over-linear-y", "Boyd and Vandenberghe (2004), section 3.1.5", "E = x @ x / y",
      by: "y", "x=3 y=scalar:positive", "-(x @ x) / y**2", hessian: "2 * (x @ x) / y**3"),
    CorpusRow(
      "matrix-fractional", "Boyd and Vandenberghe (2004), example 3.4", "E = x @ inv(Y) @ x",
      by: "Y", "x=3 Y=3x3:spd", "-outer(inv(Y).T @ x, inv(Y) @ x)"),
    CorpusRow(
      "analytic-centre", "Boyd and Vandenberghe (2004), section 9.3",
      "E = -sum(log(4 - A @ x)) - sum(log(4 - x**2))", by: "x", "A=4x3:unit x=3:unit",
      "A.T @ (1 / (4 - A @ x)) + 2 * x / (4 - x**2)"),
    CorpusRow(
      "lagrangian", "Boyd and Vandenberghe (2004), section 5.1",
      "E = x @ P @ x / 2 + q @ x + v @ (A @ x - b)", by: "x", "x=3 P=3x3 q=3 v=2 A=2x3 b=2",
      "(P + P.T) @ x / 2 + q + A.T @ v", hessian: "(P + P.T) / 2"),
    CorpusRow(
      "lagrangian-multiplier", "Boyd and Vandenberghe (2004), section 5.1",
      "E = x @ P @ x / 2 + q @ x + v @ (A @ x - b)", by: "v", "x=3 P=3x3 q=3 v=2 A=2x3 b=2",
      "A @ x - b"),
    CorpusRow(
      "augmented", "Boyd et al. (2011), section 2.3",
      "r = A @ x - b; E = y @ r + c / 2 * (r @ r)", by: "x", "A=4x3 x=3 b=4 y=4 c=scalar",
      "A.T @ (y + c * r)", hessian: "c * A.T @ A"),
    CorpusRow(
      "total-least-squares", "Golub and Van Loan (2013), section 6.3",
      "r = A @ x - b; E = r @ r / (1 + x @ x)", by: "x", "A=4x3 x=3 b=4",
      "2 * (A.T @ r - E * x) / (1 + x @ x)"),
    CorpusRow(
      "procrustes", "Golub and Van Loan (2013), section 6.4.1", "E = norm(A @ Q - B)**2", by: "Q",
      "A=4x3 Q=3x3 B=4x3", "2 * A.T @ (A @ Q - B)"),
    CorpusRow(
      "nonnegative", "Lee and Seung (2001)", "E = sum((V - W @ H)**2)", by: "H",
      "V=4x5 W=4x2 H=2x5", "-2 * W.T @ (V - W @ H)"),
    CorpusRow(
      "rosenbrock", "Rosenbrock (1960)",
      "E = sum(100 * (x[1:] - x[:-1]**2)**2 + (1 - x[:-1])**2)", by: "x", "x=4",
      """
      200 * eye(4)[:, 1:] @ (x[1:] - x[:-1]**2) \\
      - 400 * eye(4)[:, :-1] @ ((x[1:] - x[:-1]**2) * x[:-1]) - 2 * eye(4)[:, :-1] @ (1 - x[:-1])
      """, hasMatrixForm: false),
    CorpusRow(
      "graph-laplacian", "von Luxburg (2007), proposition 1",
      "D = reshape(f, (4, 1)) - f; E = sum(W * D**2) / 2", by: "f", "f=4 W=4x4",
      "sum(W * D, axis=1) - sum(W * D, axis=0)"),
  ]
}
