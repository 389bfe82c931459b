import Foundation
import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// Steps and time: R24, R69 to R72, R75.
@Suite struct StepTests {
  private static let size = Size(columns: 100, rows: 30)

  /// R71: forward and back is where one was, and a jump equals a walk.
  @Test(arguments: Lessons.all)
  func purity(name: String, text: String) throws {
    var walked = try Lessons.model(text)
    var frames: [Grid] = []
    for step in 1...walked.stepCount {
      frames.append(walked.frame(Self.size))
      var jumped = try Lessons.model(text)
      jumped.go(toStep: step)
      #expect(jumped.frame(Self.size) == frames[step - 1], "\(name), jump to \(step)")
      if step < walked.stepCount { _ = update(&walked, .key(.pageDown)) }
    }
    for step in (1..<walked.stepCount).reversed() {
      _ = update(&walked, .key(.pageUp))
      #expect(walked.frame(Self.size) == frames[step - 1], "\(name), back to \(step)")
    }
  }

  /// R71 with a cursor that was moved by hand.
  @Test func purityWithAMovedCursor() throws {
    let moved = try Lessons.model(Lessons.matmul).pressing("Tab Right Down")
    let back = try moved.pressing("n n n p p p")
    #expect(moved.frame(Self.size) == back.frame(Self.size))
  }

  /// R70: the next key finishes what runs, with the state that waiting leads to.
  @Test(arguments: Lessons.all)
  func finishing(name: String, text: String) throws {
    let start = try Lessons.model(text)
    for step in 1...start.stepCount {
      var model = start
      model.go(toStep: step)
      let complete = model
      _ = update(&model, .key(.character("r")))
      guard model.playback != nil else { continue }
      var waited = model
      for _ in 0..<200 { _ = update(&waited, .elapsed(0.05)) }
      _ = update(&model, .elapsed(0.1))
      _ = update(&model, .key(.pageDown))
      #expect(model == waited, "\(name), step \(step)")
      // What is left of the animation is the sum in the lines below.
      #expect(model.playback?.isOver ?? true, "\(name), step \(step)")
      for panel in complete.picture.panels.indices {
        #expect(model.picture.panels[panel] == complete.picture.panels[panel])
      }
      model.playback = nil
      #expect(model == complete, "\(name), step \(step)")
    }
  }

  /// ∂E/∂A₂₂ = 1·0 − 2·2 + 0·0 + 1·1 + (−2)·0 + 0·(−2) with j = l = 2: of it −2·2 + 1·1 + 0·0 = −3.
  @Test func thePlayedSumStaysUntilAnotherKey() throws {
    var model = try Lessons.model(Lessons.matmul).pressing("4 Enter r")
    for _ in 0..<200 { _ = update(&model, .elapsed(0.05)) }
    #expect(!model.needsTime)
    let text = model.text(100, 30)
    #expect(text.contains("sum −3") && text.contains("term 6 of 6, 3 struck out by δ"))
    #expect(model.cell(panel: 5, at: [0, 0]).value == .number(5), "the step is complete")
    #expect(try !model.pressing("Esc").text(100, 30).contains("term 6"))
    #expect(try !model.pressing("PgUp PgDn").text(100, 30).contains("term 6"))
    #expect(try model.pressing("PgDn").step == 5, "one key goes on")
    #expect(try model.pressing("r").reading?.partsDone == 0)
    // The fifth product again: one back of six.
    #expect(try model.pressing(",").text(100, 30).contains("term 5 of 6"))
    // ∂E/∂A₁₂ = −2·1 + 1·0 + 0·(−2) = −2.
    #expect(try model.pressing("Up").text(100, 30).contains("sum −2"))
  }

  /// Before a block has come nothing is told of it, and of deltas nothing before they are told.
  @Test func theReasonIsNotAheadOfTheStory() throws {
    func reason(_ keys: String) throws -> String {
      let lines = try Lessons.model(Lessons.matmul).pressing(keys).picture.lines
      return lines.first { $0.kind == .reason }?.text.text ?? ""
    }
    #expect(try reason("2 Enter ;") == "∂y₁₂/∂A₂₂ is not told yet")
    #expect(try reason("2 Enter ; ;") == "∂y₁₂/∂A₂₂ = 2")
    #expect(try reason("2 Enter") == "∂y₁₂/∂A₂₂ = 2")
    #expect(try reason("2 Enter Left") == "∂y₁₂/∂A₂₁ = 0")
    #expect(try reason("3 Enter") == "∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2")
  }

