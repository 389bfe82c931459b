import TensorCore

/// Whether a claimed derivative is the true one on the numbers at hand, and where it is wrong first.
public enum ClaimVerdict: Equatable, Sendable {
  /// No compared entry differs; `compared` of `entries` were.
  case holds(compared: Int, entries: Int)
  /// No entry differs here, nor on other numbers of which the facts are true; on others some do.
  case holdsWhere([InputFact])
  /// The first wrong entry in row-major order, from zero; `claimed` is nil where the claim reads
  /// outside a tensor.
  case wrong(at: [Int], claimed: Double?, actual: Double)
  /// A gradient that is right for what is at hand, zeros or ones perhaps, and wrong for a dense random ∂E/∂y or
  /// for other inputs: the first wrong entry with those.
  case rightByChance(Chance, at: [Int], claimed: Double, actual: Double)
  /// The first entry in which the two differ, where both are no more than rounding leaves of zero.
  case undecidable(at: [Int], claimed: Double, actual: Double)
  /// No entry differs, and none was ever other than 0: nothing was tried.
  case untried
  case wrongShape(claimed: Shape, actual: Shape)

  /// What was at hand by chance.
  public enum Chance: Hashable, Sendable {
    case upstream, inputs
  }

  /// The verdict on a claimed gradient; all gradients of the derivation are set in `values`.
  public static func ofGradient(
    _ claim: Expression, _ derivation: Derivation, _ values: Valuation
  ) -> ClaimVerdict? {
    ClaimWork(gradient: claim, derivation, values).judged()
  }

  /// The verdict on claimed entries of the Jacobian; a Jacobian with very many is compared at evenly
  /// spread ones.
  public static func ofEntries(
    _ claim: EntryClaim, _ derivation: Derivation, _ values: Valuation
  ) -> ClaimVerdict? {
    ClaimWork(entries: claim, derivation, values).judged()
  }
}

/// Reads a claimed gradient: a formula of the program's names, with `dE_dy` for ∂E/∂y.
public enum GradientClaim {
  /// The claimed expression; throws where a name is not known or shapes do not fit.
  public static func expression(
    _ syntax: Syntax, program: Program, output: Variable, variable: Variable,
    elaboration: Elaboration
  ) throws(Elaboration.Mistake) -> Expression {
    let derivation = Derivation.deriving(output, by: variable, in: program)
    var elaboration = elaboration
    for gradient in derivation.links.map(\.gradient) + [derivation.upstream].compactMap({ $0 }) {
      elaboration.names[gradient.plainName] = gradient
    }
    return try elaboration.expression(syntax)
  }
}
