import TensorCore

/// Reads a printed formula with the rules of linear algebra alone and computes it.
///
/// From loose to tight: + −, then ⊙ or /, ·, marks. What a careful reader would stop at is a mistake:
/// a / b·c, a ⊙ b / c, the square of a square matrix, a product of unknown length. `1` beside `·` or with a mark
/// is the column of ones, elsewhere the number.
struct PlainReader {
  private let characters: [Character]
  private var place = 0
  private let names: [(name: [Character], value: PlainValue)]

  static func value(of text: String, _ names: [String: PlainValue]) throws -> PlainValue {
    var reader = PlainReader(text, names)
    let value = try reader.sum()
    guard reader.place == reader.characters.count else { throw reader.unread() }
    return value
  }

  private init(_ text: String, _ names: [String: PlainValue]) {
    characters = Array(text)
    self.names = names.map { (Array($0.key), $0.value) }
      .sorted { $0.name.count > $1.name.count }
  }

  private mutating func sum() throws -> PlainValue {
    var value = try take("−") ? entrywise().mapped { -$0 } : entrywise()
    while true {
      if take(" + ") {
        value = try value.combined(entrywise(), +)
      } else if take(" − ") {
        value = try value.combined(entrywise(), -)
      } else {
        return value
      }
    }
  }

  /// A product entry by entry, or a quotient.
  private mutating func entrywise() throws -> PlainValue {
    var value = try product()
    guard take(" / ") else {
      while take(" ⊙ ") { value = try value.combined(product(), *) }
      if ahead(" / ") { throw PlainValue.Mistake.wrong("a ⊙ b / c") }
      return value
    }
    let divisor = try marked().value
    if ahead("·") || ahead(" / ") || ahead(" ⊙ ") { throw PlainValue.Mistake.wrong("a / b·c") }
    return divisor.isNumber
      ? value.mapped { $0 / divisor.entries[0] } : try value.combined(divisor, /)
  }

  private mutating func product() throws -> PlainValue {
    var (value, isOne) = try marked()
    guard ahead("·") else { return value }
    if isOne { value = .ones }
    while take("·") {
      let factor = try marked()
      value = try value.times(factor.isOne ? .ones : factor.value)
    }
    return value
  }

  /// An operand with its marks, and whether it is a bare 1.
  private mutating func marked() throws -> (value: PlainValue, isOne: Bool) {
    let isOne = ahead("1")
    let start = place
    var value = try operand()
    let isBare = isOne && place == start + 1
    if isBare, ahead("ᵀ") { value = .ones }
    var isMarked = false
    while let next = characters[place...].first, "ᵀ⁻⁰¹²³⁴⁵⁶⁷⁸⁹^[".contains(next) {
      isMarked = true
      value = try mark(value)
    }
    return (value, isBare && !isMarked)
  }

  private mutating func mark(_ value: PlainValue) throws -> PlainValue {
    if take("ᵀ") { return value.transposed }
    if take("⁻ᵀ") { return try value.eliminated().inverse.transposed }
    if take("[") { return try slice(value) }
    if take("^∘") {
      let exponent = try operand()
      return try value.combined(exponent, ScalarFunction.power)
    }
    var exponent = 0.0
    if take("^") {
      let power = try operand()
      guard power.isNumber else { return try value.combined(power, ScalarFunction.power) }
      exponent = power.entries[0]
    } else {
      let sign = take("⁻") ? -1.0 : 1
      let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
      while let digit = characters[place...].first.flatMap(digits.firstIndex(of:)) {
        exponent = exponent * 10 + Double(digit)
        place += 1
      }
      exponent *= sign
    }
    guard value.isSquare else { return value.mapped { ScalarFunction.power($0, exponent) } }
    guard exponent == -1 else { throw PlainValue.Mistake.wrong("a power of a square matrix") }
    return value.isIdentity ? value.mapped { 1 / $0 } : try value.eliminated().inverse
  }

  private mutating func operand() throws -> PlainValue {
    if take("(") {
      let value = try sum()
      guard take(")") else { throw unread() }
      return value
    }
    if take("[") { return try condition() }
    if let number = try number() { return number }
    if let (name, value) = names.first(where: { isWord($0.name) }) {
      place += name.count
      return value
    }
    let word = String(characters[place...].prefix { $0.isLetter || "_'".contains($0) })
    place += word.count
    if take("(") { return try call(word) }
    guard word == "I" else { throw unread() }
    return .identity
  }

