/// A moment after which a test gives up waiting.
public struct Deadline: Sendable {
  private let moment: ContinuousClock.Instant

  public init(_ duration: Duration) { moment = .now + duration }

  public var hasPassed: Bool { ContinuousClock.now >= moment }

  /// For poll: the milliseconds left, at most 20, so that a child's end is noticed too.
  var milliseconds: Int32 {
    let left = moment - .now
    return left > .milliseconds(20) ? 20 : left > .milliseconds(1) ? 1 : 0
  }
}

/// Something did not happen in time.
public struct TimedOut: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
