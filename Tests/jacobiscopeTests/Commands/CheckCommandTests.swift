import Foundation
import TestSupport
import Testing

struct CheckCommandTests {
  static let shipped = [
    "matmul", "matmul-dX", "matvec", "matvec-dA", "batch-relu", "tensor-product", "erratum", "iris",
  ]

  @Test func everyShippedSceneIsCertified() throws {
    let run = try Program.run(["check"] + Self.shipped)
    #expect(run.end == .exited(0))
    #expect(run.error == "")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count { $0.contains("∂") && $0.hasSuffix("  ok") } == 9)
    #expect(lines.count { $0.contains(" 80x24") } == 8)
    #expect(run.output.contains("matvec         fits 80x24\n"))
    #expect(run.output.contains("∂y/∂A 1800 entries, 600 nonzero"))
    #expect(
      run.output.contains("claim X[i,l] if j == l else 0: wrong, first at [1,1,2,1]: 1.0 for 2.0"))
    #expect(run.output.contains("claim X[i,k] if j == l else 0: right"))
  }

  @Test func theSameAsData() throws {
    let run = try Program.run("check", "erratum", "--format", "json", "--size", "100x30")
    let json = JSON(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))[0]
    #expect(json["scene"].text == "erratum")
    #expect(json["size"].vector == [100, 30])
    let line = json["derivatives"][0]
    #expect(line["verdict"].text == "ok")
    #expect(line["closed_form"].text == "Xᵀ·∂E/∂y")
    #expect(line["jacobians"][0]["nonzeros"].number == 24)
    #expect(line["claims"].array.map(\.["right"].number) == [0, 1])
  }

  @Test func shippedScenesAreListedWithTheirTitles() throws {
    let run = try Program.run("scenes")
    let lines = run.output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ").first.map(String.init) } == Self.shipped)
    #expect(lines[0] == "matmul          Matrix product: where does dE/dA come from?")
  }

  @Test func theStarterSceneIsSound() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        "$J new '\(folder)/lesson.scene' && $J check '\(folder)/lesson.scene' | grep -c '  ok$'; "
          + "$J new '\(folder)/lesson.scene'; echo $?")
      #expect(run.output == "1\n2\n")
    }
  }

  @Test func mistakesArePlacedAndTheOthersStillChecked() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'
        printf 'X = [[1, 2]]\\nA = [[1], [2], [3]]\\ny = X @ A\\nE = sum(yy)\\n' > bad.scene
        $J check bad.scene matmul; echo $?
        """)
      #expect(run.output.hasSuffix("\n3\n"))
      #expect(run.output.contains("matmul"))
      #expect(
        run.error.hasPrefix(
          """
          bad.scene:3:5: error: X @ A: X has 2 columns but A has 3 rows
            3 | y = X @ A
              |     ^~~~~ X is 1×2, A is 3×1
          bad.scene:4:9: error:
          """), "\(run.error)")
    }
  }
}
