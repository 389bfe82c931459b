import ArgumentParser
import Screen

/// Numbers on the command line: what is read, and the range that is said where a number is outside it.
///
/// Their options are parsed unconditionally, so that `--seed -1` is a seed that is refused and not an
/// option without a value.
enum NumberArguments {
  static func seed(_ text: String) throws -> Int {
    try whole(text, in: 0...Int.max, what: "a seed is a whole number from 0 to 9223372036854775807")
  }

  /// Elements of all inputs together.
  static func elements(_ text: String) throws -> Int {
    try whole(
      text, in: 1...1 << 62, what: "a limit is a whole number of elements, from 1 to 2⁶²")
  }

  /// The number of a step; how many there are, only the scene knows.
  static func step(_ text: String) throws -> Int {
    try whole(text, in: 0...Int.max, what: "a step is a whole number from 0, the overview")
  }

  static func seconds(_ text: String) throws -> Double {
    guard let seconds = plain(text), seconds <= 3600 else {
      throw ValidationError("a time is from 0 to 3600 seconds, such as 2.5")
    }
    return seconds
  }

  /// Digits with a point or an exponent: no sign, no hexadecimals, no nan.
  static func plain(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e")
    }
    guard isPlain, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func whole(_ text: String, in range: ClosedRange<Int>, what: String) throws -> Int
  {
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isPlain, let number = Int(text), range.contains(number) else {
      throw ValidationError(what)
    }
    return number
  }
}
