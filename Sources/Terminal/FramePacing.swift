/// When the loop advances what moves, and when it may draw; knows no clock, is told the time.
///
/// A frame that follows an event is drawn at once, unless another was drawn just before; what moves by
/// itself moves at most thirty times a second. While nothing moves there is nothing to wait for.
package nonisolated struct FramePacing {
  package typealias Instant = ContinuousClock.Instant

  /// Between two frames at least.
  package static let betweenFrames = Duration.milliseconds(20)
  /// Between two ticks of what moves at least.
  package static let shortestTick = Duration.milliseconds(34)
  /// What a tick can be told at most: after a stop or a sleep of the machine nothing jumps.
  package static let longestTick = Duration.milliseconds(250)

  private var lastTick: Instant?
  private var earliestFrame: Instant?

  package init() {}

  /// How long the loop may wait; nil is until something happens.
  ///
  /// `tick` is how often the program wants to be told the time, zero where it works on something.
  package func wait(at now: Instant, tick: Duration?, owesFrame: Bool) -> Duration? {
    var waits: [Duration] = []
    if let tick {
      waits.append(lastTick == nil ? .zero : max(.zero, interval(tick) - elapsed(at: now)))
    }
    if owesFrame { waits.append(earliestFrame.map { max(.zero, $0 - now) } ?? .zero) }
    return waits.min()
  }

  /// The time to tell the program, if it is due; begins anew where nothing moves.
  package mutating func tick(at now: Instant, tick: Duration?) -> Duration? {
    guard let tick else {
      lastTick = nil
      return nil
    }
    guard lastTick != nil else {
      lastTick = now
      return tick == .zero ? .zero : nil
    }
    let elapsed = elapsed(at: now)
    guard elapsed >= interval(tick) else { return nil }
    lastTick = now
    return min(elapsed, Self.longestTick)
  }

  /// Forgets the time since the last tick, as after a stop.
  package mutating func resume(at now: Instant) { if lastTick != nil { lastTick = now } }

  package func mayDraw(at now: Instant) -> Bool { earliestFrame.map { $0 <= now } ?? true }

  /// A frame was drawn from `start` to `end`; a slow line is given as long again to take it.
  package mutating func drew(from start: Instant, to end: Instant) {
    let spent = end - start
    earliestFrame = max(start + Self.betweenFrames, spent > .milliseconds(50) ? end + spent : end)
  }

  private func elapsed(at now: Instant) -> Duration { lastTick.map { now - $0 } ?? .zero }

  private func interval(_ tick: Duration) -> Duration {
    tick == .zero ? .zero : max(tick, Self.shortestTick)
  }
}
