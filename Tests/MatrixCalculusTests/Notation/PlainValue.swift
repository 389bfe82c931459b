/// A number or a matrix of plain linear algebra; columns are matrices of one column.
///
/// Entry by entry a number meets every shape, and a column or a row one shape beside its own: the matrix that
/// it is a column or a row of.
///
/// The length of `1` and of `I` is what the formula around makes it: an extent that is nil fits any other,
/// along it all entries are equal. `I` is known by the number in front of it.
struct PlainValue {
  enum Mistake: Error {
    /// The text has two readings, or shapes that do not fit: no reader could compute it.
    case wrong(String)
    /// Words that this reader does not know.
    case unread(String)
  }

  var rows: Int?
  var columns: Int?
  /// Row by row, one entry along an extent that is nil; one for c·I.
  var entries: [Double]
  var isIdentity = false

  static func number(_ value: Double) -> PlainValue {
    PlainValue(rows: 1, columns: 1, entries: [value])
  }

  static let ones = PlainValue(rows: nil, columns: 1, entries: [1])
  static let identity = PlainValue(rows: nil, columns: nil, entries: [1], isIdentity: true)

  var isNumber: Bool { rows == 1 && columns == 1 && !isIdentity }
  var isColumn: Bool { columns == 1 }
  var isSquare: Bool { isIdentity || rows == columns && !isNumber && rows != nil }

  subscript(row: Int, column: Int) -> Double {
    if isIdentity { return row == column ? entries[0] : 0 }
    return entries[(rows == nil ? 0 : row) * (columns ?? 1) + (columns == nil ? 0 : column)]
  }

  /// A matrix with these extents; nil is a free one.
  init(rows: Int?, columns: Int?, entries: [Double], isIdentity: Bool = false) {
    (self.rows, self.columns) = (rows, columns)
    (self.entries, self.isIdentity) = (entries, isIdentity)
  }

  init(rows: Int?, columns: Int?, _ entry: (Int, Int) -> Double) {
    let places = (0..<(rows ?? 1)).flatMap { row in (0..<(columns ?? 1)).map { (row, $0) } }
    self.init(rows: rows, columns: columns, entries: places.map(entry))
  }

  /// Entry by entry; a number meets every entry, a row each row of a matrix, a column each column.
  func combined(_ other: PlainValue, _ operation: (Double, Double) -> Double) throws -> PlainValue {
    if let whole = repeated(in: other) { return try whole.combined(other, operation) }
    if let whole = other.repeated(in: self) { return try combined(whole, operation) }
    if isNumber, !other.isIdentity { return other.mapped { operation(entries[0], $0) } }
    if other.isNumber, !isIdentity { return mapped { operation($0, other.entries[0]) } }
    var rows = try Self.unified(rows, other.rows)
    var columns = try Self.unified(columns, other.columns)
    if isIdentity || other.isIdentity {
      (rows, columns) = (try Self.unified(rows, columns), try Self.unified(rows, columns))
      // I − 1·1ᵀ / n has the length of what it is multiplied by, which stands elsewhere.
      if rows == nil { throw Mistake.unread("I of unknown length") }
    }
    return PlainValue(rows: rows, columns: columns) { operation(self[$0, $1], other[$0, $1]) }
  }

  /// The matrix of which all rows, or all columns, are this one; nil where the other is no matrix for it.
  private func repeated(in matrix: PlainValue) -> PlainValue? {
    guard let height = matrix.rows, let width = matrix.columns, height > 1, width > 1, !isNumber
    else { return nil }
    if columns == 1, rows == height {
      return PlainValue(rows: height, columns: width) { row, _ in self[row, 0] }
    }
    guard rows == 1, columns == width else { return nil }
    return PlainValue(rows: height, columns: width) { _, column in self[0, column] }
  }

  func mapped(_ function: (Double) -> Double) -> PlainValue {
    PlainValue(
      rows: rows, columns: columns, entries: entries.map(function), isIdentity: isIdentity)
  }

  func times(_ other: PlainValue) throws -> PlainValue {
    if isNumber { return other.mapped { entries[0] * $0 } }
    if other.isNumber { return mapped { $0 * other.entries[0] } }
    if isIdentity { return other.mapped { entries[0] * $0 } }
    if other.isIdentity { return mapped { $0 * other.entries[0] } }
    guard let inner = try Self.unified(columns, other.rows) else {
      throw Mistake.wrong("a product of unknown length")
    }
    return PlainValue(rows: rows, columns: other.columns) { row, column in
      (0..<inner).reduce(0) { $0 + self[row, $1] * other[$1, column] }
    }
  }

  var transposed: PlainValue {
    isIdentity ? self : PlainValue(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// Gauss and Jordan with pivots; gives the determinant too.
  func eliminated() throws -> (inverse: PlainValue, determinant: Double) {
    guard let n = rows, n == columns else { throw Mistake.wrong("an inverse of no square matrix") }
    var lines = (0..<n).map { row in
      (0..<n).map { self[row, $0] } + (0..<n).map { $0 == row ? 1 : 0 }
    }
    var determinant = 1.0
    for column in 0..<n {
      let pivot =
        (column..<n).max { lines[$0][column].magnitude < lines[$1][column].magnitude } ?? column
      if pivot != column { determinant.negate() }
      lines.swapAt(pivot, column)
      let scale = lines[column][column]
      determinant *= scale
      lines[column] = lines[column].map { $0 / scale }
      for row in 0..<n where row != column {
        let factor = lines[row][column]
        lines[row] = zip(lines[row], lines[column]).map { $0 - factor * $1 }
      }
    }
    return (PlainValue(rows: n, columns: n) { lines[$0][n + $1] }, determinant)
  }

  /// The matrix of a column, or the column of a matrix.
  func diagonal() throws -> PlainValue {
    guard isColumn else {
      guard let n = rows, n == columns else { throw Mistake.wrong("diag of no square matrix") }
      return PlainValue(rows: n, columns: 1) { row, _ in self[row, row] }
    }
    guard let n = rows else {
      return PlainValue(rows: nil, columns: nil, entries: entries, isIdentity: true)
    }
    return PlainValue(rows: n, columns: n) { $0 == $1 ? self[$0, 0] : 0 }
  }

  private static func unified(_ a: Int?, _ b: Int?) throws -> Int? {
    guard let a, let b, a != b else { return a ?? b }
    throw Mistake.wrong("\(a) rows or columns meet \(b)")
  }
}
