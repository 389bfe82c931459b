/// Layers, losses and cells of networks beyond one product.
///
/// Sources: CS224n notes, "Word Vectors" and "Neural Networks" (Stanford, 2019); CS231n notes (2017);
/// S. Hochreiter, J. Schmidhuber, "Long Short-Term Memory" (1997); K. Cho et al. (2014); B. Zhang,
/// R. Sennrich, "Root Mean Square Layer Normalization" (2019); A. van den Oord et al. (2018).
enum NetworkRows {
  static let rows: [CorpusRow] = words + cells + layers

  private static let words: [CorpusRow] = [
    CorpusRow(
      "word2vec-centre", "CS224n notes, word vectors", "z = U @ v; E = logsumexp(z) - y @ z",
      by: "v", "U=5x3 v=3 y=5", "U.T @ (softmax(z) - y)",
      hessian:
        "U.T @ (diag(softmax(U @ v)) - outer(softmax(U @ v), softmax(U @ v))) @ U"),
    CorpusRow(
      "word2vec-outside", "CS224n notes, word vectors", "z = U @ v; E = logsumexp(z) - y @ z",
      by: "U", "U=5x3 v=3 y=5", "outer(softmax(z) - y, v)"),
    CorpusRow(
      "negative-sampling-centre", "CS224n notes, word vectors",
      "E = -log(sigmoid(u @ v)) - sum(log(sigmoid(-(K @ v))))", by: "v", "u=3 v=3 K=4x3",
      "(sigmoid(u @ v) - 1) * u + K.T @ (1 - sigmoid(-(K @ v)))"),
    CorpusRow(
      "negative-sampling-outside", "CS224n notes, word vectors",
      "E = -log(sigmoid(u @ v)) - sum(log(sigmoid(-(K @ v))))", by: "u", "u=3 v=3 K=4x3",
      "(sigmoid(u @ v) - 1) * v"),
    CorpusRow(
      "negative-sampling-noise", "CS224n notes, word vectors",
      "E = -log(sigmoid(u @ v)) - sum(log(sigmoid(-(K @ v))))", by: "K", "u=3 v=3 K=4x3",
      "outer(1 - sigmoid(-(K @ v)), v)"),
    CorpusRow(
      "bag-of-words", "CS224n notes, word vectors", "h = mean(C, axis=0); E = logsumexp(U @ h)",
      by: "C", "C=4x3 U=5x3", "outer(ones((4,)), U.T @ softmax(U @ h)) / 4"),
    CorpusRow(
      "contrastive", "van den Oord et al. (2018), eq. 4",
      "S = X @ Y.T; E = sum(logsumexp(S, axis=1)) - trace(S)", by: "X", "X=4x3 Y=4x3",
      "(softmax(S) - eye(4)) @ Y"),
    CorpusRow(
      "label-smoothing", "Szegedy et al. (2016), section 7",
      "E = sum(logsumexp(Z, axis=1)) - 0.9 * sum(T * Z) - 0.1 * sum(Z) / 4", by: "Z", "Z=3x4 T=3x4",
      "softmax(Z) - 0.9 * T - 0.025"),
  ]

