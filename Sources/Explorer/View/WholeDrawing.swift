import Screen
import TensorCore

/// Draws a panel's whole unfolding: a braille pattern of what deltas leave, or values as colours.
///
/// The cost is that of the cells of the screen, whatever the extents.
struct WholeDrawing {
  let panel: PanelContent
  /// What lies inside the border.
  let inside: Rect
  let palette: Palette
  private let boxes: PatternBoxes?
  /// By axis: whether it runs to the right.
  private let isColumn: [Bool]

  init(panel: PanelContent, inside: Rect, palette: Palette) {
    self.panel = panel
    self.inside = inside
    self.palette = palette
    boxes = panel.zeros.map(PatternBoxes.init)
    isColumn = panel.axes.indices.map(panel.columns.contains)
  }

  func draw(into grid: inout Grid, cell: ([Int]) -> CellContent) {
    guard !inside.isEmpty, panel.rowCount > 0, panel.columnCount > 0 else { return }
    guard !isUnknown(cell) else {
      grid.put("?", row: inside.row, column: inside.column + 1, style: palette.page, clip: inside)
      return
    }
    switch panel.look {
    case .numbers: break
    case .pattern(let isTold): drawPattern(isTold: isTold, into: &grid)
    case .heat(let largest): drawHeat(largest, into: &grid, cell: cell)
    }
  }

  /// `rows i j · columns k l · a dot: any of 2×3`.
  var note: String {
    let letters = { (axes: [Int]) in axes.map { panel.axes[$0].letter }.joined(separator: " ") }
    let note = "rows \(letters(panel.rows)) · columns \(letters(panel.columns))"
    let isHeat = if case .heat = panel.look { true } else { false }
    let per = (isHeat ? heatRaster : patternRaster).entriesPerUnit
    guard per.rows > 1 || per.columns > 1 else { return note }
    return note + (isHeat ? " · a square: one of " : " · a dot: any of ")
      + "\(per.rows)×\(per.columns)"
  }

  private func isUnknown(_ cell: ([Int]) -> CellContent) -> Bool {
    cell(panel.coordinates(row: 0, column: 0)).value == .unknown
  }

  private var cursor: PanelContent.Offset? { panel.cursor.flatMap(panel.position) }
}

// MARK: - Pattern

extension WholeDrawing {
  private var patternRaster: Raster {
    Raster(panel, rows: inside.rows * 4, columns: inside.columns * 2)
  }

  /// Dots of a braille glyph: bit by row and column.
  private static let bits: [[UInt32]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  private func drawPattern(isTold: Bool, into grid: inout Grid) {
    let raster = patternRaster
    let tied = tiedAxes
    var rows = UnitBoxes(tied: tied, along: panel.rows)
    for unit in 0..<raster.rows {
      rows.append(raster.boxes(raster.entryRows(ofUnit: unit), along: panel.rows))
    }
    var columns = UnitBoxes(tied: tied, along: panel.columns)
    for unit in 0..<raster.columns {
      columns.append(raster.boxes(raster.entryColumns(ofUnit: unit), along: panel.columns))
    }
    let met = rows.kinds.map { row in columns.kinds.map { meets(row, $0) } }
    let at = cursor.map { (raster.unit(ofRow: $0.row) / 4, raster.unit(ofColumn: $0.column) / 2) }
    for row in 0..<(raster.rows + 3) / 4 {
      for column in 0..<(raster.columns + 1) / 2 {
        var dots: UInt32 = 0
        for (dy, bits) in Self.bits.enumerated() where row * 4 + dy < raster.rows {
          for (dx, bit) in bits.enumerated() where column * 2 + dx < raster.columns {
            guard !isGap(row * 4 + dy, column * 2 + dx, raster) else { continue }
            if met[rows[row * 4 + dy]][columns[column * 2 + dx]] { dots |= bit }
          }
        }
        let isCursor = at.map { $0 == (row, column) } ?? false
        let role: Role = isCursor ? .selected : dots == 0 || !isTold ? .structuralZero : .pattern
        guard let scalar = Unicode.Scalar(0x2800 + dots) else { continue }
        grid.put(
          Glyph(scalar), row: inside.row + row, column: inside.column + column,
          style: palette[role], clip: inside)
      }
    }
  }

  /// The axes whose indices stand in a delta.
  private var tiedAxes: Set<Int> {
    guard let zeros = panel.zeros else { return [] }
    let tied = Set(zeros.alternatives.joined().flatMap(\.indices))
    return Set(zeros.free.indices.filter { tied.contains(zeros.free[$0]) })
  }

  /// Between entries that take four dots or more each way one dot stays empty.
  private func isGap(_ row: Int, _ column: Int, _ raster: Raster) -> Bool {
    raster.scale >= 4
      && (row % raster.scale == raster.scale - 1
        || column % raster.scale == raster.scale - 1)
  }

  /// Whether some rows and columns hold an entry that no delta makes zero.
  private func meets(_ rows: [[Range<Int>]], _ columns: [[Range<Int>]]) -> Bool {
    guard let boxes else { return true }
    for row in rows {
      for column in columns where boxes.meets(row, column, isColumn: isColumn) { return true }
    }
    return false
  }

  /// An entry of some rows and columns that no delta makes zero.
  private func entry(_ rows: [[Range<Int>]], _ columns: [[Range<Int>]]) -> [Int]? {
    for row in rows {
      for column in columns {
        if let boxes, !boxes.meets(row, column, isColumn: isColumn) { continue }
        var box = row
        for axis in panel.columns { box[axis] = column[axis] }
        guard let boxes else { return box.map { ($0.lowerBound + $0.upperBound - 1) / 2 } }
        if let entry = boxes.entry(in: box) { return entry }
      }
    }
    return nil
  }
}

// MARK: - Heat

extension WholeDrawing {
  private var heatRaster: Raster {
    palette.hasShades
      ? Raster(panel, rows: inside.rows * 2, columns: inside.columns)
      : Raster(panel, rows: inside.rows, columns: inside.columns)
  }

