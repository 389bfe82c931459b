import Screen

/// The explorer without hands: keys, sizes and time in, a frame out.
///
/// What `render` prints and what golden frames are made by, so that both are what a terminal shows.
package struct Walk {
  package private(set) var model: Model
  private var size: Size

  /// Time goes by in steps of a thirtieth of a second, as in the loop.
  private static let tick = 1.0 / 30

  package init(model: Model, size: Size) {
    self.model = model
    self.size = size
    resize(size)
  }

  /// What is to be seen now by who waits for the work to end.
  package var frame: Grid {
    var finished = model
    finished.finishWork()
    return finished.frame(size)
  }

  /// Presses a key; gives what the program would have to do because of it.
  package mutating func press(_ key: Key) -> [Effect] { update(&model, .key(key)) }

  /// Tells the model what came of an effect.
  package mutating func take(_ message: Message) { _ = update(&model, message) }

  package mutating func resize(_ size: Size) {
    self.size = size
    take(.resized(size))
  }

  package mutating func pass(_ seconds: Double) {
    var left = seconds
    while left > 0 {
      take(.elapsed(min(left, Self.tick)))
      left -= Self.tick
    }
  }

  /// Types the number of a step and Enter.
  package mutating func go(to step: Int) {
    for digit in String(step).unicodeScalars { _ = press(.character(digit)) }
    _ = press(.enter)
  }

  /// The animation of the step from its start.
  package mutating func play(until seconds: Double) {
    _ = press(.character("r"))
    pass(seconds)
  }
}
