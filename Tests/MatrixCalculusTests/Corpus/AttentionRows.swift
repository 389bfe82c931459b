/// Attention, and tensors of higher rank: batched products, einsum, slices, reshaping, broadcasting.
///
/// Source of attention: A. Vaswani et al., "Attention Is All You Need" (2017), eq. 1; its gradients follow
/// from the linear layer and the softmax. The others are the definitions written out.
enum AttentionRows {
  static let rows: [CorpusRow] = attention + batches + shapes + reductions

  private static let attention: [CorpusRow] = [
    CorpusRow(
      "attention-V", "Vaswani et al. (2017), eq. 1", "P = softmax(Q @ K.T / sqrt(2)); O = P @ V",
      by: "V", "Q=3x2 K=4x2 V=4x5", "P.T @ dE_dO", nonzeros: 60),
    CorpusRow(
      "attention-Q", "Vaswani et al. (2017), eq. 1", "P = softmax(Q @ K.T / sqrt(2)); O = P @ V",
      by: "Q", "Q=3x2 K=4x2 V=4x5",
      """
      (P * (dE_dO @ V.T - sum(P * (dE_dO @ V.T), axis=1, keepdims=True))) @ K / sqrt(2)
      """, nonzeros: 30),
    CorpusRow(
      "attention-K", "Vaswani et al. (2017), eq. 1", "P = softmax(Q @ K.T / sqrt(2)); O = P @ V",
      by: "K", "Q=3x2 K=4x2 V=4x5",
      """
      (P * (dE_dO @ V.T - sum(P * (dE_dO @ V.T), axis=1, keepdims=True))).T @ Q / sqrt(2)
      """, nonzeros: 120),
    CorpusRow(
      "attention-scores", "Vaswani et al. (2017), eq. 1", "O = softmax(S) @ V", by: "S",
      "S=3x4 V=4x5",
      "softmax(S) * (dE_dO @ V.T - sum(softmax(S) * (dE_dO @ V.T), axis=1, keepdims=True))"),
    CorpusRow(
      "attention-weights", "Vaswani et al. (2017), section 3.2.2",
      "P = softmax(X @ A @ Y.T); O = P @ (Y @ B)", by: "B", "X=3x2 A=2x3 Y=4x3 B=3x5",
      "Y.T @ P.T @ dE_dO"),
    CorpusRow(
      "bilinear-scores", "Vaswani et al. (2017), section 3.2.1", "S = X @ A @ X.T", by: "X",
      "X=3x2 A=2x2", "dE_dS @ X @ A.T + dE_dS.T @ X @ A", nonzeros: 30),
    CorpusRow(
      "linear-attention", "Katharopoulos et al. (2020), section 3.2", "O = Q @ (K.T @ V)", by: "K",
      "Q=3x2 K=4x2 V=4x5", "V @ dE_dO.T @ Q"),
  ]

