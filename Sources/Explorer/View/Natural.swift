/// A natural number of any size, as limbs of 32 bits, the lowest first, the highest never zero.
///
/// As much arithmetic as exact decimals of doubles need.
struct Natural: Hashable, Sendable {
  private var limbs: [UInt32] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  func multiplied(by factor: UInt32) -> Natural {
    var result = self
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      result.limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { result.limbs.append(UInt32(carry)) }
    return result
  }

  func multiplied(byPowerOfTwo power: Int) -> Natural {
    var result = multiplied(by: 1 << UInt32(power % 32))
    if !result.limbs.isEmpty {
      result.limbs.insert(contentsOf: repeatElement(0, count: power / 32), at: 0)
    }
    return result
  }

  func isLess(than other: Natural) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    return limbs.reversed().lexicographicallyPrecedes(other.limbs.reversed())
  }

  /// Takes away a number that is not larger.
  mutating func subtract(_ other: Natural) {
    precondition(!isLess(than: other), "a natural number has no negative difference")
    var borrow: Int64 = 0
    for index in limbs.indices {
      let taken = index < other.limbs.count ? Int64(other.limbs[index]) : 0
      var difference = Int64(limbs[index]) - taken - borrow
      borrow = difference < 0 ? 1 : 0
      if difference < 0 { difference += 1 << 32 }
      limbs[index] = UInt32(difference)
    }
    while limbs.last == 0 { limbs.removeLast() }
  }

  /// In decimal digits.
  var decimal: String {
    var groups: [String] = []
    var rest = limbs
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for index in rest.indices.reversed() {
        let part = remainder << 32 | UInt64(rest[index])
        rest[index] = UInt32(part / 1_000_000_000)
        remainder = part % 1_000_000_000
      }
      while rest.last == 0 { rest.removeLast() }
      let group = String(remainder)
      let zeros = rest.isEmpty ? 0 : 9 - group.utf8.count
      groups.append(String(repeating: "0", count: zeros) + group)
    }
    return groups.isEmpty ? "0" : groups.reversed().joined()
  }
}
