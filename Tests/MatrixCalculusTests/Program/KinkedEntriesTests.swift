import TensorCore
import Testing

@testable import MatrixCalculus

/// The entries at which a function has no derivative, by hand.
struct KinkedEntriesTests {
  private func entries(
    _ program: String, _ output: String, _ shape: Shape, _ elements: [Double]
  ) throws -> [Int] {
    let read = try FormulaProgram.reading(program, shapes: ["x": shape.extents])
    let x = try #require(read.variable(named: "x"))
    let y = try #require(read.variable(named: output))
    let derivation = Derivation.deriving(y, by: x, in: read)
    let values = Valuation(
      derivation.program, inputs: [x: Tensor(shape: shape, elements: elements)])
    return values.entriesOnKinks(of: derivation, among: Array(elements.indices))
  }

  @Test func onlyWhatLiesOnAKinkIsNamed() throws {
    #expect(try entries("y = relu(x)", "y", Shape([3]), [0, 1, -1]) == [0])
    #expect(try entries("y = relu(x)", "y", Shape([3]), [1e-6, 1, -1]) == [])
    // Both the greatest of the second row are tied; the first row has one.
    #expect(try entries("y = max(x, axis=1)", "y", Shape([2, 3]), [1, 2, 0, 3, 1, 3]) == [3, 5])
    // x₁ + x₂ = 1 is a kink for both, whichever of them is moved.
    #expect(try entries("y = abs(x[0] + x[1] - 1) * x[2]", "y", Shape([3]), [1, 0, 5]) == [0, 1])
    #expect(try entries("E = sum(x**2)", "E", Shape([2]), [0, 0]) == [])
    #expect(try entries("E = norm(x)", "E", Shape([2]), [0, 0]) == [0, 1])
    #expect(try entries("E = sum(clip(x, 0, 1))", "E", Shape([3]), [0, 0.5, 1]) == [0, 2])
  }
}
