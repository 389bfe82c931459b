import MatrixCalculus
import TensorCore
import Testing

/// Conditions in words, each by hand from the meaning of the formula.
struct PatternConditionTests {
  struct Case {
    let formula: String
    let shapes: [String: [Int]]
    let condition: String

    init(_ formula: String, _ shapes: [String: [Int]], _ condition: String) {
      (self.formula, self.shapes, self.condition) = (formula, shapes, condition)
    }
  }

  static let cases = [
    Case("A @ X", ["A": [3, 2], "X": [2, 2]], "i = k"),
    Case("X @ A", ["A": [2, 2], "X": [3, 2]], "j = l"),
    Case("A.T @ A", ["A": [3, 2]], "i = l or j = l"),
    Case("A + A.T", ["A": [3, 3]], "i = k and j = l or j = k and i = l"),
    Case("A - A.T", ["A": [3, 3]], "i = k and j = l or j = k and i = l, not both"),
    Case(
      "A @ X - X @ A", ["A": [3, 3], "X": [3, 3]],
      "i = k or j = l, not both where i = l"),
    Case("A[1:3] @ X", ["A": [4, 2], "X": [2, 2]], "i + 1 = k"),
    Case("A[:, 1:] @ X", ["A": [3, 4], "X": [3, 2]], "i = k and l > 0"),
    Case("A[:, 1:3] @ X", ["A": [3, 4], "X": [2, 2]], "i = k and 0 < l < 3"),
    Case("X @ A[:2]", ["A": [4, 3], "X": [2, 2]], "k < 2 and j = l"),
    Case("kron(A, X)", ["A": [2, 2], "X": [3, 4]], "i // 3 = k and j // 4 = l"),
    Case("kron(X, A)", ["A": [3, 4], "X": [2, 2]], "i mod 3 = k and j mod 4 = l"),
    Case("reshape(A, (3, 4)) @ X", ["A": [2, 6], "X": [4, 2]], "(6·k + l) // 4 = i"),
    Case("reshape(A, (6, 2))[1:] @ X", ["A": [3, 4], "X": [2, 2]], "(4·k + l) // 2 = i + 1"),
    Case("sum(A) * X", ["A": [3, 4], "X": [2, 2]], ""),
    // adj(A): the terms of an entry are the same, and cancel, where i = l or j = k.
    Case("det(A) * inv(A)", ["A": [3, 3]], "j ≠ k and i ≠ l"),
    Case("inv(diag(A)) @ X", ["A": [3], "X": [3, 2]], "i = k"),
    Case("diag(A) @ inv(diag(A))", ["A": [3]], ""),
  ]

  @Test(arguments: cases)
  func conditionsAreInWords(_ item: Case) throws {
    let pattern = try #require(try derivation(item).pattern)
    #expect(pattern.condition().text == item.condition)
  }

  /// Conditions of Hessians, by hand.
  @Test(arguments: [
    Case("det(A)", ["A": [3, 3]], "j ≠ l and i ≠ k"),
    Case("prod(A)", ["A": [4]], "i ≠ k"),
    Case("prod(A)", ["A": [2, 2]], "i ≠ k or j ≠ l"),
    Case("sum(prod(A, axis=0))", ["A": [3, 2]], "j = l, not where i = k"),
    Case("sum((A[1:] - A[:-1]) ** 2)", ["A": [5]], "i = k or i + 1 = k or i = k + 1"),
    Case("prod(A[:3]) * A[3]", ["A": [4]], "i < 3 and k = 3 or k < 3, not where i = k"),
    Case("logdet(diag(A))", ["A": [3]], "i = k"),
    Case("sum(A) ** 2 - dot(A, A)", ["A": [4]], "i ≠ k"),
  ])
  func conditionsOfHessians(_ item: Case) throws {
    let first = try derivation(item)
    let second = try #require(first.second(in: first.program)).derivation
    #expect(try #require(second.pattern).condition().text == item.condition)
  }

  /// Counted from 1: y₁ reads x₁, row 1 of a slice from the second row is row 2.
  static let fromOne = [
    Case("A[0]", ["A": [4]], "k = 1"),
    Case("A[1:3] @ X", ["A": [4, 2], "X": [2, 2]], "i + 1 = k"),
    Case("A[:, 1:] @ X", ["A": [3, 4], "X": [3, 2]], "i = k and l > 1"),
    Case("reshape(A, (2, 2))", ["A": [4]], "2·i + j − 2 = k"),
    Case(
      "kron(A, X)", ["A": [2, 2], "X": [3, 4]], "(i − 1) // 3 = k − 1 and (j − 1) // 4 = l − 1"),
    Case(
      "kron(X, A)", ["A": [3, 4], "X": [2, 2]], "(i − 1) mod 3 = k − 1 and (j − 1) mod 4 = l − 1"),
  ]

  @Test(arguments: fromOne)
  func conditionsCountFromOne(_ item: Case) throws {
    let derivation = try derivation(item)
    let jacobian = try #require(derivation.jacobian)
    #expect(SparsityPattern(jacobian).condition(countingFrom: 1).text == item.condition)
  }

  @Test func formulasCountFromEither() throws {
    let reshaped = try #require(try derivation(Self.fromOne[3]).jacobian)
    #expect(reshaped.formula(sorted: true).text == "δ[2·i + j,k]")
    #expect(reshaped.formula(sorted: true, countingFrom: 1).text == "δ[2·i + j − 2,k]")
    let first = try #require(try derivation(Self.fromOne[0]).jacobian)
    #expect(first.formula(sorted: true).text == "δ[0,k]")
    #expect(first.formula(sorted: true, countingFrom: 1).text == "δ[1,k]")
    let scaled = try #require(try derivation(Case("A[0] * A", ["A": [4]], "")).jacobian)
    #expect(scaled.formula(sorted: true).text == "A[i]·δ[0,k] + δ[i,k]·A[0]")
    #expect(scaled.formula(sorted: true, countingFrom: 1).text == "A[i]·δ[1,k] + δ[i,k]·A₁")
  }

  private func derivation(_ item: Case) throws -> Derivation {
    let program = try FormulaProgram.reading("y = " + item.formula, shapes: item.shapes)
    let output = try #require(program.variable(named: "y"))
    let variable = try #require(program.variable(named: "A"))
    return Derivation.deriving(output, by: variable, in: program)
  }
}
