import MatrixCalculus
import Scenes
import TensorCore
import Testing

struct SceneReaderTests {
  private func read(_ text: String) -> SceneReading {
    SceneReader.read(SourceText(name: "test.scene", text: text)) {
      (path) throws(SceneReader.LoadFailure) in
      guard path == "three.csv" else { throw SceneReader.LoadFailure("there is no such file") }
      return Array("a,b,kind\n1,2,x\n3,4,y\n5,6,x\n".utf8)
    }
  }

  private func scene(_ text: String) throws -> Scene {
    let reading = read(text)
    guard case .scene(let scene) = reading else {
      Issue.record("the scene has mistakes: \(reading)")
      throw SceneReader.LoadFailure("no scene")
    }
    return scene
  }

  /// The sentences of the report, with line and column.
  private func report(_ text: String) -> [String] {
    guard case .mistakes(let mistakes) = read(text) else { return [] }
    let source = SourceText(name: "test.scene", text: text)
    return mistakes.map {
      let place = source.location(of: $0.range.start)
      return "\(place.line):\(place.column): \($0.mistake.sentence)"
    }
  }

  @Test func readsTitleNumbersFormulasAndTour() throws {
    let scene = try scene(
      """
      \"\"\"A title

      And a description.\"\"\"
      X = [[1, -2], [3, 4.5]]
      A = load("three.csv", columns=["a", "b"], rows=range(0, 3, 2))
      k = load("three.csv", columns="kind", onehot=True)
      y = X @ A
      E = sum(y**2)
      show(E, wrt=A)
      step("forward", "Look.", notes="Ask.")
      step("product", "Rows.", select=(1, 2, 2, 2))
      """)
    #expect(scene.title == "A title")
    #expect(scene.description == "And a description.")
    #expect(scene.inputs.count == 3)
    let a = scene.program.variable(named: "A").flatMap { scene.inputs[$0] }
    #expect(a == Tensor(shape: Shape([2, 2]), elements: [1, 2, 5, 6]))
    let k = scene.program.variable(named: "k").flatMap { scene.inputs[$0] }
    #expect(k == Tensor(shape: Shape([3, 2]), elements: [1, 0, 0, 1, 1, 0]))
    #expect(scene.tours.count == 1)
    #expect(scene.tours[0].remarks.map(\.text) == ["Look.", "Rows."])
    #expect(scene.tours[0].remarks[1].selection == [0, 1, 1, 1])
  }

  @Test func everyMistakeIsReportedAtOnceInOrder() {
    let report = report(
      """
      X = [[1, 2, 3], [4, 5, 6]]
      A = [[1, 2], [3, 4], [5, 6], [7, 8]]
      y = X @ A
      z = X @ B
      w = sinn(X)
      v = y + 1
      u = [[1, 2], [3]]
      t = load("none.csv")
      """)
    #expect(
      report == [
        "3:5: X @ A: X has 3 columns but A has 4 rows",
        "4:9: `B` is not known here",
        "5:5: there is no function `sinn`",
        "7:14: rows differ: this one is 1, the first is 2",
        "8:10: none.csv: there is no such file",
      ])
  }

  @Test func stepsThatADerivationLacksAreNamed() {
    let text = """
      X = [[1, 2], [3, 4]]
      A = [[1, 2], [3, 4]]
      y = X @ A
      show(y, wrt=X)
      step("transpose", "There is none: G·Aᵀ.")
      """
    #expect(report(text) == ["5:6: this derivation has no step \"transpose\""])
  }

  @Test func limitsAreSaidWithTheirValues() {
    #expect(
      report("X = normal((100000, 100000), seed=1)\ny = X + 1") == [
        "1:12: 100000×100000 is more than the limit of 67108864 elements"
      ])
  }
}
