import MatrixCalculus
import TensorCore
import Testing

/// Counts by hand.
struct JacobianCostTests {
  private func cost(_ program: String, by variable: String, _ shapes: [String: [Int]]) throws
    -> JacobianCost
  {
    let (derivation, _) = try DerivationTests.Case(
      program: program, output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    let jacobian = try #require(derivation.jacobian)
    return JacobianCost(jacobian, outputRank: derivation.output.shape.rank)
  }

  @Test func theLesson() throws {
    let cost = try cost("y = X @ A", by: "A", DerivationTests.product)
    #expect(cost.entries == 48 && cost.nonzeros == 24 && cost.shared == 0)
    // 48 doubles; the twelve of X.
    #expect(cost.denseBytes == 384 && cost.structuredBytes == 96)
    // Every entry times its ∂E/∂y; with j = l the sum over i alone, for 4·2 entries.
    #expect(cost.denseMultiplications == 48 && cost.structuredMultiplications == 24)
    #expect(cost.savedMultiplications == 24)
    #expect(cost.forwardPasses == 8 && cost.reversePasses == 6)
  }

  /// δ[i,l]·R[k,j] + δ[j,l]·R[k,i] for R of 3×2: 12 entries each, 6 with i = j = l.
  @Test func entriesWhereBothHoldAreCountedOnce() throws {
    let cost = try cost("y = R.T @ R", by: "R", ["R": [3, 2]])
    #expect(cost.entries == 24 && cost.nonzeros == 18 && cost.shared == 6)
  }

  @Test func denseAndZero() throws {
    let dense = try cost("y = A @ x", by: "x", ["A": [3, 4], "x": [4]])
    #expect(dense.nonzeros == 12 && dense.savedMultiplications == 0)
    let none = try cost("y = X + 0 * A", by: "A", ["X": [3, 4], "A": [3, 4]])
    #expect(none.entries == 144)
  }

  /// X − Xᵀ: 9 + 9 entries, of which the three of the diagonal stand in both and cancel.
  @Test func entriesThatCancelAreNotShared() throws {
    let cost = try cost("y = X - X.T", by: "X", ["X": [3, 3]])
    #expect(cost.entries == 81 && cost.nonzeros == 12 && cost.shared == 0)
  }
}
