import ArgumentParser
import Screen

/// A size on the command line: `100x30`, columns × rows, from 1 to 1000 each.
///
/// A frame without a cell can be drawn, but nothing of it printed: asked for, it is a mistake.
struct SizeArgument: Equatable, CustomStringConvertible {
  let size: Size

  init(_ size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy({ (1...1000).contains($0) })
    else {
      return nil
    }
    size = Size(columns: numbers[0], rows: numbers[1])
  }

  static func reading(_ text: String) throws -> SizeArgument {
    guard let size = SizeArgument(argument: text) else {
      throw ValidationError("\(range), such as 100x30")
    }
    return size
  }

  static let range = "a size is columns × rows, each from 1 to 1000"

  var description: String { "\(size.columns)x\(size.rows)" }
}
