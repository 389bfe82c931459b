import Foundation
import MatrixCalculus
import Scenes
import Screen
import Testing

@testable import Explorer

/// The README's frame, key table and list of scenes are what the program shows.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
  }

  /// What stands between two marks, without the line ends beside them.
  private func part(_ name: String) throws -> String {
    let readme = try text("README.md")
    let start = try #require(readme.range(of: "<!-- \(name) -->\n"))
    let end = try #require(readme.range(of: "\n<!-- end of \(name) -->"))
    return String(readme[start.upperBound..<end.lowerBound])
  }

  @Test func theKeyTableIsPrintedFromTheTable() throws {
    let table = keyTableMarkdown().split(separator: "\n")
    #expect(try part("keys").split(separator: "\n") == table)
  }

  @Test func theTableOfCommandsIsPrintedFromTheTable() throws {
    let table = commandTableMarkdown().split(separator: "\n")
    #expect(try part("commands").split(separator: "\n") == table)
  }

  /// The help overlay and the README name the same marks with the same words.
  @Test func theTableOfMarksIsPrintedFromTheTable() throws {
    let table = markTableMarkdown().split(separator: "\n")
    let printed = try part("marks").split(separator: "\n")
    #expect(printed == table)
    let source = SourceText(name: "a", text: "X = [[1]]\ny = exp(X)")
    guard
      case .scene(let scene) = SceneReader.read(
        source, load: { (_) throws(SceneReader.LoadFailure) in [] })
    else {
      Issue.record("a small scene is read")
      return
    }
    var model = Model(scene: scene, name: "a")
    _ = update(&model, .key(.character("?")))
    let lines = model.frame(Size(columns: 120, rows: 200)).lines()
    for row in printed.dropFirst(2) {
      let parts = row.replacing("\\|", with: "¦").split(separator: "|")
        .map { $0.trimmingCharacters(in: .whitespaces).replacing("¦", with: "|") }
      let mark = parts[0].replacing("`", with: "")
      #expect(
        lines.contains { $0.contains("  \(mark)  ") && $0.contains(parts[1]) }, "\(mark)")
    }
  }

  @Test func theScenesAreThoseThatShip() throws {
    let rows = try ShippedScenes.names.map { name in
      "| `\(name)` | \(try #require(ShippedScenes.model(name).lesson).scene.title) |"
    }
    let table = try part("scenes").split(separator: "\n").map(String.init)
    #expect(table == ["| scene | its lesson |", "|---|---|"] + rows)
  }

  @Test func theFrameIsTheThirdStepOfTheDefaultScene() throws {
    let source = SourceText(name: "matmul", text: try text("scenes/matmul.scene"))
    let reading = SceneReader.read(source) { (_) throws(SceneReader.LoadFailure) in [] }
    guard case .scene(let scene) = reading else {
      Issue.record("the default scene has mistakes")
      return
    }
    var model = Model(scene: scene, name: "matmul")
    let size = Size(columns: 100, rows: 30)
    for message in [
      Message.resized(size), .key(.character("3")), .key(.enter),
    ] { _ = update(&model, message) }
    let frame = model.frame(size).lines()
    let shown = try part("frame").split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().dropLast()
    #expect(Array(shown.map(String.init)) == frame)
  }
}
