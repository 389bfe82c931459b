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
    let start = "\(claim.text) is claimed: "
    switch verdict {
    case .holds(let compared, let entries):
      return start
        + (compared == entries ? "right" : "right on \(compared) of \(entries) entries")
    case .wrong(let coordinates, let claimed, let actual):
      let said = claimed.map { "not \(Spelling.number($0))" } ?? "the claim reads outside a tensor"
      return start + "wrong, \(name(coordinates)) is \(Spelling.number(actual)) and \(said)"
    case .holdsWhere(let facts):
      return start + "right where \(facts.words), as here"
    case .rightByChance(let chance, let coordinates, let claimed, let actual):
      let (here, elsewhere) = chance.words(derivation)
      return start
        + "right for \(here) alone, for \(elsewhere) \(name(coordinates)) is \(Spelling.number(actual)) and not \(Spelling.number(claimed))"
    case .undecidable(let coordinates, _, _):
      return start + "not decidable on these numbers, \(name(coordinates)) is 0 but for rounding"
    case .wrongShape(let claimed, let actual):
      return start + "wrong, it is \(claimed) and the derivative \(actual)"
    case nil: return start + "not decidable here"
    }
  }

  private func name(_ coordinates: [Int]) -> String {
    switch claim {
    case .gradient:
      let gradient = Variable.gradient(of: derivation.scalar, by: derivation.variable)
      return Spelling.entry(gradient, coordinates, base: base)
    case .entry:
      return EntryReason.derivativeName(
        of: derivation.output, by: derivation.variable, coordinates, base: base)
    }
  }
}

extension SceneClaim {
  /// The claim as it was typed.
  var text: String {
    switch self {
    case .gradient(let text, _): text
    case .entry(let claim): claim.text
    }
  }

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
