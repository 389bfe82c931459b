import MatrixCalculus
import Scenes
import TensorCore
import Testing

/// Reads a scene whose folder holds these files.
func readScene(
  _ text: String, files: [String: [UInt8]] = [:], elementLimit: Int = elementLimit
) -> SceneReading {
  SceneReader.read(SourceText(name: "a.scene", text: text), elementLimit: elementLimit) {
    (path) throws(SceneReader.LoadFailure) in
    guard let bytes = files[path] else { throw SceneReader.LoadFailure("there is no such file") }
    return bytes
  }
}

struct SceneReaderTests {
  private func scene(_ text: String, files: [String: [UInt8]] = [:]) throws -> Scene {
    let reading = readScene(text, files: files)
    guard case .scene(let scene) = reading else {
      Issue.record("\(reading)")
      throw SceneReader.LoadFailure("the scene has mistakes")
    }
    return scene
  }

  private func input(_ name: String, _ text: String, files: [String: [UInt8]] = [:]) throws
    -> Tensor
  {
    let scene = try scene(text + "\nzz = sum(\(name))", files: files)
    return try #require(scene.inputs.first { $0.key.name == name }?.value.tensor)
  }

  /// The example of the page on scenes.
  @Test func readsTheExample() throws {
    let scene = try scene(
      """
      \"""Matrix product: where does dE/dA come from?

      The 4-D Jacobian of a matrix product is mostly zeros. Watch what is left.\"""

      X = [[ 1, 2, -1, 0],
           [ 0, 1,  3, 2],
           [-2, 1,  0, 1]]
      A = [[1, 0], [2, -1], [0, 3], [1, 1]]
      T = [[4, -3], [4, 9], [3, 0]]

      y = X @ A
      E = sum((y - T)**2) / 2

      show(E, wrt=A)

      step("forward", "Each y_ij reads row i of X and column j of A.",
           notes="Ask: which entries of A does y_12 never read?")
      step("jacobian", "All derivatives at once: one block for each y_ij.", select=(1, 2, 2, 2))
      step("sparsity", "Only j = l survives.", predict=True)
      step("closed form", "One product instead of a 4-D tensor.")
      """)
    #expect(scene.title == "Matrix product: where does dE/dA come from?")
    #expect(
      scene.description
        == "The 4-D Jacobian of a matrix product is mostly zeros. Watch what is left.")
    #expect(scene.program.inputs.map(\.name) == ["X", "A", "T"])
    #expect(scene.program.statements.map(\.variable.name) == ["y", "E"])
    #expect(scene.tours.map { "\($0.output.name) \($0.variable.name)" } == ["E A"])
    let remarks = scene.tours[0].remarks
    #expect(
      remarks.map(\.place) == [
        .named(.forward, occurrence: 1, link: nil), .named(.jacobian, occurrence: 1, link: nil),
        .named(.sparsity, occurrence: 1, link: nil), .named(.closedForm, occurrence: 1, link: nil),
      ])
    #expect(remarks[0].notes == "Ask: which entries of A does y_12 never read?")
    #expect(remarks[1].selection == [0, 1, 1, 1])
    #expect(remarks.map(\.asksForPrediction) == [false, false, true, false])
  }

  @Test func aSceneWithoutShowDerivesTheLastScalarByEachInput() throws {
    let scene = try scene("X = [[1, 2]]; b = [3, 4]\ny = X + b\nE = sum(y)\nz = exp(y)")
    #expect(scene.tours.map { "\($0.output.name) \($0.variable.name)" } == ["E X", "E b"])
    #expect(scene.title == "" && scene.options == SceneOptions())
  }

  @Test func givesNumbersToInputs() throws {
    #expect(try input("X", "X = 3").shape == .scalar)
    #expect(try input("X", "X = -2.5e1").elements == [-25])
    #expect(try input("X", "X = [1, -2, +3]").elements == [1, -2, 3])
    #expect(try input("X", "X = zeros((2, 3))") == Tensor(repeating: 0, shape: Shape([2, 3])))
    #expect(try input("X", "X = ones(3)") == Tensor(repeating: 1, shape: Shape([3])))
    #expect(try input("X", "X = eye(2)").elements == [1, 0, 0, 1])
    #expect(try input("X", "X = arange(4)").elements == [0, 1, 2, 3])
    #expect(try input("X", "X = arange(1, 2, 0.25)").elements == [1, 1.25, 1.5, 1.75])
    #expect(try input("X", "X = arange(3, 0, -2)").elements == [3, 1])
    #expect(try input("X", "X = linspace(0, 1, 5)").elements == [0, 0.25, 0.5, 0.75, 1])
    #expect(try input("X", "X = linspace(0.1, 0.7, 4)").elements.last == 0.7)
  }

  @Test func randomInputsAreThoseOfTheirSeeds() throws {
    let numbers = RandomNumbers(seed: 7)
    let normal = try input("X", "X = normal((4, 2), seed=7)")
    #expect(normal == Tensor.normal(Shape([4, 2]), numbers))
    let whole = try input("X", "X = integers((50, 4), low=-3, high=3, seed=7)")
    #expect(Set(whole.elements) == [-3, -2, -1, 0, 1, 2])
    let uniform = try input("X", "X = uniform((4, 2), low=2, high=5, seed=7)")
    #expect(uniform.elements == (0..<8).map { numbers.uniform(at: $0, low: 2, high: 5) })
  }

  @Test func loadsNumbers() throws {
    let csv = Array("a,b,kind\n1,2,x\n3,4,y\n5,6,x\n7,8,z\n".utf8)
    let npy = NPYFile.bytes(Tensor(shape: Shape([2]), elements: [1, .nan]))
    let files = ["data/t.csv": csv, "v.npy": npy]
    func load(_ arguments: String) throws -> Tensor {
      try input("X", "X = load(\(arguments))", files: files)
    }
    #expect(try load("\"v.npy\"").elements[0] == 1)
    let columns = try load("\"data/t.csv\", columns=[1, \"a\"], rows=range(0, 4, 3)")
    #expect(columns == Tensor(shape: Shape([2, 2]), elements: [2, 1, 8, 7]))
    #expect(try load("'data/t.csv', columns='b'").elements == [2, 4, 6, 8])
    #expect(try load("'data/t.csv', columns=0, rows=range(2, -1, -1)").elements == [5, 3, 1])
    let labels = try load("'data/t.csv', columns=['kind'], rows=range(2), onehot=True")
    #expect(labels == Tensor(shape: Shape([2, 3]), elements: [1, 0, 0, 0, 1, 0]))
  }

  @Test func readsAxesOptionsClaimsAndTheRestOfTheNetwork() throws {
    let scene = try scene(
      """
      X = [[1, 2], [3, 4]]; A = [[1], [2]]
      axes(X, "batch", "feature")
      y = X @ A
      E = rest(y, gradient=[[1], [-1]])
      show(y, wrt=A)
      show(E, wrt=A)
      claim(E, wrt=A, "X @ dE_dy")
      claim(y, wrt=A, entry="X[i,l] if j == l else 0")
      step("y: sparsity", "text", view="slice", layout="vec-column", speed=2, hold=5,
           focus="dy/dA", select=(0, 0, 1, 0))
      step(1, "first")
      options(base=0, theme="light", digits=2, size=(100, 30), autoplay=True)
      """.replacing("y: sparsity", with: "sparsity"))
    #expect(scene.axisNames.values.first == ["batch", "feature"])
    #expect(scene.tours.map(\.claims.count) == [1, 1])
    #expect(
      scene.options
        == SceneOptions(
          base: 0, theme: "light", digits: 2, columns: 100, rows: 30, autoplay: true))
    let remark = scene.tours[1].remarks[0]
    #expect(remark.selection == [0, 0, 1, 0] && remark.focus == "dy/dA")
    #expect(remark.view == "slice" && remark.layout == "vec-column")
    #expect(remark.speed == 2 && remark.hold == 5)
    #expect(scene.tours[1].remarks[1].place == .numbered(1))
  }
}
