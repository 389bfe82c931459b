/// Where shapes, zeros and broadcasting are at their edge: one-element axes, weighted deviations from a mean,
/// zeros in what is multiplied, indices that two deltas read.
///
/// Derived by hand from the rules of the other tables.
enum EdgeRows {
  static let rows: [CorpusRow] =
    oneElementAxes + deviations + zeros + leading + writtenOut
    + selections + constants

  private static let oneElementAxes = [
    CorpusRow(
      "batch-of-one", "by hand", "y = softmax(X @ W)", by: "W", "X=1x3 W=3x2",
      "X.T @ (y * (dE_dy - sum(dE_dy * y, axis=1, keepdims=True)))"),
    CorpusRow(
      "attention-of-one", "by hand", "P = softmax(Q @ K.T); O = P @ V", by: "Q",
      "Q=1x2 K=3x2 V=3x2",
      "P * (dE_dO @ V.T - sum(dE_dO @ V.T * P, axis=1, keepdims=True)) @ K"),
    CorpusRow(
      "softmax-of-a-column", "by hand", "y = softmax(A, axis=0)", by: "A", "A=3x1",
      "y * (dE_dy - sum(dE_dy * y, axis=0))"),
    CorpusRow(
      "unrolled-row", "by hand", "y = vec(1 / C)", by: "C", "C=1x2:positive",
      "-reshape(dE_dy, (1, 2)) / C**2"),
    CorpusRow(
      "shares-of-a-row", "by hand", "Y = X / sum(X, axis=1, keepdims=True)", by: "X",
      "X=1x4:positive",
      "(dE_dY - sum(dE_dY * X / sum(X, axis=1, keepdims=True), axis=1, keepdims=True)) / sum(X, axis=1, keepdims=True)"
    ),
    CorpusRow(
      "row-times-vector", "by hand", "y = g * h", by: "g", "g=3 h=1x3", "reshape(dE_dy * h, (3,))"),
    CorpusRow(
      "one-row-einsum", "by hand", "y = einsum(\"ij,ij->i\", A, B)", by: "A", "A=1x3 B=1x3",
      "outer(dE_dy, ones((3,))) * B"),
    CorpusRow(
      "vector-through-outer", "by hand", "y = tanh(z @ outer(z, z))", by: "z", "z=3",
      "2 * (dE_dy * (1 - y**2) @ z) * z + z @ z * dE_dy * (1 - y**2)"),
    CorpusRow(
      "outer-then-product", "by hand", "z = outer(a, b) @ C; y = sum(z[1])", by: "C",
      "a=2 b=3 C=3x4", "a[1] * outer(b, ones((4,)))"),
  ]

  private static let deviations = [
    CorpusRow(
      "weighted-row-deviations", "by hand",
      "E = c @ sum((Y - mean(Y, axis=1, keepdims=True)) * b, axis=1)", by: "c", "Y=2x3 b=3 c=2",
      "(Y - mean(Y, axis=1, keepdims=True)) @ b"),
    CorpusRow(
      "weighted-column-deviations", "by hand",
      "E = sum(mean((Y - mean(Y, axis=0)) * r, axis=0)**2)", by: "r", "Y=4x5 r=4x1",
      "reshape((Y - mean(Y, axis=0)) @ mean((Y - mean(Y, axis=0)) * r, axis=0), (4, 1)) / 2"),
    CorpusRow(
      "plain-deviations", "by hand", "E = c @ sum(Y - mean(Y, axis=1, keepdims=True), axis=1)",
      by: "c", "Y=4x5 c=4", "zeros((4,))"),
    CorpusRow(
      "mean-of-deviations", "by hand", "E = mean(Y - mean(Y, axis=1, keepdims=True))", by: "Y",
      "Y=4x5", "zeros((4, 5))", nonzeros: 0),
    CorpusRow(
      "own-row-sums", "by hand", "E = sum(sum(Y * sum(Y, axis=1, keepdims=True), axis=1)**2)",
      by: "Y", "Y=4x5", "4 * sum(Y, axis=1, keepdims=True)**3 * ones((4, 5))"),
    CorpusRow(
      "log-of-softmax", "by hand", "E = sum(log(softmax(z)))", by: "z", "z=4x5",
      "1 - 5 * softmax(z)"),
  ]