  /// R70: back lands on the completed step before.
  @Test func backIsComplete() throws {
    let model = try Lessons.model(Lessons.matmul, settings: Settings(autoplay: true))
      .pressing("n n n n p")
    #expect(model.playback == nil)
  }

  /// R72: looks never change step or selection.
  @Test(arguments: ["T", "s", "z", "F5", "> >", "<", "M", "b b", "? Esc", "v", ": Esc", "P P"])
  func looksChangeNothingElse(keys: String) throws {
    let start = try Lessons.model(Lessons.matmul).pressing("n n Right")
    let model = try start.pressing(keys)
    #expect(model.step == start.step)
    #expect(model.cursor == start.cursor)
  }

  /// R24: the cell stays through sizes, zoom and steps, and is on the screen.
  @Test func theCellStays() throws {
    var model = try Lessons.model(Lessons.matmul).pressing("n n G")
    let subject = try #require(model.reading?.focus)
    let cell = model.cursor.coordinates(in: subject)
    #expect(cell == [2, 1, 3, 1])
    for size in [
      Size(columns: 40, rows: 12), Size(columns: 60, rows: 20), Size(columns: 80, rows: 24),
    ] {
      _ = update(&model, .resized(size))
      #expect(model.cursor.coordinates(in: subject) == cell)
      #expect(model.frame(size).text().contains("[ 1]"), "\(size)")
    }
    let later = try model.pressing("z n z")
    #expect(later.cursor.coordinates(in: subject) == cell)
  }

  /// A step plays to its end within four seconds, however long its sum is.
  @Test(arguments: [0, 1, 2, 8, 9, 100, 16_384])
  func timeline(count: Int) {
    let timeline = Timeline(count: count)
    #expect(timeline.duration <= 4)
    #expect(timeline.partsDone(at: timeline.duration) == count)
    for parts in 0...min(count, 200) {
      #expect(timeline.partsDone(at: timeline.time(ofParts: parts)) == parts)
    }
    var last = 0
    for tick in 0...100 {
      let done = timeline.partsDone(at: Double(tick) * 0.05)
      #expect(done >= last)
      last = done
    }
  }

  /// R75: without motion nothing moves by itself, and every product can be seen all the same.
  @Test func withoutMotion() throws {
    var model = try Lessons.model(
      Lessons.matmul, settings: Settings(motion: false, autoplay: true)
    ).pressing("n n n Space")
    #expect(model.playback == nil)
    #expect(!model.needsTime)
    let before = model
    _ = update(&model, .elapsed(60))
    #expect(model == before)
    model = try model.pressing("; ;")
    #expect(model.reading?.partsDone == 2)
  }

  @Test func autoplayGoesOn() throws {
    var model = try Lessons.model(Lessons.matmul, settings: Settings(autoplay: true))
    for _ in 0..<4000 where model.needsTime { _ = update(&model, .elapsed(0.1)) }
    #expect(model.step == 8)
    #expect(model.playback == nil)
    #expect(!model.needsTime)
  }

  @Test func playPauseAndSpeed() throws {
    var model = try Lessons.model(Lessons.matmul).pressing("n n n Space")
    #expect(model.needsTime)
    for _ in 0..<9 { _ = update(&model, .elapsed(0.1)) }
    #expect(model.reading?.partsDone == 2)
    model = try model.pressing("Space")
    #expect(!model.needsTime)
    let paused = model
    _ = update(&model, .elapsed(1))
    #expect(model == paused)
    model = try model.pressing("> Space")
    for _ in 0..<2 { _ = update(&model, .elapsed(0.2)) }
    #expect(model.reading?.partsDone == 4, "twice as fast: 0.9 + 2·0.4 seconds")
  }

