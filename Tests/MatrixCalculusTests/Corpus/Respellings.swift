/// One formula in other people's words: axes that are kept, transposes, reciprocals and determinants with a name.
///
/// Sources: A. van den Oord, Y. Li, O. Vinyals, "Representation learning with contrastive predictive coding"
/// (2018), equation 4; CS224n notes (2019); K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012).
enum Respellings {
  static let rows: [CorpusRow] = keptAxes + names + contrasts + columns

  private static let keptAxes: [CorpusRow] = [
    CorpusRow(
      "kept-softmax", "CS224n notes, softmax of a vector",
      "p = exp(z) / sum(exp(z), keepdims=True)", by: "z", "z=4", "p * (dE_dp - dE_dp @ p)"),
    CorpusRow(
      "kept-softmax-shifted", "CS231n notes, practical issues",
      "p = exp(z - max(z, keepdims=True)) / sum(exp(z - max(z, keepdims=True)), keepdims=True)",
      by: "z", "z=4", "p * (dE_dp - dE_dp @ p)"),
    CorpusRow(
      "kept-cross-entropy", "CS224n notes, naive softmax loss",
      "p = exp(U.T @ v) / sum(exp(U.T @ v), keepdims=True); J = -y @ log(p)", by: "U",
      "U=3x4 v=3 y=4", "outer(v, sum(y) * p - y)"),
    CorpusRow(
      "kept-mean", "batch statistics of one feature", "y = x - mean(x, keepdims=True)", by: "x",
      "x=4", "dE_dy - mean(dE_dy)"),
  ]

  private static let names: [CorpusRow] = [
    CorpusRow(
      "named-reciprocal", "1/p of p = 1/(1 + x)", "p = 1 / (1 + x); E = sum(1 / p)", by: "x",
      "x=2x3", "ones((2, 3))"),
    CorpusRow(
      "named-reciprocal-twice", "p + 1/p", "p = 1 / (1 + x); E = p + 1 / p", by: "x", "x=3",
      "(1 - p**2) * dL_dE"),
    CorpusRow(
      "named-reciprocal-log", "log(p)/p", "p = 1 / (1 + x); E = log(p) / p", by: "x",
      "x=3:positive", "dL_dE * (log(p) - 1)"),
    CorpusRow(
      "named-ratio", "relative entropy with a named ratio", "r = p / q; L = sum(p * log(r))",
      by: "p", "p=3:positive q=3:positive", "log(r) + 1", hessian: "diag(1 / p)"),
    CorpusRow(
      "named-product-log", "x·log(x·q) with a named product", "y = x * q; L = sum(x * log(y))",
      by: "x", "x=3:positive q=3:positive", "log(y) + 1", hessian: "diag(1 / x)"),
    CorpusRow(
      "named-quotient-of-itself", "a saturation A/(2 + A) beside A", "v = A / (2 + A); Y = X @ A",
      by: "X", "A=2x2:positive X=3x2", "dE_dY @ A.T"),
    CorpusRow(
      "named-quotients-of-each-other", "two saturations, crosswise",
      "v = A / (2 + B.T); w = B / (2 + A); Y = X @ A.T @ B", by: "X",
      "A=2x2:positive B=2x2:positive X=3x2", "dE_dY @ B.T @ A"),
    CorpusRow(
      "saturation", "Michaelis-Menten", "v = A / (2 + A); Y = X * v", by: "A",
      "A=2x3:positive X=2x3", "dE_dY * (X - Y) / (2 + A)"),
    CorpusRow(
      "named-softmax-and-more", "a residual connection around attention weights",
      "H = softmax(S) + X; E = sum(w @ H)", by: "w", "S=3x4 X=3x4 w=3", "1 + sum(X, axis=1)"),
    CorpusRow(
      "named-transpose", "Matrix Cookbook (2012), equation 108", "Xt = X.T; K = Xt @ X", by: "X",
      "X=4x3", "X @ (dE_dK + dE_dK.T)"),
    CorpusRow(
      "named-transpose-logdet", "Matrix Cookbook (2012), equation 56",
      "Xt = X.T; K = Xt @ X; y = logdet(K)", by: "X", "X=4x3", "X @ (inv(K) + inv(K).T)"),
    CorpusRow(
      "named-determinant", "Matrix Cookbook (2012), equation 57", "d = det(X); y = log(abs(d))",
      by: "X", "X=3x3", "inv(X).T"),
    CorpusRow(
      "named-gram-determinant", "Matrix Cookbook (2012), equation 56",
      "G = X.T @ X; d = det(G); y = log(d)", by: "X", "X=4x3", "2 * X @ inv(G)"),
    CorpusRow(
      "named-opposite", "Rayleigh quotient, to be minimised", "L = -w @ S @ w / (w @ w)", by: "w",
      "w=3 S=3x3", "-((S + S.T) @ w + 2 * L * w) / (w @ w)"),
  ]

  private static let contrasts: [CorpusRow] = [
    CorpusRow(
      "contrast-diagonal", "van den Oord et al. (2018), equation 4",
      "L = -mean(log(diag(softmax(A @ B.T))))", by: "A", "A=3x2 B=3x2",
      "(softmax(A @ B.T) - eye(3)) @ B / 3"),
    CorpusRow(
      "contrast-named", "van den Oord et al. (2018), equation 4",
      "P = softmax(S); L = sum(log(diag(P)))", by: "S", "S=3x3", "eye(3) - P"),
    CorpusRow(
      "contrast-squared", "van den Oord et al. (2018), equation 4",
      "Z = S @ S; L = -mean(log(diag(softmax(Z))))", by: "S", "S=3x3",
      "((softmax(Z) - eye(3)) @ S.T + S.T @ (softmax(Z) - eye(3))) / 3"),
  ]

  /// Vectors as matrices of one column, and scalars as matrices of one entry.
  private static let columns: [CorpusRow] = [
    CorpusRow(
      "column-quadratic", "Matrix Cookbook (2012), equation 81", "f = sum(x.T @ A @ x)", by: "x",
      "x=3x1 A=3x3", "(A + A.T) @ x"),
    CorpusRow(
      "column-quadratic-entry", "Matrix Cookbook (2012), equation 81",
      "f = (x.T @ A @ x)[0, 0]", by: "x", "x=3x1 A=3x3", "(A + A.T) @ x"),
    CorpusRow(
      "column-quadratic-matrix", "Matrix Cookbook (2012), equation 81", "y = x.T @ A @ x",
      by: "x", "x=3x1 A=3x3", "(A + A.T) @ x @ dE_dy"),
    CorpusRow(
      "column-least-squares", "Mathematics for Machine Learning (2020), section 9.2",
      "L = (X @ w - y).T @ (X @ w - y)", by: "w", "X=5x3 w=3x1 y=5x1",
      "2 * X.T @ (X @ w - y) @ dE_dL"),
    CorpusRow(
      "row-gram", "Matrix Cookbook (2012), equation 108", "K = X @ X.T", by: "X", "X=1x3",
      "2 * dE_dK @ X"),
  ]
}
