import MatrixCalculus
import Screen
import TensorCore
import Testing

@testable import Explorer

/// Jacobians laid out in four ways: the entry stays selected, and is seen where the layout has it.
@Suite struct LayoutTests {
  private func typed(_ command: String) -> String {
    ": " + command.map { $0 == " " ? "Space" : String($0) }.joined(separator: " ") + " Enter"
  }

  /// Where the library says that an entry stands; its grids agree with panels for matrices by matrices.
  @Test(arguments: JacobianLayout.allCases) func entriesStandWhereTheLibrarySays(
    layout: JacobianLayout
  ) throws {
    let model = try Lessons.model(Lessons.matmul).pressing(
      "3 Enter " + typed("layout \(layout.rawValue)"))
    #expect(model.layout == layout)
    let panel = model.picture.panels[4]
    let shape = Shape([3, 2, 4, 2])
    for position in 0..<shape.count {
      let coordinates = shape.coordinates(of: position)
      let place = layout.place(of: coordinates, in: shape, outputRank: 2)
      #expect(
        panel.position(of: coordinates)
          == PanelContent.Offset(row: place.row, column: place.column), "\(coordinates)")
    }
  }

  /// ∂y₁₂/∂A₂₂: y is 3×2 and A 4×2, so that column by column it is row 3 + 1 and column 4 + 2.
  @Test(arguments: [
    ("numerator", "numerator: ∂y/∂A; ∂y₁₂/∂A₂₂ stands in row 2, column 4"),
    ("denominator", "denominator: (∂y/∂A)ᵀ; ∂y₁₂/∂A₂₂ stands in row 4, column 4"),
    (
      "vec-column",
      "vec-column: ∂vec(y)/∂vec(A)ᵀ = I ⊗ X; ∂y₁₂/∂A₂₂ stands in row 4, column 6"
    ),
    (
      "vec-row", "vec-row: ∂vec(yᵀ)/∂vec(Aᵀ)ᵀ = X ⊗ I; ∂y₁₂/∂A₂₂ stands in row 2, column 4"
    ),
  ])
  func theNewPlaceIsTold(layout: String, words: String) throws {
    let before = try Lessons.model(Lessons.matmul).pressing("3 Enter")
    let model = try before.pressing(typed("layout \(layout)"))
    #expect(model.notice?.text == words)
    #expect(model.cursor == before.cursor, "the entry stays selected")
    #expect(model.text(100, 30).contains("∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2"))
  }

  /// X along the diagonal, once for each column of y.
  @Test func columnsStackedAreAKroneckerProduct() throws {
    let text = try Lessons.model(Lessons.matmul).pressing(
      "3 Enter " + typed("layout vec-column")
    ).text(100, 34)
    for row in [
      "5 ∂vec(y)/∂vec(A)ᵀ = I ⊗ X 6×8 · nonzero where j = l: 24 of 48",
      "j = 1   i=1     1   2  -1   0           ·   ·   ·   ·",
      "j = 2   i=1     ·   ·   ·   ·           1 [ 2] -1   0",
    ] {
      #expect(text.contains(row), "\(row)")
    }
  }

  /// A scene's layout stands at its step, where a reader may choose another.
  @Test func aSceneChoosesALayoutForAStep() throws {
    let scene = Lessons.matmul.replacing(
      "\"Only j = l survives.\"", with: "\"Only j = l survives.\", layout=\"vec-column\"")
    let model = try Lessons.model(scene)
    let layouts = try [2, 3, 4].map { try model.pressing("\($0) Enter").layout }
    #expect(layouts == [.numerator, .vecColumn, .numerator])
    let chosen = try model.pressing("3 Enter " + typed("layout denominator"))
    #expect(chosen.layout == .denominator)
    #expect(try chosen.pressing("n").layout == .numerator)
    #expect(try chosen.pressing("n p").layout == .denominator)
  }

  /// The letters of vec stand above a picture of the whole, and a slice has no layout.
  @Test func viewsFollow() throws {
    let stacked = try Lessons.model(Lessons.matmul).pressing(
      "3 Enter " + typed("layout vec-column"))
    let whole = try stacked.pressing(typed("view pattern")).picture.panels[4]
    #expect(whole.rows == [1, 0] && whole.columns == [3, 2])
    let slice = try stacked.pressing(typed("view slice")).picture.panels[4]
    #expect(slice.rows == [2] && slice.columns == [3])
  }

  /// A Hessian keeps its name.
  @Test func aHessianIsItsOwnTranspose() throws {
    let model = try Lessons.model(Lessons.hessian).pressing(
      "3 Enter " + typed("layout denominator"))
    #expect(model.text(100, 30).contains("5 ∂²E/∂x² 2×2 · dense"))
  }
}