  private func drawHeat(
    _ largest: Double, into grid: inout Grid, cell: ([Int]) -> CellContent
  ) {
    let raster = heatRaster
    let scale = HeatScale(largest: largest, palette: palette)
    let columns = (0..<raster.columns).map {
      raster.boxes(raster.entryColumns(ofUnit: $0), along: panel.columns)
    }
    let high = palette.hasShades ? 2 : 1
    let at = cursor.map { (raster.unit(ofRow: $0.row) / high, raster.unit(ofColumn: $0.column)) }
    for row in stride(from: 0, to: raster.rows, by: high) {
      let halves = (row..<min(row + high, raster.rows)).map {
        raster.boxes(raster.entryRows(ofUnit: $0), along: panel.rows)
      }
      for column in 0..<raster.columns {
        let values = halves.map { half in entry(half, columns[column]).map { cell($0).value } }
        var (glyph, style) =
          palette.hasShades
          ? scale.halves(values[0], values.count > 1 ? values[1] : nil) : scale.whole(values[0])
        if let at, at == (row / high, column) { (glyph, style) = ("+", palette[.selected]) }
        grid.put(
          glyph, row: inside.row + row / high, column: inside.column + column, style: style,
          clip: inside)
      }
    }
  }
}

/// The boxes of each row, or of each column, of units: many of them make the same difference to a delta.
private struct UnitBoxes {
  private(set) var kinds: [[[Range<Int>]]] = []
  private var kindOfUnit: [Int] = []
  private var places: [[[Range<Int>]]: Int] = [:]
  /// Axes of this direction that no delta reads.
  private let idle: [Int]

  init(tied: Set<Int>, along axes: [Int]) { idle = axes.filter { !tied.contains($0) } }

  subscript(unit: Int) -> Int { kindOfUnit[unit] }

  mutating func append(_ boxes: [[Range<Int>]]) {
    let kind = essence(boxes)
    let place = places[kind] ?? kinds.count
    if place == kinds.count {
      kinds.append(kind)
      places[kind] = place
    }
    kindOfUnit.append(place)
  }

  /// The boxes as far as a delta can tell: idle axes as single entries, and no box inside another.
  private func essence(_ boxes: [[Range<Int>]]) -> [[Range<Int>]] {
    let boxes = boxes.map { box in
      var box = box
      for axis in idle { box[axis] = 0..<1 }
      return box
    }
    var kept: [[Range<Int>]] = []
    for box in boxes where !kept.contains(where: { Self.covers($0, box) }) {
      kept.removeAll { Self.covers(box, $0) }
      kept.append(box)
    }
    return kept
  }

  private static func covers(_ outer: [Range<Int>], _ inner: [Range<Int>]) -> Bool {
    zip(outer, inner).allSatisfy {
      $0.lowerBound <= $1.lowerBound && $0.upperBound >= $1.upperBound
    }
  }
}
