/// Derivatives of norms, and of the Gaussian log-likelihood.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), sections 2.6, 2.7 and 8.
enum CookbookNorms {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "cookbook-129", "Petersen and Pedersen (2012), eq. 129", "E = norm(x - a)", by: "x",
      "x=4 a=4", "(x - a) / norm(x - a)",
      hessian: "eye(4) / norm(x - a) - outer(x - a, x - a) / norm(x - a)**3"),
    CorpusRow(
      "cookbook-130", "Petersen and Pedersen (2012), eq. 130", "y = (x - a) / norm(x - a)",
      by: "x", "x=4 a=4",
      "dE_dy / norm(x - a) - (x - a) * ((x - a) @ dE_dy) / norm(x - a)**3",
      jacobian: "eye(4) / norm(x - a) - outer(x - a, x - a) / norm(x - a)**3"),
    CorpusRow(
      "cookbook-131", "Petersen and Pedersen (2012), eq. 131", "E = norm(x)**2", by: "x", "x=4",
      "2 * x", hessian: "2 * eye(4)"),
    CorpusRow(
      "norm", "Petersen and Pedersen (2012), eq. 129", "E = norm(x)", by: "x", "x=4",
      "x / norm(x)", hessian: "eye(4) / norm(x) - outer(x, x) / norm(x)**3", nonzeros: 4),
    CorpusRow(
      "norm-matrix", "Petersen and Pedersen (2012), section 2.7", "E = norm(X)", by: "X", "X=3x4",
      "X / norm(X)"),
    CorpusRow(
      "norm-residual", "Petersen and Pedersen (2012), section 2.6", "E = norm(A @ x - b)",
      by: "x", "A=4x3 x=3 b=4", "A.T @ (A @ x - b) / norm(A @ x - b)"),
    CorpusRow(
      "norm-square-root", "Petersen and Pedersen (2012), section 2.6", "E = sqrt(sum(x**2))",
      by: "x", "x=4", "x / E"),
    CorpusRow(
      "cosine", "Petersen and Pedersen (2012), section 2.6", "E = x @ y / (norm(x) * norm(y))",
      by: "x", "x=4 y=4", "y / (norm(x) * norm(y)) - E * x / norm(x)**2"),
    CorpusRow(
      "gaussian-mean", "Petersen and Pedersen (2012), section 8.1",
      "E = -(logdet(S) + (x - m) @ inv(S) @ (x - m)) / 2", by: "m", "S=3x3:spd x=3 m=3",
      "inv(S) @ (x - m)", hessian: "-inv(S)", known: Excess(7, "the book knows that S is symmetric")
    ),
    CorpusRow(
      "gaussian-covariance", "Petersen and Pedersen (2012), section 8.1",
      "E = -(logdet(S) + (x - m) @ inv(S) @ (x - m)) / 2", by: "S", "S=3x3:spd x=3 m=3",
      "(inv(S).T @ outer(x - m, x - m) @ inv(S).T - inv(S).T) / 2"),
    CorpusRow(
      "gaussian-precision", "Petersen and Pedersen (2012), section 8.1",
      "E = (logdet(P) - (x - m) @ P @ (x - m)) / 2", by: "P", "P=3x3:spd x=3 m=3",
      "(inv(P).T - outer(x - m, x - m)) / 2"),
    CorpusRow(
      "gaussian-precision-set", "Petersen and Pedersen (2012), section 8.1",
      "R = X - m; E = 5 * logdet(P) / 2 - sum(R @ P * R) / 2", by: "P", "P=3x3:spd X=5x3 m=3",
      "5 * inv(P).T / 2 - R.T @ R / 2"),
    CorpusRow(
      "gaussian-set-mean", "Petersen and Pedersen (2012), section 8.1",
      "R = X - m; E = sum(R @ P * R) / 2", by: "m", "P=3x3:spd X=5x3 m=3",
      "-(P + P.T) @ sum(R, axis=0) / 2"),
    CorpusRow(
      "gaussian-scale", "Petersen and Pedersen (2012), section 8.1",
      "E = -log(s) - (x - m)**2 / (2 * s**2)", by: "s", "s=scalar:positive x=scalar m=scalar",
      "(x - m)**2 / s**3 - 1 / s", hessian: "1 / s**2 - 3 * (x - m)**2 / s**4"),
  ]
}
