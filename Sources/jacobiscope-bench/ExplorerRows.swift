import Explorer
import Export
import MatrixCalculus
import SceneLibrary
import Scenes
import Screen

/// What a reader waits for: a scene opened, a key answered.
enum ExplorerRows {
  static func series() -> [Series] {
    let files = SceneLibrary.files
    let scenes = files.filter { $0.path.hasSuffix(".scene") }
    let size = Size(columns: 200, rows: 50)
    return scenes.compactMap { file in
      guard case .scene(let scene) = read(file) else { return nil }
      var model = Model(scene: scene, name: file.path)
      _ = update(&model, .resized(size))
      let key = Measurement("\(file.path): a key to its frame", size: 1) {
        _ = update(&model, .key(.down))
        keep(Double(model.frame(size).size.rows))
      }
      let first = Measurement("\(file.path): text to first frame", size: 1) {
        guard case .scene(let scene) = read(file) else { return }
        var model = Model(scene: scene, name: file.path)
        _ = update(&model, .resized(size))
        keep(Double(model.frame(size).size.rows))
      }
      return Series(rows: [first, key])
    }
  }

  private static func read(_ file: (path: String, bytes: [UInt8])) -> SceneReading {
    SceneReader.read(SourceText(name: file.path, bytes: file.bytes)) {
      (path) throws(SceneReader.LoadFailure) in
      guard let data = SceneLibrary.files.first(where: { $0.path == path }) else {
        throw SceneReader.LoadFailure("no such file")
      }
      return data.bytes
    }
  }
}
