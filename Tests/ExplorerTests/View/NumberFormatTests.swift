import Explorer
import Testing

struct NumberFormatTests {
  struct Case: Sendable {
    let values: [Double]
    let texts: [String]
    let width: Int
  }

  static let cases = [
    Case(values: [1, 2, -1, 0], texts: ["1", "2", "-1", "0"], width: 2),
    Case(values: [1, 2, 3], texts: ["1", "2", "3"], width: 2),
    Case(values: [-12, 3], texts: ["-12", "3"], width: 3),
    Case(values: [], texts: [], width: 2),
    // As many decimals as are exact, for all alike.
    Case(values: [5.1, 3.5, 3], texts: ["5.1", "3.5", "3.0"], width: 3),
    Case(values: [0.25, -0.5, 1], texts: ["0.25", "-0.50", "1.00"], width: 5),
    // Else as few as tell them apart, and two at least.
    Case(values: [1.0 / 3, 2.0 / 3], texts: ["0.33", "0.67"], width: 4),
    Case(values: [1.0 / 3, 1.0 / 3 + 0.0001], texts: ["0.3333", "0.3334"], width: 6),
    // Whoever is not zero keeps a digit, in the format of all.
    Case(values: [0.02, 0.003], texts: ["0.020", "0.003"], width: 5),
    Case(values: [0.123456, 0.00412], texts: ["0.123", "0.004"], width: 5),
    Case(values: [0.79, 1e-9, 0.11], texts: ["0.79", "~0", "0.11"], width: 4),
    // What rounding has left of a zero is one, among numbers that were computed.
    Case(values: [1.25, 2.2e-16, -1e-15], texts: ["1.25", "0.00", "0.00"], width: 4),
    Case(values: [3.0000000000000004, -2, 1e-17], texts: ["3", "-2", "0"], width: 2),
    // Noise of a computation is none of theirs.
    Case(values: [0.1 + 0.2, 0.3, 0.7], texts: ["0.3", "0.3", "0.7"], width: 3),
    // Odd values beside others.
    Case(
      values: [.nan, .infinity, -.infinity, 1], texts: ["nan", "+inf", "-inf", "1"], width: 4),
    Case(values: [-0.0, 1], texts: ["0", "1"], width: 2),
    // Too big, too small.
    Case(values: [1.5e12, 2], texts: ["1.5e12", "2.0e0"], width: 6),
    Case(values: [1e-9, 3e-9], texts: ["1.0e-9", "3.0e-9"], width: 6),
    Case(values: [1e-9, 0, 3e-9], texts: ["1.0e-9", "0", "3.0e-9"], width: 6),
    Case(values: [1e300, 1e-300], texts: ["1.0e300", "0"], width: 7),
  ]

  @Test(arguments: cases) func panel(_ row: Case) {
    let format = NumberFormat(for: row.values)
    #expect(row.values.map(format.text) == row.texts)
    #expect(format.width == row.width)
  }

  /// Digits are given up for an exponent only where there is no room for them.
  @Test(arguments: [
    (8, ["-30261.8", "-1040.0"]), (7, ["-30262", "-1040"]), (14, ["-30261.75", "-1040.00"]),
    (6, ["-30262", "-1040"]), (5, ["-3e4", "-1e3"]),
  ])
  func roomIsUsed(width: Int, texts: [String]) {
    let values = [-30261.75, -1040]
    let format = NumberFormat(for: values, maximumWidth: min(8, width), roomyWidth: width)
    #expect(values.map(format.text) == texts)
  }

  /// Whole numbers do not hide a small one.
  @Test func aSmallNumberKeepsItsDigits() {
    let format = NumberFormat(for: [123456.789, 0.0123])
    #expect(format.text(0.0123) == "1.2e-2")
  }

  /// Numbers that somebody gave are never taken for zero.
  @Test func whatWasGivenIsNoNoise() {
    let format = NumberFormat(for: [1, 1e-15], areComputed: false)
    #expect(format.text(1e-15) == "~0" && format.text(0) == "0.00")
    #expect(NumberFormat(for: [1, 1e-15]).text(1e-15) == "0")
    let wide = NumberFormat(for: [1e300, 1e-300], areComputed: false)
    #expect(wide.text(1e-300) == "1.0e-300" && wide.width == 8)
  }

  @Test func neverWiderThanItsWidth() {
    let values: [Double] = [0, -1, 123, 1e9, -1e-9, 1e300, .nan, -.infinity, 0.1, 12345.678]
    for width in 1...12 {
      for notation in [
        NumberFormat.Notation.fixed(decimals: 0), .fixed(decimals: 3), .scientific(decimals: 2),
      ] {
        let format = NumberFormat(notation: notation, width: width)
        for value in values { #expect(format.text(value).utf8.count <= width) }
      }
    }
    #expect(NumberFormat(notation: .fixed(decimals: 0), width: 2).text(123) == "##")
    #expect(NumberFormat(notation: .fixed(decimals: 0), width: 3).text(12345) == "1e4")
  }

  /// Among numbers that set the format, one that is not zero keeps a digit or a `~`; zero has neither.
  @Test(arguments: [[0.79, -0.13, 0.24], [12.5, 0.25], [1000.5, 2], [0.5]])
  func aNumberThatIsNotZeroNeverLooksLikeOne(others: [Double]) {
    let format = NumberFormat(for: others, areComputed: false)
    for exponent in 1...300 {
      for sign in [1.0, -1.0] {
        let value = (0..<exponent).reduce(sign) { value, _ in value / 10 }
        let text = format.text(value)
        #expect(text != format.text(0))
        #expect(text.utf8.count <= format.width)
      }
    }
    #expect(format.text(0).allSatisfy { "0.".contains($0) })
  }
}
