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
    return [large(size)]
      + scenes.compactMap { file in
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

  /// A scene of which nothing is ready when it opens: 2048×2048 matrices.
  ///
  /// The slices are those of the values up to the gradient; what is said of one is said by the slowest.
  private static func large(_ size: Size) -> Series {
    let name = "2048×2048 scene"
    let text = """
      X = normal((2048, 2048), seed=1)
      A = normal((2048, 2048), seed=2)
      y = X @ A
      E = sum(y**2) / 2
      show(E, wrt=A)
      """
    let file = (path: name, bytes: Array(text.utf8))
    let first = Measurement("\(name): text to first frame", size: 1) {
      guard case .scene(let scene) = read(file) else { return }
      var model = Model(scene: scene, name: name)
      _ = update(&model, .resized(size))
      keep(Double(model.frame(size).size.rows))
    }
    guard case .scene(let scene) = read(file) else { return Series(rows: [first]) }
    var model = Model(scene: scene, name: name)
    _ = update(&model, .resized(size))
    let key = Measurement("\(name): a key to its frame, at work", size: 1) {
      _ = update(&model, .key(.down))
      keep(Double(model.frame(size).size.rows))
    }
    let slices = Measurement("\(name): a slice of its work", size: 1, while: { model.isWorking }) {
      _ = update(&model, .idled)
    }
    return Series(rows: [first, key, slices])
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
