import Glibc

/// Calls that Swift cannot import because they take any number of arguments.
enum SystemCalls {
  private typealias Control =
    @convention(c) (Int32, UInt, UnsafeMutableRawPointer?) -> Int32

  /// `ioctl`.
  @discardableResult
  static func control(
    _ descriptor: Int32, _ request: UInt, _ argument: UnsafeMutableRawPointer
  ) -> Int32 {
    guard let symbol = dlsym(nil, "ioctl") else { return -1 }
    return unsafeBitCast(symbol, to: Control.self)(descriptor, request, argument)
  }
}

/// Strings as C wants them, for as long as this lives.
final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}

extension Array where Element == UInt8 {
  /// Where a sequence of bytes stands first, at `start` or later.
  public func firstRange(of wanted: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard let first = wanted.first, count - start >= wanted.count else { return nil }
    var at = start
    while at <= count - wanted.count {
      if self[at] == first, self[at..<at + wanted.count].elementsEqual(wanted) {
        return at..<at + wanted.count
      }
      at += 1
    }
    return nil
  }

  public func contains(_ text: String) -> Bool { firstRange(of: Array(text.utf8)) != nil }
}
