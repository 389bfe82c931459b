// Comma-separated values, as RFC 4180 has them: records end with LF, CR LF or CR, a field may stand in
// double quotes, in which `""` is a quote. Empty lines are no records. A byte order mark is dropped.

import MatrixCalculus

/// The fields of a file, not yet numbers.
package struct CSVTable {
  /// Where a field's text is, without its quotes.
  struct Field {
    let range: SourceRange
    let isQuoted: Bool
  }

  let source: SourceText
  /// The first record, where it names the columns.
  package let header: [String]?
  /// How many fields a record has.
  package let columnCount: Int
  /// The fields of the records below the header, row by row.
  private let fields: [Field]

  /// How many records there are, without the header.
  package var rowCount: Int { fields.count / columnCount }

  /// Finds the fields; throws where quotes or the lengths of rows are wrong.
  package init(_ bytes: [UInt8]) throws(NumberFileMistake) {
    source = SourceText(name: "", bytes: bytes)
    var scanner = FieldScanner(source: source)
    var fields: [Field] = []
    var width = 0
    while let record = try scanner.record() {
      if width == 0 { width = record.count }
      guard record.count == width else {
        let place = Self.place(record[0].range.start, in: source)
        throw NumberFileMistake(.fieldCount(expected: width, found: record.count), at: place)
      }
      fields += record
    }
    guard width > 0 else { throw NumberFileMistake(.empty) }
    columnCount = width
    let hasHeader = Self.hasHeader(fields, width, source)
    if hasHeader {
      var names: [String] = []
      for field in fields[..<width] { names.append(try Self.text(field, in: source)) }
      header = names
    } else {
      header = nil
    }
    self.fields = hasHeader ? Array(fields[width...]) : fields
  }

  func field(row: Int, column: Int) -> Field { fields[row * columnCount + column] }

  /// The text of a field, blanks around it and the doubling of quotes gone.
  func text(_ field: Field) throws(NumberFileMistake) -> String {
    try Self.text(field, in: source)
  }

  /// The name of a column in a message: that of the header, else its number.
  func name(ofColumn column: Int) -> String {
    header.map { "`\($0[column])`" } ?? String(column)
  }

  func place(of field: Field) -> NumberFileMistake.Place {
    Self.place(field.range.start, in: source)
  }

  private static func place(_ offset: Int, in source: SourceText) -> NumberFileMistake.Place {
    let place = source.location(of: offset)
    return .line(place.line, column: place.column)
  }

  private static func text(
    _ field: Field, in source: SourceText
  ) throws(NumberFileMistake) -> String {
    let bytes = source.bytes[field.range.start..<field.range.end]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw NumberFileMistake(.notText, at: place(field.range.start, in: source))
    }
    if field.isQuoted { return text.replacingDoubledQuotes }
    return String(text.trimmingBlanks)
  }

  /// Whether the first record names the columns.
  ///
  /// It does where it has no number in some column that goes on with one. In a file of words alone, it does
  /// where none of its words comes again below it.
  private static func hasHeader(_ fields: [Field], _ width: Int, _ source: SourceText) -> Bool {
    func isNumber(_ place: Int) -> Bool {
      ((try? text(fields[place], in: source)).flatMap { decimalNumber($0) }) != nil
    }
    guard fields.count > width else { return !(0..<width).contains(where: isNumber) }
    if (0..<width).contains(where: { !isNumber($0) && isNumber(width + $0) }) { return true }
    guard !(0..<2 * width).contains(where: isNumber) else { return false }
    func word(_ place: Int) -> String? { try? text(fields[place], in: source) }
    let first = (0..<width).map(word)
    return !(width..<fields.count).contains { word($0) == first[$0 % width] }
  }
}

/// Finds the fields of one record after the other.
private struct FieldScanner {
  let source: SourceText
  var position = 0

  /// The next record that is no empty line; nil at the end.
  mutating func record() throws(NumberFileMistake) -> [CSVTable.Field]? {
    let bytes = source.bytes
    while position < bytes.count, Self.isLineEnd(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    var fields: [CSVTable.Field] = []
    while true {
      fields.append(try field())
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return fields }
      position += 1
    }
  }

  private mutating func field() throws(NumberFileMistake) -> CSVTable.Field {
    let bytes = source.bytes
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
    let start = position
    while position < bytes.count, !endsField(bytes[position]) { position += 1 }
    return CSVTable.Field(range: SourceRange(start, position), isQuoted: false)
  }

  private mutating func quotedField() throws(NumberFileMistake) -> CSVTable.Field {
    let bytes = source.bytes
    let start = position + 1
    position = start
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\"") {
        let isDoubled = position + 1 < bytes.count && bytes[position + 1] == bytes[position]
        guard isDoubled else { break }
        position += 1
      }
      position += 1
    }
    guard position < bytes.count else { throw mistake(.quoteUnclosed, at: start - 1) }
    let range = SourceRange(start, position)
    position += 1
    guard position == bytes.count || endsField(bytes[position]) else {
      throw mistake(.textAfterQuote, at: position)
    }
    return CSVTable.Field(range: range, isQuoted: true)
  }

  private func mistake(_ kind: NumberFileMistake.Kind, at offset: Int) -> NumberFileMistake {
    let place = source.location(of: offset)
    return NumberFileMistake(kind, at: .line(place.line, column: place.column))
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || Self.isLineEnd(byte)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension String {
  /// The text with every `""` as `"`.
  fileprivate var replacingDoubledQuotes: String {
    var text = String.UnicodeScalarView()
    var isSecond = false
    for scalar in unicodeScalars {
      isSecond = scalar == "\"" && !isSecond
      if scalar != "\"" || isSecond { text.append(scalar) }
    }
    return String(text)
  }

  /// The text without blanks and tabs around it.
  fileprivate var trimmingBlanks: Substring.UnicodeScalarView {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    let start = unicodeScalars.drop(while: isBlank)
    let end = start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex
    return start[..<end]
  }
}