  private static let zeros = [
    CorpusRow(
      "swish-at-zero", "Ramachandran, Zoph and Le (2017)", "y = sigmoid(x) * x", by: "x",
      "x=3:zeros", "dE_dy * (sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x)))"),
    CorpusRow(
      "scaled-by-zero", "by hand", "y = sin(x) * x * a", by: "a", "x=3 a=3:zeros",
      "dE_dy * sin(x) * x"),
    CorpusRow(
      "zero-trace", "by hand", "E = trace(D - D)", by: "D", "D=3x3", "zeros((3, 3))", nonzeros: 0),
    CorpusRow(
      "zero-product", "by hand", "E = trace((Y - Y) @ Z.T)", by: "Y", "Y=4x5 Z=4x5",
      "zeros((4, 5))", nonzeros: 0),
    CorpusRow(
      "difference-with-itself", "by hand", "y = (A - A) @ x", by: "x", "A=2x3 x=3", "zeros((3,))",
      nonzeros: 0),
    CorpusRow(
      "diagonal-reshaped", "by hand", "y = reshape(diag(A), (2, 2))", by: "A", "A=4x4",
      "diag(reshape(dE_dy, (4,)))", nonzeros: 4),
  ]

  /// The first rows of a matrix, read where they are: their index is plain, and shorter than its axis.
  private static let leading = [
    CorpusRow(
      "leading-rows-behind", "by hand", "f = sum(tanh(X @ W[:2]))", by: "X", "X=2x2 W=4x3",
      "(1 - tanh(X @ W[:2])**2) @ W[:2].T"),
    CorpusRow(
      "leading-rows-between", "by hand", "f = w @ X[:2] @ w", by: "w", "X=3x2 w=2",
      "(X[:2] + X[:2].T) @ w"),
    CorpusRow(
      "leading-rows-scaled", "by hand", "E = sum(Y[0:2] * b)", by: "b", "Y=3x2 b=2",
      "sum(Y[0:2], axis=0)"),
    CorpusRow(
      "leading-block", "by hand", "y = X[:2, :2] @ A", by: "A", "X=3x3 A=2x4",
      "X[:2, :2].T @ dE_dy"),
  ]

