/// How far the animation of a step has come; a step without one is complete.
struct Playback: Equatable, Sendable {
  /// Seconds at normal speed since the step's start.
  var time: Double = 0
  var isPlaying = true
  /// All is done: the step is complete, and its whole sum stays to be read until another key.
  var isOver = false
}

/// When each part of a step's animation is done.
///
/// The first eight parts come one by one, the others hurry; all is over within four seconds. A part is
/// a product of a sum, a block of a Jacobian, a stage of a panel that turns over.
struct Timeline: Equatable, Sendable {
  /// The parts; never below zero.
  let count: Int

  private static let slowCount = 8
  private static let slow = 0.4
  private static let hurried = 0.8

  /// The seconds until every part is done.
  var duration: Double {
    count <= Self.slowCount
      ? Double(count) * Self.slow : Double(Self.slowCount) * Self.slow + Self.hurried
  }

  /// The parts done after `time` seconds.
  ///
  func partsDone(at time: Double) -> Int {
    guard count > 0, time >= 0 else { return 0 }
    let slowTime = Double(min(count, Self.slowCount)) * Self.slow
    if time < slowTime { return min(count, Int(time / Self.slow + 1e-9)) }
    guard count > Self.slowCount, time < duration else { return count }
    let share = (time - slowTime) / Self.hurried
    return min(
      count, Self.slowCount + Int((share * Double(count - Self.slowCount)).rounded(.down)))
  }

  /// A time at which so many parts are done, and no more.
  func time(ofParts parts: Int) -> Double {
    let parts = max(0, min(parts, count))
    guard parts > Self.slowCount else { return Double(parts) * Self.slow }
    guard parts < count else { return duration }
    // Half a part later, out of reach of rounding.
    let share = (Double(parts - Self.slowCount) + 0.5) / Double(count - Self.slowCount)
    return Double(Self.slowCount) * Self.slow + Self.hurried * share
  }
}
