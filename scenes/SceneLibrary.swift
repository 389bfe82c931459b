/// The scenes and data that ship with the program, embedded in it so that it runs from anywhere.
package enum SceneLibrary {
  /// The text of every shipped file by its path below `scenes/`, in teaching order.
  package static let files: [(path: String, bytes: [UInt8])] = [
    ("matmul.scene", PackageResources.matmul_scene)
  ]
}
