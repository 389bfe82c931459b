import Foundation
import Testing

/// The import lines of every room, held against the table in `Sources/README.md`.
///
/// A module that is only transitively reachable can be imported without a word from the compiler, so
/// the arrows are read off the lines themselves.
struct ImportTests {
  /// What each room may import of ours.
  static let arrows: [String: Set<String>] = [
    "TensorCore": ["CKernels"],
    "MatrixCalculus": ["TensorCore"],
    "Scenes": ["MatrixCalculus", "TensorCore"],
    "Screen": [],
    "Explorer": ["Scenes", "MatrixCalculus", "TensorCore", "Screen"],
    "Export": ["Screen"],
    "Terminal": ["Screen", "CNcurses"],
    "jacobiscope": [
      "TensorCore", "MatrixCalculus", "Scenes", "Screen", "Explorer", "Export", "Terminal",
      "SceneLibrary",
    ],
    "jacobiscope-bench": [
      "TensorCore", "MatrixCalculus", "Scenes", "Screen", "Explorer", "Export", "SceneLibrary",
    ],
  ]

  /// What a room may import that is not ours.
  static let foreign: [String: Set<String>] = [
    "TensorCore": ["Glibc", "Musl", "Darwin"],
    "Terminal": ["Glibc"],
    "jacobiscope": ["ArgumentParser", "Glibc"],
    "jacobiscope-bench": ["Glibc", "Musl", "Darwin"],
  ]

  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: arrows.keys.sorted()) func importsFollowTheArrows(room: String) throws {
    let folder = Self.root.appendingPathComponent("Sources").appendingPathComponent(room)
    let allowed = (Self.arrows[room] ?? []).union(Self.foreign[room] ?? [])
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var count = 0
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      count += 1
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1,
          !line.hasPrefix("//")
        else { continue }
        let module = String(words[place + 1])
        #expect(allowed.contains(module), "\(file.lastPathComponent) imports \(module)")
      }
    }
    #expect(count > 0, "\(room) has no file")
  }

  @Test func theTableInTheMapIsThisTable() throws {
    let map = Self.root.appendingPathComponent("Sources/README.md")
    let text = try String(contentsOf: map, encoding: .utf8)
    for (room, imports) in Self.arrows {
      let row = text.split(separator: "\n").first { $0.hasPrefix("| `\(room)` |") }
      let cells = try #require(row, "\(room) has no row").split(separator: "|")
      let named = cells[1].split(separator: "`").enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      #expect(Set(named) == imports, "the row of \(room)")
    }
  }

  @Test func theTopHoldsNothingElse() throws {
    let visible = try FileManager.default.contentsOfDirectory(atPath: Self.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(Set(visible) == ["Package.swift", "README.md", "Sources", "Tests", "scenes"])
  }
}
