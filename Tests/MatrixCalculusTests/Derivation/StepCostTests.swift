import TensorCore
import Testing

@testable import MatrixCalculus

/// Products and multiplications of steps, counted by hand.
struct StepCostTests {
  /// E = xᵀ·Q·x with two entries: 4 products of three numbers, Q₁₁·x₁·x₁ and so on.
  @Test func aProductOfThreeTakesTwoMultiplications() throws {
    let cost = try cost("E = x @ Q @ x", "x", ["x": [2], "Q": [2, 2]], .forward)
    #expect(cost == StepCost(multiplications: 8, products: 4, struck: 0))
    #expect(cost.words.total == "8 multiplications")
    #expect(cost.words.rest == ", 4 terms")
  }

  /// y = X·A of 3×4 and 4×2: 3·2·4·2 products, and half of them have j ≠ l.
  @Test func deltasStrikeProductsOut() throws {
    let cost = try cost("y = X @ A", "A", ["X": [3, 4], "A": [4, 2]], .chainRule)
    #expect(cost == StepCost(multiplications: 48, products: 48, struck: 24))
    #expect(cost.words.total == "48 products")
    #expect(cost.words.rest == ", 24 struck out by δ")
  }

  @Test func oneIsNotMany() {
    #expect(StepCost.words(1) == "1 multiplication")
    #expect(StepCost.words(2) == "2 multiplications")
    #expect(StepCost.words(.max) == "more than 9·10¹⁸ multiplications")
  }

  /// Nothing is computed where a Jacobian is only named.
  @Test func namingCostsNothing() throws {
    let link = try link("y = X @ A", "A", ["X": [3, 4], "A": [4, 2]])
    #expect(link.steps.first { $0.rule == .jacobian }?.cost(in: link) == nil)
  }

  private func cost(
    _ program: String, _ variable: String, _ shapes: [String: [Int]], _ rule: StepRule
  ) throws -> StepCost {
    let link = try link(program, variable, shapes)
    let step = try #require(link.steps.first { $0.rule == rule })
    return try #require(step.cost(in: link))
  }

  private func link(
    _ program: String, _ variable: String, _ shapes: [String: [Int]]
  ) throws -> Link {
    let output = String(program.prefix(1))
    let example = DerivationTests.Case(
      program: program, output: output, variable: variable, shapes: shapes, closedForm: "")
    return try #require(try example.derived().0.links.last)
  }
}
