/// Functions entry by entry, alone and inside products.
///
/// Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), sections 3.3, 4.2 to
/// 4.6 and 7.1.
enum ElementwiseRows {
  static let rows: [CorpusRow] = functions + compositions

  private static let functions: [CorpusRow] = [
    ("exp(x)", "normal", "dE_dy * y"),
    ("log(x)", "positive", "dE_dy / x"),
    ("log1p(x)", "positive", "dE_dy / (1 + x)"),
    ("sqrt(x)", "positive", "dE_dy / (2 * y)"),
    ("square(x)", "normal", "2 * dE_dy * x"),
    ("reciprocal(x)", "positive", "-dE_dy / x**2"),
    ("abs(x)", "normal", "dE_dy * sign(x)"),
    ("sin(x)", "normal", "dE_dy * cos(x)"),
    ("cos(x)", "normal", "-dE_dy * sin(x)"),
    ("tan(x)", "unit", "dE_dy * (1 + y**2)"),
    ("arctan(x)", "normal", "dE_dy / (1 + x**2)"),
    ("sinh(x)", "normal", "dE_dy * cosh(x)"),
    ("cosh(x)", "normal", "dE_dy * sinh(x)"),
    ("tanh(x)", "normal", "dE_dy * (1 - y**2)"),
    ("sigmoid(x)", "normal", "dE_dy * y * (1 - y)"),
    ("softplus(x)", "normal", "dE_dy * sigmoid(x)"),
    ("relu(x)", "normal", "dE_dy * (x > 0)"),
    ("erf(x)", "normal", "dE_dy * 1.1283791670955126 * exp(-x**2)"),
    ("x**3", "normal", "3 * dE_dy * x**2"),
    ("2**x", "normal", "dE_dy * y * log(2)"),
    ("1 / x", "positive", "-dE_dy / x**2"),
    ("x * sigmoid(x)", "normal", "dE_dy * (sigmoid(x) + y * (1 - sigmoid(x)))"),
  ].map { formula, sampling, book in
    CorpusRow(
      "elementwise \(formula)", "Abramowitz and Stegun (1964)", "y = \(formula)", by: "x",
      "x=5:\(sampling)", book, nonzeros: 5)
  }

  private static let compositions: [CorpusRow] = [
    CorpusRow(
      "entropy", "Cover and Thomas (2006), section 2.1", "E = -sum(p * log(p))", by: "p",
      "p=5:unit", "-log(p) - 1", hessian: "-diag(1 / p)", nonzeros: 5),
    CorpusRow(
      "relative-entropy", "Cover and Thomas (2006), section 2.3", "E = sum(p * log(p / q))",
      by: "q", "p=5:unit q=5:unit", "-p / q", hessian: "diag(p / q**2)"),
    CorpusRow(
      "hadamard", "Petersen and Pedersen (2012), eq. 38", "Y = X * B", by: "X", "X=3x4 B=3x4",
      "dE_dY * B", nonzeros: 12),
    CorpusRow(
      "hadamard-square", "Petersen and Pedersen (2012), eq. 38", "Y = X * X", by: "X", "X=3x4",
      "2 * X * dE_dY", nonzeros: 12),
    CorpusRow(
      "exp-product", "Petersen and Pedersen (2012), eq. 46", "Y = exp(A @ X)", by: "X",
      "A=3x4 X=4x2", "A.T @ (dE_dY * Y)", nonzeros: 24),
    CorpusRow(
      "exp-quadratic", "Deisenroth, Faisal and Ong (2020), section 5.2", "E = exp(-(x @ x) / 2)",
      by: "x", "x=4", "-E * x", hessian: "E * (outer(x, x) - eye(4))"),
    CorpusRow(
      "sum-of-sines", "Abramowitz and Stegun (1964), 4.3.105", "E = sum(sin(A @ x))", by: "x",
      "A=4x3 x=3", "A.T @ cos(A @ x)", hessian: "-(A.T @ diag(sin(A @ x)) @ A)"),
    CorpusRow(
      "log-barrier", "Boyd and Vandenberghe (2004), section 11.2.1", "E = -sum(log(b - A @ x))",
      by: "x", "A=4x3:unit x=3:zeros b=4:positive", "A.T @ (1 / (b - A @ x))",
      hessian: "A.T @ diag(1 / (b - A @ x)**2) @ A"),
    CorpusRow(
      "geometric-mean", "Boyd and Vandenberghe (2004), section 3.1.5", "E = prod(x)**0.25", by: "x",
      "x=4:positive", "E / (4 * x)",
      hessian: "E / 4 * (outer(1 / x, 1 / x) / 4 - diag(1 / x**2))",
      known: Excess(4, "the book assumes that no entry is 0")),
    CorpusRow(
      "cube-sum", "Abramowitz and Stegun (1964), 3.3.1", "E = sum(x**3)", by: "x", "x=4",
      "3 * x**2", hessian: "6 * diag(x)", nonzeros: 4),
    CorpusRow(
      "quartic", "Petersen and Pedersen (2012), section 2.4", "E = (x @ x)**2", by: "x", "x=4",
      "4 * (x @ x) * x", hessian: "4 * (x @ x) * eye(4) + 8 * outer(x, x)"),
    CorpusRow(
      "factorization-U", "Koren, Bell and Volinsky (2009)", "E = sum(M * (U @ V.T - R)**2) / 2",
      by: "U", "M=4x5:labels U=4x2 V=5x2 R=4x5", "(M * (U @ V.T - R)) @ V"),
    CorpusRow(
      "factorization-V", "Koren, Bell and Volinsky (2009)", "E = sum(M * (U @ V.T - R)**2) / 2",
      by: "V", "M=4x5:labels U=4x2 V=5x2 R=4x5", "(M * (U @ V.T - R)).T @ U"),
    CorpusRow(
      "recurrent-step", "Pascanu, Mikolov and Bengio (2013), section 2",
      "h = tanh(W @ g + U @ x); y = tanh(W @ h + U @ x)", by: "W", "W=4x4 g=4 U=4x3 x=3",
      """
      outer(dE_dy * (1 - y**2), h) \
      + outer(W.T @ (dE_dy * (1 - y**2)) * (1 - h**2), g)
      """),
    CorpusRow(
      "gelu", "Hendrycks and Gimpel (2016), section 2", "y = x * (1 + erf(x / sqrt(2))) / 2",
      by: "x", "x=5",
      "dE_dy * ((1 + erf(x / sqrt(2))) / 2 + x * exp(-x**2 / 2) / 2.5066282746310002)"),
    CorpusRow(
      "fisher-ratio", "Bishop (2006), eq. 4.26", "E = w @ B @ w / (w @ S @ w)", by: "w",
      "w=3 B=3x3:spd S=3x3:spd", "2 * (B @ w - E * (S @ w)) / (w @ S @ w)",
      known: Excess(10, "the book knows that B and S are symmetric")),
  ]
}
