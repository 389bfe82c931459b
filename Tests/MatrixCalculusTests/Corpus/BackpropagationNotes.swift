/// Layers as courses derive them: linear, softmax, cross entropy, normalization.
///
/// Sources: J. Johnson, "Backpropagation for a Linear Layer" (Stanford CS231n notes, 2017); CS231n notes,
/// "Optimization" and "Neural Networks" (2017); K. Clark, "Computing Neural Network Gradients" (Stanford
/// CS224n notes, 2019); S. Ioffe, C. Szegedy, "Batch Normalization" (2015); J. L. Ba, J. R. Kiros,
/// G. E. Hinton, "Layer Normalization" (2016).
enum BackpropagationNotes {
  static let rows: [CorpusRow] = linearLayers + clark + losses + normalizations

  private static let linearLayers: [CorpusRow] = [
    CorpusRow(
      "cs231n-linear-X", "Johnson (2017)", "Y = X @ W", by: "X", "X=5x4 W=4x3", "dE_dY @ W.T",
      nonzeros: 60),
    CorpusRow(
      "cs231n-linear-W", "Johnson (2017)", "Y = X @ W", by: "W", "X=5x4 W=4x3", "X.T @ dE_dY",
      nonzeros: 60),
    CorpusRow(
      "cs231n-affine-b", "CS231n notes, neural networks", "Y = X @ W + b", by: "b",
      "X=5x4 W=4x3 b=3", "sum(dE_dY, axis=0)", nonzeros: 15),
    CorpusRow(
      "cs231n-affine-W", "CS231n notes, neural networks", "Y = X @ W + b", by: "W",
      "X=5x4 W=4x3 b=3", "X.T @ dE_dY"),
    CorpusRow(
      "cs231n-relu", "CS231n notes, optimization", "Y = maximum(X, 0)", by: "X", "X=3x4",
      "dE_dY * (X > 0)", nonzeros: 12),
    CorpusRow(
      "cs231n-relu-layer", "CS231n notes, neural networks",
      "H = relu(X @ V + a); Y = H @ W + b", by: "V", "X=5x4 V=4x6 a=6 W=6x3 b=3",
      "X.T @ (dE_dY @ W.T * (H > 0))"),
    CorpusRow(
      "cs231n-relu-layer-a", "CS231n notes, neural networks",
      "H = relu(X @ V + a); Y = H @ W + b", by: "a", "X=5x4 V=4x6 a=6 W=6x3 b=3",
      "sum(dE_dY @ W.T * (H > 0), axis=0)"),
    CorpusRow(
      "cs231n-weight-decay", "CS231n notes, neural networks",
      "Y = X @ W; E = sum((Y - T)**2) / 2 + lam * sum(W**2) / 2", by: "W",
      "X=5x4 W=4x3 T=5x3 lam=scalar:positive", "X.T @ (Y - T) + lam * W"),
    CorpusRow(
      "cs231n-neuron", "CS231n notes, optimization", "f = sigmoid(w @ x + b)", by: "w",
      "w=3 x=3 b=scalar", "f * (1 - f) * x", hessian: "f * (1 - f) * (1 - 2 * f) * outer(x, x)"),
    CorpusRow(
      "two-layer-W1", "CS231n notes, neural networks",
      "H = tanh(X @ V); Y = H @ W; E = sum((Y - T)**2) / 2", by: "V", "X=5x4 V=4x6 W=6x3 T=5x3",
      "X.T @ ((Y - T) @ W.T * (1 - H**2))"),
    CorpusRow(
      "two-layer-W2", "CS231n notes, neural networks",
      "H = tanh(X @ V); Y = H @ W; E = sum((Y - T)**2) / 2", by: "W", "X=5x4 V=4x6 W=6x3 T=5x3",
      "H.T @ (Y - T)"),
    CorpusRow(
      "two-layer-X", "CS231n notes, neural networks",
      "H = sigmoid(X @ V); Y = H @ W; E = sum((Y - T)**2) / 2", by: "X",
      "X=5x4 V=4x6 W=6x3 T=5x3", "((Y - T) @ W.T * H * (1 - H)) @ V.T"),
    CorpusRow(
      "autoencoder", "Bishop (2006), section 12.4.2",
      "Z = X @ W; R = Z @ W.T - X; E = sum(R**2) / 2", by: "W", "X=5x4 W=4x2",
      "X.T @ R @ W + R.T @ X @ W"),
    CorpusRow(
      "autoencoder-tied", "Bishop (2006), section 12.4.2",
      "Z = tanh(X @ W); R = Z @ W.T - X; E = sum(R**2) / 2", by: "W", "X=5x4 W=4x2",
      "X.T @ (R @ W * (1 - Z**2)) + R.T @ Z"),
  ]

