import Screen
import TensorCore
import Testing

@testable import Explorer

/// The marks of cells in a tight panel, where two neighbours share one column.
@Suite struct CellDrawingTests {
  /// A row of ones and minus ones with marks, drawn tight.
  private func row(_ marks: [CellContent.Marks], cursor: Int? = nil) -> String {
    let panel = PanelContent(
      title: "x", place: .row,
      axes: [
        PanelContent.Axis(letter: "i", name: nil, extent: 1),
        PanelContent.Axis(letter: "j", name: nil, extent: marks.count),
      ], rows: [0], columns: [1], fixed: [:], base: 1, cursor: cursor.map { [0, $0] },
      format: NumberFormat(notation: .fixed(decimals: 0), width: 1))
    let layout = PanelLayout(panel, density: .tight)
    let rect = Rect(row: 0, column: 0, rows: 4, columns: 2 + layout.naturalWidth)
    var grid = Grid(size: Size(columns: rect.columns, rows: rect.rows))
    PanelDrawing(
      panel: panel, number: 1, layout: layout, rect: rect, isFocused: false, spotlight: false,
      palette: Palette(.dark, .palette256)
    )
    .draw(into: &grid) { CellContent(.number(1), marks: marks[$0[1]]) }
    // Behind the border and the label.
    return String(grid.lines()[2].dropFirst(1 + layout.origin).dropLast())
  }

  @Test func theCursorKeepsBothItsBrackets() {
    #expect(row([.linked, [], .linked], cursor: 1) == "(1[1]1)")
    #expect(row([[], .linked, .linked], cursor: 0) == "[1]1|1)")
    #expect(row([.linked, .linked, .struck], cursor: 2) == "(1|1[1]")
    #expect(row([.term, .term], cursor: 1) == "<1[1]")
  }

  @Test func marksThatMeetAreOne() {
    #expect(row([.linked, .linked, []]) == "(1|1)1 ")
    #expect(row([[], .linked, []]) == " 1(1)1 ")
    #expect(row([.linked, .term, .linked]) == "(1<1>1)")
    #expect(row([.struck, .struck]) == "/1/1/")
    #expect(row([.linked, .output]) == "(1|1 ")
    #expect(row([.term, .term]) == "<1|1>")
  }
}
