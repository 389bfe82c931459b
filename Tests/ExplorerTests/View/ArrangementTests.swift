import Explorer
import Screen
import Testing

struct ArrangementTests {
  private func arrangement(_ columns: Int, _ rows: Int, focus: Int = 4) -> Arrangement {
    var picture = MatmulPicture.sparsity()
    picture.focusedPanel = focus
    return Arrangement(picture, size: Size(columns: columns, rows: rows))
  }

  /// The panels on the screen, those that scroll with a star.
  private func summary(_ arrangement: Arrangement) -> [String] {
    arrangement.placed.map { place in
      let isWhole =
        place.visibleRows >= place.layout.rowCount
        && place.visibleColumns(from: 0) == place.layout.columnCount
      return "\(place.panel + 1)" + (isWhole ? "" : "*")
    }
  }

  @Test func promisesForTheDefaultScene() {
    #expect(summary(arrangement(160, 45)) == ["1", "2", "3", "4", "5", "6"])
    #expect(summary(arrangement(100, 30)) == ["1", "2", "3", "4", "5", "6"])
    #expect(summary(arrangement(80, 24)) == ["1", "2", "3", "4", "5*", "6"])
    #expect(summary(arrangement(60, 20)) == ["5*", "6"])
    #expect(arrangement(39, 12).isTooSmall)
    #expect(arrangement(40, 11).isTooSmall)
    #expect(!arrangement(40, 12).isTooSmall)
  }

  @Test func theFocusedPanelIsAlwaysOnTheScreen() {
    for (columns, rows) in [(40, 12), (50, 14), (60, 20), (72, 18), (80, 24), (300, 100)] {
      for focus in 0..<6 {
        let place = arrangement(columns, rows, focus: focus).place(ofPanel: focus)
        #expect((place?.visibleRows ?? 0) > 0, "\(columns)x\(rows), panel \(focus + 1)")
        #expect((place?.visibleColumns(from: 0) ?? 0) > 0)
      }
    }
  }

  @Test func zoomGivesOnePanelTheScreen() {
    var picture = MatmulPicture.sparsity()
    picture.isZoomed = true
    picture.focusedPanel = 1
    let arrangement = Arrangement(picture, size: Size(columns: 80, rows: 24))
    #expect(arrangement.placed.map(\.panel) == [1])
  }

  @Test func panelsDoNotOverlapAndStayInside() {
    for columns in 40...130 {
      for rows in 12...40 {
        let arrangement = arrangement(columns, rows)
        let rects = arrangement.placed.map(\.rect) + [arrangement.lines]
        let screen = Rect(Size(columns: columns, rows: rows))
        for (index, rect) in rects.enumerated() {
          let isInside = screen.intersection(rect) == rect || rect.isEmpty
          let isAlone = rects.dropFirst(index + 1).allSatisfy { rect.intersection($0).isEmpty }
          if !isInside || !isAlone { Issue.record("\(columns)x\(rows): \(rect)") }
        }
      }
    }
  }
}
