import Explorer
import MatrixCalculus
import Scenes
import Screen

/// A scene as it was opened: its value, or the report of its mistakes.
enum OpenedScene {
  case scene(name: String, Scene)
  case report(name: String, lines: [String])

  /// Opens a path, a shipped name or `-`; throws where there is nothing to read.
  static func open(_ argument: String, limit: Int = 1 << 26) throws(Failure) -> OpenedScene {
    let file = try SceneFile.scene(argument)
    let source = SourceText(name: file.name, bytes: file.bytes)
    let reading = SceneReader.read(source, elementLimit: limit) {
      (path) throws(SceneReader.LoadFailure) in
      switch file.load(path) {
      case .success(let bytes): return bytes
      case .failure(let refusal): throw SceneReader.LoadFailure(refusal.sentence)
      }
    }
    switch reading {
    case .scene(let scene): return .scene(name: argument, scene)
    case .mistakes(let mistakes):
      let text = DiagnosticText(
        clean: { SafeText($0).string }, width: { SafeText($0).columns })
      return .report(
        name: argument,
        lines: Array(mistakes.map { text.lines($0, in: source) }.joined(separator: [""])))
    }
  }

  /// The scene; where it has mistakes the report ends the command.
  func read() throws(Failure) -> Scene {
    switch self {
    case .scene(_, let scene): return scene
    case .report(_, let lines): throw Failure(.badScene, lines: lines.map { SafeText($0) })
    }
  }

  func model(_ settings: Settings) -> Model {
    switch self {
    case .scene(let name, let scene): Model(scene: scene, name: name, settings: settings)
    case .report(let name, let lines): Model(report: lines, name: name, settings: settings)
    }
  }

  /// What the model is told of a scene that it asked for.
  static func answer(to name: String) -> Message {
    do {
      switch try open(name) {
      case .scene(let name, let scene): return .sceneLoaded(name: name, scene: scene)
      case .report(let name, let lines): return .sceneFailed(name: name, report: lines)
      }
    } catch {
      return .sceneFailed(name: name, report: error.lines.map(\.string))
    }
  }

  /// The shipped scenes as the explorer lists them.
  static var library: [Overlay.SceneEntry] {
    SceneFile.sceneNames.map { Overlay.SceneEntry(name: $0, title: ScenesCommand.title(of: $0)) }
  }
}
