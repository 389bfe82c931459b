/// Derivatives of determinants and of inverses.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), sections 2.1 to 2.3.
enum CookbookDeterminants {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "cookbook-43", "Petersen and Pedersen (2012), eq. 43", "Y = A + t * B; E = logdet(Y)",
      by: "t", "A=3x3:regular t=scalar:unit B=3x3", "trace(inv(Y) @ B)"),
    CorpusRow(
      "cookbook-46", "Petersen and Pedersen (2012), eq. 46", "Y = A + t * B; E = det(Y)",
      by: "t", "A=3x3:regular t=scalar:unit B=3x3", "det(Y) * trace(inv(Y) @ B)"),
    CorpusRow(
      "cookbook-49", "Petersen and Pedersen (2012), eq. 49", "E = det(X)", by: "X",
      "X=3x3:regular", "det(X) * inv(X).T", nonzeros: 9),
    CorpusRow(
      "cookbook-51", "Petersen and Pedersen (2012), eq. 51", "E = det(A @ X @ B)", by: "X",
      "A=3x3:regular X=3x3:regular B=3x3:regular", "det(A @ X @ B) * inv(X).T"),
    CorpusRow(
      "cookbook-51-rectangular", "Petersen and Pedersen (2012), eq. 46", "E = det(A @ X @ B)",
      by: "X", "A=2x3 X=3x4 B=4x2", "det(A @ X @ B) * A.T @ inv(A @ X @ B).T @ B.T"),
    CorpusRow(
      "cookbook-52", "Petersen and Pedersen (2012), eq. 52", "E = det(X.T @ A @ X)", by: "X",
      "A=3x3:regular X=3x3:regular", "2 * det(X.T @ A @ X) * inv(X).T"),
    CorpusRow(
      "cookbook-53", "Petersen and Pedersen (2012), eq. 53", "E = det(X.T @ A @ X)", by: "X",
      "A=4x4:spd X=4x2", "2 * det(X.T @ A @ X) * A @ X @ inv(X.T @ A @ X)",
      known: Excess(16, "the book knows that A is symmetric")),
    CorpusRow(
      "cookbook-54", "Petersen and Pedersen (2012), eq. 54", "E = det(X.T @ A @ X)", by: "X",
      "A=4x4:regular X=4x2",
      "det(X.T @ A @ X) * (A @ X @ inv(X.T @ A @ X) + A.T @ X @ inv(X.T @ A.T @ X))"),
    CorpusRow(
      "cookbook-55", "Petersen and Pedersen (2012), eq. 55", "E = logdet(X.T @ X)", by: "X",
      "X=4x2", "2 * X @ inv(X.T @ X)"),
    CorpusRow(
      "cookbook-57", "Petersen and Pedersen (2012), eq. 57", "E = logdet(X)", by: "X",
      "X=3x3:regular", "inv(X).T", nonzeros: 9),
    CorpusRow(
      "cookbook-57-negative", "Petersen and Pedersen (2012), eq. 57", "E = logdet(-X)", by: "X",
      "X=3x3:regular", "inv(X).T"),
    CorpusRow(
      "cookbook-58", "Petersen and Pedersen (2012), eq. 58", "E = det(X @ X @ X)", by: "X",
      "X=3x3:regular", "3 * det(X @ X @ X) * inv(X).T"),
    CorpusRow(
      "cofactors-2", "Petersen and Pedersen (2012), eq. 41", "E = det(X)", by: "X",
      "X=2x2:singular", "trace(X) * eye(2) - X.T", nonzeros: 4),
    CorpusRow(
      "cofactors-3", "Petersen and Pedersen (2012), eq. 41", "E = det(X)", by: "X",
      "X=3x3:singular",
      "(X @ X - trace(X) * X + (trace(X)**2 - trace(X @ X)) / 2 * eye(3)).T"),
    CorpusRow(
      "logdet-ridge", "Petersen and Pedersen (2012), eq. 43",
      "E = logdet(X.T @ X + 0.5 * eye(3))", by: "X", "X=4x3",
      "2 * X @ inv(X.T @ X + 0.5 * eye(3))"),
    CorpusRow(
      "logdet-diagonal", "Petersen and Pedersen (2012), eq. 43", "E = logdet(A + diag(x))",
      by: "x", "A=3x3:spd x=3:positive", "diag(inv(A + diag(x)))",
      hessian: "-inv(A + diag(x)) * inv(A + diag(x)).T"),
    CorpusRow(
      "cookbook-59", "Petersen and Pedersen (2012), eq. 59", "Y = A + t * B; F = inv(Y)",
      by: "t", "A=3x3:regular t=scalar:unit B=3x3", "-sum(dE_dF * (F @ B @ F))"),
    CorpusRow(
      "cookbook-60", "Petersen and Pedersen (2012), eq. 60", "F = inv(X)", by: "X",
      "X=3x3:regular", "-(F.T @ dE_dF @ F.T)", nonzeros: 81),
    CorpusRow(
      "cookbook-61", "Petersen and Pedersen (2012), eq. 61", "E = a @ inv(X) @ b", by: "X",
      "X=3x3:regular a=3 b=3", "-(inv(X).T @ outer(a, b) @ inv(X).T)"),
    CorpusRow(
      "cookbook-62", "Petersen and Pedersen (2012), eq. 62", "E = det(inv(X))", by: "X",
      "X=3x3:regular", "-det(inv(X)) * inv(X).T"),
    CorpusRow(
      "cookbook-63", "Petersen and Pedersen (2012), eq. 63", "E = trace(A @ inv(X) @ B)",
      by: "X", "A=2x3 X=3x3:regular B=3x2", "-(inv(X) @ B @ A @ inv(X)).T"),
    CorpusRow(
      "cookbook-64", "Petersen and Pedersen (2012), eq. 64", "E = trace(inv(X + A))", by: "X",
      "X=3x3:regular A=3x3:regular", "-(inv(X + A) @ inv(X + A)).T"),
    CorpusRow(
      "cookbook-65", "Petersen and Pedersen (2012), eq. 65", "E = trace(X)", by: "X", "X=3x3",
      "eye(3)", nonzeros: 3),
    CorpusRow(
      "cookbook-inverse-vector", "Petersen and Pedersen (2012), eq. 59", "y = inv(A) @ x",
      by: "A", "A=3x3:regular x=3", "-outer(inv(A).T @ dE_dy, y)"),
    CorpusRow(
      "cookbook-inverse-vector-x", "Petersen and Pedersen (2012), section 2.2",
      "y = inv(A) @ x", by: "x", "A=3x3:regular x=3", "inv(A).T @ dE_dy", jacobian: "inv(A)"),
    CorpusRow(
      "inverse-square", "Petersen and Pedersen (2012), eq. 59", "E = sum(inv(X)**2)", by: "X",
      "X=3x3:regular", "-2 * inv(X).T @ inv(X) @ inv(X).T"),
    CorpusRow(
      "inverse-quadratic", "Petersen and Pedersen (2012), eq. 61", "E = x @ inv(A) @ x",
      by: "x", "A=3x3:regular x=3", "(inv(A) + inv(A).T) @ x", hessian: "inv(A) + inv(A).T"),
  ]
}
