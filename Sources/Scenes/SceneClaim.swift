import MatrixCalculus

/// A formula that somebody claims of a derivative, right or wrong.
package enum SceneClaim: Equatable, Sendable {
  /// The gradient as a matrix formula, `X @ dE_dy`, as it was typed.
  case gradient(text: String, Expression)
  /// An entry of the Jacobian by its indices, `X[i,l] if j == l else 0`, as it was typed.
  case entry(EntryClaim)
}

extension SceneClaim {
  /// The claim as it was typed.
  package var text: String {
    switch self {
    case .gradient(let text, _): text
    case .entry(let claim): claim.text
    }
  }

  /// What it is about.
  package var subject: ClaimVerdict.Subject {
    switch self {
    case .gradient: .gradient
    case .entry: .entries
    }
  }
}
