/// One figure: how long something takes, over several runs.
struct Measurement {
  let name: String
  /// What the work grows with, for instance the number of rows.
  let size: Int
  /// Seconds, sorted.
  let seconds: [Double]

  /// Runs `work` once to warm up, then until a fifth of a second is over, at least five times.
  init(_ name: String, size: Int, _ work: () -> Void) {
    self.name = name
    self.size = size
    work()
    var seconds: [Double] = []
    let start = ContinuousClock.now
    while seconds.count < 5
      || (ContinuousClock.now - start < .milliseconds(200) && seconds.count < 1000)
    {
      let time = ContinuousClock().measure(work)
      seconds.append(
        Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
    self.seconds = seconds.sorted()
  }

  /// Runs `work`, which goes on with what it did before, as long as there is something left.
  init(_ name: String, size: Int, while goesOn: () -> Bool, _ work: () -> Void) {
    self.name = name
    self.size = size
    var seconds: [Double] = []
    while goesOn() {
      let time = ContinuousClock().measure(work)
      seconds.append(
        Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
    self.seconds = seconds.sorted()
  }

  var median: Double { seconds[seconds.count / 2] }
  var fastest: Double { seconds[0] }
  var slowest: Double { seconds[seconds.count - 1] }
}

/// Rows of one name over growing sizes.
struct Series {
  let rows: [Measurement]

  /// The exponent e of time ∝ sizeᵉ, by least squares on logarithms; nil for fewer than two sizes.
  func exponent(_ logarithm: (Double) -> Double) -> Double? {
    guard Set(rows.map(\.size)).count > 1 else { return nil }
    let x = rows.map { logarithm(Double($0.size)) }
    let y = rows.map { logarithm($0.median) }
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let products = zip(x, y).map { ($0 - meanX) * ($1 - meanY) }.reduce(0, +)
    return products / x.map { ($0 - meanX) * ($0 - meanX) }.reduce(0, +)
  }
}