  private static let batches: [CorpusRow] = [
    CorpusRow(
      "batched-left", "NumPy manual, matmul", "Y = A @ B", by: "A", "A=2x3x4 B=2x4x5",
      "einsum(\"bij,bkj->bik\", dE_dY, B)", hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "batched-right", "NumPy manual, matmul", "Y = A @ B", by: "B", "A=2x3x4 B=2x4x5",
      "einsum(\"bik,bij->bkj\", A, dE_dY)", hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "batched-shared", "NumPy manual, matmul", "Y = X @ W", by: "W", "X=2x3x4 W=4x5",
      "einsum(\"bik,bij->kj\", X, dE_dY)", hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "batched-shared-X", "NumPy manual, matmul", "Y = X @ W", by: "X", "X=2x3x4 W=4x5",
      "dE_dY @ W.T", hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "batched-vector", "NumPy manual, matmul", "Y = X @ w", by: "w", "X=2x3x4 w=4",
      "einsum(\"bik,bi->k\", X, dE_dY)", hasMatrixForm: false, nonzeros: 24),
    CorpusRow(
      "einsum-product", "NumPy manual, einsum", "Y = einsum(\"ik,kj->ij\", X, A)", by: "A",
      "X=3x4 A=4x2", "X.T @ dE_dY", nonzeros: 24),
    CorpusRow(
      "einsum-bilinear", "NumPy manual, einsum", "y = einsum(\"i,ijk,k->j\", a, T, b)", by: "T",
      "a=2 T=2x3x4 b=4", "einsum(\"i,j,k->ijk\", a, dE_dy, b)", hasMatrixForm: false, nonzeros: 24),
    CorpusRow(
      "einsum-bilinear-a", "NumPy manual, einsum", "y = einsum(\"i,ijk,k->j\", a, T, b)", by: "a",
      "a=2 T=2x3x4 b=4", "einsum(\"ijk,j,k->i\", T, dE_dy, b)", hasMatrixForm: false, nonzeros: 6),
    CorpusRow(
      "einsum-diagonal", "NumPy manual, einsum", "y = einsum(\"ii->i\", X)", by: "X", "X=4x4",
      "diag(dE_dy)", nonzeros: 4),
    CorpusRow(
      "einsum-trace", "NumPy manual, einsum", "E = einsum(\"ii->\", X)", by: "X", "X=4x4", "eye(4)",
      nonzeros: 4),
    CorpusRow(
      "einsum-rows", "NumPy manual, einsum", "y = einsum(\"ij,ij->i\", A, B)", by: "A",
      "A=3x4 B=3x4", "reshape(dE_dy, (3, 1)) * B", nonzeros: 12),
    CorpusRow(
      "einsum-four", "NumPy manual, einsum", "Y = einsum(\"ij,jk,kl,lm->im\", A, B, C, D)",
      by: "B", "A=2x3 B=3x4 C=4x2 D=2x5", "A.T @ dE_dY @ D.T @ C.T"),
    CorpusRow(
      "tensordot", "NumPy manual, tensordot", "Y = tensordot(A, B, axes=2)", by: "A",
      "A=2x3x4 B=3x4x5", "einsum(\"il,jkl->ijk\", dE_dY, B)", hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "tensordot-outer", "NumPy manual, tensordot", "Y = tensordot(x, A, axes=0)", by: "x",
      "x=2 A=3x4", "einsum(\"ijk,jk->i\", dE_dY, A)", hasMatrixForm: false, nonzeros: 24),
    CorpusRow(
      "softmax-rank-3", "Vaswani et al. (2017), eq. 1", "S = softmax(Z)", by: "Z", "Z=2x3x4",
      "S * (dE_dS - sum(S * dE_dS, axis=2, keepdims=True))", hasMatrixForm: false, nonzeros: 96),
  ]