  /// Time passes in ticks: a sleep does not make the picture jump.
  @Test func noJumpAfterASleep() throws {
    var model = try Lessons.model(Lessons.matmul).pressing("n n n Space")
    _ = update(&model, .elapsed(3600))
    #expect(model.reading?.partsDone == 0)
    _ = update(&model, .elapsed(.nan))
    _ = update(&model, .elapsed(-1))
    #expect(model.reading?.partsDone == 0)
  }

  /// What is multiplied is on the screen, wherever in a long panel it stands.
  @Test func theProductUnderWayIsSeen() throws {
    var model = try Lessons.model(
      """
      X = ones((60, 2))
      A = [[1, 0], [0, 1]]
      y = X @ A
      E = sum(y**2) / 2
      show(E, wrt=A)
      """)
    model.go(toStep: 4)
    for _ in 0..<101 { _ = update(&model, .key(.character(";"))) }
    let text = model.frame(Self.size).text()
    #expect(text.contains("term 101 of 120"))
    let lit = text.split(separator: "\n").filter { $0.contains("<") }
    #expect(lit.count >= 2, "the cells of both factors")
  }

  /// In a contraction the arrows choose the entry that is summed.
  @Test func arrowsChooseTheEntry() throws {
    let model = try Lessons.model(Lessons.byX).pressing("n n n ; ; Down Right")
    #expect(model.picture.lines.first?.text.text.hasPrefix("∂E/∂X₂₂ = ") == true)
  }

  /// Through several links the Jacobian that was asked for is the end, entry by entry.
  @Test func theWholeJacobianIsTheEnd() throws {
    let text = """
      X = [[1, 2], [0, -1], [3, 1]]
      V = [[0.5, -1, 2], [1, 0, -0.5]]
      W = [[1], [2], [-1]]
      H = tanh(X @ V)
      y = H @ W
      E = sum(y)
      show(H, wrt=V)
      """
    let start = try Lessons.model(text)
    var end = start
    end.go(toStep: end.stepCount)
    let picture = end.picture
    let panel = try #require(
      picture.panels.firstIndex { $0.title.text.hasPrefix("∂H/∂V 3×3×2×3 · nonzero where j = l") })
    #expect(picture.panels[panel].place == .main)
    let x = [[1.0, 2], [0, -1], [3, 1]]
    let v = [[0.5, -1, 2], [1, 0, -0.5]]
    for (i, j, k, l) in (0..<54).map({ ($0 / 18, $0 / 6 % 3, $0 / 3 % 2, $0 % 3) }) {
      let value = end.cell(panel: panel, at: [i, j, k, l]).value
      guard j == l else {
        #expect(value == .structuralZero)
        continue
      }
      // d tanh(z) = 1 − tanh²(z), and z reads V[k,j] by X[i,k].
      let h = tanh(x[i][0] * v[0][j] + x[i][1] * v[1][j])
      guard case .number(let entry) = value else {
        Issue.record("\(value) is no number")
        continue
      }
      #expect(abs(entry - (1 - h * h) * x[i][k]) < 1e-14)
    }
    #expect(end.text(100, 30).contains("as a matrix"), "its structure is told where it is")
    // One link before it, the story of X·V is not changed, and there is no ∂H/∂V yet.
    let before = try end.pressing("PgUp PgUp")
    #expect(!before.picture.panels.contains { $0.title.text.hasPrefix("∂H/∂V") })
  }

  /// Enter on a folded gradient tells its link; Backspace leads back.
  @Test func unfolding() throws {
    let start = try Lessons.model(Lessons.layers)
    #expect(start.stepCount == 8)
    func said(_ model: Model) -> [String] {
      model.picture.lines.filter { $0.kind == .reason }.flatMap(\.asides).map(\.text)
    }
    #expect(said(start) == [])
    #expect(
      try said(start.pressing("w 4")) == ["Enter tells where ∂E/∂z comes from", "Enter tells it"])
    let folded = try start.pressing("w 4 Enter")
    #expect(try said(folded.pressing("w 4")) == [], "∂E/∂h is told already")
    #expect(folded.stepCount > 8)
    #expect(folded.step == 1)
    #expect(folded.reading?.link.variable.name == "z")
    #expect(folded.stops.last == start.stops.last)
  }
}
