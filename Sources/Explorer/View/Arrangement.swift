import Screen

/// Where everything of a picture stands on a screen of one size.
///
/// Of the ways to place the panels the one that clips least is taken, and of those the roomiest: small
/// panels in rows in reading order, a main panel below them with what is beside it at its right. The
/// small ones are whole as long as the main panel keeps five rows. Where not all have room, the main
/// panel, what is beside it and the focused one come first, then those that the formula reads, then as
/// many others as fit, and the rest under what is beside the main one if that makes all seen; on a small screen the focused panel takes the main one's place.
package struct Arrangement: Equatable, Sendable {
  /// One panel that is on the screen.
  package struct Placed: Equatable, Sendable {
    /// Which of the picture's panels.
    package var panel: Int
    package var rect: Rect
    package var layout: PanelLayout

    /// Rows of cells that are seen.
    package var visibleRows: Int {
      layout.isWhole && rect.rows > 2 ? layout.rowCount : max(0, rect.rows - 2 - layout.headerRows)
    }
    /// Columns of the screen for labels and cells: what `PanelLayout` asks for as `width`.
    package var innerWidth: Int { max(0, rect.columns - 2) }

    /// Columns of cells that are seen from `first` on.
    package func visibleColumns(from first: Int) -> Int {
      layout.visibleColumns(in: innerWidth, from: first)
    }

    /// The offset nearest to `offset` from which a place of the unfolding is seen.
    package func offset(
      from offset: PanelContent.Offset, showing position: PanelContent.Offset
    ) -> PanelContent.Offset {
      layout.scrolled(offset, toShow: position, rows: visibleRows, width: innerWidth)
    }
  }

  /// Nothing fits in fewer cells than these.
  package static let minimum = Size(columns: 40, rows: 12)

  package let size: Size
  package let isTooSmall: Bool
  package private(set) var placed: [Placed] = []
  /// The title and the progress; nil where there are none.
  package private(set) var titleRow: Int?
  package private(set) var lines = Rect(row: 0, column: 0, rows: 0, columns: 0)
  package private(set) var keyBarRow: Int?

  package init(_ picture: Picture, size: Size) {
    self.size = size
    isTooSmall = size.columns < Self.minimum.columns || size.rows < Self.minimum.rows
    guard !isTooSmall else { return }
    var area = Rect(size)
    if !picture.title.isEmpty || picture.progress != nil {
      titleRow = 0
      area = area.inset(top: 1)
    }
    if picture.hasBar {
      keyBarRow = area.endRow - 1
      area = area.inset(bottom: 1)
    }
    let ways = picture.linesWanted(in: size).map {
      Placement.best(picture, in: area.inset(bottom: $0))
    }
    // What can be left unsaid hides no panel.
    placed = ways.first { $0.count == ways.last?.count } ?? []
    let end = placed.map(\.rect.endRow).max() ?? area.row
    lines = Rect(row: end, column: 0, rows: area.endRow - end, columns: size.columns)
  }

  /// The place of a panel; nil for one that is not on the screen.
  package func place(ofPanel panel: Int) -> Placed? { placed.first { $0.panel == panel } }
}

// MARK: - What a picture wants

extension Picture {
  fileprivate var hasBar: Bool {
    !keyBar.isEmpty || !status.isEmpty || notice != nil || prompt != nil
  }

  /// Rows kept for the lines: four wherever there are rows enough, three else, so that steps do not make
  /// panels jump, and never more than a third of the screen; first all that they want, then what will do.
  fileprivate func linesWanted(in size: Size) -> [Int] {
    let palette = Palette(theme, depth)
    let boxed = closedForm.map {
      ClosedFormDrawing(closedForm: $0, palette: palette).rows(in: size.columns)
    }
    let lines = LinesLayout(shownLines, width: size.columns, palette: palette).rowCount
    let wanted = Set([boxed?.wanted ?? 0, boxed?.least ?? 0].map { $0 + lines })
    return wanted.sorted(by: >).map { wanted in
      guard wanted > 0 else { return 0 }
      return min(max(size.rows >= 20 ? 4 : 3, wanted), max(2, size.rows / 3))
    }
  }
}
