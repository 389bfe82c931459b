/// Derivatives with structure, of determinants to second order, and the rules of differentials.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), sections 2, 2.1 and 2.8; a symmetric
/// X is written as S + Sᵀ − diag(diag S) of a free S.
enum CookbookStructured {
  static let rows: [CorpusRow] = differentials + determinants + structured

  private static let differentials: [CorpusRow] = [
    CorpusRow(
      "cookbook-34", "Petersen and Pedersen (2012), eq. 34", "Y = c * X", by: "X",
      "c=scalar X=3x4", "c * dE_dY", nonzeros: 12),
    CorpusRow(
      "cookbook-34-scalar", "Petersen and Pedersen (2012), eq. 34", "Y = c * X", by: "c",
      "c=scalar X=3x4", "sum(X * dE_dY)", nonzeros: 12),
    CorpusRow(
      "cookbook-35", "Petersen and Pedersen (2012), eq. 35", "Y = X + 2 * X.T", by: "X", "X=3x3",
      "dE_dY + 2 * dE_dY.T", nonzeros: 15),
    CorpusRow(
      "cookbook-37", "Petersen and Pedersen (2012), eq. 37", "Y = X @ A @ X.T", by: "X",
      "X=3x4 A=4x4", "dE_dY @ X @ A.T + dE_dY.T @ X @ A", nonzeros: 60),
    CorpusRow(
      "cookbook-39", "Petersen and Pedersen (2012), eq. 39", "y = kron(x, b)", by: "x", "x=3 b=2",
      "reshape(dE_dy, (3, 2)) @ b", nonzeros: 6),
    CorpusRow(
      "cookbook-40", "Petersen and Pedersen (2012), eq. 40", "Y = inv(X) @ A", by: "X",
      "X=3x3:regular A=3x4", "-(inv(X).T @ dE_dY @ Y.T)"),
    CorpusRow(
      "cookbook-40-right", "Petersen and Pedersen (2012), eq. 40", "Y = A @ inv(X)", by: "X",
      "X=3x3:regular A=4x3", "-(Y.T @ dE_dY @ inv(X).T)"),
    CorpusRow(
      "cookbook-44", "Petersen and Pedersen (2012), eq. 44", "E = sum(A * X.T)", by: "X",
      "A=4x3 X=3x4", "A.T", nonzeros: 12),
    CorpusRow(
      "cookbook-73", "Petersen and Pedersen (2012), eq. 73", "Y = X", by: "X", "X=2x3", "dE_dY",
      nonzeros: 6),
    CorpusRow(
      "cookbook-79", "Petersen and Pedersen (2012), eq. 79", "Y = X.T @ B @ X", by: "B",
      "X=4x3 B=4x4", "X @ dE_dY @ X.T", nonzeros: 144),
    CorpusRow(
      "cookbook-98", "Petersen and Pedersen (2012), eq. 97", "E = x @ A @ x + b @ x + c", by: "x",
      "x=3 A=3x3 b=3 c=scalar", "(A + A.T) @ x + b", hessian: "A + A.T"),
  ]

  private static let determinants: [CorpusRow] = [
    CorpusRow(
      "cookbook-48", "Petersen and Pedersen (2012), eq. 48", "Y = A + t * B; E = det(Y)", by: "t",
      "A=3x3:regular t=scalar:unit B=3x3", "det(Y) * trace(inv(Y) @ B)",
      hessian: "det(Y) * (trace(inv(Y) @ B)**2 - trace(inv(Y) @ B @ inv(Y) @ B))"),
    CorpusRow(
      "cookbook-47", "Petersen and Pedersen (2012), eq. 47", "E = det(X)**2", by: "X",
      "X=3x3:regular", "2 * det(X)**2 * inv(X).T"),
    CorpusRow(
      "det-shifted", "Petersen and Pedersen (2012), eq. 46", "E = det(X - 0.5 * eye(3))", by: "X",
      "X=3x3:regular", "det(X - 0.5 * eye(3)) * inv(X - 0.5 * eye(3)).T"),
    CorpusRow(
      "det-ratio", "Petersen and Pedersen (2012), eq. 49", "E = det(X) / trace(X)", by: "X",
      "X=3x3:regular", "E * (inv(X).T - eye(3) / trace(X))",
      known: Excess(8, "the book writes the first det(X) / tr(X) as E, too")),
    CorpusRow(
      "cookbook-43-second", "Petersen and Pedersen (2012), eqs. 43 and 59",
      "Y = A + t * B; E = logdet(Y)", by: "t", "A=3x3:regular t=scalar:unit B=3x3",
      "trace(inv(Y) @ B)", hessian: "-trace(inv(Y) @ B @ inv(Y) @ B)"),
    CorpusRow(
      "logdet-product", "Petersen and Pedersen (2012), eq. 43", "E = logdet(A @ X @ B)", by: "X",
      "A=3x3:regular X=3x3:regular B=3x3:regular", "inv(X).T"),
    CorpusRow(
      "logdet-kernel", "Rasmussen and Williams (2006), eq. 5.9",
      "K = A + s * eye(3); E = -(y @ inv(K) @ y) / 2 - logdet(K) / 2", by: "s",
      "A=3x3:spd s=scalar:positive y=3", "(inv(K) @ y @ (inv(K).T @ y) - trace(inv(K))) / 2"),
    CorpusRow(
      "inverse-twice", "Petersen and Pedersen (2012), eq. 59", "Y = inv(inv(X) + A)", by: "X",
      "X=3x3:regular A=3x3:regular", "inv(X).T @ Y.T @ dE_dY @ Y.T @ inv(X).T"),
  ]

  private static let structured: [CorpusRow] = [
    CorpusRow(
      "cookbook-139", "Petersen and Pedersen (2012), section 2.8.2",
      "X = S + S.T - diag(diag(S)); E = trace(A @ X)", by: "S", "S=3x3 A=3x3",
      "A + A.T - diag(diag(A))"),
    CorpusRow(
      "cookbook-140", "Petersen and Pedersen (2012), section 2.8.2",
      "X = S + S.T - diag(diag(S)); E = logdet(X)", by: "S", "S=3x3:regular",
      "inv(X) + inv(X).T - diag(diag(inv(X)))"),
    CorpusRow(
      "cookbook-142", "Petersen and Pedersen (2012), section 2.8.3", "E = trace(A @ diag(x))",
      by: "x", "A=4x4 x=4", "diag(A)", nonzeros: 4),
    CorpusRow(
      "diagonal-quadratic", "Petersen and Pedersen (2012), section 2.8.3",
      "E = v @ diag(x) @ v", by: "x", "x=4 v=4", "v**2", nonzeros: 4),
    CorpusRow(
      "diagonal-congruence", "Petersen and Pedersen (2012), section 2.8.3",
      "E = sum((U @ diag(x) @ U.T - A)**2) / 2", by: "x", "U=3x4 x=4 A=3x3",
      "diag(U.T @ (U @ diag(x) @ U.T - A) @ U)"),
    CorpusRow(
      "symmetric-part", "Petersen and Pedersen (2012), section 2.8.2",
      "X = (S + S.T) / 2; E = x @ X @ x", by: "S", "S=3x3 x=3", "outer(x, x)"),
    CorpusRow(
      "skew-part", "Petersen and Pedersen (2012), section 2.8.2", "E = x @ (S - S.T) @ x", by: "S",
      "S=3x3 x=3", "zeros((3, 3))", hasMatrixForm: false, nonzeros: 0),
  ]
}