  private static let clark: [CorpusRow] = [
    CorpusRow(
      "clark-1", "Clark (2019), identity 1", "z = W @ x", by: "x", "W=4x3 x=3", "W.T @ dE_dz",
      jacobian: "W"),
    CorpusRow(
      "clark-2", "Clark (2019), identity 2", "z = x @ W", by: "x", "W=4x3 x=4", "W @ dE_dz",
      jacobian: "W.T"),
    CorpusRow(
      "clark-4", "Clark (2019), identity 4", "z = tanh(x)", by: "x", "x=4", "dE_dz * (1 - z**2)",
      jacobian: "diag(1 - z**2)", nonzeros: 4),
    CorpusRow(
      "clark-5", "Clark (2019), identity 5", "z = W @ x", by: "W", "W=4x3 x=3",
      "outer(dE_dz, x)", nonzeros: 12),
    CorpusRow(
      "clark-6", "Clark (2019), identity 6", "z = x @ W", by: "W", "W=4x3 x=4",
      "outer(x, dE_dz)", nonzeros: 12),
    CorpusRow(
      "clark-7", "Clark (2019), identity 7", "E = -(y @ log_softmax(z))", by: "z",
      "z=5 y=5:labels", "softmax(z) * sum(y) - y"),
    CorpusRow(
      "clark-7-index", "Clark (2019), identity 7", "E = -log(softmax(z))[2]", by: "z", "z=5",
      "softmax(z) - eye(5)[2]", hasMatrixForm: false),
    CorpusRow(
      "clark-example-W", "Clark (2019), section 3",
      "z = W @ x + b; h = relu(z); t = U @ h + c; E = logsumexp(t) - t @ y", by: "W",
      "x=3 W=4x3 b=4 U=5x4 c=5 y=5", "outer(U.T @ (softmax(t) - y) * (z > 0), x)"),
    CorpusRow(
      "clark-example-U", "Clark (2019), section 3",
      "z = W @ x + b; h = relu(z); t = U @ h + c; E = logsumexp(t) - t @ y", by: "U",
      "x=3 W=4x3 b=4 U=5x4 c=5 y=5", "outer(softmax(t) - y, h)"),
    CorpusRow(
      "clark-example-x", "Clark (2019), section 3",
      "z = W @ x + b; h = relu(z); t = U @ h + c; E = logsumexp(t) - t @ y", by: "x",
      "x=3 W=4x3 b=4 U=5x4 c=5 y=5", "W.T @ (U.T @ (softmax(t) - y) * (z > 0))"),
  ]

