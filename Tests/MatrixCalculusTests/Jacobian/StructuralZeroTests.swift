import MatrixCalculus
import TensorCore
import Testing

/// Entries that are zero because factors exclude each other, or because a constant holds a 0.
///
/// The number of others is counted by hand. Each zero is looked at on numbers of both signs, and each other
/// entry is not 0 on some of them.
@Suite struct StructuralZeroTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let shapes: [String: [Int]]
    let nonzeros: Int
    let condition: String

    init(_ program: String, _ shapes: [String: [Int]], _ nonzeros: Int, _ condition: String) {
      (self.program, self.shapes) = (program, shapes)
      (self.nonzeros, self.condition) = (nonzeros, condition)
    }

    var testDescription: String { program }
  }

  /// By x: masks that are never both 1, and others like them that are somewhere.
  static let masks = [
    Case("y = relu(x) * relu(-x)", ["x": [3]], 0, ""),
    Case("y = maximum(0, x) * minimum(0, x)", ["x": [2, 2]], 0, ""),
    Case("y = clip(x, 0, 1) * relu(-x)", ["x": [3]], 0, ""),
    Case("y = (x > 0) * (x < 0) * x", ["x": [4]], 0, ""),
    Case("y = relu(x) * (x <= 0)", ["x": [4]], 0, ""),
    Case("y = relu(x - 1) * relu(1 - x)", ["x": [3]], 0, ""),
    Case("y = relu(2 * x) * relu(-x / 3)", ["x": [3]], 0, ""),
    Case("y = (x > w) * (w > x) * x", ["x": [3], "w": [3]], 0, ""),
    Case("y = (x == 0) * x**2", ["x": [3]], 0, ""),
    Case("y = relu(x) * relu(1 - x)", ["x": [3]], 3, "i = k"),
    Case("y = relu(x) * relu(-w)", ["x": [3], "w": [3]], 3, "i = k"),
    Case("y = relu(x) * (x >= 0)", ["x": [3]], 3, "i = k"),
  ]

  /// By x: what a 0 of a constant leaves.
  static let constants = [
    Case("y = x * [1, 0, 2]", ["x": [3]], 2, "i = k and i = 0 or i = k and i = 2"),
    Case("y = x * [0, 0, 0]", ["x": [3]], 0, ""),
    Case("y = x * [[1, 0], [0, 1]]", ["x": [2, 2]], 2, "i = j and i = k and i = l"),
    Case("y = x @ [[1, 0], [0, 1]]", ["x": [2, 2]], 4, "i = k and j = l"),
    Case("y = diag([1, 2, 0]) @ x", ["x": [3]], 2, "i = k and i < 2"),
    Case("y = x * ([1, 2, 3, 4] > 2)", ["x": [4]], 2, "i = k and i > 1"),
    Case(
      "y = [[1, 0, 0], [1, 1, 0], [1, 1, 1]] @ x", ["x": [3]], 6,
      "k = 0 or i > 0 and k = 1 or i = 2 and k = 2"),
    Case("M = [[1, 0], [2, 0]]; y = M @ x", ["x": [2]], 2, "k = 0"),
    // (1, 0) reads X₂₁ − X₁₂; on the diagonal the two cancel.
    Case("y = ((x - x.T) * [[1, 0], [1, 1]])[1]", ["x": [2, 2]], 2, ""),
    // A checkerboard has too many boxes to be looked at.
    Case(
      "y = x * [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]", ["x": [13]], 13, "i = k"),
  ]

  @Test(arguments: masks + constants) func zerosAreCounted(_ item: Case) throws {
    let program = try FormulaProgram.reading(item.program, shapes: item.shapes)
    let output = try #require(program.statements.last?.variable)
    let variable = try #require(program.variable(named: "x"))
    let derivation = Derivation.deriving(output, by: variable, in: program)
    let pattern = try #require(derivation.pattern)
    #expect(pattern.nonzeroCount == item.nonzeros)
    if !item.condition.isEmpty { #expect(pattern.condition().text == item.condition) }
    let link = try #require(derivation.links.last)
    var struck: Set<Int> = []
    for seed in 0..<6 {
      var inputs: [Variable: Tensor] = [:]
      for (place, input) in program.inputs.enumerated() {
        inputs[input] = Tensor.normal(
          input.shape, RandomNumbers(seed: UInt64(seed), stream: UInt64(place)))
      }
      let entries = Valuation(derivation.program, inputs: inputs).evaluator(
        of: try #require(derivation.jacobian), pattern: pattern, in: link)
      struck = []
      for position in 0..<entries.shape.count {
        let place = entries.shape.coordinates(of: position)
        guard entries.isStructuralZero(at: place) else { continue }
        struck.insert(position)
        #expect(entries.entry(at: place) == 0, "\(place)")
      }
      #expect(struck.count == entries.shape.count - item.nonzeros)
    }
  }
}
