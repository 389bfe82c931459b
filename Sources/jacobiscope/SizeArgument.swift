import ArgumentParser
import Screen

/// A size on the command line: `100x30`, columns × rows, at most 1000 each.
struct SizeArgument: ExpressibleByArgument {
  let size: Size

  init(_ size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
    let numbers = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy({ $0 <= 1000 }) else {
      return nil
    }
    size = Size(columns: numbers[0], rows: numbers[1])
  }

  var defaultValueDescription: String { "\(size.columns)x\(size.rows)" }
}
