import TensorCore

/// One tensor as a panel shows it: unfolded into rows and columns, whatever its rank.
///
/// A row of the panel is a choice of the axes in `rows`, a column one of those in `columns`; the axes in
/// `fixed` are held. Blocks of ∂y/∂A[i,j,k,l]: rows [i,k], columns [j,l]; its matrix: rows [i,j],
/// columns [k,l]; a slice: two axes, the others fixed. A vector has one column, a scalar one cell.
/// Coordinates count from zero and follow `axes`; rows and columns of the unfolding count from zero.
package struct PanelContent: Equatable, Sendable {
  package struct Axis: Equatable, Sendable {
    package var letter: String
    package var name: String?
    package var extent: Int

    package init(letter: String, name: String? = nil, extent: Int) {
      self.letter = letter
      self.name = name
      self.extent = extent
    }
  }

  /// Where a panel stands in the arrangement.
  package enum Place: Hashable, Sendable {
    /// In the rows of small panels.
    case row
    /// The big one, with what remains of the screen.
    case main
    /// At the right of the main panel before it.
    case side
  }

  /// How the entries are shown.
  package enum Look: Hashable, Sendable {
    /// Each as its number, as many as there is room for.
    case numbers
    /// The whole unfolding, a dot where no delta makes an entry zero; and whether that has been told.
    case pattern(isTold: Bool)
    /// The whole unfolding, values as colours; the strongest is for this magnitude.
    case heat(largest: Double)
  }

  /// The first row and column that are seen, of the unfolding.
  package struct Offset: Hashable, Sendable {
    package var row: Int
    package var column: Int

    package init(row: Int = 0, column: Int = 0) {
      self.row = row
      self.column = column
    }
  }

  package var title: Phrase
  /// What is said where the title does not fit, the longest first.
  package var shorterTitles: [Phrase] = []
  /// Columns that a title is given room for: those of the longest that the panel has at any step, so
  /// that it keeps its width.
  package var titleRoom = 0
  package var place: Place
  package var axes: [Axis]
  /// Axes unfolded downwards, the outer first.
  package var rows: [Int]
  /// Axes unfolded to the right, the outer first.
  package var columns: [Int]
  /// Axes held, and the coordinate at which.
  package var fixed: [Int: Int]
  /// What the first coordinate is called: 0 or 1.
  package var base: Int
  /// Where the brackets stand; nil in a panel without.
  package var cursor: [Int]?
  package var offset: Offset
  package var format: NumberFormat
  package var look = Look.numbers
  /// The deltas' pattern over `axes`, in a panel that shows its whole unfolding; nil where there is none.
  package var zeros: SparsityPattern?
  /// The step's formula reads this tensor: it is wanted before others where not all have room.
  package var isRead = false

  package init(
    title: Phrase, place: Place = .row, axes: [Axis], rows: [Int], columns: [Int],
    fixed: [Int: Int] = [:], base: Int = 1, cursor: [Int]? = nil, offset: Offset = Offset(),
    format: NumberFormat
  ) {
    let named = (rows + columns + fixed.keys).sorted()
    precondition(
      named == Array(axes.indices),
      "every axis is unfolded or fixed, once: \(named) of \(axes.count) axes")
    self.title = title
    self.place = place
    self.axes = axes
    self.rows = rows
    self.columns = columns
    self.fixed = fixed
    self.base = base
    self.cursor = cursor
    self.offset = offset
    self.format = format
  }
}

// MARK: - The unfolding

extension PanelContent {
  /// The rows of the unfolding; no more than 2⁶².
  package var rowCount: Int { count(of: rows) }
  /// The columns of the unfolding; no more than 2⁶².
  package var columnCount: Int { count(of: columns) }

  /// Where a coordinate lies in the unfolding; nil where the panel does not show it.
  package func position(of coordinates: [Int]) -> Offset? {
    guard coordinates.count == axes.count,
      zip(coordinates, axes).allSatisfy({ $0 >= 0 && $0 < $1.extent }),
      fixed.allSatisfy({ coordinates[$0.key] == $0.value })
    else { return nil }
    return Offset(
      row: place(of: coordinates, along: rows), column: place(of: coordinates, along: columns))
  }

  /// The coordinates of a place inside the unfolding.
  package func coordinates(row: Int, column: Int) -> [Int] {
    var coordinates = [Int](repeating: 0, count: axes.count)
    for (axis, held) in fixed { coordinates[axis] = held }
    spread(row, along: rows, over: &coordinates)
    spread(column, along: columns, over: &coordinates)
    return coordinates
  }

  /// Sets the coordinates of `axes` to those of the place `position` along them.
  func spread(_ position: Int, along axes: [Int], over coordinates: inout [Int]) {
    var rest = position
    for axis in axes.reversed() {
      let extent = max(1, self.axes[axis].extent)
      coordinates[axis] = rest % extent
      rest /= extent
    }
  }

  private func place(of coordinates: [Int], along axes: [Int]) -> Int {
    axes.reduce(0) {
      min($0, .max / 2 / max(1, self.axes[$1].extent)) * self.axes[$1].extent + coordinates[$1]
    }
  }

  private func count(of axes: [Int]) -> Int {
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(
        by: max(0, self.axes[axis].extent))
      count = overflow ? 1 << 62 : min(product, 1 << 62)
    }
    return count
  }
}
