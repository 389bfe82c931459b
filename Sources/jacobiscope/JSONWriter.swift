import TensorCore

/// Writes JSON piece by piece to an output, two blanks an indent, tensors on one line.
///
/// Everything but printable text is escaped, so that no byte of a file or an argument reaches a
/// terminal as it was. Numbers are the shortest that read back the same; whole ones have no point; what
/// JSON has no number for is the string "nan", "inf" or "-inf".
struct JSONWriter {
  private(set) var output: Output
  private var isFirst = true
  private var depth = 0

  init(_ output: Output) { self.output = output }

  mutating func object(_ body: (inout JSONWriter) -> Void) { enclosed(0x7B, 0x7D, body) }

  mutating func array(_ body: (inout JSONWriter) -> Void) { enclosed(0x5B, 0x5D, body) }

  /// The next key of an object; its value follows.
  mutating func key(_ name: String) {
    element()
    string(name)
    output.bytes(": ".utf8)
  }

  /// The next place of an array; its value follows.
  mutating func element() {
    if !isFirst { output.byte(0x2C) }
    isFirst = false
    newline()
  }

  mutating func field(_ name: String, _ text: String?) {
    key(name)
    if let text { string(text) } else { null() }
  }

  mutating func field(_ name: String, _ value: Int?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  mutating func field(_ name: String, _ value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  mutating func field(_ name: String, _ value: Bool?) {
    key(name)
    output.bytes((value.map { $0 ? "true" : "false" } ?? "null").utf8)
  }

  mutating func field(_ name: String, _ values: [Int]) {
    key(name)
    output.bytes("[\(values.map(String.init).joined(separator: ", "))]".utf8)
  }

  mutating func field(_ name: String, object body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  mutating func field(_ name: String, array body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  /// A tensor, nested as NumPy nests it; `entry` gives the number at a row-major position.
  mutating func field(_ name: String, _ shape: Shape, entry: (Int) -> Double) {
    key(name)
    var position = 0
    nested(shape.extents[...], &position, entry)
  }

  mutating func null() { output.bytes("null".utf8) }

  mutating func string(_ text: String) {
    output.byte(0x22)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output.bytes("\\\"".utf8)
      case "\\": output.bytes("\\\\".utf8)
      case "\n": output.bytes("\\n".utf8)
      case "\t": output.bytes("\\t".utf8)
      case " "..."~": output.byte(UInt8(scalar.value))
      default: escape(scalar)
      }
    }
    output.byte(0x22)
  }

  mutating func number(_ value: Double) {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
      integer(whole)
    } else if value.isFinite {
      output.bytes(value.description.utf8)
    } else {
      string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
    }
  }

  private mutating func integer(_ value: Int) { output.bytes(String(value).utf8) }

  private mutating func nested(
    _ extents: ArraySlice<Int>, _ position: inout Int, _ entry: (Int) -> Double
  ) {
    guard let extent = extents.first else {
      number(entry(position))
      position += 1
      return
    }
    output.byte(0x5B)
    for place in 0..<extent {
      if place > 0 { output.bytes(", ".utf8) }
      nested(extents.dropFirst(), &position, entry)
    }
    output.byte(0x5D)
  }

  private mutating func enclosed(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    output.byte(open)
    isFirst = true
    depth += 1
    body(&self)
    depth -= 1
    if !isFirst { newline() }
    isFirst = false
    output.byte(close)
  }

  private mutating func newline() {
    output.byte(0x0A)
    for _ in 0..<depth { output.bytes("  ".utf8) }
  }

  /// Letters and signs as they are, all that a terminal may obey or hide as `\uXXXX`.
  private mutating func escape(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        output.bytes(("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
      }
    default: output.bytes(String(scalar).utf8)
    }
  }
}
