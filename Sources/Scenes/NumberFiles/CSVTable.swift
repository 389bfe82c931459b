// Comma-separated values, as RFC 4180 has them: records end with LF, CR LF or CR, a field may stand in
// double quotes, in which `""` is a quote. Empty lines are no records. A byte order mark is dropped.
//
// Bytes are walked once, and a field is eight of them: a table of many millions is read as fast as it
// comes from the disk. Lines and columns are counted when there is a mistake to be placed.

import MatrixCalculus

/// The fields of a file, not yet numbers.
package struct CSVTable {
  /// Where a field's text is, without its quotes; tables have less than 2³¹ bytes.
  struct Field {
    let start: UInt32
    private let lengthAndQuotes: UInt32

    init(_ range: Range<Int>, isQuoted: Bool) {
      start = UInt32(range.lowerBound)
      lengthAndQuotes = UInt32(range.count) << 1 | (isQuoted ? 1 : 0)
    }

    var isQuoted: Bool { lengthAndQuotes & 1 == 1 }
    var range: Range<Int> { Int(start)..<Int(start) + Int(lengthAndQuotes >> 1) }
  }

  /// The bytes without a byte order mark.
  let bytes: [UInt8]
  /// The first record, where it names the columns.
  package let header: [String]?
  /// How many fields a record has.
  package let columnCount: Int
  /// The fields of all records, row by row, the header's first.
  private let fields: [Field]

  /// How many records there are, without the header.
  package var rowCount: Int { fields.count / columnCount - (header == nil ? 0 : 1) }

  /// Finds the fields; throws where quotes or the lengths of rows are wrong.
  package init(_ file: [UInt8]) throws(NumberFileMistake) {
    let bytes = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file
    guard bytes.count < 1 << 31 else { throw NumberFileMistake(.tooLong(bytes: bytes.count)) }
    let scan = bytes.withUnsafeBufferPointer { FieldScan(of: $0) }
    if let (kind, offset) = scan.mistake {
      throw NumberFileMistake(kind, at: Self.place(offset, in: bytes))
    }
    guard scan.width > 0 else { throw NumberFileMistake(.empty) }
    self.bytes = bytes
    columnCount = scan.width
    fields = scan.fields
    guard Self.hasHeader(scan.fields, scan.width, bytes) else {
      header = nil
      return
    }
    var names: [String] = []
    for field in scan.fields[..<scan.width] { names.append(try Self.text(field, in: bytes)) }
    header = names
  }

  func field(row: Int, column: Int) -> Field {
    fields[(header == nil ? row : row + 1) * columnCount + column]
  }

  /// The text of a field, blanks around it and the doubling of quotes gone.
  func text(_ field: Field) throws(NumberFileMistake) -> String {
    try Self.text(field, in: bytes)
  }

  /// The name of a column in a message: that of the header, else its number.
  func name(ofColumn column: Int) -> String {
    header.map { "`\($0[column])`" } ?? String(column)
  }

  func place(of field: Field) -> NumberFileMistake.Place {
    Self.place(field.range.lowerBound, in: bytes)
  }

  private static func place(_ offset: Int, in bytes: [UInt8]) -> NumberFileMistake.Place {
    let place = SourceText(name: "", bytes: bytes).location(of: offset)
    return .line(place.line, column: place.column)
  }

  private static func text(_ field: Field, in bytes: [UInt8]) throws(NumberFileMistake) -> String {
    guard let text = String(validating: bytes[field.range], as: UTF8.self) else {
      throw NumberFileMistake(.notText, at: place(field.range.lowerBound, in: bytes))
    }
    if field.isQuoted { return text.replacingDoubledQuotes }
    return String(text.trimmingBlanks)
  }

  /// Whether the first record names the columns.
  ///
  /// It does where it has no number in some column that goes on with one. In a file of words alone, it does
  /// where none of its words comes again below it.
  private static func hasHeader(_ fields: [Field], _ width: Int, _ bytes: [UInt8]) -> Bool {
    func isNumber(_ place: Int) -> Bool {
      ((try? text(fields[place], in: bytes)).flatMap { decimalNumber($0) }) != nil
    }
    guard fields.count > width else { return !(0..<width).contains(where: isNumber) }
    if (0..<width).contains(where: { !isNumber($0) && isNumber(width + $0) }) { return true }
    guard !(0..<2 * width).contains(where: isNumber) else { return false }
    func word(_ place: Int) -> String? { try? text(fields[place], in: bytes) }
    let first = (0..<width).map(word)
    return !(width..<fields.count).contains { word($0) == first[$0 % width] }
  }
}

/// Finds all fields in one walk over the bytes; the first mistake ends it.
private struct FieldScan {
  private(set) var fields: [CSVTable.Field] = []
  /// Fields of the first record; 0 where there is none.
  private(set) var width = 0
  /// What is wrong, and the offset at which it is.
  private(set) var mistake: (kind: NumberFileMistake.Kind, offset: Int)?

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")

  init(of bytes: UnsafeBufferPointer<UInt8>) {
    fields.reserveCapacity(bytes.count / 8)
    var position = 0
    while mistake == nil {
      while position < bytes.count, Self.isLineEnd(bytes[position]) { position += 1 }
      guard position < bytes.count else { return }
      record(bytes, &position)
    }
  }

  private mutating func record(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    let first = fields.count
    let start = position < bytes.count && bytes[position] == Self.quote ? position + 1 : position
    while mistake == nil {
      field(bytes, &position)
      guard position < bytes.count, bytes[position] == Self.comma else { break }
      position += 1
    }
    guard mistake == nil else { return }
    let count = fields.count - first
    if width == 0 { width = count }
    if count != width { mistake = (.fieldCount(expected: width, found: count), start) }
  }

  private mutating func field(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    guard position < bytes.count, bytes[position] == Self.quote else {
      let start = position
      while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
      fields.append(CSVTable.Field(start..<position, isQuoted: false))
      return
    }
    let start = position + 1
    position = start
    while position < bytes.count {
      if bytes[position] == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        position += 1
      }
      position += 1
    }
    guard position < bytes.count else {
      mistake = (.quoteUnclosed, start - 1)
      return
    }
    fields.append(CSVTable.Field(start..<position, isQuoted: true))
    position += 1
    if position < bytes.count, !Self.endsField(bytes[position]) {
      mistake = (.textAfterQuote, position)
    }
  }

  private static func endsField(_ byte: UInt8) -> Bool { byte == comma || isLineEnd(byte) }

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
