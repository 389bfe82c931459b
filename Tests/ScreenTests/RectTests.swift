import Testing

@testable import Screen

@Suite struct RectTests {
  @Test func extentsAreNeverNegative() {
    #expect(Size(columns: -1, rows: 3) == Size(columns: 0, rows: 3))
    #expect(Rect(row: 0, column: 0, rows: 2, columns: 2).inset(top: 3, left: 1).isEmpty)
  }

  /// All small rectangles: a cell is in the intersection where it is in both.
  @Test func theIntersectionHoldsWhatBothHold() {
    let extents = [(0, 0), (-1, 2), (0, 3), (1, 1), (2, 2)]
    for (top, rows) in extents {
      for (left, columns) in extents {
        let one = Rect(row: top, column: left, rows: rows, columns: columns)
        let two = Rect(row: 0, column: 1, rows: 2, columns: 2)
        for row in -2...4 {
          for column in -2...4 {
            let both =
              one.contains(row: row, column: column) && two.contains(row: row, column: column)
            #expect(one.intersection(two).contains(row: row, column: column) == both)
          }
        }
      }
    }
  }
}
