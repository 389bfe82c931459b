import Explorer
import Testing

struct PanelLayoutTests {
  @Test(arguments: PanelLayout.Density.allCases)
  func scrollingShowsTheCellAndMovesNoFurther(density: PanelLayout.Density) {
    let layout = PanelLayout(MatmulPicture.jacobian, density: density)
    for width in 0...44 {
      for rows in 1...13 {
        for row in 0..<12 {
          for column in 0..<4 {
            let position = PanelContent.Offset(row: row, column: column)
            if !shows(layout, position, rows: rows, width: width) {
              Issue.record("\(position) in \(rows) rows, width \(width)")
            }
          }
        }
      }
    }
  }

  private func shows(
    _ layout: PanelLayout, _ position: PanelContent.Offset, rows: Int, width: Int
  ) -> Bool {
    [PanelContent.Offset(), PanelContent.Offset(row: 99, column: 99)].allSatisfy { from in
      let offset = layout.scrolled(from, toShow: position, rows: rows, width: width)
      let columns = layout.visibleColumns(in: width, from: offset.column)
      let isWide = layout.visibleColumns(in: width, from: position.column) > 0
      return offset == layout.clamped(offset, rows: rows, width: width)
        && (offset.row..<offset.row + rows).contains(position.row)
        && (!isWide || (offset.column..<offset.column + columns).contains(position.column))
    }
  }

  @Test func aMillionColumnsCostNothing() {
    let axis = PanelContent.Axis(letter: "i", extent: 1 << 31)
    let panel = PanelContent(
      title: "J", axes: [axis, axis], rows: [], columns: [0, 1], format: MatmulPicture.integers)
    let layout = PanelLayout(panel, density: .roomy)
    let last = layout.lastOffset(columnsIn: 80)
    #expect(last + layout.visibleColumns(in: 80, from: last) == 1 << 62)
    let offset = layout.scrolled(
      PanelContent.Offset(), toShow: PanelContent.Offset(row: 0, column: 1 << 50), rows: 4,
      width: 80)
    #expect(offset.column <= 1 << 50 && offset.column > (1 << 50) - 40)
  }
}
