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
  ])
  func termsThatCancelAreAReason(formula: String, entry: [Int], expected: String) throws {
    let (derivation, values) = try DerivationTests.Case(
      program: "y = \(formula)", output: "y", variable: "X",
      shapes: ["A": [2, 2], "X": [2, 2]], closedForm: ""
    ).derived()
    let link = try #require(derivation.links.last)
    let reason = EntryReason(link.contributions[0], of: link, at: entry, values, base: 1)
    #expect(reason.isStructuralZero)
    #expect(reason.text.text == expected)
  }
}
