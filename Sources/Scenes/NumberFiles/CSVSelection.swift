// Which numbers of a table make a tensor.

import TensorCore

/// Columns and rows of a table, and whether its labels become ones and zeros.
package struct CSVSelection: Equatable, Sendable {
  package enum Column: Equatable, Sendable {
    /// Counted from 0; negative ones count from the last.
    case number(Int)
    /// By the header.
    case name(String)
  }

  package enum Columns: Equatable, Sendable {
    case all
    /// One column, read as a vector.
    case one(Column)
    /// Columns of a matrix, in this order.
    case several([Column])
  }

  package var columns: Columns
  /// Rows by their numbers from 0, the header not counted, in this order; all where nil.
  package var rows: [Int]?
  /// Whether a column of class labels becomes one column a class, with a 1 in that of the row's class.
  package var isOneHot: Bool

  package init(columns: Columns = .all, rows: [Int]? = nil, isOneHot: Bool = false) {
    self.columns = columns
    self.rows = rows
    self.isOneHot = isOneHot
  }
}

extension CSVTable {
  /// The selected numbers, at most `limit` of them: a matrix, or a vector where one column is chosen or
  /// the file has only one.
  package func tensor(
    _ selection: CSVSelection = CSVSelection(), limit: Int = elementLimit
  ) throws(NumberFileMistake) -> Tensor {
    let rows = try selectedRows(selection.rows)
    let columns = try selectedColumns(selection.columns)
    if selection.isOneHot { return try oneHot(columns, rows, limit: limit) }
    var extents = [rows.count, columns.count]
    switch selection.columns {
    case .one: extents = [rows.count]
    case .all: if columnCount == 1 { extents = [rows.count] }
    case .several: break
    }
    let shape = try checked(extents, limit: limit)
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for row in rows {
      for column in columns { elements.append(try number(row: row, column: column)) }
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// The classes of a column: its distinct labels, sorted as numbers where all of them are numbers.
  package func classes(ofColumn column: Int) throws(NumberFileMistake) -> [String] {
    var labels: Set<String> = []
    for row in 0..<rowCount { labels.insert(try text(field(row: row, column: column))) }
    let numbers = labels.compactMap { label in decimalNumber(label).map { ($0, label) } }
    if numbers.count == labels.count { return numbers.sorted(by: <).map(\.1) }
    return labels.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }

  private func oneHot(
    _ columns: [Int], _ rows: [Int], limit: Int
  ) throws(NumberFileMistake) -> Tensor {
    guard let column = columns.first, columns.count == 1 else {
      throw NumberFileMistake(.oneHotColumns(columns.count))
    }
    let classes = try classes(ofColumn: column)
    let shape = try checked([rows.count, classes.count], limit: limit)
    let places = Dictionary(
      classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var tensor = Tensor(repeating: 0, shape: shape)
    for (place, row) in rows.enumerated() {
      let label = try text(field(row: row, column: column))
      tensor[[place, places[label] ?? 0]] = 1
    }
    return tensor
  }

  private func number(row: Int, column: Int) throws(NumberFileMistake) -> Double {
    let field = field(row: row, column: column)
    if let number = bytes.withUnsafeBufferPointer({ plainDecimal($0[field.range]) }) {
      return number
    }
    let text = try text(field)
    guard let number = decimalNumber(text) else {
      let kind = NumberFileMistake.Kind.notANumber(text, column: name(ofColumn: column))
      throw NumberFileMistake(kind, at: place(of: field))
    }
    return number
  }

  private func selectedRows(_ rows: [Int]?) throws(NumberFileMistake) -> [Int] {
    guard let rows else { return Array(0..<rowCount) }
    if let outside = rows.first(where: { !(0..<rowCount).contains($0) }) {
      throw NumberFileMistake(.rowOutside(outside, count: rowCount))
    }
    return rows
  }

  private func selectedColumns(
    _ columns: CSVSelection.Columns
  ) throws(NumberFileMistake) -> [Int] {
    switch columns {
    case .all: return Array(0..<columnCount)
    case .one(let column): return [try place(of: column)]
    case .several(let columns):
      var places: [Int] = []
      for column in columns { places.append(try place(of: column)) }
      return places
    }
  }

  private func place(of column: CSVSelection.Column) throws(NumberFileMistake) -> Int {
    switch column {
    case .number(let number):
      guard number >= -columnCount, number < columnCount else {
        throw NumberFileMistake(.columnOutside(number, count: columnCount))
      }
      return number < 0 ? number + columnCount : number
    case .name(let name):
      guard let place = header?.firstIndex(of: name) else {
        throw NumberFileMistake(.columnUnknown(name, known: header ?? []))
      }
      return place
    }
  }

  private func checked(_ extents: [Int], limit: Int) throws(NumberFileMistake) -> Shape {
    guard let shape = try? Shape(checking: extents), shape.count <= limit else {
      throw NumberFileMistake(.tooManyElements(count: extents, limit: limit))
    }
    return shape
  }
}