  private static let cells: [CorpusRow] = [
    CorpusRow(
      "lstm-forget", "Hochreiter and Schmidhuber (1997)",
      "c = f * p + i * g; h = o * tanh(c)", by: "f", "f=4 p=4 i=4 g=4 o=4",
      "dE_dh * o * (1 - tanh(c)**2) * p", nonzeros: 4),
    CorpusRow(
      "lstm-output", "Hochreiter and Schmidhuber (1997)",
      "c = f * p + i * g; h = o * tanh(c)", by: "o", "f=4 p=4 i=4 g=4 o=4", "dE_dh * tanh(c)"),
    CorpusRow(
      "lstm-gate-weights", "Hochreiter and Schmidhuber (1997)",
      "f = sigmoid(W @ x); c = f * p", by: "W", "W=4x3 x=3 p=4", "outer(dE_dc * p * f * (1 - f), x)"
    ),
    CorpusRow(
      "gru-state", "Cho et al. (2014), eq. 7", "h = z * p + (1 - z) * g", by: "z", "z=4 p=4 g=4",
      "dE_dh * (p - g)", nonzeros: 4),
    CorpusRow(
      "rnn-bias", "CS224n notes, neural networks",
      "h = sigmoid(H @ p + I @ x + b); E = logsumexp(U @ h) - y @ (U @ h)", by: "b",
      "H=4x4 p=4 I=4x3 x=3 b=4 U=5x4 y=5", "U.T @ (softmax(U @ h) - y) * h * (1 - h)"),
    CorpusRow(
      "residual", "He et al. (2016)", "Y = X + relu(X @ W)", by: "X", "X=3x4 W=4x4",
      "dE_dY + dE_dY * (X @ W > 0) @ W.T"),
    CorpusRow(
      "highway", "Srivastava et al. (2015), eq. 3", "t = sigmoid(W @ x); y = t * h + (1 - t) * x",
      by: "W", "W=4x4 x=4 h=4", "outer(dE_dy * (h - x) * t * (1 - t), x)"),
  ]

  private static let layers: [CorpusRow] = [
    CorpusRow(
      "dropout", "CS231n notes, neural networks", "Y = M * X / 0.5", by: "X", "M=3x4 X=3x4",
      "2 * M * dE_dY"),
    CorpusRow(
      "rms-norm", "Zhang and Sennrich (2019), eq. 4", "s = sqrt(mean(x**2)); y = g * x / s",
      by: "x", "x=5 g=5", "g * dE_dy / s - mean(dE_dy * g * x) * x / s**3"),
    CorpusRow(
      "rms-norm-gain", "Zhang and Sennrich (2019), eq. 4", "s = sqrt(mean(x**2)); y = g * x / s",
      by: "g", "x=5 g=5", "dE_dy * x / s"),
    CorpusRow(
      "unit-rows", "CS231n notes, neural networks",
      "s = sqrt(sum(X**2, axis=1, keepdims=True)); Y = X / s", by: "X", "X=3x4",
      "(dE_dY - sum(dE_dY * Y, axis=1, keepdims=True) * Y) / s"),
    CorpusRow(
      "scaled-residual-sum", "CS231n notes, optimization", "y = (A @ x) * (B @ x)", by: "x",
      "A=4x3 B=4x3 x=3", "A.T @ (dE_dy * (B @ x)) + B.T @ (dE_dy * (A @ x))"),
    CorpusRow(
      "gated-linear", "Dauphin et al. (2017), eq. 1", "Y = (X @ W) * sigmoid(X @ V)", by: "W",
      "X=3x4 W=4x2 V=4x2", "X.T @ (dE_dY * sigmoid(X @ V))"),
    CorpusRow(
      "three-layers", "CS231n notes, neural networks",
      "A = relu(X @ U); B = relu(A @ V); Y = B @ W; E = sum((Y - T)**2) / 2", by: "U",
      "X=5x3 U=3x4 V=4x4 W=4x2 T=5x2", "X.T @ (((Y - T) @ W.T * (B > 0)) @ V.T * (A > 0))"),
    CorpusRow(
      "deep-linear", "Saxe, McClelland and Ganguli (2014), eq. 1",
      "Y = A @ B @ C @ X; E = sum((Y - T)**2) / 2", by: "B", "A=2x3 B=3x4 C=4x3 X=3x5 T=2x5",
      "A.T @ (Y - T) @ X.T @ C.T"),
    CorpusRow(
      "attention-linear-weights", "Vaswani et al. (2017), section 3.2.2",
      "S = X @ A @ X.T; P = softmax(S); O = P @ X", by: "A", "X=4x3 A=3x3",
      "X.T @ (P * (dE_dO @ X.T - sum(P * (dE_dO @ X.T), axis=1, keepdims=True))) @ X"),
    CorpusRow(
      "attention-values-shared", "Vaswani et al. (2017), section 3.2.2",
      "P = softmax(Q @ K.T); O = P @ (X @ W)", by: "W", "Q=3x2 K=4x2 X=4x3 W=3x2",
      "X.T @ P.T @ dE_dO"),
  ]
}
