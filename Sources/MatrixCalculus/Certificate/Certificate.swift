import TensorCore

/// What independent routes say of a derivation on the numbers at hand.
public struct Certificate: Hashable, Sendable {
  public enum Verdict: Hashable, Sendable {
    case passed
    case failed
    /// The numbers do not decide it: outside a domain, at a kink, or too rough for differences.
    case undecidable
  }

  /// One comparison of two routes to the same numbers.
  public struct Check: Hashable, Sendable {
    public let name: String
    /// The name with the output's own: `Jacobian = differences of K`.
    public let title: String
    /// The greatest difference over the greatest true entry; nil where nothing was compared.
    public let maxRelativeError: Double?
    public let tolerance: Double
    public let verdict: Verdict
    /// Why it is not decidable.
    public let reason: String?
    /// The entry with the greatest difference, from zero, and what the two routes say of it.
    public let worst: Worst?
    /// There was no entry to be compared.
    public let isEmpty: Bool
  }

  /// An entry on which two routes differ most.
  public struct Worst: Hashable, Sendable {
    public let coordinates: [Int]
    public let first: Double
    public let second: Double
  }

  public let checks: [Check]
  /// What was sampled, for instance `64 of 10⁶ entries and along 4 directions`; empty where all was
  /// compared.
  public let scope: String
  /// The matrix form of a tensor's Jacobian that was compared; nil where there is none, or too much to compare.
  public let jacobianForm: Expression?

  /// Two certificates as one, of which every check must pass: a gradient's and a Hessian's.
  public func joined(with other: Certificate) -> Certificate {
    Certificate(
      checks: checks + other.checks,
      scope: [scope, other.scope].filter { !$0.isEmpty }.joined(separator: "; "),
      jacobianForm: jacobianForm)
  }

  /// Failed where a check failed, else undecidable where one is, else passed.
  public var verdict: Verdict {
    if checks.contains(where: { $0.verdict == .failed }) { return .failed }
    return judged.contains { $0.verdict == .undecidable } ? .undecidable : .passed
  }

  /// The checks that compared something; all of them where none did.
  package var judged: [Check] {
    let compared = checks.filter { !$0.isEmpty }
    return compared.isEmpty ? checks : compared
  }
}
