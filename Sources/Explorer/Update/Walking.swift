import MatrixCalculus
import Scenes
import Screen

/// Steps and time.
extension Model {
  /// The speeds that `<` and `>` go through.
  static let speeds = [0.25, 0.5, 1, 2, 4]
  /// Seconds for which a complete step stands in autoplay, where the scene says nothing.
  private static let hold = 4.0
  /// No message lets more time pass than this, so that nothing jumps after a sleep.
  private static let longestTick = 0.25

  // MARK: Steps

  /// Finishes a running step, or goes to the next.
  mutating func next() {
    if isMoving {
      finish()
    } else if stepNumber < stops.count {
      go(toStep: stepNumber + 1)
    } else if !stops.isEmpty {
      notice = Picture.Notice("this is the last step; } is the next scene, R starts again")
    }
  }

  /// The step before, complete.
  mutating func previous() {
    guard stepNumber > 1 else {
      finish()
      return
    }
    go(toStep: stepNumber - 1)
    playback = nil
  }

  /// The animation of the step runs or pauses, and is not over.
  private var isMoving: Bool { playback.map { !$0.isOver } ?? false }

  /// Completes the step; a sum stays on the screen as a whole.
  private mutating func finish() {
    rested = 0
    guard playback != nil, let reading, reading.sum != nil else {
      playback = nil
      return
    }
    playback = Playback(time: reading.timeline.duration, isPlaying: false, isOver: true)
  }

  mutating func restart() {
    rememberPlace()
    if !stops.isEmpty { go(toStep: 1) }
  }

  mutating func jump(toStep number: Int) {
    guard number >= 0, number <= stops.count, !stops.isEmpty else {
      notice = Picture.Notice(
        "there is no step \(number); the steps are 1 to \(stops.count)", isWarning: true)
      return
    }
    rememberPlace()
    go(toStep: number)
  }

  // MARK: The typed number of a step

  mutating func typeDigit(_ key: Key) {
    guard case .character(let digit) = key, typedCount.count < 4 else { return }
    typedCount.unicodeScalars.append(digit)
  }

  /// Enter: the step that was typed, or a folded gradient, or the next step.
  mutating func confirm() {
    if let number = Int(typedCount) {
      typedCount = ""
      jump(toStep: number)
    } else if isMoving || !unfoldFocus() {
      next()
    }
  }

  /// Tells the link behind the focused gradient; false where there is none to be told.
  private mutating func unfoldFocus() -> Bool {
    guard let lesson, let place = foldedFocus else { return false }
    rememberPlace()
    unfolded.insert(place)
    stops = lesson.stops(unfolded: unfolded)
    go(toStep: (stops.firstIndex { $0.link == place } ?? 0) + 1)
    return true
  }

  /// The link behind the gradient that was chosen with the keys, where it is not told yet.
  var foldedFocus: LinkPlace? {
    guard let reading, let lesson, reading.focus?.variable.role == .gradient,
      cursor.focus != nil,
      let link = reading.numbers.derivation.links.firstIndex(where: {
        $0.gradient == reading.focus?.variable
      })
    else { return nil }
    let place = LinkPlace(tour: reading.stop.link.tour, link: link)
    return lesson.isUnfolded(place, unfolded) ? nil : place
  }

  // MARK: Time

  mutating func pass(_ seconds: Double) {
    guard needsTime, seconds > 0 else { return }
    let tick = min(seconds, Self.longestTick)
    guard var playback, !playback.isOver else {
      rested += tick
      if rested >= hold { go(toStep: stepNumber + 1) }
      return
    }
    playback.time += tick * speed * (stop.flatMap(remark)?.speed ?? 1)
    self.playback = playback
    if playback.time >= reading?.timeline.duration ?? 0 { finish() }
  }

  private var hold: Double { stop.flatMap(remark)?.hold ?? Self.hold }

  mutating func playOrPause() {
    guard motion else {
      notice = Picture.Notice("motion is off: ; and , go multiplication by multiplication, M moves")
      return
    }
    if isMoving { playback?.isPlaying.toggle() } else { replay() }
  }

  mutating func replay() {
    playback = nil
    play()
    if playback == nil {
      notice = Picture.Notice(
        !motion
          ? "motion is off; M turns it on"
          : reading?.sum?.isPending == true
            ? "these numbers are still being computed" : "nothing moves at this step")
    }
  }

  /// One product more or less, and a pause there.
  mutating func moveParts(by change: Int) {
    guard stepNumber > 0, let reading, reading.timeline.count > 0 else {
      notice = Picture.Notice("nothing is multiplied at this step")
      return
    }
    guard reading.sum?.isPending != true else {
      notice = Picture.Notice("these numbers are still being computed")
      return
    }
    let timeline = reading.timeline
    let now = playback.map { timeline.partsDone(at: $0.time) }
    let parts = now.map { $0 + change } ?? (change < 0 ? timeline.count - 1 : 1)
    if parts > timeline.count {
      finish()
    } else {
      playback = Playback(time: timeline.time(ofParts: parts), isPlaying: false)
    }
  }

  mutating func changeSpeed(by change: Int) {
    let place = Self.speeds.lastIndex { $0 <= speed } ?? 0
    speed = Self.speeds[max(0, min(place + change, Self.speeds.count - 1))]
    notice = Picture.Notice("speed \(Spelling.number(speed))")
  }

  mutating func toggleAutoplay() {
    autoplay.toggle()
    rested = 0
    notice = Picture.Notice(
      !autoplay ? "autoplay off" : motion ? "autoplay on" : "autoplay on, but motion is off")
  }

  /// Without motion every step is complete, and nothing moves by itself.
  mutating func toggleMotion() {
    motion.toggle()
    finish()
    notice = Picture.Notice(motion ? "motion on" : "motion off")
  }
}
