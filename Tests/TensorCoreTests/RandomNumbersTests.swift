import TensorCore
import Testing

/// The numbers on the right were made by a program of the same formulas in Python, whose SplitMix64 gives the
/// published sequence 6457827717110365317, 3203168211198807973, … for the seed 1234567.
struct RandomNumbersTests {
  @Test(
    arguments: [
      (0, 0, [0x568a_9b0b_1a2c_05ec, 0x44e5_b8b1_47ef_718b, 0x3a7e_7b94_cc28_0751]),
      (1, 0, [0x6ec8_5f1f_8547_bc0c, 0x6cf6_3afc_c21a_470a, 0x28ab_fb4d_cf86_246c]),
      (7, 3, [0x6bfc_273d_bace_04e7, 0x7843_c9f8_df49_4699, 0xcde2_6152_9180_bd17]),
    ] as [(UInt64, UInt64, [UInt64])])
  func bitsAreThoseOfTheFormula(_ seed: UInt64, _ stream: UInt64, _ expected: [UInt64]) {
    let numbers = RandomNumbers(seed: seed, stream: stream)
    #expect([0, 1, 1_000_000].map(numbers.bits) == expected)
  }

  @Test func valuesAreThoseOfTheFormulas() {
    let numbers = RandomNumbers(seed: 1)
    #expect([0, 1].map { numbers.uniform(at: $0) } == [0.4327449275927212, 0.4256321780286294])
    let normal = [-0.9506955528081144, 0.5108193127964155]
    #expect(zip([0, 1].map(numbers.normal), normal).allSatisfy { abs($0 - $1) < 1e-14 })
    let whole = (0..<8).map { numbers.integer(at: $0, low: -3, high: 3) }
    #expect(whole == [-1, -1, 0, 1, -2, -3, 1, -1])
  }

  /// Mean, variance and fourth moment of a hundred thousand normal numbers, within five standard errors.
  @Test func normalNumbersHaveTheMomentsOfTheNormalDistribution() {
    let tensor = Tensor.normal(Shape([100_000]), RandomNumbers(seed: 11))
    let count = Double(tensor.shape.count)
    let moments = [1, 2, 4].map { power in
      tensor.elements.reduce(0) { sum, x in sum + (0..<power).reduce(1) { y, _ in y * x } } / count
    }
    #expect(abs(moments[0]) < 5 / count.squareRoot())
    #expect(abs(moments[1] - 1) < 5 * (2 / count).squareRoot())
    #expect(abs(moments[2] - 3) < 5 * (96 / count).squareRoot())
  }

  @Test func wholeNumbersAreEquallyLikely() {
    var counts: [Int: Int] = [:]
    let numbers = RandomNumbers(seed: 3)
    for position in 0..<60_000 {
      counts[numbers.integer(at: position, low: -3, high: 3), default: 0] += 1
    }
    #expect(counts.keys.sorted() == [-3, -2, -1, 0, 1, 2])
    #expect(counts.values.allSatisfy { abs($0 - 10_000) < 500 })
  }

  @Test func rangesAtTheirLimits() {
    let numbers = RandomNumbers(seed: 5)
    for position in 0..<1000 {
      #expect(numbers.uniform(at: position, low: 2, high: 2) == 2)
      let value = numbers.uniform(at: position, low: 1, high: 1.0.nextUp)
      #expect(value == 1)
      _ = numbers.integer(at: position, low: .min, high: .max)
      #expect(numbers.integer(at: position, low: .max - 1, high: .max) == .max - 1)
      #expect(numbers.normal(at: position).isFinite)
    }
  }

  @Test func streamsAndSeedsDiffer() {
    let firsts = (0..<10).flatMap { seed in
      (0..<10).map { RandomNumbers(seed: seed, stream: $0).bits(at: 0) }
    }
    #expect(Set(firsts).count == 100)
  }
}