  private static let losses: [CorpusRow] = [
    CorpusRow(
      "softmax", "Bishop (2006), eq. 4.106", "s = softmax(z)", by: "z", "z=5",
      "s * (dE_ds - s @ dE_ds)", jacobian: "diag(s) - outer(s, s)", nonzeros: 25),
    CorpusRow(
      "softmax-rows", "Bishop (2006), eq. 4.106", "S = softmax(Z)", by: "Z", "Z=3x4",
      "S * (dE_dS - sum(S * dE_dS, axis=1, keepdims=True))", nonzeros: 48),
    CorpusRow(
      "softmax-columns", "Bishop (2006), eq. 4.106", "S = softmax(Z, axis=0)", by: "Z", "Z=3x4",
      "S * (dE_dS - sum(S * dE_dS, axis=0))", nonzeros: 36),
    CorpusRow(
      "softmax-quotient", "Bishop (2006), eq. 4.106", "s = exp(z) / sum(exp(z))", by: "z", "z=5",
      "s * (dE_ds - s @ dE_ds)"),
    CorpusRow(
      "log-softmax", "Bishop (2006), section 4.3.4", "s = log_softmax(z)", by: "z", "z=5",
      "dE_ds - sum(dE_ds) * softmax(z)", nonzeros: 25),
    CorpusRow(
      "log-softmax-rows", "Bishop (2006), section 4.3.4", "S = log_softmax(Z)", by: "Z", "Z=3x4",
      "dE_dS - sum(dE_dS, axis=1, keepdims=True) * softmax(Z)", nonzeros: 48),
    CorpusRow(
      "logsumexp", "Boyd and Vandenberghe (2004), section 3.1.5", "E = logsumexp(z)", by: "z",
      "z=5", "softmax(z)", hessian: "diag(softmax(z)) - outer(softmax(z), softmax(z))"),
    CorpusRow(
      "logsumexp-spelled", "Boyd and Vandenberghe (2004), section 3.1.5", "E = log(sum(exp(z)))",
      by: "z", "z=5", "exp(z) / sum(exp(z))",
      hessian: "diag(exp(z)) / sum(exp(z)) - outer(exp(z), exp(z)) / sum(exp(z))**2"),
    CorpusRow(
      "logsumexp-affine", "Boyd and Vandenberghe (2004), section A.4",
      "E = logsumexp(A @ x + b)", by: "x", "A=5x3 x=3 b=5", "A.T @ softmax(A @ x + b)",
      hessian:
        """
        A.T @ (diag(softmax(A @ x + b)) \
        - outer(softmax(A @ x + b), softmax(A @ x + b))) @ A
        """),
    CorpusRow(
      "logsumexp-rows", "Bishop (2006), section 4.3.4", "y = logsumexp(Z, axis=1)", by: "Z",
      "Z=3x4", "softmax(Z) * reshape(dE_dy, (3, 1))", nonzeros: 12),
    CorpusRow(
      "cross-entropy-rows", "Bishop (2006), eq. 4.109", "E = -sum(T * log_softmax(Z))", by: "Z",
      "Z=3x4 T=3x4:onehot", "softmax(Z) - T",
      known: Excess(4, "the book knows that the rows of T sum to 1")),
    CorpusRow(
      "cross-entropy-general", "Bishop (2006), section 4.3.4", "E = -sum(T * log_softmax(Z))",
      by: "Z", "Z=3x4 T=3x4:unit", "softmax(Z) * sum(T, axis=1, keepdims=True) - T"),
    CorpusRow(
      "cross-entropy-logits", "Bishop (2006), eq. 4.109",
      "E = sum(logsumexp(Z, axis=1)) - sum(T * Z)", by: "Z", "Z=3x4 T=3x4", "softmax(Z) - T"),
    CorpusRow(
      "softmax-regression", "Bishop (2006), eq. 4.109",
      "Z = X @ W; E = mean(logsumexp(Z, axis=1) - sum(T * Z, axis=1))", by: "W",
      "X=5x3 W=3x4 T=5x4:onehot", "X.T @ (softmax(Z) - T) / 5"),
    CorpusRow(
      "logistic", "Bishop (2006), eq. 4.91",
      "p = sigmoid(X @ w); E = -(t @ log(p) + (1 - t) @ log(1 - p))", by: "w",
      "X=6x3 w=3 t=6:labels", "X.T @ (p - t)", hessian: "X.T @ diag(p * (1 - p)) @ X"),
    CorpusRow(
      "logistic-softplus", "Bishop (2006), eq. 4.91",
      "z = X @ w; E = sum(softplus(z)) - t @ z", by: "w", "X=6x3 w=3 t=6:labels",
      "X.T @ (sigmoid(z) - t)", hessian: "X.T @ diag(sigmoid(z) * (1 - sigmoid(z))) @ X"),
    CorpusRow(
      "logistic-margin", "Boyd and Vandenberghe (2004), section 7.1.1",
      "E = sum(log1p(exp(-y * (X @ w))))", by: "w", "X=6x3 w=3 y=6",
      "-(X.T @ (y * sigmoid(-y * (X @ w))))"),
    CorpusRow(
      "least-squares", "Boyd and Vandenberghe (2004), section 1.2.1", "E = sum((A @ x - b)**2)",
      by: "x", "A=5x3 x=3 b=5", "2 * A.T @ (A @ x - b)", hessian: "2 * A.T @ A"),
    CorpusRow(
      "least-squares-A", "Boyd and Vandenberghe (2004), section 1.2.1",
      "E = sum((A @ x - b)**2)", by: "A", "A=5x3 x=3 b=5", "2 * outer(A @ x - b, x)"),
    CorpusRow(
      "ridge", "Bishop (2006), eq. 3.27", "E = sum((X @ w - t)**2) / 2 + lam / 2 * (w @ w)",
      by: "w", "X=5x3 w=3 t=5 lam=scalar:positive", "X.T @ (X @ w - t) + lam * w",
      hessian: "X.T @ X + lam * eye(3)"),
    CorpusRow(
      "ridge-lam", "Bishop (2006), eq. 3.27", "E = sum((X @ w - t)**2) / 2 + lam / 2 * (w @ w)",
      by: "lam", "X=5x3 w=3 t=5 lam=scalar:positive", "w @ w / 2"),
    CorpusRow(
      "ridge-solution", "Bishop (2006), eq. 3.28", "w = inv(X.T @ X + 0.5 * eye(3)) @ X.T @ t",
      by: "t", "X=5x3 t=5", "X @ inv(X.T @ X + 0.5 * eye(3)).T @ dE_dw",
      jacobian: "inv(X.T @ X + 0.5 * eye(3)) @ X.T"),
    CorpusRow(
      "weighted-least-squares", "Boyd and Vandenberghe (2004), section 1.2.1",
      "r = A @ x - b; E = sum(w * r**2) / 2", by: "x", "A=5x3 x=3 b=5 w=5:positive",
      "A.T @ (w * r)", hessian: "A.T @ diag(w) @ A"),
    CorpusRow(
      "hinge", "CS231n notes, linear classification", "E = sum(maximum(0, 1 - y * (X @ w)))",
      by: "w", "X=6x3 w=3 y=6", "-(X.T @ (y * (1 - y * (X @ w) > 0)))"),
    CorpusRow(
      "lasso", "Boyd and Vandenberghe (2004), section 6.3.2",
      "E = sum((X @ w - t)**2) / 2 + lam * sum(abs(w))", by: "w",
      "X=5x3 w=3 t=5 lam=scalar:positive", "X.T @ (X @ w - t) + lam * sign(w)"),
    CorpusRow(
      "gram-kernel", "Scholkopf and Smola (2002), section 1.1", "K = X @ X.T", by: "X", "X=4x3",
      "(dE_dK + dE_dK.T) @ X", nonzeros: 84),
    CorpusRow(
      "gaussian-kernel", "Scholkopf and Smola (2002), section 2.3",
      "k = exp(-sum((X - y)**2, axis=1) / 2)", by: "y", "X=4x3 y=3", "(X - y).T @ (dE_dk * k)",
      jacobian: "reshape(k, (4, 1)) * (X - y)"),
    CorpusRow(
      "kernel-ridge", "Scholkopf and Smola (2002), chapter 4",
      "r = K @ a - t; E = r @ r / 2 + lam / 2 * (a @ K @ a)", by: "a",
      "K=4x4:spd a=4 t=4 lam=scalar:positive", "K.T @ r + lam / 2 * (K + K.T) @ a",
      hessian: "K.T @ K + lam / 2 * (K + K.T)"),
  ]

