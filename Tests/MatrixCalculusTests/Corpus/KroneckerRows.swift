/// Kronecker products, vec, and products of diagonal matrices.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), section 10.2; J. R. Magnus,
/// H. Neudecker, "Matrix Differential Calculus" (1988), chapter 2.
enum KroneckerRows {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "vec-product", "Petersen and Pedersen (2012), section 10.2", "y = vec(A @ X @ B)", by: "X",
      "A=2x3 X=3x4 B=4x5", "A.T @ reshape(dE_dy, (5, 2)).T @ B.T"),
    CorpusRow(
      "kron-vec", "Petersen and Pedersen (2012), section 10.2", "y = kron(B.T, A) @ v", by: "v",
      "A=2x3 B=4x5 v=12", "kron(B, A.T) @ dE_dy", jacobian: "kron(B.T, A)"),
    CorpusRow(
      "vec", "Magnus and Neudecker (1988), section 2.4", "y = vec(X)", by: "X", "X=3x4",
      "reshape(dE_dy, (4, 3)).T", nonzeros: 12),
    CorpusRow(
      "vec-inner", "Magnus and Neudecker (1988), section 2.4", "E = vec(A) @ vec(X)", by: "X",
      "A=3x4 X=3x4", "A", nonzeros: 12),
    CorpusRow(
      "vec-transposed", "Magnus and Neudecker (1988), section 3.7", "y = vec(X.T)", by: "X",
      "X=3x4", "reshape(dE_dy, (3, 4))", nonzeros: 12),
    CorpusRow(
      "kron-left", "Petersen and Pedersen (2012), section 10.2", "K = kron(X, B)", by: "X",
      "X=2x3 B=4x5", "einsum(\"ikjl,kl->ij\", reshape(dE_dK, (2, 4, 3, 5)), B)",
      hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "kron-right", "Petersen and Pedersen (2012), section 10.2", "K = kron(A, X)", by: "X",
      "A=2x3 X=4x5", "einsum(\"ij,ikjl->kl\", A, reshape(dE_dK, (2, 4, 3, 5)))",
      hasMatrixForm: false, nonzeros: 120),
    CorpusRow(
      "kron-square-norm", "Petersen and Pedersen (2012), section 10.2",
      "E = sum(kron(A, X)**2)", by: "X", "A=2x3 X=4x5", "2 * sum(A**2) * X"),
    CorpusRow(
      "kron-quadratic", "Petersen and Pedersen (2012), section 10.2",
      "E = vec(X) @ kron(B.T, A) @ vec(X)", by: "X", "X=3x2 A=3x3 B=2x2",
      "A @ X @ B + A.T @ X @ B.T"),
    CorpusRow(
      "kron-least-squares", "Petersen and Pedersen (2012), eq. 520",
      "E = norm(kron(A, B) @ vec(X) - vec(C))**2", by: "X", "C=5x4 A=4x3 B=5x2 X=2x3",
      "2 * B.T @ (B @ X @ A.T - C) @ A"),
    CorpusRow(
      "kron-trace", "Petersen and Pedersen (2012), section 10.2", "E = trace(kron(A, B))", by: "A",
      "A=3x3 B=2x2", "trace(B) * eye(3)"),
    CorpusRow(
      "diag-vector", "NumPy manual, diag", "Y = diag(x)", by: "x", "x=4",
      "diag(dE_dY)", nonzeros: 4),
    CorpusRow(
      "diag-matrix", "NumPy manual, diag", "y = diag(X)", by: "X",
      "X=4x4", "diag(dE_dy)", nonzeros: 4),
    CorpusRow(
      "diag-sandwich", "Magnus and Neudecker (1988), section 2.4",
      "E = trace(A @ diag(x) @ B)", by: "x", "A=2x3 x=3 B=3x2", "diag(B @ A)"),
    CorpusRow(
      "diag-product", "NumPy manual, diag", "y = diag(X @ A)", by: "X",
      "X=3x4 A=4x3", "diag(dE_dy) @ A.T", nonzeros: 12),
    CorpusRow(
      "outer-left", "Petersen and Pedersen (2012), section 2.4.1", "Y = outer(x, y)", by: "x",
      "x=3 y=4", "dE_dY @ y", nonzeros: 12),
    CorpusRow(
      "outer-right", "Petersen and Pedersen (2012), section 2.4.1", "Y = outer(x, y)", by: "y",
      "x=3 y=4", "dE_dY.T @ x", nonzeros: 12),
    CorpusRow(
      "outer-self", "Petersen and Pedersen (2012), section 2.4.2", "Y = outer(x, x)", by: "x",
      "x=3", "(dE_dY + dE_dY.T) @ x", nonzeros: 15),
    CorpusRow(
      "trace-cyclic", "Petersen and Pedersen (2012), section 1.1",
      "E = trace(A @ B @ X) - trace(X @ A @ B)", by: "X", "A=3x4 B=4x3 X=3x3",
      "zeros((3, 3))", hasMatrixForm: false, nonzeros: 0),
    CorpusRow(
      "trace-hadamard", "Magnus and Neudecker (1988), section 3.6",
      "E = trace(A.T @ (X * B))", by: "X", "A=3x4 X=3x4 B=3x4", "A * B", nonzeros: 12),
    CorpusRow(
      "commutator", "Petersen and Pedersen (2012), eq. 37", "Y = A @ X - X @ A", by: "X",
      "A=3x3 X=3x3", "A.T @ dE_dY - dE_dY @ A.T", nonzeros: 42),
    CorpusRow(
      "lyapunov", "Petersen and Pedersen (2012), eq. 37", "Y = A @ X + X @ B", by: "X",
      "A=3x3 X=3x4 B=4x4", "A.T @ dE_dY + dE_dY @ B.T", nonzeros: 72),
  ]
}
