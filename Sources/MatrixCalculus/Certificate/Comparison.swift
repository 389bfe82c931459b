import TensorCore

/// Collects pairs of numbers that two routes give for the same entries, and judges them.
struct Comparison: Sendable {
  let name: String
  /// The name for people, where it speaks of a name of theirs.
  let title: String
  /// What rounding alone may do, relative to the greatest entry.
  var floor = 1e-6
  /// What a derivative may come to on these numbers, for where one route says that all of it is zero:
  /// outputs over inputs.
  var reference = 0.0
  /// The greatest of all values on the way, where the derivative is 0 because all of it cancels.
  var height = 0.0
  private var greatest = 0.0
  /// The greatest number of the second route, which may be measured.
  private var greatestMeasured = 0.0
  private var greatestDifference = 0.0
  private var greatestError = 0.0
  /// The greatest sum of products without their signs, where two numbers did not agree at once.
  private var greatestSize = 0.0
  private var sizes = 0
  private var worst: Certificate.Worst?
  private var compared = 0
  private var leftOut = 0
  private var hasNoNumber = false
  /// Whether one of the routes gave nothing but zeros.
  private var firstIsZero = true
  private var secondIsZero = true

  init(_ name: String, title: String? = nil, floor: Double = 1e-6) {
    self.name = name
    self.title = title ?? name
    self.floor = floor
  }

  /// Whether two numbers differ so much that it matters how large the terms are which they are sums of.
  ///
  /// Terms that cancel leave what rounding leaves, in which no two routes agree. Only some are asked for:
  /// a size costs what an entry does.
  func wantsSize(_ first: Double, _ second: Double) -> Bool {
    sizes < 64 && (first - second).magnitude > floor * max(first.magnitude, second.magnitude)
  }

  /// `error` is the estimated error of either number, `size` that of the terms where it is known.
  mutating func add(
    _ first: Double, _ second: Double, at coordinates: [Int], error: Double = 0,
    size: Double? = nil
  ) {
    compared += 1
    if let size {
      sizes += 1
      greatestSize = max(greatestSize, size.isFinite ? size : 0)
    }
    guard first.isFinite, second.isFinite else {
      // Two infinities of one sign agree; anything else is no number to compare.
      if first != second { hasNoNumber = true }
      return
    }
    firstIsZero = firstIsZero && first == 0
    secondIsZero = secondIsZero && second == 0
    greatest = max(greatest, first.magnitude, second.magnitude)
    greatestMeasured = max(greatestMeasured, second.magnitude)
    // Numbers that are the same, both 0 above all, agree however rough either is.
    if first != second { greatestError = max(greatestError, error.isFinite ? error : .infinity) }
    let difference = (first - second).magnitude
    if difference > greatestDifference || worst == nil {
      greatestDifference = difference
      worst = Certificate.Worst(coordinates: coordinates, first: first, second: second)
    }
  }

  /// Allows for what rounding the inputs does to the result, relative to its greatest entry.
  mutating func allow(_ change: Double) { floor = max(floor, 16 * change) }

  /// Whether nothing was compared and nothing left out.
  var isEmpty: Bool { compared == 0 && leftOut == 0 }

  mutating func leaveOut(_ count: Int) { leftOut += count }

  /// Whether one of the routes gave nothing but zeros; what was measured is zero only to its error.
  private var isZero: Bool { firstIsZero || secondIsZero && greatestError == 0 }

  /// Whether what was measured is rough beside itself and beside all that it might be: then it refutes nothing.
  private var isMeasuredRoughly: Bool {
    10 * greatestError > 1e-3 * max(greatestMeasured, reference, greatestSize, height)
  }

  /// What differences are relative to: the greatest entry.
  ///
  /// Nothing is small beside zero: what is left of it by rounding is measured by what it is made of, and
  /// what terms that cancel leave by the greatest of them.
  private var scale: Double {
    let size = max(greatestSize, height)
    if isZero { return max(greatest, reference, size) }
    let cancels = greatest <= 10 * greatestError + 1e-13 * size
    return cancels ? max(greatest, size) : greatest
  }

  /// The verdict; `missing` says why numbers are, and is asked only where that matters.
  func check(_ missing: () -> MissingNumbers? = { nil }) -> Certificate.Check {
    let (scale, isZero) = (self.scale, self.isZero)
    let error = scale > 0 ? greatestDifference / scale : 0
    let tolerance = max(
      isZero ? min(floor, 1e-12) : floor, scale > 0 ? 10 * greatestError / scale : 0)
    func result(_ verdict: Certificate.Verdict, _ reason: String?) -> Certificate.Check {
      Certificate.Check(
        name: name, title: title, maxRelativeError: compared > 0 && error.isFinite ? error : nil,
        tolerance: tolerance, verdict: verdict, reason: reason, worst: worst, isEmpty: isEmpty)
    }
    if isEmpty { return result(.undecidable, "there are no entries to compare") }
    if hasNoNumber {
      return result(.undecidable, missing()?.sentence ?? "some values are no numbers")
    }
    if compared == 0, leftOut > 0 {
      let all = leftOut == 1 ? "the only entry has" : "all \(leftOut) entries have"
      return result(.undecidable, "\(all) a kink inside the step")
    }
    guard tolerance <= 1e-3 else {
      return result(.undecidable, "the differences are too rough on these numbers")
    }
    let aside =
      leftOut > 0
      ? "\(counted(leftOut, "entry", "entries")) with a kink inside the step left out" : nil
    if error > tolerance, let missing = missing(), missing.leavesDomain {
      return result(.undecidable, missing.sentence)
    }
    if error > tolerance, isMeasuredRoughly {
      return result(.undecidable, "the differences are too rough on these numbers")
    }
    return result(error <= tolerance ? .passed : .failed, aside)
  }
}

/// Numbers that look random and are the same every time: SplitMix64.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators"
/// (OOPSLA 2014), figure 17.
struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
