/// Derivatives of traces, first to higher order.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), section 2.5.
enum CookbookTraces {
  static let rows: [CorpusRow] = firstOrder + secondOrder + higherOrder

  private static let firstOrder: [CorpusRow] = [
    CorpusRow(
      "cookbook-99", "Petersen and Pedersen (2012), eq. 99", "E = trace(X)", by: "X", "X=4x4",
      "eye(4)", nonzeros: 4),
    CorpusRow(
      "cookbook-100", "Petersen and Pedersen (2012), eq. 100", "E = trace(X @ A)", by: "X",
      "X=3x4 A=4x3", "A.T", nonzeros: 12),
    CorpusRow(
      "cookbook-101", "Petersen and Pedersen (2012), eq. 101", "E = trace(A @ X @ B)", by: "X",
      "A=2x3 X=3x4 B=4x2", "A.T @ B.T"),
    CorpusRow(
      "cookbook-102", "Petersen and Pedersen (2012), eq. 102", "E = trace(A @ X.T @ B)", by: "X",
      "A=2x4 X=3x4 B=3x2", "B @ A"),
    CorpusRow(
      "cookbook-103", "Petersen and Pedersen (2012), eq. 103", "E = trace(X.T @ A)", by: "X",
      "X=3x4 A=3x4", "A"),
    CorpusRow(
      "cookbook-104", "Petersen and Pedersen (2012), eq. 104", "E = trace(A @ X.T)", by: "X",
      "X=3x4 A=3x4", "A"),
    CorpusRow(
      "cookbook-105", "Petersen and Pedersen (2012), eq. 105", "E = trace(kron(A, X))", by: "X",
      "A=2x2 X=3x3", "trace(A) * eye(3)", nonzeros: 3),
    CorpusRow(
      "trace-weighted", "Petersen and Pedersen (2012), section 2.5.1",
      "E = trace(A @ X) * trace(X)", by: "X", "A=3x3 X=3x3",
      "trace(X) * A.T + trace(A @ X) * eye(3)"),
  ]

  private static let secondOrder: [CorpusRow] = [
    CorpusRow(
      "cookbook-106", "Petersen and Pedersen (2012), eq. 106", "E = trace(X @ X)", by: "X",
      "X=3x3", "2 * X.T", nonzeros: 9),
    CorpusRow(
      "cookbook-107", "Petersen and Pedersen (2012), eq. 107", "E = trace(X @ X @ B)", by: "X",
      "X=3x3 B=3x3", "(X @ B + B @ X).T"),
    CorpusRow(
      "cookbook-108", "Petersen and Pedersen (2012), eq. 108", "E = trace(X.T @ B @ X)", by: "X",
      "X=3x4 B=3x3", "B @ X + B.T @ X"),
    CorpusRow(
      "cookbook-109", "Petersen and Pedersen (2012), eq. 109", "E = trace(B @ X @ X.T)", by: "X",
      "X=3x4 B=3x3", "B @ X + B.T @ X"),
    CorpusRow(
      "cookbook-110", "Petersen and Pedersen (2012), eq. 110", "E = trace(X @ X.T @ B)", by: "X",
      "X=3x4 B=3x3", "B @ X + B.T @ X"),
    CorpusRow(
      "cookbook-111", "Petersen and Pedersen (2012), eq. 111", "E = trace(X @ B @ X.T)", by: "X",
      "X=3x4 B=4x4", "X @ B.T + X @ B"),
    CorpusRow(
      "cookbook-112", "Petersen and Pedersen (2012), eq. 112", "E = trace(B @ X.T @ X)", by: "X",
      "X=3x4 B=4x4", "X @ B.T + X @ B"),
    CorpusRow(
      "cookbook-113", "Petersen and Pedersen (2012), eq. 113", "E = trace(X.T @ X @ B)", by: "X",
      "X=3x4 B=4x4", "X @ B.T + X @ B"),
    CorpusRow(
      "cookbook-114", "Petersen and Pedersen (2012), eq. 114", "E = trace(A @ X @ B @ X)",
      by: "X", "A=4x3 X=3x4 B=4x3", "A.T @ X.T @ B.T + B.T @ X.T @ A.T"),
    CorpusRow(
      "cookbook-115", "Petersen and Pedersen (2012), eq. 115", "E = trace(X.T @ X)", by: "X",
      "X=3x4", "2 * X", hessian: "2 * einsum(\"ik,jl->ijkl\", eye(3), eye(4))"),
    CorpusRow(
      "cookbook-115b", "Petersen and Pedersen (2012), eq. 115", "E = trace(X @ X.T)", by: "X",
      "X=3x4", "2 * X"),
    CorpusRow(
      "cookbook-116", "Petersen and Pedersen (2012), eq. 116",
      "E = trace(B.T @ X.T @ C @ X @ B)", by: "X", "X=3x4 B=4x2 C=3x3",
      "C.T @ X @ B @ B.T + C @ X @ B @ B.T"),
    CorpusRow(
      "cookbook-117", "Petersen and Pedersen (2012), eq. 117", "E = trace(X.T @ B @ X @ C)",
      by: "X", "X=3x4 B=3x3 C=4x4", "B @ X @ C + B.T @ X @ C.T"),
    CorpusRow(
      "cookbook-118", "Petersen and Pedersen (2012), eq. 118",
      "E = trace(A @ X @ B @ X.T @ C)", by: "X", "A=2x3 X=3x4 B=4x4 C=3x2",
      "A.T @ C.T @ X @ B.T + C @ A @ X @ B"),
    CorpusRow(
      "cookbook-119", "Petersen and Pedersen (2012), eq. 119",
      "E = trace((A @ X @ B + C) @ (A @ X @ B + C).T)", by: "X", "A=2x3 X=3x4 B=4x5 C=2x5",
      "2 * A.T @ (A @ X @ B + C) @ B.T"),
    CorpusRow(
      "cookbook-120", "Petersen and Pedersen (2012), eq. 120", "E = trace(kron(X, X))", by: "X",
      "X=3x3", "2 * trace(X) * eye(3)", nonzeros: 3),
    CorpusRow(
      "cookbook-132", "Petersen and Pedersen (2012), eq. 132", "E = norm(X)**2", by: "X",
      "X=3x4", "2 * X"),
  ]

