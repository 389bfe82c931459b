import Screen
import Testing

@testable import Explorer

/// What of the shipped scenes is on the screen, at every step, whatever panel has the keys.
struct FitTests {
  private static let small = Size(columns: 60, rows: 20)
  private static let usual = Size(columns: 80, rows: 24)

  /// Every step, with each of its panels focused, complete and under way.
  private func states(of name: String) throws -> [(place: String, model: Model)] {
    var states: [(String, Model)] = []
    var model = try ShippedScenes.model(name)
    for step in 0...model.stepCount {
      model.go(toStep: step)
      for panel in 1...max(1, model.picture.panels.count) {
        let focused = try model.pressing("w \(panel)")
        states.append(("\(name) step \(step), panel \(panel)", focused))
        states.append(
          ("\(name) step \(step), panel \(panel), playing", try focused.pressing("; ;")))
      }
    }
    return states
  }

  @Test func theDefaultSceneScrollsInItsJacobianAlone() throws {
    for (place, model) in try states(of: "matmul") {
      let fit = model.fit(Self.usual)
      #expect(fit.hidden.isEmpty, "\(place)")
      #expect(fit.scrolling.map(\.string) == ["∂y/∂A"], "\(place)")
      let large = model.fit(Size(columns: 100, rows: 30))
      #expect(large.hidden.isEmpty && large.scrolling.isEmpty, "\(place)")
    }
  }

  @Test func noSmallPanelOfTheSmallScenesScrolls() throws {
    for name in ShippedScenes.names where name != "iris" {
      // The overview tells the scene's whole description, and that takes the rows it needs.
      for (place, model) in try states(of: name) where model.step > 0 {
        let fit = model.fit(Self.usual)
        #expect(fit.hidden.isEmpty, "\(place)")
        #expect(fit.scrolling.allSatisfy { $0.string.hasPrefix("∂") }, "\(place)")
      }
    }
  }

  /// Four panels of fifty rows and two small ones: all are there until the closed form has its box, and
  /// then the Jacobian, the gradient, the focused one and those that the formula reads.
  @Test func theFlowersShowWhatTheStepIsAbout() throws {
    for (place, model) in try states(of: "iris") {
      let fit = model.fit(Self.usual)
      let picture = model.picture
      let read = picture.panels.filter(\.isRead).map { $0.title.text }
      let isCrowded = picture.closedForm != nil || model.step == 0
      #expect(fit.hidden.count <= (isCrowded ? 1 : 0), "\(place): \(fit.hidden.map(\.string))")
      #expect(!fit.hidden.contains { $0.string.contains("/∂A") }, "\(place)")
      if picture.panels[picture.focusedPanel ?? 0].place != .row {
        let isMissing = fit.hidden.contains { name in read.contains { $0.hasPrefix(name.string) } }
        #expect(!isMissing, "\(place): \(fit.hidden.map(\.string)) of \(read)")
      }
    }
  }

  @Test func aSmallScreenShowsJacobianAndGradientAndTheOthersByTab() throws {
    for (place, model) in try states(of: "matmul") {
      let picture = model.picture
      let focus = try #require(picture.focusedPanel)
      let placed = Arrangement(picture, size: Self.small).placed.map(\.panel)
      let isWanted = placed == [focus, 5] || placed == [focus, 4, 5]
      #expect(focus >= 4 ? placed == [4, 5] : isWanted, "\(place): \(placed)")
    }
  }
}
