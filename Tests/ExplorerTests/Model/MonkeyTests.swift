import MatrixCalculus
import Screen
import TensorCore
import Testing

@testable import Explorer

/// R73 and R21: whatever is pressed, nothing traps and the invariants hold; every step is drawn at
/// every size.
@Suite struct MonkeyTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: Array(Lessons.all.enumerated()).map { ($0.offset, $0.element.1) })
  func monkey(seed: Int, text: String) throws {
    var dice = Dice(state: UInt64(seed))
    let scene = try Lessons.scene(text)
    var model = try Lessons.model(text)
    let keys =
      KeyTable.rows.flatMap(\.keys)
      + "123456789 cellstepthemebaseview.-".unicodeScalars.map(Key.character)
      + [.function(3), .delete, .character("é"), .control("x")]
    var size = Size(columns: 100, rows: 30)
    for event in 0..<1500 {
      let message: Message
      switch Int.random(in: 0..<40, using: &dice) {
      case 0..<30: message = .key(keys[Int.random(in: 0..<keys.count, using: &dice)])
      case 30..<37: message = .elapsed(Double.random(in: -0.1..<1, using: &dice))
      case 37:
        size = Size(
          columns: Int.random(in: 0..<140, using: &dice),
          rows: Int.random(in: 0..<50, using: &dice))
        message = .resized(size)
      case 38: message = .sceneLoaded(name: "test", scene: scene)
      default: message = .interrupted
      }
      _ = update(&model, message)
      checkInvariants(model, "seed \(seed), event \(event), \(message)")
      if event % 25 == 0 {
        let frame = model.frame(size)
        #expect(frame.size == size, "seed \(seed), event \(event)")
      }
    }
  }

  private func checkInvariants(_ model: Model, _ place: String) {
    #expect(model.stepCount > 0 && (0...model.stepCount).contains(model.step), "\(place)")
    guard let reading = model.reading, let focus = reading.focus else {
      Issue.record("no cell is selected: \(place)")
      return
    }
    let cell = model.cursor.coordinates(in: focus)
    let isInside = zip(cell, focus.variable.shape.extents).allSatisfy { $0 >= 0 && $0 < $1 }
    #expect(cell.count == focus.variable.shape.rank && isInside, "\(place)")
    if let playback = model.playback {
      #expect(playback.time >= 0 && playback.time <= reading.timeline.duration, "\(place)")
    }
    #expect(Model.speeds.contains(model.speed), "\(place)")
    #expect(model.jumps.count <= 100, "\(place)")
  }

  private static let sizes = [0, 1, 2, 12, 20, 23, 39, 60, 80].flatMap { rows in
    [0, 1, 3, 39, 40, 59, 80, 100, 160].map { Size(columns: $0, rows: rows) }
  }

  @Test(arguments: Lessons.all)
  func everyStepAtEverySize(name: String, text: String) throws {
    var model = try Lessons.model(text)
    for step in 0...model.stepCount {
      model.go(toStep: step)
      var playing = model
      _ = update(&playing, .key(.character(";")))
      for size in Self.sizes {
        #expect(model.frame(size).size == size)
        #expect(playing.frame(size).size == size)
      }
    }
  }

  /// A Jacobian of 10⁹ entries is opened, walked and scrolled like a small one.
  @Test func hugeTensors() throws {
    let text = """
      X = normal((64, 4096), seed=1)
      A = normal((4096, 64), seed=2)
      y = X @ A
      show(y, wrt=A)
      """
    var model = try Lessons.model(text).pressing("n n")
    let start = ContinuousClock.now
    model = try model.pressing("G Up Left v ] v g G")
    for _ in 0..<5 { #expect(model.frame(Size(columns: 160, rows: 45)).size.rows == 45) }
    #expect(ContinuousClock.now - start < .seconds(5))
    let subject = try #require(model.reading?.focus)
    #expect(model.cursor.coordinates(in: subject) == [63, 63, 4095, 63])
  }
}
