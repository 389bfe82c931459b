/// Programs that name what they compute on the way, as a lecture writes them, and forms that use these names.
///
/// Sources: CS231n notes and assignments (Stanford, 2017); CS224n notes (2019); K. B. Petersen, M. S. Pedersen,
/// "The Matrix Cookbook" (2012); M. P. Deisenroth, A. A. Faisal, C. S. Ong, "Mathematics for Machine
/// Learning" (2020); R. Hadsell, S. Chopra, Y. LeCun (2006); F. Schroff, D. Kalenichenko, J. Philbin (2015).
enum NamedIntermediates {
  static let rows: [CorpusRow] = masks + lengths + determinants

  private static let masks: [CorpusRow] = [
    CorpusRow(
      "named-hidden-weights", "CS231n notes, neural network case study",
      "h = maximum(0, X @ W1 + b1); s = h @ W2 + b2; L = sum((s - Y)**2) / 2", by: "W1",
      "X=4x3 W1=3x5 b1=5 W2=5x2 b2=2 Y=4x2", "X.T @ (((s - Y) @ W2.T) * (h > 0))"),
    CorpusRow(
      "named-hidden-bias", "CS231n notes, neural network case study",
      "h = maximum(0, X @ W1 + b1); s = h @ W2 + b2; L = sum((s - Y)**2) / 2", by: "b1",
      "X=4x3 W1=3x5 b1=5 W2=5x2 b2=2 Y=4x2", "sum(((s - Y) @ W2.T) * (h > 0), axis=0)"),
    CorpusRow(
      "named-two-hidden", "CS231n notes, neural networks part 1",
      "g = maximum(0, W1 @ x + b1); h = maximum(0, W2 @ g + b2); y = W3 @ h", by: "W1",
      "x=3 W1=4x3 b1=4 W2=5x4 b2=5 W3=2x5",
      "outer(W2.T @ ((W3.T @ dE_dy) * (h > 0)) * (g > 0), x)"),
    CorpusRow(
      "named-squared-hinge", "CS231n notes, linear classification",
      "m = maximum(0, 1 - y * (X @ w)); L = sum(m**2)", by: "w", "X=5x3 w=3 y=5:normal",
      "-2 * X.T @ (m * y)"),
    CorpusRow(
      "named-hinge", "CS231n notes, linear classification",
      "m = maximum(0, 1 - y * (X @ w)); L = sum(m)", by: "w", "X=5x3 w=3 y=5:normal",
      "-(X.T @ ((m > 0) * y))"),
    CorpusRow(
      "named-capped", "Mnih et al. (2015), methods", "c = minimum(1, X @ w - y); L = sum(c)",
      by: "w",
      "X=5x3 w=3 y=5", "X.T @ (c < 1)"),
    CorpusRow(
      "named-relu-square", "CS231n notes, neural networks part 1",
      "h = relu(X @ w); L = sum(h**2) / 2", by: "w", "X=5x3 w=3", "X.T @ h"),
    CorpusRow(
      "named-row-maxima", "CS231n notes, convolutional networks",
      "M = max(X @ W, axis=1, keepdims=True); L = sum(M)", by: "W", "X=5x3 W=3x4",
      "X.T @ (X @ W == M)"),
  ]

  private static let lengths: [CorpusRow] = [
    CorpusRow(
      "named-contrastive-margin", "Hadsell, Chopra and LeCun (2006), eq. 4",
      "d = norm(x - y); f = maximum(0, m - d)**2", by: "x", "x=4 y=4 m=scalar:normal",
      "-2 * maximum(0, m - d) * (x - y) / d"),
    CorpusRow(
      "named-triplet", "Schroff, Kalenichenko and Philbin (2015), eq. 3",
      "d = norm(a - p); e = norm(a - n); L = maximum(0, d - e + 2)", by: "a", "a=4 p=4 n=4",
      "(L > 0) * ((a - p) / d - (a - n) / e)"),
    CorpusRow(
      "named-residual-norm", "Deisenroth et al. (2020), section 5.4",
      "r = X @ w - y; n = norm(r); L = n + n**2", by: "w", "X=5x3 w=3 y=5",
      "(1 / n + 2) * (X.T @ r)"),
    CorpusRow(
      "named-unit-vector", "Petersen and Pedersen (2012), eq. 130",
      "n = norm(x); u = x / n; E = w @ u", by: "x", "x=4 w=4", "(w - E * u) / n"),
    CorpusRow(
      "named-p-norm", "Petersen and Pedersen (2012), section 10.4",
      "f = sum(abs(x)**3)**(1/3)", by: "x", "x=5", "sign(x) * x**2 / f**2"),
    CorpusRow(
      "named-root-power", "Barron (2019), eq. 1", "r = (x**2 + 1)**(1/3); E = sum(r)", by: "x",
      "x=4",
      "2 * x / (3 * r**2)"),
  ]

  private static let determinants: [CorpusRow] = [
    CorpusRow(
      "named-det-of-product", "Petersen and Pedersen (2012), eq. 51", "y = det(A @ X @ B)", by: "X",
      "A=3x3:regular X=3x3:regular B=3x3:regular", "y * inv(X).T"),
    CorpusRow(
      "named-det-of-form", "Petersen and Pedersen (2012), eq. 52", "d = det(X.T @ A @ X)", by: "X",
      "A=3x3:regular X=3x3:regular", "2 * (d * inv(X).T)"),
    CorpusRow(
      "named-det-of-power", "Petersen and Pedersen (2012), eq. 58", "f = det(X @ X @ X)", by: "X",
      "X=3x3:regular", "3 * f * inv(X).T"),
    CorpusRow(
      "named-twice-det", "Petersen and Pedersen (2012), eq. 51", "f = det(A @ X @ B) * 2", by: "X",
      "A=3x3:regular X=3x3:regular B=3x3:regular", "f * inv(X).T"),
    CorpusRow(
      "named-volume", "Petersen and Pedersen (2012), eq. 53", "V = sqrt(det(X.T @ X))", by: "X",
      "X=5x3", "V * X @ inv(X.T @ X)"),
    CorpusRow(
      "named-volume-in-steps", "Petersen and Pedersen (2012), eq. 53",
      "v = det(X.T @ X); V = sqrt(v)", by: "X", "X=5x3", "V * X @ inv(X.T @ X)"),
    CorpusRow(
      "named-det-in-loss", "Petersen and Pedersen (2012), eq. 49", "d = det(A); E = d * t", by: "A",
      "A=3x3:regular t=scalar", "t * d * inv(A).T"),
  ]
}
