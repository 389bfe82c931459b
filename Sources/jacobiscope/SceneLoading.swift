import MatrixCalculus
import Scenes
import Screen

/// From the text of a scene to the scene, or to the report of its mistakes.
extension SceneFile {
  /// What `--limit` is where nobody says it: 2²⁶ elements of all inputs together.
  static let defaultElementLimit = 1 << 26

  private var source: SourceText { SourceText(name: name, bytes: bytes) }

  /// The scene, or the lines that say what is wrong with it.
  func loaded(limit: Int = defaultElementLimit) -> Result<Scene, SceneReport> {
    let reading = SceneReader.read(source, elementLimit: limit) {
      (path) throws(SceneReader.LoadFailure) in
      switch load(path) {
      case .success(let bytes): return bytes
      case .failure(let refusal): throw SceneReader.LoadFailure(refusal.sentence)
      }
    }
    switch reading {
    case .scene(let scene): return .success(scene)
    case .mistakes(let mistakes):
      var report = MistakeReport(source)
      for mistake in mistakes { report.add(mistake) }
      return .failure(SceneReport(lines: report.lines))
    }
  }

  /// The scene; ends the command where it has mistakes.
  func scene(limit: Int = defaultElementLimit) throws(Failure) -> Scene {
    switch loaded(limit: limit) {
    case .success(let scene): return scene
    case .failure(let report): throw Failure(.badScene, lines: report.lines)
    }
  }
}

/// What is wrong with a scene, line by line.
struct SceneReport: Error {
  let lines: [SafeText]
}
