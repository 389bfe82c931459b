/// Functions entry by entry, alone and inside products.
///
/// Source: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), sections 3.3, 4.2 to
/// 4.6 and 7.1.
enum ElementwiseRows {
  static let rows: [CorpusRow] = functions + compositions + activations + clipped

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
  /// Activations as courses write them out, with sigmoids as quotients of exponentials.
  private static let activations = [
    CorpusRow(
      "swish-written-out", "Ramachandran, Zoph and Le (2017), section 5", "y = x/(1 + exp(-x))",
      by: "x", "x=5", "dE_dy * (sigmoid(x) + y * (1 - sigmoid(x)))"),
    CorpusRow(
      "swish-factor", "Ramachandran, Zoph and Le (2017), section 5",
      "y = x*(1/(1 + exp(-b*x)))", by: "x", "x=5 b=scalar",
      "dE_dy * (b*y + sigmoid(b*x)*(1 - b*y))"),
    CorpusRow(
      "swish-sum", "Ramachandran, Zoph and Le (2017), section 5", "E = sum(x/(1 + exp(-x)))",
      by: "x", "x=5", "sigmoid(x) * (1 + x*(1 - sigmoid(x)))"),
    CorpusRow(
      "logistic-written-out", "Bishop (2006), eq. 4.88", "y = 1/(1 + exp(-x))", by: "x", "x=5",
      "dE_dy * y * (1 - y)", jacobian: "diag(y * (1 - y))"),
    CorpusRow(
      "logistic-of-exponentials", "Bishop (2006), eq. 4.88", "y = exp(x)/(1 + exp(x))", by: "x",
      "x=5", "dE_dy * y * (1 - y)"),
    CorpusRow(
      "tanh-of-logistic", "Bishop (2006), section 5.1", "y = 2*sigmoid(2*x) - 1", by: "x", "x=5",
      "dE_dy * (1 - y**2)"),
    CorpusRow(
      "tanh-of-exponential", "Bishop (2006), section 5.1", "y = 2/(1 + exp(-2*x)) - 1", by: "x",
      "x=5", "dE_dy * (1 - y**2)"),
    CorpusRow(
      "mish", "Misra (2019), eq. 1", "t = tanh(log(1 + exp(x))); y = x*t", by: "x", "x=5",
      "dE_dy * (t + x*(1 - t**2)*sigmoid(x))"),
    CorpusRow(
      "glu-gate", "Dauphin et al. (2017), eq. 1", "y = (A@x)*(1/(1 + exp(-(B@x))))", by: "B",
      "x=3 A=4x3 B=4x3", "outer(dE_dy*y*(1 - sigmoid(B@x)), x)"),
    CorpusRow(
      "arsinh", "Abramowitz and Stegun (1964), 4.6.37", "y = log(x + sqrt(x**2 + 1))", by: "x",
      "x=5", "dE_dy / sqrt(x**2 + 1)", jacobian: "diag(1 / sqrt(x**2 + 1))"),
    CorpusRow(
      "arsinh-sum", "Abramowitz and Stegun (1964), 4.6.37", "E = sum(log(x + sqrt(x**2 + 1)))",
      by: "x", "x=5", "1 / sqrt(x**2 + 1)", hessian: "-diag(x / sqrt(x**2 + 1)**3)"),
    CorpusRow(
      "arsinh-in-steps", "Abramowitz and Stegun (1964), 4.6.37",
      "r = sqrt(x**2 + 1); y = log(x + r)", by: "x", "x=5", "dE_dy / r"),
    CorpusRow(
      "smooth-positive-part", "Chen and Mangasarian (1996), section 2",
      "y = (x + sqrt(x**2 + 1))/2", by: "x", "x=5", "dE_dy * y / sqrt(x**2 + 1)"),
    CorpusRow(
      "own-second-derivative", "Abramowitz and Stegun (1964), 4.3.105", "E = sin(x) + cos(x)",
      by: "x", "x=scalar", "cos(x) - sin(x)", hessian: "-E"),
    CorpusRow(
      "stable-cross-entropy", "Bishop (2006), eq. 4.90",
      "E = mean(maximum(z, 0) - z*t + log(1 + exp(-abs(z))))", by: "z", "z=5 t=5:labels",
      "(sigmoid(z) - t)/5", hessian: "diag(sigmoid(z)*(1 - sigmoid(z)))/5"),
    CorpusRow(
      "cross-entropy-written-out", "Bishop (2006), eq. 4.91",
      "p = 1/(1 + exp(-z)); E = -sum(t*log(p) + (1 - t)*log(1 - p))", by: "z", "z=5 t=5:labels",
      "p - t", hessian: "diag(p*(1 - p))"),
  ]

  /// Piecewise linear functions, whose bounds are read off x itself.
  private static let clipped = [
    CorpusRow(
      "hard-sigmoid", "Courbariaux, Bengio and David (2015), eq. 3", "y = clip(x/6 + 0.5, 0, 1)",
      by: "x", "x=5", "dE_dy * (abs(x) < 3) / 6"),
    CorpusRow(
      "hard-sigmoid-of-fifths", "Courbariaux, Bengio and David (2015), eq. 3",
      "y = minimum(maximum(0.2*x + 0.5, 0), 1)", by: "x", "x=5", "dE_dy * (abs(x) < 2.5) / 5"),
    CorpusRow(
      "hard-sigmoid-turned", "Courbariaux, Bengio and David (2015), eq. 3",
      "y = maximum(0, minimum(1, (3 - x)/6))", by: "x", "x=5", "-dE_dy * (abs(x) < 3) / 6"),
    CorpusRow(
      "hard-swish", "Howard et al. (2019), section 5.2",
      "y = x*minimum(maximum(x + 3, 0), 6)/6", by: "x", "x=5",
      "dE_dy * (minimum(maximum(x + 3, 0), 6) + x*(abs(x) < 3))/6"),
    CorpusRow(
      "leaky-maximum", "Maas, Hannun and Ng (2013), section 2", "y = maximum(x, 0.01*x)", by: "x",
      "x=5", "dE_dy * where(x > 0, 1, 0.01)"),
    CorpusRow(
      "pinball", "Koenker and Bassett (1978), eq. 1.2",
      "r = y - X@w; E = sum(maximum(q*r, (q - 1)*r))", by: "w", "X=5x3 w=3 y=5 q=scalar:unit",
      "-(X.T @ (q - (r < 0)))"),
    CorpusRow(
      "kept-squares", "Donoho and Johnstone (1994), section 2.3",
      "E = sum(where(abs(x) > t, x, 0)**2)/2", by: "x", "x=5 t=scalar:unit",
      "where(abs(x) > t, x, 0)", hessian: "diag(abs(x) > t)"),
    CorpusRow(
      "margin", "Cortes and Vapnik (1995), section 3",
      "E = (w@w)/2 + C*sum(maximum(0, 1 - y*(X@w + b)))", by: "w",
      "X=5x3 w=3 y=5 b=scalar C=scalar",
      "w - C*(X.T @ (y*(y*(X@w + b) < 1)))"),
  ]
}
