import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// A scene that takes minutes is opened, walked, stopped and left like any other.
  @Suite(.serialized) struct LargeSceneTests {
    private static let text = """
      X = normal((4096, 4096), seed=1)
      A = normal((4096, 4096), seed=2)
      y = X @ A
      E = sum(y**2) / 2
      show(E, wrt=A)
      """

    private func withScene(_ body: (String) throws -> Void) throws {
      try Program.withFolder { folder in
        let path = folder + "/large.scene"
        try Self.text.write(toFile: path, atomically: true, encoding: .utf8)
        try body(path)
      }
    }

    @Test func keysActWhileItWorks() throws {
      try withScene { path in
        let tmux = try Tmux(columns: 140, rows: 40)
        try tmux.type(BuiltProduct.path(of: "jacobiscope") + " \(path); echo status $?")
        try tmux.waitForText("Esc stops")
        try tmux.press("NPage")
        try tmux.waitForText("step 2 of")
        try tmux.press("?")
        try tmux.waitForText("plays this step")
        try tmux.press("Escape")
        try tmux.waitForText("Esc stops")
        try tmux.press("Escape")
        try tmux.waitForText("stopped; :compute goes on")
        try tmux.press("Down")
        try tmux.waitForScreen("no progress") {
          !$0.contains("Esc stops") && !$0.contains("stopped;")
        }
        try tmux.type(":compute")
        try tmux.waitForText("Esc stops")
        try tmux.press("q")
        try tmux.waitForText("status 0")
      }
    }

    /// Long before the work is over, which takes minutes here and the better part of one anywhere.
    @Test func qLeavesAtOnce() throws {
      try withScene { path in
        let terminal = try PseudoTerminal(columns: 140, rows: 40)
        try terminal.start(BuiltProduct.path(of: "jacobiscope"), [path])
        try terminal.wait(for: "Esc stops")
        terminal.send("q")
        #expect(try terminal.waitForEnd(within: .seconds(5)) == .exited(0))
      }
    }

    /// Once for the work, once for the program.
    @Test func ctrlCStopsAndThenLeaves() throws {
      try withScene { path in
        let terminal = try PseudoTerminal(columns: 140, rows: 40)
        try terminal.start(BuiltProduct.path(of: "jacobiscope"), [path])
        try terminal.wait(for: "Esc stops")
        terminal.send("\u{3}")
        try terminal.wait(for: ":compute")
        terminal.send("\u{3}")
        #expect(try terminal.waitForEnd(within: .seconds(5)) == .killed(SIGINT))
      }
    }

    /// What nobody waits for is refused, with the number.
    @Test func theCommandsRefuseWhatIsTooMuch() throws {
      let derive = try Program.run(
        "derive", "y = X @ X; E = sum(y)", "--wrt", "X", "--shape", "X=8192x8192")
      #expect(derive.end == .exited(2))
      #expect(derive.error.contains("multiplications"))
      try Program.withFolder { folder in
        let path = folder + "/huge.scene"
        try Self.text.replacing("4096", with: "8000")
          .write(toFile: path, atomically: true, encoding: .utf8)
        let check = try Program.run("check", path, "--limit", "200000000")
        #expect(check.end == .exited(3))
        #expect(check.error.contains("multiplications"))
      }
    }
  }
}
