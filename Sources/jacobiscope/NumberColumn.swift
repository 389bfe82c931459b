import Glibc

/// How the numbers of one tensor are printed: all with the same decimals.
///
/// Whole numbers have no point. Others have the fewest decimals, six at most, that tell them from
/// their neighbours; very large and very small ones an exponent.
struct NumberColumn {
  private enum Form {
    case whole
    case decimals(Int)
    case exponent
  }

  private let form: Form

  init(_ values: some Sequence<Double>) {
    var largest = 0.0
    var smallest = Double.infinity
    var isWhole = true
    var decimals = 0
    for value in values where value.isFinite && value != 0 {
      largest = max(largest, value.magnitude)
      smallest = min(smallest, value.magnitude)
      isWhole = isWhole && value.rounded() == value
      while decimals < 6, !Self.isExact(value, decimals) { decimals += 1 }
    }
    if isWhole, largest < 1e15 {
      form = .whole
    } else if largest >= 1e8 || (smallest < 1e-4 && largest / smallest > 1e6) || largest < 1e-3 {
      form = .exponent
    } else {
      form = .decimals(decimals)
    }
  }

  func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "+inf" }
    if value == 0, case .exponent = form { return "0" }
    switch form {
    case .whole: return Self.printed("%.0f", value == 0 ? 0 : value)
    case .decimals(let count):
      let text = Self.printed("%.\(count)f", value)
      // No zero has a sign, nor what is rounded to one.
      return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
        ? String(text.dropFirst()) : text
    case .exponent: return Self.printed("%.6e", value)
    }
  }

  private static let powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]

  private static func isExact(_ value: Double, _ decimals: Int) -> Bool {
    let scaled = value * Self.powers[decimals]
    return (scaled - scaled.rounded()).magnitude <= 1e-9 * max(1, scaled.magnitude)
  }

  /// A number in all its digits.
  static func exact(_ value: Double) -> String { value.isNaN ? "nan" : value.description }

  /// An error in two digits.
  static func rough(_ value: Double) -> String { value == 0 ? "0" : printed("%.1e", value) }

  /// The C library's formatting; our locale for numbers is always C.
  static func printed(_ format: String, _ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 352)
    let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(
      decoding: buffer.prefix(max(0, Int(count))).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
