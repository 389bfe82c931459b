import Foundation
import Screen
import Testing

@testable import Explorer

/// What stays where it is from step to step.
@Suite struct FrameTests {
  private static let scenes = [
    ("matmul", Lessons.matmul), ("byX", Lessons.byX), ("relu", Lessons.relu),
    ("gram", Lessons.gram), ("layers", Lessons.layers), ("rest", Lessons.rest),
  ]
  private static let sizes = [
    Size(columns: 60, rows: 20), Size(columns: 80, rows: 24), Size(columns: 100, rows: 30),
    Size(columns: 160, rows: 45),
  ]

  /// Row and column of the scalar with its value, which stands alone: a formula goes on behind it.
  private func place(of text: String, in frame: Grid) -> [Int]? {
    for (row, line) in frame.lines().enumerated() {
      let glyphs = Array(line)
      guard let start = line.range(of: "  " + text)?.lowerBound else { continue }
      let column = line.distance(from: line.startIndex, to: start)
      let end = column + 2 + text.count
      if end == glyphs.count || glyphs[end] == " " { return [row, column] }
    }
    return nil
  }

  /// The scalar is on the screen at every step of a link, at one place.
  @Test(arguments: scenes, sizes) func theScalarStaysInItsPlace(
    scene: (name: String, text: String), size: Size
  ) throws {
    var model = try Lessons.model(scene.text)
    let scalar = try #require(model.picture.scalars.last)
    var places: [Int: Set<[Int]>] = [:]
    for step in 1...model.stepCount {
      model.go(toStep: step)
      let found = place(of: "\(scalar.name) = \(scalar.text)", in: model.frame(size))
      places[model.stop?.link.tour ?? 0, default: []].insert(try #require(found, "step \(step)"))
    }
    for (_, found) in places { #expect(found.count == 1, "\(found)") }
  }
}
