/// How long something takes, over several runs.
struct Measurement {
  /// What was measured: a size, a scene.
  let label: String
  /// What the work grows with, for instance the number of rows; nil where nothing grows.
  let size: Int?
  /// Seconds of a run, sorted; at least one.
  let seconds: [Double]
  /// Multiplications of a run, where that is what it does.
  var multiplications: Double?
  /// Seconds of NumPy's runs on one thread, sorted.
  var numPy: [Double]?

  var median: Double { seconds[seconds.count / 2] }
  var fastest: Double { seconds[0] }
  var slowest: Double { seconds[seconds.count - 1] }

  /// Runs `work` once to warm up, then until a fifth of a second is over, at least five times.
  ///
  /// Work too short for a clock is done `times` times a run; the seconds are those of one.
  init(_ label: String, size: Int?, times: Int = 1, _ work: () -> Void) {
    work()
    var seconds: [Double] = []
    let start = ContinuousClock.now
    while seconds.count < 5
      || (ContinuousClock.now - start < .milliseconds(200) && seconds.count < 1000)
    {
      let time = ContinuousClock().measure { for _ in 0..<times { work() } }
      seconds.append(time.inSeconds / Double(times))
    }
    self.label = label
    self.size = size
    self.seconds = seconds.sorted()
  }

  /// Runs `work`, which goes on with what it did before, as long as there is something left.
  init(_ label: String, while goesOn: () -> Bool, _ work: () -> Void) {
    var seconds: [Double] = []
    repeat { seconds.append(ContinuousClock().measure(work).inSeconds) } while goesOn()
    self.label = label
    size = nil
    self.seconds = seconds.sorted()
  }

  init(size: Int, times: Int = 1, _ work: () -> Void) {
    self.init(String(size), size: size, times: times, work)
  }

  /// Multiplications and as many additions of the fastest run, in thousands of millions a second.
  ///
  /// The fastest: what else runs on the machine slows a median of ours and one of NumPy's differently.
  var gigaflops: Double? { multiplications.map { 2 * $0 / fastest * 1e-9 } }
  var numPyGigaflops: Double? {
    guard let fastest = numPy?.first, let multiplications else { return nil }
    return 2 * multiplications / fastest * 1e-9
  }
  /// How fast it is for NumPy's speed as 1, fastest run against fastest run.
  var shareOfNumPy: Double? { numPy?.first.map { $0 / fastest } }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// Keeps a result from being optimized away.
@inline(never) func keep(_ value: Double) {
  if value == .leastNonzeroMagnitude { print(value) }
}