  private static let shapes: [CorpusRow] = [
    CorpusRow(
      "transpose", "Petersen and Pedersen (2012), eq. 44", "Y = X.T", by: "X", "X=3x4", "dE_dY.T",
      nonzeros: 12),
    CorpusRow(
      "transpose-rank-3", "NumPy manual, transpose", "Y = transpose(X)", by: "X", "X=2x3x4",
      "transpose(dE_dY)", hasMatrixForm: false, nonzeros: 24),
    CorpusRow(
      "slice-vector", "NumPy manual, indexing", "y = x[1:3]", by: "x", "x=5",
      "eye(5)[:, 1:3] @ dE_dy", hasMatrixForm: false, nonzeros: 2),
    CorpusRow(
      "slice-entry", "NumPy manual, indexing", "E = X[1, -1]**2", by: "X", "X=3x4",
      "2 * X[1, 3] * outer(eye(3)[1], eye(4)[3])", hasMatrixForm: false, nonzeros: 1),
    CorpusRow(
      "slice-column", "NumPy manual, indexing", "y = X[:, 1]", by: "X", "X=3x4",
      "outer(dE_dy, eye(4)[1])", hasMatrixForm: false, nonzeros: 3),
    CorpusRow(
      "slice-row-product", "NumPy manual, indexing", "E = X[0] @ X[2]", by: "X", "X=3x4",
      "outer(eye(3)[0], X[2]) + outer(eye(3)[2], X[0])", hasMatrixForm: false, nonzeros: 8),
    CorpusRow(
      "slice-block", "NumPy manual, indexing", "Y = X[1:3, :2] @ A", by: "X", "X=4x3 A=2x5",
      "eye(4)[:, 1:3] @ (dE_dY @ A.T) @ eye(3)[:2]", hasMatrixForm: false, nonzeros: 20),
    CorpusRow(
      "differences", "Boyd and Vandenberghe (2004), section 6.3.3",
      "d = x[1:] - x[:-1]; E = sum(d**2) / 2", by: "x", "x=5",
      "(eye(5)[:, 1:] - eye(5)[:, :-1]) @ d", hasMatrixForm: false, nonzeros: 5),
    CorpusRow(
      "slice-of-product", "NumPy manual, indexing", "y = (A @ X)[1]", by: "X", "A=3x4 X=4x2",
      "outer(A[1], dE_dy)", nonzeros: 8),
    CorpusRow(
      "reshape-matrix", "NumPy manual, reshape", "Y = reshape(x, (2, 3))", by: "x", "x=6",
      "reshape(dE_dY, (6,))", nonzeros: 6),
    CorpusRow(
      "reshape-product", "NumPy manual, reshape", "Y = reshape(x, (2, 3)) @ A", by: "x",
      "x=6 A=3x4",
      "reshape(dE_dY @ A.T, (6,))", nonzeros: 24),
    CorpusRow(
      "flatten-product", "NumPy manual, reshape", "y = W @ reshape(X, (12,))", by: "X",
      "X=3x4 W=2x12", "reshape(W.T @ dE_dy, (3, 4))", nonzeros: 24),
    CorpusRow(
      "heads", "Vaswani et al. (2017), section 3.2.2", "Y = reshape(X, (3, 2, 2))", by: "X",
      "X=3x4",
      "reshape(dE_dY, (3, 4))", nonzeros: 12),
    CorpusRow(
      "broadcast-row", "NumPy manual, broadcasting", "Y = X + b", by: "b", "X=3x4 b=4",
      "sum(dE_dY, axis=0)", nonzeros: 12),
    CorpusRow(
      "broadcast-column", "NumPy manual, broadcasting", "Y = X * c", by: "c", "X=3x4 c=3x1",
      "sum(dE_dY * X, axis=1, keepdims=True)", nonzeros: 12),
    CorpusRow(
      "broadcast-outer", "NumPy manual, broadcasting", "Y = c + r", by: "c", "c=3x1 r=4",
      "sum(dE_dY, axis=1, keepdims=True)", nonzeros: 12),
    CorpusRow(
      "broadcast-scalar", "NumPy manual, broadcasting", "Y = s * X", by: "s", "X=3x4 s=scalar",
      "sum(dE_dY * X)", nonzeros: 12),
    CorpusRow(
      "broadcast-quotient", "NumPy manual, broadcasting", "Y = X / b", by: "b",
      "X=3x4 b=4:positive",
      "-sum(dE_dY * X / b**2, axis=0)", nonzeros: 12),
    CorpusRow(
      "pairwise-differences", "NumPy manual, broadcasting",
      "D = reshape(x, (4, 1)) - x; E = sum(D**2) / 2", by: "x", "x=4", "8 * x - 2 * sum(x)"),
    CorpusRow(
      "pairwise-distances", "Scholkopf and Smola (2002), section 2.3",
      "n = sum(X**2, axis=1); D = reshape(n, (4, 1)) + n - 2 * X @ X.T", by: "X", "X=4x3",
      "2 * (reshape(sum(dE_dD + dE_dD.T, axis=1), (4, 1)) * X - (dE_dD + dE_dD.T) @ X)",
      nonzeros: 72),
  ]

