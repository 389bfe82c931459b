/// Programs that name what they compute on the way, as a lecture writes them, and forms that use these names.
///
/// Sources: CS231n notes and assignments (Stanford, 2017); CS224n notes (2019); K. B. Petersen, M. S. Pedersen,
/// "The Matrix Cookbook" (2012); M. P. Deisenroth, A. A. Faisal, C. S. Ong, "Mathematics for Machine
/// Learning" (2020); R. Hadsell, S. Chopra, Y. LeCun (2006); F. Schroff, D. Kalenichenko, J. Philbin (2015).
enum NamedIntermediates {
  static let rows: [CorpusRow] = masks + lengths + determinants + entries + shares

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

  /// Where the program reads single entries, a book lists the derivatives by each.
  private static let entries: [CorpusRow] = [
    CorpusRow(
      "entries-neuron", "CS231n notes, backpropagation, intuitions",
      "f = 1 / (1 + exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))", by: "w", "w=3 x=2",
      "f * (1 - f) * array([x[0], x[1], 1])"),
    CorpusRow(
      "entries-neuron-inputs", "CS231n notes, backpropagation, intuitions",
      "f = 1 / (1 + exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))", by: "x", "w=3 x=2",
      "f * (1 - f) * array([w[0], w[1]])"),
    CorpusRow(
      "entries-partials", "Deisenroth et al. (2020), section 5.2",
      "f = x[0]**2 * x[1] + x[0] * x[1]**3", by: "x", "x=2",
      "array([2 * x[0] * x[1] + x[1]**3, x[0]**2 + 3 * x[0] * x[1]**2])", nonzeros: 2),
    CorpusRow(
      "entries-sine-cosine", "Deisenroth et al. (2020), exercise 5.5", "f = sin(x[0]) * cos(x[1])",
      by: "x", "x=2", "array([cos(x[0]) * cos(x[1]), -sin(x[0]) * sin(x[1])])",
      hessian: """
        array([[-sin(x[0]) * cos(x[1]), -cos(x[0]) * sin(x[1])], \
        [-cos(x[0]) * sin(x[1]), -sin(x[0]) * cos(x[1])]])
        """),
    CorpusRow(
      "entries-convolution", "CS231n notes, convolutional networks",
      "y = x[0:3] * w[0] + x[1:4] * w[1]", by: "w", "x=4 w=2",
      "array([dE_dy @ x[0:3], dE_dy @ x[1:4]])"),
    CorpusRow(
      "entries-determinant", "Petersen and Pedersen (2012), eq. 49",
      "d = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]", by: "A", "A=2x2",
      "array([[A[1, 1], -A[1, 0]], [-A[0, 1], A[0, 0]]])"),
    CorpusRow(
      "entries-array", "Deisenroth et al. (2020), example 5.9",
      "y = array([x[0]**2 * x[1], 5 * x[0] + sin(x[1])])", by: "x", "x=2",
      """
      array([2 * x[0] * x[1] * dE_dy[0] + 5 * dE_dy[1], \
      x[0]**2 * dE_dy[0] + cos(x[1]) * dE_dy[1]])
      """, jacobian: "array([[2 * x[0] * x[1], x[0]**2], [5, cos(x[1])]])"),
    CorpusRow(
      "entries-rosenbrock", "Rosenbrock (1960)", "f = (1 - x[0])**2 + 100 * (x[1] - x[0]**2)**2",
      by: "x", "x=2",
      "array([-2 * (1 - x[0]) - 400 * x[0] * (x[1] - x[0]**2), 200 * (x[1] - x[0]**2)])"),
  ]
  private static let shares: [CorpusRow] = [
    CorpusRow(
      "named-exponentials", "CS231n notes, linear classification",
      "e = exp(z - max(z)); p = e / sum(e)", by: "z", "z=4", "p * (dE_dp - dE_dp @ p)",
      jacobian: "diag(p) - outer(p, p)"),
    CorpusRow(
      "named-shifted-scores", "CS231n notes, linear classification",
      "d = z - max(z); p = exp(d) / sum(exp(d))", by: "z", "z=4", "p * (dE_dp - dE_dp @ p)",
      jacobian: "diag(p) - outer(p, p)"),
    CorpusRow(
      "named-exponential-loss", "CS224n notes, part 1",
      "e = exp(z); p = e / sum(e); L = -sum(y * log(p))", by: "z", "z=4 y=4:positive",
      "sum(y) * p - y"),
    CorpusRow(
      "named-logistic-exponential", "Bishop (2006), section 4.3.2",
      "e = exp(-s); p = 1/(1 + e); L = -sum(y*log(p) + (1-y)*log(1-p))", by: "s",
      "s=3 y=3:positive", "p - y"),
    CorpusRow(
      "named-complements", "Bishop (2006), section 4.3.2",
      "z = X @ w; p = sigmoid(z); q = 1 - p; u = 1 - t; L = -sum(t*log(p) + u*log(q))", by: "w",
      "X=4x3 w=3 t=4", "X.T @ (p - t)"),
  ]
}
