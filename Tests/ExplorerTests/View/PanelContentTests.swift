import Explorer
import Testing

struct PanelContentTests {
  @Test func everyCellHasOnePlace() {
    let panel = MatmulPicture.jacobian
    #expect(panel.rowCount == 12)
    #expect(panel.columnCount == 4)
    var seen: Set<[Int]> = []
    for row in 0..<12 {
      for column in 0..<4 {
        let coordinates = panel.coordinates(row: row, column: column)
        #expect(panel.position(of: coordinates) == PanelContent.Offset(row: row, column: column))
        // Rows are [i, k], columns [j, l].
        #expect(coordinates == [row / 4, column / 2, row % 4, column % 2])
        seen.insert(coordinates)
      }
    }
    #expect(seen.count == 48)
    #expect(panel.position(of: [3, 0, 0, 0]) == nil)
    #expect(panel.position(of: [0, 0, 0]) == nil)
  }

  @Test func aSliceShowsWhatItHolds() {
    var panel = MatmulPicture.jacobian
    (panel.rows, panel.columns, panel.fixed) = ([2], [3], [0: 1, 1: 0])
    #expect(panel.coordinates(row: 3, column: 1) == [1, 0, 3, 1])
    #expect(panel.position(of: [1, 0, 3, 1]) == PanelContent.Offset(row: 3, column: 1))
    #expect(panel.position(of: [0, 0, 3, 1]) == nil)
  }

  @Test func scalarsVectorsAndHugeUnfoldings() {
    let scalar = PanelContent(
      title: "E", axes: [], rows: [], columns: [], format: MatmulPicture.integers)
    #expect(scalar.rowCount == 1)
    #expect(scalar.columnCount == 1)
    #expect(scalar.coordinates(row: 0, column: 0) == [])
    let axis = PanelContent.Axis(letter: "i", extent: 1 << 40)
    let huge = PanelContent(
      title: "J", axes: [axis, axis], rows: [0, 1], columns: [], format: MatmulPicture.integers)
    #expect(huge.rowCount == 1 << 62)
    #expect(huge.coordinates(row: 1 << 41, column: 0) == [2, 0])
  }
}
