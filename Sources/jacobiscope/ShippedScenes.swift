import ArgumentParser
import Explorer
import Glibc
import MatrixCalculus
import Scenes
import SceneLibrary

extension Theme: ExpressibleByArgument {}

/// The shipped scenes as the explorer lists them.
enum ShippedScenes {
  /// A name and a title each, in teaching order.
  static var entries: [Overlay.SceneEntry] {
    SceneFile.sceneNames.map { Overlay.SceneEntry(name: $0, title: title(of: $0)) }
  }

  /// The first line of the string at the head of a shipped scene.
  private static func title(of name: String) -> String {
    guard let file = SceneLibrary.files.first(where: { $0.path == name + ".scene" }) else {
      return ""
    }
    let parsed = Parser.program(SourceText(name: file.path, bytes: file.bytes))
    guard case .string(let literal)? = parsed.statements.first?.value?.kind else { return "" }
    return literal.value.split(separator: "\n").first.map(String.init) ?? ""
  }
}
