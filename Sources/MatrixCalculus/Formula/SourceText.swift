// A text with a name, and places in it.
//
// Offsets count bytes of UTF-8 from 0, because the lexer walks bytes. Lines and columns count from 1,
// columns in Unicode scalars, because people and editors do. A line ends with LF, CR LF or CR, as in
// Python. A byte order mark at the start is dropped and counts in no column.

/// A text that somebody wrote: a scene, a formula, a table of numbers, with the name it is reported under.
public struct SourceText: Equatable, Sendable {
  /// The name that errors begin with: a file's name, or `formula`.
  public let name: String
  /// The bytes without a byte order mark; not necessarily valid UTF-8.
  public let bytes: [UInt8]
  /// How many bytes of a byte order mark were dropped: 0 or 3.
  public let droppedBytes: Int
  /// Offsets at which lines begin, rising, the first of them 0.
  let lineStarts: [Int]

  /// Takes the bytes as they are; nothing is decoded before somebody asks.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = hasMark ? Array(bytes.dropFirst(3)) : bytes
    self.droppedBytes = hasMark ? 3 : 0
    self.lineStarts = Self.lineStarts(in: self.bytes)
  }

  /// Takes a text that is already decoded, such as an argument of the command line.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The place of an offset; an offset beyond the end is at the end.
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let index = lineIndex(of: offset)
    let prefix = text(SourceRange(lineStarts[index], offset))
    return SourceLocation(line: index + 1, column: prefix.unicodeScalars.count + 1)
  }

  /// The range of the line that holds an offset, without its line end.
  public func lineRange(around offset: Int) -> SourceRange {
    let index = lineIndex(of: min(max(offset, 0), bytes.count))
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, Self.isLineEnd(bytes[end - 1]) { end -= 1 }
    return SourceRange(start, end)
  }

  /// Where the line after the one with this offset begins; nil on the last line.
  func lineStart(after offset: Int) -> Int? {
    let next = lineIndex(of: offset) + 1
    return next < lineStarts.count ? lineStarts[next] : nil
  }

  /// The characters of a range; bytes that are no UTF-8 come out as U+FFFD.
  public func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// Whether a line begins at this offset.
  func isLineStart(_ offset: Int) -> Bool {
    offset == 0 || Self.isLineEnd(bytes[offset - 1])
  }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The last line that begins at or before the offset.
  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where isLineEnd(bytes[index]) {
        let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !isPair { starts.append(index + 1) }
      }
    }
    return starts
  }
}

/// A stretch of a text: byte offsets, the end not included.
///
/// An empty range marks a place between two bytes.
public struct SourceRange: Hashable, Sendable {
  public let start: Int
  public let end: Int

  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a range ends before it starts")
    self.start = start
    self.end = end
  }

  /// From the start of the one to the end of the other.
  public func through(_ other: SourceRange) -> SourceRange {
    SourceRange(start, max(end, other.end))
  }
}

/// A line and a column, both from 1; columns count Unicode scalars.
public struct SourceLocation: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
