/// Random numbers by position: the value at p is a function of the seed and p alone.
///
/// So a large random tensor need not be filled to be seen. Positions are mixed by the finalizer of
/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014, figure 17), twice; normal numbers are
/// by Box and Muller (Annals of Mathematical Statistics 29, 1958).
public struct RandomNumbers: Hashable, Sendable {
  private let key: UInt64

  public init(seed: Int) {
    key = Self.mixed(UInt64(bitPattern: Int64(seed)) &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// Uniform in [0, 1), 53 bits.
  public func uniform(at position: Int) -> Double {
    Double(bits(2 * UInt64(bitPattern: Int64(position))) >> 11) * 0x1p-53
  }

  /// Standard normal.
  public func normal(at position: Int) -> Double {
    let place = 2 * UInt64(bitPattern: Int64(position))
    // In (0, 1], so that the logarithm is finite.
    let radius = Double((bits(place) >> 11) + 1) * 0x1p-53
    let angle = Double(bits(place + 1) >> 11) * 0x1p-53
    return (-2 * ScalarFunction.log(radius)).squareRoot() * ScalarFunction.cos(2 * .pi * angle)
  }

  /// A whole number of the range, all equally likely to rounding.
  public func integer(in range: ClosedRange<Int>, at position: Int) -> Int {
    let count = Double(range.upperBound) - Double(range.lowerBound) + 1
    return min(range.upperBound, range.lowerBound + Int(uniform(at: position) * count))
  }

  private func bits(_ place: UInt64) -> UInt64 {
    Self.mixed(Self.mixed(place &+ 0x9E37_79B9_7F4A_7C15) ^ key)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
