import Glibc
import Screen

/// Where everything is said that is no result; takes safe text only.
enum StandardError {
  /// Writes one line, with the program's name before it.
  static func say(_ text: SafeText) { print([SafeText("jacobiscope: ") + text]) }

  /// Writes lines as they are.
  static func print(_ lines: [SafeText]) {
    var output = Output(descriptor: Output.standardError)
    for line in lines { output.line(line) }
    _ = output.finish()
  }
}