  private mutating func number() throws -> PlainValue? {
    let digits = characters[place...].prefix { $0.isNumber && $0.isASCII || $0 == "." }
    guard var value = Double(String(digits)) else { return nil }
    place += digits.count
    for sign in [-1.0, 1] where take(sign < 0 ? "e-" : "e+") {
      guard let exponent = try number() else { throw unread() }
      value *= ScalarFunction.power(10, sign * exponent.entries[0])
    }
    if take("/") {
      guard let below = try number() else { throw unread() }
      value /= below.entries[0]
    }
    return .number(value)
  }

  /// [a > b]: 1 where it is true; [a, b]: a column, [[a, b], [c, d]]: a matrix.
  private mutating func condition() throws -> PlainValue {
    let left = try sum()
    if ahead(", ") {
      var parts = [left]
      while take(", ") { parts.append(try sum()) }
      guard take("]") else { throw unread() }
      if parts.allSatisfy(\.isNumber) {
        return PlainValue(rows: parts.count, columns: 1, entries: parts.map { $0.entries[0] })
      }
      guard parts.allSatisfy({ $0.isColumn && $0.rows == left.rows && $0.rows != nil }) else {
        throw PlainValue.Mistake.wrong("rows of different lengths")
      }
      return PlainValue(rows: parts.count, columns: left.rows, entries: parts.flatMap(\.entries))
    }
    let relations: [(String, @Sendable (Double, Double) -> Bool)] = [
      (" > ", { $0 > $1 }), (" < ", { $0 < $1 }), (" = ", { $0 == $1 }), (" ≥ ", { $0 >= $1 }),
      (" ≤ ", { $0 <= $1 }), (" ≠ ", { $0 != $1 }),
    ]
    for (sign, holds) in relations where take(sign) {
      let right = try sum()
      guard take("]") else { throw unread() }
      return try left.combined(right) { holds($0, $1) ? 1 : 0 }
    }
    throw unread()
  }

  private mutating func call(_ name: String) throws -> PlainValue {
    var arguments = [try sum()]
    var axis: Int?
    while take(", ") {
      if name == "reshape" {
        guard let rows = try number() else { throw unread() }
        let columns = take("×") ? try number() : .number(1)
        guard let columns else { throw unread() }
        return try reshaped(arguments[0], Int(rows.entries[0]), Int(columns.entries[0]))
      }
      if take("axis=") {
        axis = try number().map { Int($0.entries[0]) }
      } else {
        arguments.append(try sum())
      }
    }
    guard take(")") else { throw unread() }
    guard let value = try PlainFunctions.value(name, arguments, axis) else { throw unread() }
    return value
  }

  /// NumPy's word: row by row.
  private mutating func reshaped(
    _ value: PlainValue, _ rows: Int, _ columns: Int
  ) throws -> PlainValue {
    guard take(")"), value.entries.count == rows * columns else { throw unread() }
    return PlainValue(rows: rows, columns: columns, entries: value.entries)
  }

  /// Places from 0, `:` a whole axis, one axis for a column.
  private mutating func slice(_ base: PlainValue) throws -> PlainValue {
    guard let rows = base.rows, let columns = base.columns else { throw unread() }
    var ranges: [Range<Int>] = []
    repeat {
      let extent = ranges.isEmpty ? rows : columns
      let first = try number().map { Int($0.entries[0]) }
      guard take(":") else {
        guard let first else { throw unread() }
        ranges.append(first..<first + 1)
        continue
      }
      ranges.append((first ?? 0)..<(try number().map { Int($0.entries[0]) } ?? extent))
    } while take(", ")
    guard take("]"), let across = ranges.count == 2 ? ranges[1] : base.isColumn ? 0..<1 : nil else {
      throw unread()
    }
    return PlainValue(rows: ranges[0].count, columns: across.count) {
      base[ranges[0].lowerBound + $0, across.lowerBound + $1]
    }
  }

  private func isWord(_ name: [Character]) -> Bool {
    guard characters[place...].starts(with: name) else { return false }
    guard let next = characters[(place + name.count)...].first else { return true }
    return !(next.isLetter && next != "ᵀ" || next.isASCII && next.isNumber || "_'(".contains(next))
  }

  private func ahead(_ text: String) -> Bool { characters[place...].starts(with: text) }

  private mutating func take(_ text: String) -> Bool {
    guard ahead(text) else { return false }
    place += text.count
    return true
  }

  private func unread() -> PlainValue.Mistake { .unread(String(characters[place...])) }
}
