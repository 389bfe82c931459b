// The dictionary at the head of a `.npy` file, and the types of entries that are read.

/// What the head of a `.npy` file says.
struct NPYHeader {
  let type: NPYType
  let isColumnMajor: Bool
  let extents: [Int]
  /// Where the header begins, for mistakes in what it says.
  let place: NumberFileMistake.Place

  init(_ bytes: [UInt8], _ range: Range<Int>) throws(NumberFileMistake) {
    place = .byte(range.lowerBound)
    var reader = DictionaryReader(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    var values: [String: DictionaryReader.Value] = [:]
    try reader.expect("{")
    while !reader.passes("}") {
      guard case .text(let key) = try reader.value() else {
        throw reader.mistake("a key is a string")
      }
      try reader.expect(":")
      values[key] = try reader.value()
      if !reader.passes(",") {
        try reader.expect("}")
        break
      }
    }
    guard case .text(let descriptor)? = values["descr"] else {
      throw NumberFileMistake(.headerUnreadable("`descr` is missing or no string"), at: place)
    }
    guard case .truth(let isColumnMajor)? = values["fortran_order"] else {
      throw NumberFileMistake(.headerUnreadable("`fortran_order` is missing"), at: place)
    }
    guard case .extents(let extents)? = values["shape"] else {
      throw NumberFileMistake(.headerUnreadable("`shape` is missing or no tuple"), at: place)
    }
    guard let type = NPYType(descriptor) else {
      throw NumberFileMistake(.typeUnknown("'\(descriptor)'"), at: place)
    }
    self.type = type
    self.isColumnMajor = isColumnMajor
    self.extents = extents
  }
}

/// The type of the entries, such as `<f8`, `>i4` or `|b1`.
struct NPYType {
  enum Kind: Character {
    case float = "f"
    case signed = "i"
    case unsigned = "u"
    case boolean = "b"
  }

  let kind: Kind
  /// Bytes an entry.
  let size: Int
  let isBigEndian: Bool

  init?(_ text: String) {
    let parts = Array(text)
    guard parts.count == 3, "<>|=".contains(parts[0]), let kind = Kind(rawValue: parts[1]),
      let size = parts[2].wholeNumberValue
    else { return nil }
    let sizes: [Int] =
      switch kind {
      case .float: [4, 8]
      case .signed, .unsigned: [1, 2, 4, 8]
      case .boolean: [1]
      }
    guard sizes.contains(size), parts[0] != "|" || size == 1 else { return nil }
    self.kind = kind
    self.size = size
    self.isBigEndian = parts[0] == ">"
  }

  /// The entry of a number, as a double.
  func value(in data: ArraySlice<UInt8>, at index: Int) -> Double {
    let start = data.startIndex + index * size
    var bits: UInt64 = 0
    for place in 0..<size {
      bits = bits << 8 | UInt64(data[isBigEndian ? start + place : start + size - 1 - place])
    }
    switch kind {
    case .float:
      return size == 8
        ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .signed:
      let shift = 64 - 8 * size
      return Double(Int64(bitPattern: bits << shift) >> shift)
    case .unsigned: return Double(bits)
    case .boolean: return bits == 0 ? 0 : 1
    }
  }
}

/// Reads the few forms of Python that NumPy writes into a header.
private struct DictionaryReader {
  enum Value {
    case text(String)
    case truth(Bool)
    case extents([Int])
  }

  let bytes: [UInt8]
  var position: Int
  let end: Int

  func mistake(_ reason: String) -> NumberFileMistake {
    NumberFileMistake(.headerUnreadable(reason), at: .byte(position))
  }

  /// Passes blanks and then this character, if it is the next.
  mutating func passes(_ character: Unicode.Scalar) -> Bool {
    while position < end, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(NumberFileMistake) {
    if !passes(character) { throw mistake("expected `\(character)`") }
  }

  mutating func value() throws(NumberFileMistake) -> Value {
    if passes("'") { return .text(try text(until: "'")) }
    if passes("\"") { return .text(try text(until: "\"")) }
    if passes("(") { return .extents(try extents()) }
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position..<end].starts(with: word.utf8) {
      position += word.utf8.count
      return .truth(value)
    }
    throw mistake("expected a string, a tuple, True or False")
  }

  private mutating func text(until quote: Unicode.Scalar) throws(NumberFileMistake) -> String {
    let start = position
    while position < end, bytes[position] != UInt8(ascii: quote) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    try expect(quote)
    return text
  }

  private mutating func extents() throws(NumberFileMistake) -> [Int] {
    var extents: [Int] = []
    while !passes(")") {
      extents.append(try wholeNumber())
      _ = passes("L")  // Python 2 wrote long numbers so.
      if !passes(",") {
        try expect(")")
        break
      }
    }
    return extents
  }

  private mutating func wholeNumber() throws(NumberFileMistake) -> Int {
    let digits = bytes[position..<end].prefix { (0x30...0x39).contains($0) }
    guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
      throw mistake("expected an extent from 0 to \(Int.max)")
    }
    position = digits.endIndex
    return number
  }
}