  private static let higherOrder: [CorpusRow] = [
    CorpusRow(
      "cookbook-121", "Petersen and Pedersen (2012), eq. 121", "E = trace(X @ X @ X)", by: "X",
      "X=3x3", "3 * (X @ X).T"),
    CorpusRow(
      "cookbook-121-four", "Petersen and Pedersen (2012), eq. 121", "E = trace(X @ X @ X @ X)",
      by: "X", "X=3x3", "4 * (X @ X @ X).T"),
    CorpusRow(
      "cookbook-122", "Petersen and Pedersen (2012), eq. 122", "E = trace(A @ X @ X @ X)",
      by: "X", "A=3x3 X=3x3", "(A @ X @ X).T + (X @ A @ X).T + (X @ X @ A).T"),
    CorpusRow(
      "cookbook-123", "Petersen and Pedersen (2012), eq. 123",
      "E = trace(B.T @ X.T @ C @ X @ X.T @ C @ X @ B)", by: "X", "X=3x4 B=4x2 C=3x3",
      """
      C @ X @ X.T @ C @ X @ B @ B.T + C.T @ X @ B @ B.T @ X.T @ C.T @ X \
      + C @ X @ B @ B.T @ X.T @ C @ X + C.T @ X @ X.T @ C.T @ X @ B @ B.T
      """),
    CorpusRow(
      "cookbook-124", "Petersen and Pedersen (2012), eq. 124", "E = trace(A @ inv(X) @ B)",
      by: "X", "A=2x3 X=3x3:regular B=3x2", "-(inv(X).T @ A.T @ B.T @ inv(X).T)"),
    CorpusRow(
      "cookbook-125", "Petersen and Pedersen (2012), eq. 125",
      "E = trace(inv(X.T @ C @ X) @ A)", by: "X", "X=4x2 C=4x4:spd A=2x2",
      "-(C @ X @ inv(X.T @ C @ X)) @ (A + A.T) @ inv(X.T @ C @ X)",
      known: Excess(30, "the book knows that C is symmetric")),
    CorpusRow(
      "cookbook-126", "Petersen and Pedersen (2012), eq. 126",
      "E = trace(inv(X.T @ C @ X) @ (X.T @ B @ X))", by: "X", "X=4x2 C=4x4:spd B=4x4:spd",
      """
      -2 * C @ X @ inv(X.T @ C @ X) @ X.T @ B @ X @ inv(X.T @ C @ X) \
      + 2 * B @ X @ inv(X.T @ C @ X)
      """, known: Excess(36, "the book knows that B and C are symmetric")),
    CorpusRow(
      "cookbook-127", "Petersen and Pedersen (2012), eq. 127",
      "M = inv(A + X.T @ C @ X); E = trace(M @ (X.T @ B @ X))", by: "X",
      "X=4x2 A=2x2:spd C=4x4:spd B=4x4:spd",
      "-2 * C @ X @ M @ X.T @ B @ X @ M + 2 * B @ X @ M",
      known: Excess(20, "the book knows that A, B and C are symmetric")),
  ]
}
