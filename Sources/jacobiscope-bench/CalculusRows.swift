import MatrixCalculus
import SceneLibrary
import Scenes

/// What the calculus takes: letters, whatever the extents are.
enum CalculusRows {
  static func series() -> [Series] {
    [
      Series(
        name: "y = X @ A parsed and derived",
        rows: [16, 128, 1024, 8192].map { n in
          Measurement(size: n) { keep(Double(MatrixProblem.derivation(n).links.count)) }
        },
        expectations: [.growth(atMost: 0.1)]),
      Series(
        name: "all tours of a scene derived",
        rows: ShippedScene.all.map { shipped in
          Measurement(shipped.name, size: nil) {
            for tour in shipped.scene.tours {
              let derivation = Derivation.deriving(
                tour.output, by: tour.variable, in: shipped.scene.program)
              keep(Double(derivation.links.count))
            }
          }
        },
        expectations: [.time(atMost: 0.020)]),
    ]
  }
}

/// A scene of the library.
struct ShippedScene {
  let name: String
  let scene: Scene
  let source: SourceText

  static var all: [ShippedScene] {
    SceneLibrary.files.compactMap { file in
      guard file.path.hasSuffix(".scene") else { return nil }
      return ShippedScene(SourceText(name: file.path, bytes: file.bytes))
    }
  }

  /// Nil where the text is no scene.
  init?(_ source: SourceText) {
    guard let scene = Self.read(source) else { return nil }
    (name, self.scene, self.source) = (source.name, scene, source)
  }

  static func read(_ source: SourceText) -> Scene? {
    let reading = SceneReader.read(source) { (path) throws(SceneReader.LoadFailure) in
      guard let data = SceneLibrary.files.first(where: { $0.path == path }) else {
        throw SceneReader.LoadFailure("no such file")
      }
      return data.bytes
    }
    guard case .scene(let scene) = reading else { return nil }
    return scene
  }
}
