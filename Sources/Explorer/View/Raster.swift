import TensorCore

/// A panel's whole unfolding as a raster of units: dots of a braille pattern, or half blocks.
///
/// Where there is room an entry takes several units, else a unit stands for many entries.
struct Raster: Equatable {
  /// Rows and columns of units.
  let rows: Int
  let columns: Int
  /// Units that an entry takes in each direction; 1 where a unit takes one entry or more.
  let scale: Int
  private let panel: PanelContent

  /// The raster in at most so many units.
  init(_ panel: PanelContent, rows: Int, columns: Int) {
    self.panel = panel
    let scale = [4, 2].first { scale in
      panel.rowCount <= rows / scale && panel.columnCount <= columns / scale
    }
    self.scale = scale ?? 1
    self.rows = min(rows, scale.map { $0 * panel.rowCount } ?? panel.rowCount)
    self.columns = min(columns, scale.map { $0 * panel.columnCount } ?? panel.columnCount)
  }

  /// The rows of the unfolding that a row of units stands for.
  func entryRows(ofUnit unit: Int) -> Range<Int> { Self.share(unit, rows, panel.rowCount) }
  func entryColumns(ofUnit unit: Int) -> Range<Int> { Self.share(unit, columns, panel.columnCount) }

  /// The unit in which a row or a column of the unfolding is seen.
  func unit(ofRow row: Int) -> Int { Self.unit(row, rows, panel.rowCount) }
  func unit(ofColumn column: Int) -> Int { Self.unit(column, columns, panel.columnCount) }

  /// The most rows and columns that one unit stands for.
  var entriesPerUnit: (rows: Int, columns: Int) {
    (
      (panel.rowCount + max(1, rows) - 1) / max(1, rows),
      (panel.columnCount + max(1, columns) - 1) / max(1, columns)
    )
  }

  /// Boxes of coordinates for a stretch of rows, or of columns; each axis that is not unfolded that way
  /// has its whole extent.
  func boxes(_ positions: Range<Int>, along axes: [Int]) -> [[Range<Int>]] {
    let whole = panel.axes.map { 0..<max(0, $0.extent) }
    return Shape(axes.map { panel.axes[$0].extent }).boxes(ofPositions: positions).map { box in
      var ranges = whole
      for (axis, range) in zip(axes, box) { ranges[axis] = range }
      return ranges
    }
  }

  private static func share(_ unit: Int, _ units: Int, _ count: Int) -> Range<Int> {
    let low = scaled(unit, count, units)
    return low..<min(count, max(low + 1, scaled(unit + 1, count, units)))
  }

  private static func unit(_ place: Int, _ units: Int, _ count: Int) -> Int {
    var unit = max(0, min(units - 1, scaled(place, units, count)))
    while unit + 1 < units, share(unit, units, count).upperBound <= place { unit += 1 }
    return unit
  }

  /// a·b/c, however large a·b is.
  private static func scaled(_ a: Int, _ b: Int, _ c: Int) -> Int {
    guard c > 0, a > 0, b > 0 else { return 0 }
    let (high, low) = a.multipliedFullWidth(by: b)
    return c.dividingFullWidth((high, low)).quotient
  }
}
