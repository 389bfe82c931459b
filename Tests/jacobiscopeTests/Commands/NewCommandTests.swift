import TestSupport
import Testing

/// The starter scene is a lesson that holds: it loads, its derivative is right, and it speaks of what is shown.
struct NewCommandTests {
  @Test func theStarterIsARightScene() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'
        $J new lesson.scene; echo $?
        $J check lesson.scene; echo $?
        $J new lesson.scene; echo $?
        """)
      #expect(run.output.hasPrefix("0\n") && run.output.hasSuffix("\n0\n2\n"), "\(run.output)")
      #expect(run.output.contains("  ok\n") && run.output.contains("fits 80x24"))
      #expect(run.error == "jacobiscope: lesson.scene exists; --force writes over it\n")
    }
  }

  /// Every tensor that a remark names has a panel at that step.
  @Test func theStarterSpeaksOfWhatIsShown() throws {
    try Program.withFolder { folder in
      let scene = "\(folder)/lesson.scene"
      _ = try Program.run("new", scene)
      let forward = try Program.run("render", scene, "--step", "1").output
      #expect(forward.contains("Each Z_ij reads row i of X and column j of A."))
      for panel in [" X 2×3 ", " A 3×2 ", " Z = X·A 2×2 "] { #expect(forward.contains(panel)) }
      let sparsity = try Program.run("render", scene, "--step", "3").output
      #expect(sparsity.contains("Z_ij reads column j of A and no other: only j = l survives."))
      #expect(sparsity.contains(" ∂Z/∂A 2×2×3×2 · nonzero where j = l: 12 of 24 "))
      let last = try Program.run("render", scene, "--keys", "8 Enter").output
      #expect(last.contains("∂E/∂A = Xᵀ·∂E/∂Z") && last.contains("closed form  ●●●●●●●◉"))
    }
  }
}
