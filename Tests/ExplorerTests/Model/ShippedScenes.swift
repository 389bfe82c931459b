import MatrixCalculus
import SceneLibrary
import Scenes

@testable import Explorer

/// The scenes that come with the program, as the tests walk through them.
enum ShippedScenes {
  static let names = SceneLibrary.files.map(\.path).filter { $0.hasSuffix(".scene") }
    .map { String($0.dropLast(6)) }

  static func model(_ name: String, settings: Settings = Settings()) throws -> Model {
    let source = SourceText(name: name, bytes: try bytes(name + ".scene"))
    let reading = SceneReader.read(source) { path throws(SceneReader.LoadFailure) in
      guard let bytes = try? bytes(path) else { throw SceneReader.LoadFailure("not shipped") }
      return bytes
    }
    guard case .scene(let scene) = reading else { throw Missing(name: name) }
    return Model(scene: scene, name: name, settings: settings)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    guard let file = SceneLibrary.files.first(where: { $0.path == path }) else {
      throw Missing(name: path)
    }
    return file.bytes
  }

  struct Missing: Error { let name: String }
}
