import Testing

@testable import Terminal

@Suite struct FramePacingTests {
  let start = ContinuousClock.now

  @Test func withoutMotionThereIsNoWakeUp() {
    var pacing = FramePacing()
    #expect(pacing.wait(at: start, tick: nil, owesFrame: false) == nil)
    #expect(pacing.tick(at: start, tick: nil) == nil)
    #expect(pacing.wait(at: start, tick: nil, owesFrame: true) == .zero)
  }

  /// A second of a program that asks for a tick every millisecond.
  @Test func aTickComesAtMostThirtyTimesASecond() {
    var pacing = FramePacing()
    var told: [Duration] = []
    for millisecond in 0..<1000 {
      let now = start + .milliseconds(millisecond)
      if let time = pacing.tick(at: now, tick: .milliseconds(1)) { told.append(time) }
    }
    #expect(told.count == 29)
    #expect(told.allSatisfy { $0 == FramePacing.shortestTick })
  }

  @Test func workIsNeverWaitedFor() {
    var pacing = FramePacing()
    #expect(pacing.wait(at: start, tick: .zero, owesFrame: false) == .zero)
    #expect(pacing.tick(at: start, tick: .zero) == .zero)
    #expect(pacing.wait(at: start, tick: .zero, owesFrame: false) == .zero)
    #expect(pacing.tick(at: start + .milliseconds(3), tick: .zero) == .milliseconds(3))
  }

  @Test func sleepAndStopsDoNotCount() {
    var pacing = FramePacing()
    _ = pacing.tick(at: start, tick: .milliseconds(50))
    let morning = start + .seconds(36_000)
    #expect(pacing.tick(at: morning, tick: .milliseconds(50)) == FramePacing.longestTick)
    pacing.resume(at: morning + .seconds(60))
    #expect(pacing.tick(at: morning + .seconds(60), tick: .milliseconds(50)) == nil)
    #expect(
      pacing.wait(at: morning + .seconds(60), tick: .milliseconds(50), owesFrame: false)
        == .milliseconds(50))
  }

  @Test func motionBeginsAnewAfterAPause() {
    var pacing = FramePacing()
    _ = pacing.tick(at: start, tick: .milliseconds(50))
    _ = pacing.tick(at: start + .milliseconds(10), tick: nil)
    #expect(pacing.tick(at: start + .seconds(9), tick: .milliseconds(50)) == nil)
    #expect(
      pacing.tick(at: start + .seconds(9) + .milliseconds(50), tick: .milliseconds(50))
        == .milliseconds(50))
  }

  @Test func framesKeepApart() {
    var pacing = FramePacing()
    #expect(pacing.mayDraw(at: start))
    pacing.drew(from: start, to: start + .milliseconds(2))
    #expect(!pacing.mayDraw(at: start + .milliseconds(19)))
    #expect(
      pacing.wait(at: start + .milliseconds(5), tick: nil, owesFrame: true) == .milliseconds(15))
    #expect(pacing.mayDraw(at: start + .milliseconds(20)))
    pacing.drew(from: start, to: start + .milliseconds(300))
    #expect(!pacing.mayDraw(at: start + .milliseconds(599)))
    #expect(pacing.mayDraw(at: start + .milliseconds(600)))
  }
}
