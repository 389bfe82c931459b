import MatrixCalculus
import Screen
import TensorCore
import Testing

@testable import Explorer

struct WholeDrawingTests {
  /// The inside of a panel of ∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l], drawn as a whole.
  private func grid(
    _ extents: [Int], _ look: PanelContent.Look, _ size: Size, depth: ColorDepth = .palette256,
    cell: ([Int]) -> CellContent = { _ in CellContent(1) }
  ) -> Grid {
    let axes = zip(["i", "j", "k", "l"], extents).enumerated().map {
      Index(id: $0, extent: $1.1, letter: $1.0)
    }
    var panel = PanelContent(
      title: "J",
      axes: zip(["i", "j", "k", "l"], extents).map { PanelContent.Axis(letter: $0, extent: $1) },
      rows: [0, 1], columns: [2, 3], format: NumberFormat(for: [1]))
    panel.look = look
    panel.zeros = SparsityPattern(
      StructuredTensor<String>(
        free: axes, terms: [Term(deltas: [KroneckerDelta(axes[1], axes[3])])]))
    var grid = Grid(size: size)
    WholeDrawing(panel: panel, inside: Rect(size), palette: Palette(.dark, depth))
      .draw(into: &grid, cell: cell)
    return grid
  }

  /// Three dots of four for each entry where there is room: X ⊗ I of 2·2 rows and 2·2 columns.
  @Test func anEntryTakesSeveralDots() {
    #expect(
      grid([2, 2, 2, 2], .pattern(isTold: true), Size(columns: 8, rows: 4)).lines() == [
        "⠿⠇⠀⠀⠿⠇⠀⠀", "⠀⠀⠿⠇⠀⠀⠿⠇", "⠿⠇⠀⠀⠿⠇⠀⠀", "⠀⠀⠿⠇⠀⠀⠿⠇",
      ])
  }

  /// One dot an entry: rows (i,j) with j = 1, 2 by turns have the columns with l = j.
  @Test func anEntryTakesADot() {
    #expect(
      grid([2, 2, 2, 2], .pattern(isTold: true), Size(columns: 2, rows: 1)).lines()
        == [dots([[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1]])])
  }

  /// A row of braille glyphs with these dots, four rows of them.
  private func dots(_ rows: [[Int]]) -> String {
    let bits: [[UInt32]] = [[1, 8], [2, 16], [4, 32], [64, 128]]
    var text = ""
    for column in stride(from: 0, to: rows[0].count, by: 2) {
      var value: UInt32 = 0x2800
      for row in 0..<4 {
        for side in 0..<2 where rows[row][column + side] == 1 { value += bits[row][side] }
      }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// 2.8·10¹⁴ entries: a heat map asks for no more entries than there are squares, and for none that a
  /// delta makes zero.
  @Test func aHugeJacobianIsDrawnByWhatIsSeen() {
    var asked = 0
    let n = 4096
    let size = Size(columns: 60, rows: 20)
    let heat = grid([n, n, n, n], .heat(largest: 1), size) { at in
      asked += 1
      if at[1] != at[3] { Issue.record("\(at)") }
      return CellContent(1)
    }
    #expect(heat.lines().count == 20 && asked > 100 && asked <= 60 * 40 + 1)
    let pattern = grid([n, n, n, n], .pattern(isTold: true), size) { _ in
      asked = 0
      return CellContent(1)
    }
    #expect(pattern.lines() == [String](repeating: String(repeating: "⣿", count: 60), count: 20))
  }

  /// A diagonal is a diagonal at any size.
  @Test func aHugeDiagonalIsALine() {
    let axes = ["i", "k"].enumerated().map { Index(id: $0, extent: 1 << 20, letter: $1) }
    var panel = PanelContent(
      title: "J", axes: ["i", "k"].map { PanelContent.Axis(letter: $0, extent: 1 << 20) },
      rows: [0], columns: [1], format: NumberFormat(for: [1]))
    panel.look = .pattern(isTold: true)
    panel.zeros = SparsityPattern(
      StructuredTensor<String>(
        free: axes, terms: [Term(deltas: [KroneckerDelta(axes[0], axes[1])])]))
    let size = Size(columns: 4, rows: 2)
    var grid = Grid(size: size)
    WholeDrawing(panel: panel, inside: Rect(size), palette: Palette(.dark, .palette256))
      .draw(into: &grid) { _ in CellContent(1) }
    #expect(grid.lines() == ["⠑⢄⠀⠀", "⠀⠀⠑⢄"])
  }

  /// Positive is blue, negative orange, stronger the greater; zero is grey and a struck-out one the page.
  @Test func heatIsToldByColour() {
    let heat = grid([1, 2, 1, 2], .heat(largest: 4), Size(columns: 2, rows: 1)) { at in
      CellContent(at[1] == 0 ? 4 : -1)
    }
    #expect(heat[0, 0].style == Style(foreground: 81, background: 233))
    #expect(heat[0, 1].style == Style(foreground: 233, background: 94))
    let mono = grid([1, 2, 1, 2], .heat(largest: 4), Size(columns: 2, rows: 2), depth: .mono) {
      CellContent($0[1] == 0 ? 4 : -1)
    }
    #expect(mono.lines() == ["█·", "·▁"])
    #expect((0..<2).allSatisfy { mono[$0, $0].style.foreground == nil })
  }

  @Test func whatIsNotToldIsNotDrawn() {
    let size = Size(columns: 4, rows: 2)
    for look in [PanelContent.Look.pattern(isTold: false), .heat(largest: 1)] {
      let unknown = grid([2, 2, 2, 2], look, size) { _ in CellContent(.unknown) }
      #expect(unknown.lines() == [" ?", ""])
    }
  }

  /// The views are chosen by `v` and `:view`, keep the cell, and leave nothing to scroll.
  @Test(arguments: ["pattern", "heat"])
  func theViewsShowTheWholeJacobian(view: String) throws {
    for name in ["matmul", "iris", "matvec-dA", "batch-relu"] {
      var model = try ShippedScenes.model(name)
      _ = update(&model, .key(.character("3")))
      _ = update(&model, .key(.enter))
      let cursor = model.cursor
      _ = model.run("view \(view)")
      #expect(model.view.rawValue == view && model.cursor == cursor)
      for size in [
        Size(columns: 60, rows: 20), Size(columns: 80, rows: 24), Size(columns: 160, rows: 45),
      ] {
        let fit = model.fit(size)
        #expect(!fit.scrolling.contains { $0.string.hasPrefix("∂y") }, "\(name) \(size)")
        #expect(!fit.hidden.contains { $0.string.hasPrefix("∂y") }, "\(name) \(size)")
        model.frame(size).checkInvariants()
      }
    }
  }
}
