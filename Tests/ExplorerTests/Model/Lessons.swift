import Export
import MatrixCalculus
import Scenes
import Screen
import TensorCore

@testable import Explorer

/// Scenes that the tests walk through, in the formula language.
enum Lessons {
  /// The numbers of the design's example frame.
  static let matmul = """
    \"\"\"Matrix product: where does dE/dA come from?\"\"\"
    X = [[1, 2, -1, 0], [0, 1, 3, 2], [-2, 1, 0, 1]]
    A = [[1, 0], [2, -1], [0, 3], [1, 1]]
    T = [[4, -3], [4, 9], [3, 0]]
    y = X @ A
    E = sum((y - T)**2) / 2
    show(E, wrt=A)
    step("jacobian", "All derivatives at once: one block for each y_ij.", select=(1, 2, 2, 2))
    step("sparsity", "Only j = l survives.")
    """

  static let byX = String(matmul.split(separator: "show")[0]) + "show(E, wrt=X)\n"

  static let vector = """
    A = [[1, 2], [3, 4], [5, 6]]
    x = [2, -1]
    y = A @ x
    show(y, wrt=A)
    show(y, wrt=x)
    """

  static let relu = """
    X = [[1, 2, -1, 0], [0, 1, 3, 2], [-2, 1, 0, 1]]
    A = [[1, 0], [2, -1], [0, 3], [1, 1]]
    b = [0.5, -1]
    T = [[4, -3], [4, 9], [3, 0]]
    y = relu(X @ A + b)
    E = sum((y - T)**2) / 2
    show(E, wrt=A)
    show(E, wrt=b)
    """

  static let gram = """
    R = [[1, 2], [0, -1], [3, 1]]
    K = R.T @ R
    E = sum(K**2) / 2
    show(E, wrt=R)
    """

  static let layers = """
    X = [[1, 2], [0, -1], [3, 1]]
    W = [[0.5, -1, 2], [1, 0, -0.5]]
    V = [[1], [2], [-1]]
    h = tanh(X @ W)
    y = h @ V
    E = sum(y**2) / 2
    show(E, wrt=W)
    """

  static let rest = """
    X = [[1, 2], [3, 4]]
    A = [[1, 0], [0, 1]]
    y = X @ A
    E = rest(y, gradient=[[1, -2], [0, 3]])
    show(E, wrt=A)
    """

  static let hessian = """
    A = [[1, 0], [2, -1], [0, 3]]
    b = [1, 2, 0]
    x = [1, -1]
    y = A @ x
    E = sum((y - b)**2)
    show(E, wrt=x, order=2)
    step("jacobian", "Four second derivatives.", focus="d2E/dx2", select=(1, 2))
    """

  static let all = [
    ("matmul", matmul), ("byX", byX), ("vector", vector), ("relu", relu), ("gram", gram),
    ("layers", layers), ("rest", rest), ("hessian", hessian),
  ]

  static func scene(_ text: String) throws -> Scene {
    let reading = SceneReader.read(SourceText(name: "test.scene", text: text)) {
      _ throws(SceneReader.LoadFailure) in throw SceneReader.LoadFailure("no files here")
    }
    guard case .scene(let scene) = reading else { throw Unreadable(text: text) }
    return scene
  }

  struct Unreadable: Error { let text: String }

  static func model(_ text: String, settings: Settings = Settings()) throws -> Model {
    Model(scene: try scene(text), name: "test", settings: settings)
  }
}

extension Model {
  /// The model after some keys, by their names.
  func pressing(_ names: String) throws -> Model {
    var model = self
    for name in names.split(separator: " ") {
      guard let key = Key(name: String(name)) else { throw UnknownKey(name: String(name)) }
      _ = update(&model, .key(key))
    }
    return model
  }

  struct UnknownKey: Error { let name: String }

  /// The frame as text, as it is shown.
  func text(_ columns: Int, _ rows: Int) -> String {
    frame(Size(columns: columns, rows: rows)).text()
  }
}