  /// Functions that a program writes out, and books call by their names.
  private static let writtenOut = [
    CorpusRow(
      "sigmoid-written-out", "CS231n notes, optimization", "f = 1 / (1 + exp(-(w @ x)))", by: "w",
      "x=5 w=5", "f * (1 - f) * x"),
    CorpusRow(
      "softmax-written-out", "CS231n notes, neural networks case study",
      "e = exp(s); p = e / sum(e, axis=1, keepdims=True); L = -sum(Y * log(p)) / 4", by: "s",
      "s=4x3 Y=4x3", "(p * sum(Y, axis=1, keepdims=True) - Y) / 4"),
    CorpusRow(
      "batch-norm-steps", "CS231n notes, assignment 2",
      "m = mean(x, axis=0); c = x - m; v = mean(c**2, axis=0); h = c / sqrt(v + 0.00001)", by: "x",
      "x=5x3",
      "(dE_dh - mean(dE_dh, axis=0) - c * mean(dE_dh * c, axis=0) / (v + 0.00001)) / sqrt(v + 0.00001)"
    ),
    CorpusRow(
      "affine-backward", "CS231n notes, assignment 2", "y = reshape(x, (3, 8)) @ w + b", by: "x",
      "x=3x2x4 w=8x5 b=5", "reshape(dE_dy @ w.T, (3, 2, 4))"),
    CorpusRow(
      "attention-scores", "Vaswani et al. (2017), eq. 1", "S = einsum(\"bid,bjd->bij\", Q, K)",
      by: "Q", "Q=2x3x4 K=2x5x4", "dE_dS @ K"),
    CorpusRow(
      "logsumexp-written-out", "Bishop (2006), eq. 4.109",
      "E = sum(log(sum(exp(z), axis=1))) - trace(Y.T @ z)", by: "z", "z=4x3 Y=4x3",
      "softmax(z) - Y"),
    CorpusRow(
      "negative-sampling", "CS224n notes, word vectors",
      "E = -log(sigmoid(u @ v)) - sum(log(sigmoid(-(N @ v))))", by: "v", "u=3 v=3 N=4x3",
      "(sigmoid(u @ v) - 1) * u + N.T @ sigmoid(N @ v)"),
    CorpusRow(
      "layer-norm-steps", "Ba, Kiros and Hinton (2016), eq. 4",
      "c = x - mean(x); s = sqrt(mean(c**2) + 0.00001); h = c / s", by: "x", "x=5",
      "(dE_dh - mean(dE_dh) - h * mean(dE_dh * h)) / s"),
    CorpusRow(
      "layer-norm-rows", "Ba, Kiros and Hinton (2016), eq. 4",
      "m = mean(x, axis=1, keepdims=True); v = mean((x - m)**2, axis=1, keepdims=True); h = (x - m) / sqrt(v + 0.00001)",
      by: "x", "x=3x4",
      "(dE_dh - mean(dE_dh, axis=1, keepdims=True) - h * mean(dE_dh * h, axis=1, keepdims=True)) / sqrt(v + 0.00001)"
    ),
    CorpusRow(
      "layer-norm-gain", "Ba, Kiros and Hinton (2016), eq. 4",
      "c = x - mean(x, axis=-1, keepdims=True); v = mean(square(c), axis=-1, keepdims=True); h = c / sqrt(v + 0.00001); y = g * h + b",
      by: "x", "x=3x4 g=4 b=4",
      "(dE_dy * g - mean(dE_dy * g, axis=1, keepdims=True) - h * mean(dE_dy * h * g, axis=1, keepdims=True)) / sqrt(v + 0.00001)"
    ),
    CorpusRow(
      "squared-hinge", "by hand", "f = sum(maximum(0, 1 - y * (X @ w))**2)", by: "w",
      "X=4x3 w=3 y=4", "-2 * X.T @ (maximum(0, 1 - y * (X @ w)) * y)"),
    CorpusRow("squared-relu", "by hand", "f = sum(relu(z)**2)", by: "z", "z=4", "2 * relu(z)"),
    CorpusRow(
      "log-cosh", "by hand", "E = sum(log(cosh(z)))", by: "z", "z=4", "tanh(z)"),
    CorpusRow(
      "log-abs-det", "Petersen and Pedersen (2012), eq. 57", "E = log(abs(det(X)))", by: "X",
      "X=3x3:regular", "inv(X).T"),
    CorpusRow(
      "squared-absolute", "by hand", "E = sum(abs(X @ w - y)**2)", by: "w", "X=4x3 w=3 y=4",
      "2 * X.T @ (X @ w - y)"),
    CorpusRow(
      "unit-vector", "by hand", "y = (x - a) / norm(x - a)", by: "x", "x=4 a=4",
      "(dE_dy - dE_dy @ y * y) / norm(x - a)"),
  ]
  /// What a slice reads, back in its place.
  private static let selections = [
    CorpusRow(
      "squares-of-a-run", "by hand", "E = sum(m[1:4]**2)", by: "m", "m=6",
      "2 * eye(6)[1:4].T @ m[1:4]", hessian: "2 * diag([0, 1, 1, 1, 0, 0])"),
    CorpusRow(
      "cubes-of-a-run", "by hand", "E = sum(m[1:4]**3)", by: "m", "m=6",
      "3 * eye(6)[1:4].T @ m[1:4]**2",
      hessian: "6 * eye(6)[1:4].T @ diag(m[1:4]) @ eye(6)[1:4]"),
    CorpusRow(
      "length-of-a-run", "by hand", "E = norm(m[1:4])", by: "m", "m=6",
      "eye(6)[1:4].T @ m[1:4] / E"),
    CorpusRow(
      "squares-of-rows", "by hand", "E = sum(X[1:3]**2)/2", by: "X", "X=4x3",
      "eye(4)[1:3].T @ X[1:3]"),
    CorpusRow(
      "squares-of-columns", "by hand", "E = sum(X[:, 1:3]**2)/2", by: "X", "X=4x3",
      "X[:, 1:3] @ eye(3)[1:3]"),
    CorpusRow(
      "squares-of-a-corner", "by hand", "E = sum(X[1:3, -1]**2)", by: "X", "X=4x3",
      "2 * outer(eye(4)[1:3].T @ X[1:3, 2], [0, 0, 1])"),
    CorpusRow(
      "neuron-of-entries", "Parr and Howard (2018), section 5",
      "z = w[0]*x[0] + w[1]*x[1] + b; y = sigmoid(z)", by: "w", "w=2 x=2 b=scalar",
      "y * (1 - y) * x", hessian: "y * (1 - y) * (1 - 2*y) * outer(x, x)"),
    CorpusRow(
      "neuron-loss-of-entries", "Parr and Howard (2018), section 5",
      "y = sigmoid(w[0]*x[0] + w[1]*x[1] + b); E = -log(y)", by: "w", "w=2 x=2 b=scalar",
      "(y - 1) * x", hessian: "y * (1 - y) * outer(x, x)"),
  ]

  /// Matrices of numbers in the program.
  private static let constants = [
    CorpusRow(
      "constant-form", "by hand", "E = x @ [[1, 2], [3, 4]] @ x", by: "x", "x=2",
      "[[2, 5], [5, 8]] @ x", hessian: "[[2, 5], [5, 8]]"),
    CorpusRow(
      "constant-squared", "by hand", "E = sum(([[1, 0], [0, 2]] @ k * x[0])**2)", by: "k",
      "k=2 x=2", "2 * x[0]**2 * ([[1, 0], [0, 4]] @ k)",
      hessian: "2 * x[0]**2 * reshape([[1, 0], [0, 4]], (2, 2))"),
    CorpusRow(
      "constant-chain", "by hand", "y = [[1, 2], [3, 4]] @ ([[0, 1], [1, 0]] @ x)", by: "x",
      "x=2", "[[2, 4], [1, 3]] @ dE_dy", jacobian: "[[2, 1], [4, 3]]"),
  ]
}
