import Export
import Foundation
import MatrixCalculus
import Scenes
import Screen
import Testing

@testable import Explorer

/// A frame of a shipped scene that is kept as text: what `jacobiscope render` prints of it.
struct GoldenFrame: Sendable, CustomTestStringConvertible {
  let scene: String
  let step: Int
  let columns: Int
  let rows: Int
  /// The time into the step's animation; complete where nil.
  var at: Double?
  /// Where it is set, the looks of the frame are kept in this theme and not its characters.
  var theme: Theme?

  /// `matmul-4-100x30`, with the time and the theme behind it.
  var name: String {
    let time = at.map { "-at\($0)" } ?? ""
    let looks = theme.map { "-\($0.rawValue)" } ?? ""
    return "\(scene)-\(step)-\(columns)x\(rows)\(time)\(looks)"
  }

  var testDescription: String { name }

  /// The frame in words.
  func text() throws -> String {
    let grid = try grid()
    guard let theme else { return FrameFormat.text.document(of: grid) }
    let palette = Palette(theme, .palette256)
    let runs = grid.styleRuns(unlike: palette.page) { style in
      "\(style) = \(Self.roles(of: style, in: palette))"
    }
    return (["page \(palette.page)"] + runs).joined(separator: "\n") + "\n"
  }

  /// The roles that look so, or whose colours these are: a role that lost keeps its attribute.
  private static func roles(of style: Style, in palette: Palette) -> String {
    let exact = Role.all.filter { palette[$0] == style }
    let coloured = Role.all.filter {
      palette[$0].foreground == style.foreground && palette[$0].background == style.background
    }
    let names = (exact.isEmpty ? coloured : exact).map { "\($0)" }.joined(separator: " or ")
    return exact.isEmpty ? "the colours of \(names)" : names
  }

  func grid() throws -> Grid {
    let settings = Settings(theme: theme, autoplay: false)
    var walk = Walk(
      model: Model(scene: try Self.shipped(scene), name: scene, settings: settings),
      size: Size(columns: columns, rows: rows))
    walk.go(to: step)
    if let at { walk.play(until: at) }
    return walk.frame
  }

  private static func shipped(_ name: String) throws -> Scene {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("scenes")
    let text = try String(
      contentsOf: folder.appendingPathComponent(name + ".scene"), encoding: .utf8)
    let reading = SceneReader.read(SourceText(name: name, text: text)) {
      (path) throws(SceneReader.LoadFailure) in
      guard let data = try? Data(contentsOf: folder.appendingPathComponent(path)) else {
        throw SceneReader.LoadFailure("no such data")
      }
      return Array(data)
    }
    guard case .scene(let scene) = reading else { throw Lessons.Unreadable(text: text) }
    return scene
  }
}

// MARK: - All of them

extension GoldenFrame {
  /// Every scene at its important steps, at the size of a laptop's half, of a projector and of a
  /// large window; three of them where little has room.
  static let all: [GoldenFrame] =
    frames("matmul", 0...8, 100, 30) + frames("matmul", [1, 3, 4, 8], 80, 24)
    + frames("matmul", [0, 3, 8], 160, 45)
    + [
      GoldenFrame(scene: "matmul", step: 4, columns: 100, rows: 30, at: 1.8),
      GoldenFrame(scene: "matmul", step: 4, columns: 80, rows: 24, at: 1.8),
    ]
    + eachSize("matmul-dX", [3], [5, 7]) + eachSize("matvec", [3], [1])
    + eachSize("matvec-dA", [3], [2]) + eachSize("batch-relu", [8], [3, 6])
    + eachSize("tensor-product", [6], [3]) + eachSize("erratum", [3], [2])
    + eachSize("iris", [8], [3, 4])
    + ["matmul", "iris", "batch-relu"].flatMap { frames($0, [3], 60, 20) }
    + lessons + looks

  /// One step of each of the other scenes.
  private static let lessons =
    frames("jacobian", [7], 100, 30) + frames("layouts", [7], 100, 30)
    + frames("linear-layer", [5], 80, 24) + frames("gram", [7], 100, 30)
    + frames("square-trap", [8], 80, 24) + frames("least-squares", [10], 80, 24)
    + frames("hessian", [9], 80, 24) + frames("trace-tricks", [6], 80, 24)
    + frames("inverse-determinant", [3], 100, 30)
    + frames("softmax-cross-entropy", [4], 80, 24) + frames("two-layer", [31], 100, 30)
    + frames("attention", [27], 100, 30)

  private static let looks = [Theme.dark, .light].flatMap { theme in
    [
      GoldenFrame(scene: "matmul", step: 3, columns: 100, rows: 30, theme: theme),
      GoldenFrame(scene: "matmul", step: 4, columns: 100, rows: 30, at: 1.8, theme: theme),
    ]
  }

  private static func frames(
    _ scene: String, _ steps: some Sequence<Int>, _ columns: Int, _ rows: Int
  ) -> [GoldenFrame] {
    steps.map { GoldenFrame(scene: scene, step: $0, columns: columns, rows: rows) }
  }

  /// Some steps at all three sizes, `others` at the middle one alone.
  private static func eachSize(
    _ scene: String, _ steps: [Int], _ others: [Int]
  ) -> [GoldenFrame] {
    frames(scene, steps, 80, 24) + frames(scene, (steps + others).sorted(), 100, 30)
      + frames(scene, steps, 160, 45)
  }
}
