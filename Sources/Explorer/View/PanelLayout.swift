import Screen

/// Where things stand inside a panel: labels, headers, cells; all columns from its inner left edge.
///
/// Cells of a row stand `pitch` apart, blocks of the inner column axis `blockGap` more. A cell is a
/// mark, a number and a mark; where it is tight, the right mark takes the place of the next left one.
package struct PanelLayout: Equatable, Sendable {
  /// How much room things take: as much as looks well, less, as little as can be read.
  package enum Density: Int, CaseIterable, Comparable, Sendable {
    case roomy, close, tight

    package static func < (left: Density, right: Density) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// The labels of one axis unfolded downwards.
  struct Label: Equatable, Sendable {
    var axis: Int
    var column: Int
    var width: Int
  }

  let density: Density
  let labels: [Label]
  /// Where the first cell begins.
  let origin: Int
  let cellWidth: Int
  let pitch: Int
  /// Columns of a block; all of them where one axis or none goes to the right.
  let block: Int
  let blockGap: Int
  /// Lines of labels above the cells.
  package let headerRows: Int
  package let rowCount: Int
  package let columnCount: Int
  /// All entries are seen as one picture; nothing scrolls.
  package let isWhole: Bool

  package init(_ panel: PanelContent, density: Density) {
    self.density = density
    var column = density == .tight ? 0 : 1
    var labels: [Label] = []
    for axis in panel.rows {
      if !labels.isEmpty { column += density == .roomy ? 3 : 1 }
      let isInner = axis == panel.rows.last
      let width = panel.labelWidth(axis, isSpaced: density == .roomy && !isInner)
      labels.append(Label(axis: axis, column: column, width: width))
      column += width
    }
    self.labels = labels
    origin = column + (labels.isEmpty || density == .tight ? 0 : density == .close ? 1 : 3)
    cellWidth = panel.format.width
    pitch = density == .tight ? cellWidth + 1 : cellWidth + 2
    blockGap = density == .roomy ? 8 : density == .close ? 2 : 1
    isWhole = panel.look != .numbers
    headerRows = isWhole ? 0 : panel.columns.count
    rowCount = panel.rowCount
    columnCount = panel.columnCount
    block =
      panel.columns.count > 1
      ? max(1, panel.axes[panel.columns[panel.columns.count - 1]].extent) : .max
  }
}

// MARK: - Cells

extension PanelLayout {
  /// Where the cell of a column begins, when `first` is the first column seen.
  func start(ofColumn column: Int, from first: Int) -> Int {
    let gaps = column / block - first / block
    return origin + (column - first) * pitch + gaps * blockGap
  }

  /// Whether the marks of a column and of the one before it stand in one place.
  func shares(_ column: Int, with other: Int) -> Bool {
    pitch == cellWidth + 1 && column / block == other / block
  }

  /// Where the digits of a column end.
  func digitsEnd(ofColumn column: Int, from first: Int) -> Int {
    start(ofColumn: column, from: first) + 1 + cellWidth
  }

  /// The columns that are seen whole in `width`, from the first one on.
  package func visibleColumns(in width: Int, from first: Int = 0) -> Int {
    guard !isWhole else { return columnCount }
    var count = 0
    while first + count < columnCount,
      start(ofColumn: first + count, from: first) + cellWidth + 2 <= width
    {
      count += 1
    }
    return count
  }

  /// The largest offset that is of use: from there on, everything to the right is seen.
  package func lastOffset(columnsIn width: Int) -> Int {
    guard columnCount > 0, !isWhole else { return 0 }
    var first = columnCount - 1
    while first > 0,
      start(ofColumn: columnCount - 1, from: first - 1) + cellWidth + 2 <= width
    {
      first -= 1
    }
    return first
  }

  /// The inner width that shows everything; a large number where that is hopeless.
  var naturalWidth: Int {
    guard columnCount <= 4096 else { return 1 << 20 }
    // Four dots an entry, two dots a column of the screen.
    guard !isWhole else { return columnCount * 2 }
    guard columnCount > 0 else { return origin + 1 }
    let margin = density == .roomy ? 1 : 0
    return start(ofColumn: columnCount - 1, from: 0) + cellWidth + 2 + margin
  }

  /// The height with borders that shows everything; a large number where that is hopeless.
  var naturalHeight: Int { max(isWhole ? 2 : 0, min(rowCount, 1 << 20)) + headerRows + 2 }
}

// MARK: - Scrolling

extension PanelLayout {
  /// An offset from which the panel is as full as can be.
  package func clamped(
    _ offset: PanelContent.Offset, rows: Int, width: Int
  ) -> PanelContent.Offset {
    PanelContent.Offset(
      row: max(0, min(offset.row, rowCount - rows)),
      column: max(0, min(offset.column, lastOffset(columnsIn: width))))
  }

  /// The offset nearest to `offset` from which `position` is seen.
  package func scrolled(
    _ offset: PanelContent.Offset, toShow position: PanelContent.Offset, rows: Int, width: Int
  ) -> PanelContent.Offset {
    guard !isWhole else { return PanelContent.Offset() }
    var result = clamped(offset, rows: rows, width: width)
    let seen = max(1, rows)
    result.row = min(max(result.row, position.row - seen + 1), position.row)
    if position.column < result.column {
      result.column = position.column
    } else if visibleColumns(in: width, from: result.column) <= position.column - result.column {
      // From the right: as many columns as fit with the wanted one last.
      var first = position.column
      while first > 0,
        start(ofColumn: position.column, from: first - 1) + cellWidth + 2 <= width
      {
        first -= 1
      }
      result.column = first
    }
    return clamped(result, rows: rows, width: width)
  }
}

// MARK: - Labels

extension PanelContent {
  /// What a coordinate is called.
  func number(_ coordinate: Int) -> String {
    let (sum, overflow) = coordinate.addingReportingOverflow(base)
    return overflow ? "…" : String(sum)
  }

  /// `k=1`, or `k = 1` with room around the sign, as wide as the last of the axis gets.
  fileprivate func labelWidth(_ axis: Int, isSpaced: Bool) -> Int {
    let digits = number(max(0, axes[axis].extent - 1)).utf8.count
    return SafeText(axes[axis].letter).columns + (isSpaced ? 3 : 1) + digits
  }
}
