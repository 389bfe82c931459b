import MatrixCalculus
import TensorCore
import Testing

/// Statements in index notation, written by hand.
struct ForwardFormulaTests {
  private func formula(_ program: String, by variable: String, _ shapes: [String: [Int]]) throws
    -> String?
  {
    let (derivation, _) = try DerivationTests.Case(
      program: program, output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    return derivation.links.last?.steps.first?.equation.text(in: .unicode).text
  }

  @Test func aSumReachesToTheEndOfItsProduct() throws {
    #expect(
      try formula("y = X @ A @ B", by: "A", ["X": [2, 3], "A": [3, 2], "B": [2, 4]])
        == "y[i,j] = Σₙ Σₖ X[i,k]·A[k,n]·B[n,j]")
    #expect(
      try formula("y = b - A @ x", by: "x", ["A": [2, 3], "x": [3], "b": [2]])
        == "y[i] = b[i] − Σₖ A[i,k]·x[k]")
  }

  /// The letter of a sum means something else in the next one.
  @Test func aSumIsBracketedWhereItsLetterComesAgain() throws {
    #expect(
      try formula("y = (A @ x) * (B @ x)", by: "x", ["A": [2, 3], "B": [2, 3], "x": [3]])
        == "y[i] = (Σₖ A[i,k]·x[k])·Σₖ B[i,k]·x[k]")
    #expect(
      try formula("y = exp(sum(x)) * sum(x)", by: "x", ["x": [3]])
        == "y = exp(Σₖ x[k])·Σₖ x[k]")
  }
}
