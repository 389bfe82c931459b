import Glibc
import Screen

/// Where everything is said that is no result; takes safe text only.
enum StandardError {
  /// Writes one line, with the program's name before it.
  static func say(_ text: SafeText) {
    var rest = Array(("jacobiscope: " + text.string + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
