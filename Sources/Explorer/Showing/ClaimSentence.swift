import MatrixCalculus
import Scenes
import TensorCore

/// What somebody claimed of a derivative, and whether it is so.
struct ClaimSentence {
  let claim: SceneClaim
  /// Nil where there is nothing to compare the claim with.
  let verdict: ClaimVerdict?
  let derivation: Derivation
  let base: Int

  /// `X[i,l] if j == l else 0 is claimed: wrong, ∂y₁₁/∂A₂₁ is 2 and not 1`.
  var text: String {
    let words = verdict?.words(
      on: claim.subject, of: derivation, countingFrom: base, Spelling.number)
    return "\(claim.text) is claimed: \(words ?? ClaimVerdict.wordsOfNone)"
  }
}

extension SceneClaim {
  /// The comparison with the derivative; nil where there is nothing to compare with.
  func work(_ numbers: TourNumbers) -> ClaimWork? {
    switch self {
    case .gradient(_, let expression):
      guard numbers.derivation.upstream == nil else { return nil }
      return ClaimWork(gradient: expression, numbers.derivation, numbers.valuation)
    case .entry(let claim):
      return ClaimWork(entries: claim, numbers.derivation, numbers.valuation)
    }
  }
}
