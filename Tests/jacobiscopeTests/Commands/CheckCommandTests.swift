import Foundation
import TestSupport
import Testing

struct CheckCommandTests {
  static let shipped = [
    "matmul", "matmul-dX", "matvec", "matvec-dA", "jacobian", "layouts", "batch-relu",
    "linear-layer", "gram", "tensor-product", "square-trap", "erratum", "least-squares", "iris",
    "hessian", "trace-tricks", "inverse-determinant", "softmax-cross-entropy", "two-layer",
    "attention",
  ]

  @Test func everyShippedSceneIsCertified() throws {
    let run = try Program.run(["check"] + Self.shipped)
    #expect(run.end == .exited(0))
    #expect(run.error == "")
    let lines = run.output.split(separator: "\n")
    let derivatives = lines.filter { $0.contains("; routes differ by ") }
    #expect(derivatives.count == 42)
    #expect(derivatives.allSatisfy { $0.hasSuffix("  ok") })
    #expect(lines.count { $0.contains(" 80x24") } == 20)
    #expect(run.output.contains("matvec                fits 80x24\n"))
    #expect(run.output.contains("∂y/∂A 1800 entries, 600 not struck out"))
    #expect(
      run.output.contains("claim X[i,l] if j == l else 0: wrong, ∂y₁₁/∂A₂₁ is 2.0 and not 1.0"))
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

  /// A Hessian has a line of its own, beside the gradient's.
  @Test func aHessianIsCertified() throws {
    try Program.withFolder { folder in
      let scene = "x = [1, 2]\\nQ = [[1, 2], [3, 4]]\\nE = x @ Q @ x\\n"
      let run = try Program.shell(
        """
        cd '\(folder)'
        printf '\(scene)show(E, wrt=x)\\nshow(E, wrt=x, order=2)\\n' > h.scene
        $J check h.scene; $J check h.scene --format json
        """)
      let lines = run.output.split(separator: "\n")
      #expect(lines.count { $0.hasPrefix("h.scene        ∂E/∂x") && $0.hasSuffix("  ok") } == 1)
      #expect(
        lines.count {
          $0.hasPrefix(
            "h.scene        ∂²E/∂x² ∂²E/∂x² 4 entries, 4 not struck out; routes differ by ")
            && $0.hasSuffix("  ok")
        } == 1)
      let json = lines.dropFirst(3).joined(separator: "\n")
      let second = JSON(try JSONSerialization.jsonObject(with: Data(json.utf8)))[0][
        "derivatives"][1]
      #expect(second["order"].number == 2)
      #expect(second["closed_form"].text == "Q + Qᵀ")
      #expect(second["checks"].array.count == 11)
    }
  }

  @Test func shippedScenesAreListedWithTheirTitles() throws {
    let run = try Program.run("scenes")
    let lines = run.output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ").first.map(String.init) } == Self.shipped)
    #expect(lines[0] == "matmul                 Matrix product: where does dE/dA come from?")
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

  /// 10¹⁸ swallows every step of x, so that the value never moves where the derivative is 1: the routes
  /// disagree, for whatever reason, and that is told and not passed over.
  @Test func aDerivativeThatIsNotConfirmedIsStatusOne() throws {
    try Program.withFolder { folder in
      let scene =
        "x = [1, 2]\\nE = sum(x + 1000000000000000000 - 1000000000000000000)\\nshow(E, wrt=x)\\n"
      let run = try Program.shell(
        "cd '\(folder)'; printf '\(scene)' > fast.scene; $J check matmul fast.scene matvec; echo $?"
      )
      #expect(run.output.hasSuffix("\n1\n"), "\(run.output)")
      #expect(run.error == "")
      let lines = run.output.split(separator: "\n")
      #expect(lines.count { $0.contains("∂E/∂x") && $0.hasSuffix("  FAILED") } == 1)
      #expect(lines.count { $0.hasSuffix("  ok") } == 2, "the others are checked all the same")
      #expect(run.output.contains("worst at ["))
    }
    let derived = try Program.run(
      "derive", "E = sum(x + 1000000000000000000 - 1000000000000000000)", "--wrt", "x", "--value",
      "x=[1,2]")
    #expect(derived.end == .exited(1))
    #expect(derived.error == "" && derived.output.contains("FAILED"))
  }

  /// A scene may show a wrong claim on purpose: `check` says that it is wrong, and that is no failure.
  @Test func aWrongClaimIsToldAndNoFailure() throws {
    try Program.withFolder { folder in
      let scene = """
        X = [[1, 2]]\\nA = [[3], [4]]\\ny = X @ A\\nE = sum(y)\\nshow(E, wrt=A)\\nclaim(E, wrt=A, \
        \"2 * X.T @ dE_dy\")\\n
        """
      let run = try Program.shell("cd '\(folder)'; printf '\(scene)' > a.scene; $J check a.scene")
      #expect(run.end == .exited(0), "\(run.error)")
      // ∂E/∂A is Xᵀ = (1, 2); twice that begins with 2.
      #expect(run.output.contains("claim 2 * X.T @ dE_dy: wrong, ∂E/∂A₁₁ is 1.0 and not 2.0"))
    }
    let help = try Program.run("check", "--help")
    #expect(help.output.contains("scenes show wrong claims on purpose"))
  }
}
