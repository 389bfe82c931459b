import TensorCore

/// A verdict in words: the explorer, `derive` and `check` tell it in the same ones.
extension ClaimVerdict {
  /// What was claimed.
  public enum Subject: Hashable, Sendable {
    /// ∂E/∂A as a formula.
    case gradient
    /// The entries of ∂y/∂A by their indices.
    case entries
  }

  /// `right`, `wrong, ∂y₁₁/∂A₂₁ is 2 and not 1`.
  ///
  /// Entries count from `base`; `number` writes their values.
  public func words(
    on subject: Subject, of derivation: Derivation, countingFrom base: Int,
    _ number: (Double) -> String
  ) -> String {
    func name(_ place: [Int]) -> String {
      derivation.name(ofEntry: place, of: subject, countingFrom: base)
    }
    switch self {
    case .holds(let compared, let entries):
      return compared == entries ? "right" : "right on \(compared) of \(entries) entries"
    case .holdsWhere(let facts): return "right where \(facts.words), as here"
    case .wrong(let place, let claimed, let actual):
      let said = claimed.map { "not \(number($0))" } ?? "the claim reads outside a tensor"
      return "wrong, \(name(place)) is \(number(actual)) and \(said)"
    case .rightByChance(let chance, let place, let claimed, let actual):
      let (here, elsewhere) = chance.words(derivation)
      return "wrong, right for \(here) alone: for \(elsewhere) "
        + "\(name(place)) is \(number(actual)) and not \(number(claimed))"
    case .undecidable, .untried: return "not decidable on these numbers: \(reason ?? "")"
    case .wrongShape(let claimed, let actual):
      let gradient = Variable.gradient(of: derivation.scalar, by: derivation.variable)
      return "wrong, the claim is \(claimed.words) and \(gradient.name) is \(actual.words), as "
        + "\(derivation.variable.name) is\(Self.advice(claimed, actual))"
    }
  }

  /// What to write for a claim of another shape, where that is plain: `: try its transpose`.
  private static func advice(_ claimed: Shape, _ actual: Shape) -> String {
    if actual.isScalar { return ": write a formula that gives one number" }
    return claimed.rank > 1 && claimed.reversed == actual ? ": try its transpose" : ""
  }

  /// Why the numbers do not decide it; nil where they do.
  public var reason: String? {
    switch self {
    case .undecidable(_, _, let actual):
      actual.isFinite ? "the derivative is 0 but for rounding" : "the derivative is no number there"
    case .untried: "the derivative is 0 on them, and on others like them"
    case .holds, .holdsWhere, .wrong, .rightByChance, .wrongShape: nil
    }
  }

  /// Where there is nothing that a claim could be compared with.
  public static let wordsOfNone = "not decidable, there is nothing to compare it with"
}

extension Shape {
  /// `a scalar`, `a vector of 3`, `a matrix 3×4`.
  fileprivate var words: String {
    switch rank {
    case 0: "a scalar"
    case 1: "a vector of \(description)"
    case 2: "a matrix \(description)"
    default: "an array \(description)"
    }
  }
}

extension ClaimVerdict.Chance {
  /// `this ∂E/∂y`, for which a claim is right, and what it is wrong for.
  fileprivate func words(_ derivation: Derivation) -> (here: String, elsewhere: String) {
    switch self {
    case .upstream: ("this \(derivation.upstream?.name ?? "gradient")", "a random one")
    case .inputs: ("these numbers", "others")
    }
  }
}

extension Derivation {
  /// `∂E/∂A₂₁`, `∂y₁₁/∂A₂₁`.
  fileprivate func name(
    ofEntry place: [Int], of subject: ClaimVerdict.Subject, countingFrom base: Int
  ) -> String {
    switch subject {
    case .gradient:
      let gradient = Variable.gradient(of: scalar, by: variable)
      return EntryReason.entryName(gradient.name, place, base: base)
    case .entries:
      return EntryReason.derivativeName(of: output, by: variable, place, base: base)
    }
  }
}