  private static let normalizations: [CorpusRow] = [
    CorpusRow(
      "mean-centre", "Ioffe and Szegedy (2015), section 3", "Y = X - mean(X, axis=0)", by: "X",
      "X=5x3", "dE_dY - mean(dE_dY, axis=0)", nonzeros: 75),
    CorpusRow(
      "batchnorm-gamma", "Ioffe and Szegedy (2015), section 3",
      "N = (X - mean(X, axis=0)) / sqrt(v + 0.1); Y = g * N + b", by: "g",
      "X=5x3 v=3:positive g=3 b=3", "sum(dE_dY * N, axis=0)"),
    CorpusRow(
      "batchnorm-beta", "Ioffe and Szegedy (2015), section 3",
      "N = (X - mean(X, axis=0)) / sqrt(v + 0.1); Y = g * N + b", by: "b",
      "X=5x3 v=3:positive g=3 b=3", "sum(dE_dY, axis=0)"),
    CorpusRow(
      "batchnorm-X", "Ioffe and Szegedy (2015), section 3",
      """
      C = X - mean(X, axis=0); s = sqrt(mean(C**2, axis=0) + 0.1)
      N = C / s; Y = g * N + b
      """, by: "X", "X=5x3 g=3 b=3",
      "g / s * (dE_dY - mean(dE_dY, axis=0) - N * mean(dE_dY * N, axis=0))"),
    CorpusRow(
      "batchnorm-variance", "Ioffe and Szegedy (2015), section 3",
      "v = mean((X - mean(X, axis=0))**2, axis=0)", by: "X", "X=5x3",
      "2 / 5 * (X - mean(X, axis=0)) * dE_dv", nonzeros: 15),
    CorpusRow(
      "layernorm-x", "Ba, Kiros and Hinton (2016), section 3",
      "c = x - mean(x); s = sqrt(mean(c**2) + 0.1); n = c / s; y = g * n + b", by: "x",
      "x=5 g=5 b=5", "(dE_dy * g - mean(dE_dy * g) - n * mean(dE_dy * g * n)) / s"),
    CorpusRow(
      "layernorm-gain", "Ba, Kiros and Hinton (2016), section 3",
      "c = x - mean(x); s = sqrt(mean(c**2) + 0.1); n = c / s; y = g * n + b", by: "g",
      "x=5 g=5 b=5", "dE_dy * n", jacobian: "diag(n)", nonzeros: 5),
    CorpusRow(
      "layernorm-rows", "Ba, Kiros and Hinton (2016), section 3",
      """
      C = X - mean(X, axis=1, keepdims=True)
      s = sqrt(mean(C**2, axis=1, keepdims=True) + 0.1); Y = C / s
      """, by: "X", "X=3x5",
      """
      (dE_dY - mean(dE_dY, axis=1, keepdims=True) \
      - Y * mean(dE_dY * Y, axis=1, keepdims=True)) / s
      """, nonzeros: 75),
    CorpusRow(
      "weight-norm", "Salimans and Kingma (2016), eq. 3", "w = g * v / norm(v)", by: "v",
      "v=4 g=scalar", "g / norm(v) * (dE_dw - v @ dE_dw / norm(v)**2 * v)"),
    CorpusRow(
      "weight-norm-g", "Salimans and Kingma (2016), eq. 3", "w = g * v / norm(v)", by: "g",
      "v=4 g=scalar", "v @ dE_dw / norm(v)"),
  ]
}
