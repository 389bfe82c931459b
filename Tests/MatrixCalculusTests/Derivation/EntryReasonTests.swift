import MatrixCalculus
import TensorCore
import Testing

/// Why entries are zero, by hand.
struct EntryReasonTests {
  /// ∂(A·X − X·A)[i,j]/∂X[k,l] = A[i,k]·δ[j,l] − A[l,j]·δ[i,k].
  @Test(arguments: [
    (
      "A @ X - X @ A", [1, 1, 1, 1],
      "∂y₂₂/∂X₂₂ = 0: A₂₂ − A₂₂ cancel, because i = j = k = l = 2"
    ),
    ("X.T - X", [0, 0, 0, 0], "∂y₁₁/∂X₁₁ = 0: 1 − 1 cancel, because i = j = k = l = 1"),
    (
      "det(X) * inv(X)", [0, 1, 1, 1],
      "∂y₁₂/∂X₂₂ = 0: X⁻¹₁₂·(det(X)·X⁻ᵀ)₂₂ − det(X)·X⁻¹₁₂·X⁻¹₂₂ cancel, because j = k = 2"
    ),
  ])
  func termsThatCancelAreAReason(formula: String, entry: [Int], expected: String) throws {
    try check(formula, "X", ["A": [2, 2], "X": [2, 2]], entry, expected)
  }

  /// What one term reads is zero, and terms that cancel in every entry.
  @Test(arguments: [
    (
      "inv(diag(x))", [2], [0, 1, 0],
      "∂y₁₂/∂x₁ = 0: −y₁₁·y₁₂ is 0 whatever the numbers are, because i ≠ j"
    ),
    (
      "[1, 0] * x", [2], [1, 1],
      "∂y₂/∂x₂ = 0: [1, 0]₂ is 0 whatever the numbers are, because i ≠ 1"
    ),
    (
      "relu(x) * relu(-x)", [2], [0, 0],
      "∂y₁/∂x₁ = 0: relu(−x)₁·relu'(x)₁ − relu(x)₁·relu'(−x)₁ add up to 0 whatever the numbers are"
    ),
    ("softmax(x)", [1], [0, 0], "∂y₁/∂x₁ = 0: y₁ − y₁·y₁ add up to 0 whatever the numbers are"),
  ])
  func factorsAreAReason(
    formula: String, extents: [Int], entry: [Int], expected: String
  ) throws {
    try check(formula, "x", ["x": extents], entry, expected)
  }

  private func check(
    _ formula: String, _ variable: String, _ shapes: [String: [Int]], _ entry: [Int],
    _ expected: String
  ) throws {
    let (derivation, values) = try DerivationTests.Case(
      program: "y = \(formula)", output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    let link = try #require(derivation.links.last)
    let reason = EntryReason(link.contributions[0], of: link, at: entry, values, base: 1)
    #expect(reason.isStructuralZero)
    #expect(reason.text.text == expected)
  }
}
