import Testing

@testable import MatrixCalculus

/// Numbers of formulas as fractions.
struct NumberTextTests {
  @Test(arguments: [
    (1, 3), (-2, 7), (22, 7), (355, 113), (1, 1000), (999, 1000), (-5, 1), (7, 640),
  ])
  func quotientsAreFound(numerator: Int, denominator: Int) throws {
    let found = try #require(NumberText.fraction(Double(numerator) / Double(denominator)))
    #expect(found == (numerator, denominator))
  }

  /// In lowest terms, and up to rounding: 0.1 + 0.2 is not 0.3.
  @Test func whatRoundingLeavesIsLookedPast() throws {
    #expect(try #require(NumberText.fraction(0.1 + 0.2)) == (3, 10))
    #expect(try #require(NumberText.fraction(6.0 / 4)) == (3, 2))
  }

  @Test(arguments: [0, .pi, 2.0.squareRoot(), 1 / 1001.0, .nan, .infinity, 1e12, 1e-300])
  func otherNumbersAreNone(_ value: Double) {
    #expect(NumberText.fraction(value) == nil)
  }

  /// As the loop over all denominators finds it.
  @Test func asByTryingAllDenominators() {
    func tried(_ value: Double) -> (Int, Int)? {
      for denominator in 1...1000 {
        let product = value * Double(denominator)
        let whole = product.rounded()
        if whole != 0, (product - whole).magnitude <= 4 * whole.ulp {
          return (Int(whole), denominator)
        }
      }
      return nil
    }
    for numerator in [1, 5, 17, 64, 999, 1234] {
      for denominator in stride(from: 3, through: 1200, by: 41) {
        let value = Double(numerator) / Double(denominator)
        let found = NumberText.fraction(value)
        #expect(found?.numerator == tried(value)?.0)
        #expect(found?.denominator == tried(value)?.1)
      }
    }
  }
}
