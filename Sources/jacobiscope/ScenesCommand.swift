import ArgumentParser
import MatrixCalculus
import SceneLibrary
import Screen

/// Lists the scenes that ship with the program.
struct ScenesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenes",
    abstract: "List the scenes that ship with the program.",
    discussion: "In teaching order, a name and a title a line. Example: jacobiscope scenes")

  func run() throws {
    let scenes = SceneFile.sceneNames.map { name in
      (name: SafeText(name), title: SafeText(Self.title(of: name)))
    }
    let width = scenes.map(\.name.columns).max() ?? 0
    try Destination.standardOutput.write { output in
      for scene in scenes { output.line(scene.name.padded(to: width + 2) + scene.title) }
    }
  }

  /// The first line of the string at the head of a shipped scene.
  static func title(of name: String) -> String {
    guard let file = SceneLibrary.files.first(where: { $0.path == name + ".scene" }) else {
      return ""
    }
    let parsed = Parser.program(SourceText(name: file.path, bytes: file.bytes))
    guard case .string(let literal)? = parsed.statements.first?.value?.kind else { return "" }
    return literal.value.split(separator: "\n").first.map(String.init) ?? ""
  }
}
