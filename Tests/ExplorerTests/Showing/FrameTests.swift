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

  /// ∂E/∂w comes in two parts: r by w, a matrix, and w itself.
  private static let ridge = """
    X = integers((20, 2), low=-40, high=60, seed=3)
    w = [30, -2.5]
    t = integers((20,), low=-100, high=100, seed=4)
    r = X @ w - t
    E = sum(r**2) / 2 + 0.5 * sum(w**2)
    show(E, wrt=w)
    """

  /// From step to step of a link the panels stand in the same columns.
  @Test(arguments: scenes + [("ridge", ridge)], [Size(columns: 120, rows: 40)])
  func panelsKeepTheirColumns(scene: (name: String, text: String), size: Size) throws {
    var model = try Lessons.model(scene.text)
    var columns: [LinkPlace: [Set<[Int]>]] = [:]
    for step in 1...model.stepCount {
      model.go(toStep: step)
      guard let stop = model.stop, let reading = model.reading,
        !reading.subjects.contains(where: reading.isTurned)
      else { continue }
      let rects = Arrangement(model.picture, size: size).placed.map(\.rect)
      var seen = columns[stop.link] ?? rects.map { _ in [] }
      guard seen.count == rects.count else {
        Issue.record("\(scene.name) step \(step): \(rects.count) panels, not \(seen.count)")
        continue
      }
      for (panel, rect) in rects.enumerated() {
        seen[panel].insert([rect.column, rect.columns])
      }
      columns[stop.link] = seen
    }
    for places in columns.values {
      for place in places { #expect(place.count == 1, "\(scene.name): \(places)") }
    }
  }

  /// A panel of two numbers is not drawn out to the width of those above it.
  @Test func aSmallPanelIsNoWideBox() throws {
    var model = try Lessons.model(Self.ridge)
    for step in 1...model.stepCount {
      model.go(toStep: step)
      let picture = model.picture
      for place in Arrangement(picture, size: Size(columns: 120, rows: 30)).placed
      where picture.panels[place.panel].columnCount <= 2 {
        #expect(place.rect.columns <= 50, "step \(step), panel \(place.panel + 1)")
      }
    }
  }

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
