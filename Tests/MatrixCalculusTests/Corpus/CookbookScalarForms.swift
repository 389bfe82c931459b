/// Derivatives of matrices, vectors and scalar forms.
///
/// Source: K. B. Petersen, M. S. Pedersen, "The Matrix Cookbook" (2012), section 2.4.
enum CookbookScalarForms {
  static let rows: [CorpusRow] = [
    CorpusRow(
      "cookbook-69", "Petersen and Pedersen (2012), eq. 69", "E = x @ a", by: "x", "x=4 a=4", "a",
      hessian: "zeros((4, 4))", nonzeros: 4),
    CorpusRow(
      "cookbook-69b", "Petersen and Pedersen (2012), eq. 69", "E = a @ x", by: "x", "x=4 a=4", "a",
      nonzeros: 4),
    CorpusRow(
      "cookbook-70", "Petersen and Pedersen (2012), eq. 70", "E = a @ X @ b", by: "X",
      "a=3 X=3x4 b=4", "outer(a, b)", nonzeros: 12),
    CorpusRow(
      "cookbook-71", "Petersen and Pedersen (2012), eq. 71", "E = a @ X.T @ b", by: "X",
      "a=4 X=3x4 b=3", "outer(b, a)"),
    CorpusRow(
      "cookbook-72", "Petersen and Pedersen (2012), eq. 72", "E = a @ X @ a", by: "X",
      "a=3 X=3x3", "outer(a, a)"),
    CorpusRow(
      "cookbook-72b", "Petersen and Pedersen (2012), eq. 72", "E = a @ X.T @ a", by: "X",
      "a=3 X=3x3", "outer(a, a)"),
    CorpusRow(
      "cookbook-74", "Petersen and Pedersen (2012), eq. 74", "Y = X @ A", by: "X", "X=3x4 A=4x2",
      "dE_dY @ A.T", nonzeros: 24),
    CorpusRow(
      "cookbook-75", "Petersen and Pedersen (2012), eq. 75", "Y = X.T @ A", by: "X", "X=3x4 A=3x2",
      "A @ dE_dY.T", nonzeros: 24),
    CorpusRow(
      "cookbook-76", "Petersen and Pedersen (2012), eq. 76", "E = sum(X)**2", by: "X", "X=3x4",
      "2 * sum(X) * ones((3, 4))", hessian: "2 * ones((3, 4, 3, 4))"),
    CorpusRow(
      "cookbook-77", "Petersen and Pedersen (2012), eq. 77", "E = b @ X.T @ X @ c", by: "X",
      "X=3x4 b=4 c=4", "X @ (outer(b, c) + outer(c, b))"),
    CorpusRow(
      "cookbook-78", "Petersen and Pedersen (2012), eq. 78",
      "E = (B @ x + b) @ C @ (D @ x + d)", by: "x", "x=3 B=2x3 b=2 C=2x4 D=4x3 d=4",
      "B.T @ C @ (D @ x + d) + D.T @ C.T @ (B @ x + b)",
      hessian: "B.T @ C @ D + D.T @ C.T @ B"),
    CorpusRow(
      "cookbook-80", "Petersen and Pedersen (2012), eq. 80", "Y = X.T @ B @ X", by: "X",
      "X=4x3 B=4x4", "B @ X @ dE_dY.T + B.T @ X @ dE_dY", nonzeros: 60),
    CorpusRow(
      "cookbook-81", "Petersen and Pedersen (2012), eq. 81", "E = x @ B @ x", by: "x",
      "x=3 B=3x3", "(B + B.T) @ x", hessian: "B + B.T"),
    CorpusRow(
      "cookbook-82", "Petersen and Pedersen (2012), eq. 82", "E = b @ X.T @ D @ X @ c", by: "X",
      "X=3x4 b=4 c=4 D=3x3", "D.T @ X @ outer(b, c) + D @ X @ outer(c, b)"),
    CorpusRow(
      "cookbook-83", "Petersen and Pedersen (2012), eq. 83", "E = (X @ b + c) @ D @ (X @ b + c)",
      by: "X", "X=3x4 b=4 c=3 D=3x3", "outer((D + D.T) @ (X @ b + c), b)"),
    CorpusRow(
      "cookbook-84", "Petersen and Pedersen (2012), eq. 84", "E = (x - A @ s) @ W @ (x - A @ s)",
      by: "s", "x=4 A=4x3 s=3 W=4x4:spd", "-2 * A.T @ W @ (x - A @ s)",
      hessian: "2 * A.T @ W @ A"),
    CorpusRow(
      "cookbook-85", "Petersen and Pedersen (2012), eq. 85", "E = (x - s) @ W @ (x - s)", by: "x",
      "x=4 s=4 W=4x4:spd", "2 * W @ (x - s)", hessian: "2 * W"),
    CorpusRow(
      "cookbook-86", "Petersen and Pedersen (2012), eq. 86", "E = (x - s) @ W @ (x - s)", by: "s",
      "x=4 s=4 W=4x4:spd", "-2 * W @ (x - s)", hessian: "2 * W"),
    CorpusRow(
      "cookbook-87", "Petersen and Pedersen (2012), eq. 87", "E = (x - A @ s) @ W @ (x - A @ s)",
      by: "x", "x=4 A=4x3 s=3 W=4x4:spd", "2 * W @ (x - A @ s)", hessian: "2 * W"),
    CorpusRow(
      "cookbook-88", "Petersen and Pedersen (2012), eq. 88", "E = (x - A @ s) @ W @ (x - A @ s)",
      by: "A", "x=4 A=4x3 s=3 W=4x4:spd", "-2 * W @ outer(x - A @ s, s)"),
    CorpusRow(
      "cookbook-85-general", "Petersen and Pedersen (2012), eq. 81",
      "r = x - A @ s; E = r @ W @ r", by: "A", "x=4 A=4x3 s=3 W=4x4",
      "-outer((W + W.T) @ r, s)"),
    CorpusRow(
      "cookbook-90", "Petersen and Pedersen (2012), eq. 90", "Y = X @ X", by: "X", "X=3x3",
      "dE_dY @ X.T + X.T @ dE_dY", nonzeros: 45),
    CorpusRow(
      "cookbook-90-cube", "Petersen and Pedersen (2012), eq. 90", "Y = X @ X @ X", by: "X", "X=3x3",
      "dE_dY @ X.T @ X.T + X.T @ dE_dY @ X.T + X.T @ X.T @ dE_dY", nonzeros: 81),
    CorpusRow(
      "cookbook-91", "Petersen and Pedersen (2012), eq. 91", "E = a @ X @ X @ X @ b", by: "X",
      "X=3x3 a=3 b=3",
      "outer(a, b) @ X.T @ X.T + X.T @ outer(a, b) @ X.T + X.T @ X.T @ outer(a, b)"),
    // Σᵣ (Xʳ)ᵀ·Xⁿ·(b·aᵀ + a·bᵀ)·(Xⁿ⁻¹⁻ʳ)ᵀ with n = 2; transposing only the first of the two, as one is
    // tempted to by its other factors, is no derivative.
    CorpusRow(
      "cookbook-power-norm", "Petersen and Pedersen (2012), section 2.4.3",
      "E = a @ (X @ X).T @ (X @ X) @ b", by: "X", "X=3x3 a=3 b=3",
      """
      X @ X @ (outer(b, a) + outer(a, b)) @ X.T \
      + X.T @ X @ X @ (outer(b, a) + outer(a, b))
      """),
    CorpusRow(
      "cookbook-rayleigh", "Petersen and Pedersen (2012), section 2.4.3",
      "E = x @ A.T @ A @ x / (x @ B.T @ B @ x)", by: "x", "x=3 A=4x3 B=5x3",
      """
      2 * A.T @ A @ x / (x @ B.T @ B @ x) \
      - 2 * (x @ A.T @ A @ x) * B.T @ B @ x / (x @ B.T @ B @ x)**2
      """),
    CorpusRow(
      "cookbook-quadratic", "Petersen and Pedersen (2012), section 2.4.4",
      "E = x @ A @ x + b @ x", by: "x", "x=3 A=3x3 b=3", "(A + A.T) @ x + b", hessian: "A + A.T"),
  ]
}
