import Foundation
import TestSupport

/// The built program, run to its end without a terminal.
enum Program {
  static func run(_ arguments: String...) throws -> Command { try run(arguments) }

  static func run(_ arguments: [String]) throws -> Command {
    try Command(BuiltProduct.path(of: "jacobiscope"), arguments)
  }

  /// Runs it from a shell, as `$J`.
  static func shell(_ script: String) throws -> Command {
    let path = try BuiltProduct.path(of: "jacobiscope")
    return try Command("/bin/bash", ["-c", script], environment: ["J=\(path)"])
  }

  /// What `derive --format json` says.
  static func derive(_ arguments: String...) throws -> JSON {
    let run = try Program.run(["derive", "--format", "json"] + arguments)
    return JSON(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
  }

  /// A folder that is gone when the body is done.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("jacobiscope-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }
}

/// A value of a JSON document, read by keys.
struct JSON {
  let value: Any?

  init(_ value: Any?) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key]) }
  subscript(place: Int) -> JSON {
    guard let array = value as? [Any], array.indices.contains(place) else { return JSON(nil) }
    return JSON(array[place])
  }

  var array: [JSON] { (value as? [Any] ?? []).map { JSON($0) } }
  var text: String? { value as? String }
  var number: Double? { (value as? NSNumber)?.doubleValue }
  var isNull: Bool { value is NSNull }
  var isMissing: Bool { value == nil }
  var vector: [Double] { array.compactMap(\.number) }
  var matrix: [[Double]] { array.map(\.vector) }
}