  private static let reductions: [CorpusRow] = [
    CorpusRow(
      "sum", "Petersen and Pedersen (2012), section 2.4.1", "E = sum(X)", by: "X", "X=3x4",
      "ones((3, 4))", nonzeros: 12),
    CorpusRow(
      "sum-columns", "NumPy manual, sum", "y = sum(X, axis=0)", by: "X", "X=3x4",
      "outer(ones((3,)), dE_dy)", nonzeros: 12),
    CorpusRow(
      "sum-rows", "NumPy manual, sum", "y = sum(X, axis=1)", by: "X", "X=3x4",
      "outer(dE_dy, ones((4,)))", nonzeros: 12),
    CorpusRow(
      "mean", "NumPy manual, mean", "E = mean(X)", by: "X", "X=3x4", "ones((3, 4)) / 12"),
    CorpusRow(
      "mean-squares", "NumPy manual, mean", "E = mean((X @ W - T)**2)", by: "W",
      "X=5x3 W=3x2 T=5x2", "2 / 10 * X.T @ (X @ W - T)"),
    CorpusRow(
      "mean-rows", "NumPy manual, mean", "y = mean(X, axis=1)", by: "X", "X=3x4",
      "outer(dE_dy, ones((4,))) / 4", nonzeros: 12),
    CorpusRow(
      "variance", "NumPy manual, mean", "E = mean((x - mean(x))**2)",
      by: "x",
      "x=5", "2 / 5 * (x - mean(x))", hessian: "2 / 5 * (eye(5) - ones((5, 5)) / 5)"),
    CorpusRow(
      "prod", "Boyd and Vandenberghe (2004), section 3.1.5", "E = prod(x)", by: "x", "x=4",
      "prod(x) / x",
      nonzeros: 4),
    CorpusRow(
      "prod-zero", "NumPy manual, prod", "E = prod(x)", by: "x", "x=4:zeros",
      "prod(x * (1 - eye(4)) + eye(4), axis=1)"),
    CorpusRow(
      "prod-rows", "NumPy manual, prod", "y = prod(X, axis=1)", by: "X", "X=3x4",
      "reshape(dE_dy * y, (3, 1)) / X", nonzeros: 12),
    CorpusRow(
      "log-prod", "Boyd and Vandenberghe (2004), section 3.1.5", "E = log(prod(x))", by: "x",
      "x=4:positive", "1 / x"),
    CorpusRow(
      "max", "Danskin (1967)", "E = max(x)", by: "x", "x=5", "where(x == max(x), 1, 0)"),
    CorpusRow(
      "max-rows", "Danskin (1967)", "y = max(X, axis=1)", by: "X", "X=3x4",
      "(X == max(X, axis=1, keepdims=True)) * reshape(dE_dy, (3, 1))", nonzeros: 12),
    CorpusRow(
      "maximum", "Danskin (1967)", "y = maximum(a, b)", by: "a", "a=5 b=5", "dE_dy * (a > b)",
      nonzeros: 5),
    CorpusRow(
      "minimum", "Danskin (1967)", "y = minimum(a, b)", by: "b", "a=5 b=5", "dE_dy * (b < a)",
      nonzeros: 5),
    CorpusRow(
      "where", "NumPy manual, where", "y = where(c > 0, a * b, a)", by: "a", "a=5 b=5 c=5",
      "where(c > 0, b, 1) * dE_dy", nonzeros: 5),
    CorpusRow(
      "clip", "NumPy manual, clip", "y = clip(a, -0.5, 0.5)", by: "a", "a=6",
      "dE_dy * (a > -0.5) * (a < 0.5)", nonzeros: 6),
    CorpusRow(
      "leaky-relu", "Maas, Hannun and Ng (2013), section 2", "Y = where(X > 0, X, 0.1 * X)",
      by: "X",
      "X=3x4", "dE_dY * where(X > 0, 1, 0.1)", nonzeros: 12),
    CorpusRow(
      "huber", "Boyd and Vandenberghe (2004), section 6.1.2",
      "r = A @ x - b; E = sum(where(abs(r) < 1, r**2 / 2, abs(r) - 0.5))", by: "x", "A=6x3 x=3 b=6",
      "A.T @ where(abs(r) < 1, r, sign(r))"),
    CorpusRow(
      "dot", "NumPy manual, dot", "E = dot(x, A @ y)", by: "y", "x=3 A=3x4 y=4", "A.T @ x"),
    CorpusRow(
      "power-variable", "Abramowitz and Stegun (1964), 4.2.33", "Y = X ** A", by: "A",
      "X=3x2:positive A=3x2", "dE_dY * Y * log(X)", nonzeros: 6),
  ]
}
