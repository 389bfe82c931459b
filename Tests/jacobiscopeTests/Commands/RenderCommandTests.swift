import TestSupport
import Testing

struct RenderCommandTests {
  @Test func aFrameHasTheSizeThatWasAskedFor() throws {
    let run = try Program.run("render", "matmul", "--step", "3", "--size", "100x30")
    #expect(run.end == .exited(0))
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count == 30)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 100 })
    #expect(run.output.contains("∂y/∂A 3×2×4×2 · nonzero where j = l: 24 of 48"))
    #expect(run.output.contains("∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2"))
  }

  @Test func keysLeadWhereStepsDo() throws {
    let keys = try Program.run("render", "matmul", "--keys", "PgDn PgDn")
    let step = try Program.run("render", "matmul", "--step", "3")
    #expect(keys.output == step.output)
    let resized = try Program.run(
      "render", "matmul", "--keys", "PgDn PgDn resize:100x30", "--size", "80x24")
    #expect(resized.output == step.output)
  }

  /// `--step` is where one begins, whatever stands first; then keys, then `--at`.
  @Test func keysArePressedAtTheStep() throws {
    let typed = try Program.run("render", "matmul", "--keys", "5 Enter Down Right")
    let step = try Program.run("render", "matmul", "--keys", "Down Right", "--step", "5")
    #expect(step.output == typed.output)
    #expect(step.output.contains("step 5 of 8"))
    let on = try Program.run("render", "matmul", "--step", "3", "--keys", "n", "--at", "0.5")
    let fourth = try Program.run("render", "matmul", "--step", "4", "--at", "0.5")
    #expect(on.output == fourth.output)
    let zoomed = try Program.run("render", "matmul", "--step", "5", "--keys", "z")
    #expect(zoomed.output.contains("step 5 of 8") && !zoomed.output.contains("X 3×4"))
  }

  @Test func aSceneFollowsTheOther() throws {
    let next = try Program.run("render", "matmul", "--keys", "}")
    let own = try Program.run("render", "matmul-dX", "--step", "1")
    #expect(next.output == own.output)
  }

  @Test func timeGoesBy() throws {
    let complete = try Program.run("render", "matmul", "--step", "4")
    let early = try Program.run("render", "matmul", "--step", "4", "--at", "0.5")
    #expect(complete.output != early.output)
    #expect(early.output.contains("term"))
  }

  @Test func onlyAnsiHasColours() throws {
    let text = try Program.run("render", "matmul", "--step", "3")
    let ansi = try Program.run("render", "matmul", "--step", "3", "--format", "ansi")
    #expect(!text.output.contains("\u{1B}"))
    #expect(ansi.output.contains("\u{1B}["))
    let light = try Program.run(
      "render", "matmul", "--step", "3", "--format", "ansi", "--theme", "light")
    #expect(light.output != ansi.output)
  }

  @Test func asciiIsASCII() throws {
    let ascii = try Program.run("render", "matmul", "--step", "8", "--ascii")
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    let unicode = try Program.run("render", "matmul", "--step", "8")
    #expect(
      ascii.output.split(separator: "\n").map(\.unicodeScalars.count)
        == unicode.output.split(separator: "\n").map(\.unicodeScalars.count))
  }

  @Test func filesAreWrittenWholeAndNeverOver() throws {
    try Program.withFolder { folder in
      let run = try Program.shell(
        """
        cd '\(folder)'; umask 027
        $J render matmul --output frame.txt; echo $?
        $J render iris --output frame.txt; echo $?
        $J render matmul | cmp - frame.txt; echo $?
        stat -c %a frame.txt
        $J render iris --output frame.txt --force; echo $?
        $J render iris | cmp - frame.txt; echo $?
        ls
        """)
      #expect(run.output == "0\n2\n0\n640\n0\n0\nframe.txt\n")
      #expect(run.error == "jacobiscope: frame.txt exists; --force writes over it\n")
    }
  }
}
