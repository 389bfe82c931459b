import TestSupport

extension EndToEnd {
  /// Programs that run beside each other, because most of their time is spent waiting.
  enum Batch {
    /// So many at once: enough to keep a small machine busy, too few to slow one start much.
    static let width = 8

    /// Starts programs and has their first frames.
    static func ready(_ count: Int, _ kind: Run.Kind) throws -> [Run] {
      let runs = try (0..<count).map { _ in try Run(kind) }
      for run in runs { try run.ready() }
      return runs
    }

    /// For every moment: begins a run, strikes it so long afterwards, and sees how it ends.
    static func each(
      _ moments: [Duration], begin: (Int) throws -> Run, strike: (Run) -> Void,
      end: (Duration, Run) throws -> Void
    ) throws {
      var waiting: [(due: ContinuousClock.Instant, run: Run)] = []
      func strikeDue() {
        let now = ContinuousClock.now
        for item in waiting where item.due <= now { strike(item.run) }
        waiting.removeAll { $0.due <= now }
      }
      for start in stride(from: 0, to: moments.count, by: width) {
        let batch = moments[start..<min(start + width, moments.count)]
        var runs: [(Duration, Run)] = []
        for (place, moment) in batch.enumerated() {
          let run = try begin(place)
          runs.append((moment, run))
          waiting.append((.now + moment, run))
          strikeDue()
        }
        while let next = waiting.min(by: { $0.due < $1.due }) {
          next.run.terminal.read(for: next.due - .now)
          strikeDue()
        }
        for (moment, run) in runs { try end(moment, run) }
      }
    }
  }
}
