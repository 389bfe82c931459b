/// Random numbers that are a function of a seed and a position.
///
/// There is no state: the number at a position is the same whatever was asked before, so that a large tensor
/// can be looked at without being filled. Goals, in this order: the same numbers on every machine, no
/// visible pattern, speed. The bits are those of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast
/// Splittable Pseudorandom Number Generators", OOPSLA 2014, figure 17), whose state at position p is
/// key + (p + 1)·γ; the key is the seed and the stream, mixed. Nothing here is fit for secrets.
public struct RandomNumbers: Hashable, Sendable {
  private let key: UInt64

  /// The numbers of a seed; different streams of one seed have nothing to do with each other.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = Self.mixed(Self.mixed(seed &+ Self.gamma) &+ stream &* Self.gamma)
  }

  /// 64 random bits.
  public func bits(at position: Int) -> UInt64 {
    Self.mixed(key &+ (UInt64(truncatingIfNeeded: position) &+ 1) &* Self.gamma)
  }

  /// A number from [low, high), each equally likely; `low` where the two are equal.
  public func uniform(at position: Int, low: Double = 0, high: Double = 1) -> Double {
    let value = low + (high - low) * unit(bits(at: position))
    return value < high ? value : max(low, high.nextDown)
  }

  /// A whole number from low to high − 1, as NumPy's `integers` has it; `low` must be below `high`.
  ///
  /// The high word of a product with the range: probabilities differ by less than range/2⁶⁴.
  public func integer(at position: Int, low: Int, high: Int) -> Int {
    precondition(low < high, "a range of whole numbers is not empty")
    let range = UInt64(bitPattern: Int64(high &- low))
    return low &+ Int(truncatingIfNeeded: bits(at: position).multipliedFullWidth(by: range).high)
  }

  /// A standard normal number: √(−2·log u)·cos 2πv.
  ///
  /// Source: G. E. P. Box, M. E. Muller (1958).
  public func normal(at position: Int) -> Double {
    let first = bits(at: 2 &* position)
    let second = bits(at: 2 &* position &+ 1)
    let radius = (-2 * ScalarFunction.log(1 - unit(first))).squareRoot()
    return radius * ScalarFunction.cos(2 * .pi * unit(second))
  }

  /// The highest 53 bits as a number of [0, 1).
  private func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

  private static func mixed(_ bits: UInt64) -> UInt64 {
    var z = bits
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Tensor {
  /// A tensor of standard normal numbers, entry p that of position p.
  public static func normal(_ shape: Shape, _ numbers: RandomNumbers) -> Tensor {
    Tensor(shape: shape) { numbers.normal(at: $0) }
  }
}
