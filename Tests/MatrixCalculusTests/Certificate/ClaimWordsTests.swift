import MatrixCalculus
import TensorCore
import Testing

/// A verdict has one sentence, whoever tells it.
struct ClaimWordsTests {
  private static let words: [(ClaimVerdict, String)] = [
    (.holds(compared: 8, entries: 8), "right"),
    (.holds(compared: 8, entries: 90), "right on 8 of 90 entries"),
    (.wrong(at: [1, 0], claimed: 3, actual: -2), "wrong, ∂E/∂A₂₁ is −2 and not 3"),
    (
      .wrong(at: [1, 0], claimed: nil, actual: 2),
      "wrong, ∂E/∂A₂₁ is 2 and the claim reads outside a tensor"
    ),
    (
      .rightByChance(.inputs, at: [0, 1], claimed: 3, actual: 2),
      "wrong, right for these numbers alone: for others ∂E/∂A₁₂ is 2 and not 3"
    ),
    (
      .undecidable(at: [0, 1], claimed: 0, actual: 0),
      "not decidable on these numbers: the derivative is 0 but for rounding"
    ),
    (
      .untried,
      "not decidable on these numbers: the derivative is 0 on them, and on others like them"
    ),
    (
      .wrongShape(claimed: Shape([2, 3]), actual: Shape([4, 2])),
      "wrong, the claim is a matrix 2×3 and ∂E/∂A is a matrix 4×2, as A is"
    ),
    (
      .wrongShape(claimed: Shape([2, 4]), actual: Shape([4, 2])),
      "wrong, the claim is a matrix 2×4 and ∂E/∂A is a matrix 4×2, as A is: try its transpose"
    ),
    (
      .wrongShape(claimed: Shape([3]), actual: Shape([])),
      "wrong, the claim is a vector of 3 and ∂E/∂A is a scalar, as A is: write a formula that gives one number"
    ),
  ]

  @Test func everyVerdictHasItsSentence() throws {
    let derivation = try Self.derivation(of: "E")
    for (verdict, text) in Self.words {
      let said = verdict.words(on: .gradient, of: derivation, countingFrom: 1) {
        ($0 < 0 ? "−" : "") + "\(Int($0.magnitude))"
      }
      #expect(said == text)
    }
  }

  @Test func anEntryOfAJacobianHasItsOwnName() throws {
    let derivation = try Self.derivation(of: "y")
    let verdict = ClaimVerdict.wrong(at: [0, 1, 3, 0], claimed: 1, actual: 2)
    func said(_ base: Int) -> String {
      verdict.words(on: .entries, of: derivation, countingFrom: base) { "\(Int($0))" }
    }
    #expect(said(0) == "wrong, ∂y₀₁/∂A₃₀ is 2 and not 1")
    #expect(said(1) == "wrong, ∂y₁₂/∂A₄₁ is 2 and not 1")
  }

  private static func derivation(of output: String) throws -> Derivation {
    try DerivationTests.Case(
      program: "y = X @ A; E = sum(y**2)", output: output, variable: "A",
      shapes: ["X": [3, 4], "A": [4, 2]], closedForm: ""
    ).derived().0
  }
}
