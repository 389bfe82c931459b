import TensorCore

/// Whether a claimed derivative is the true one on the numbers at hand, and where it is wrong first.
public enum ClaimVerdict: Equatable, Sendable {
  /// No compared entry differs; `compared` of `entries` were.
  case holds(compared: Int, entries: Int)
  /// The first wrong entry in row-major order, from zero; `claimed` is nil where the claim reads
  /// outside a tensor.
  case wrong(at: [Int], claimed: Double?, actual: Double)
  case wrongShape(claimed: Shape, actual: Shape)

  /// Entries compared at most.
  private static let limit = 1_000_000
  private static let tolerance = 1e-9

  /// The verdict on a claimed gradient; all gradients of the derivation are set in `values`.
  public static func ofGradient(
    _ claim: Expression, _ derivation: Derivation, _ values: Valuation
  ) -> ClaimVerdict {
    let actual =
      derivation.links.last.flatMap { values[$0.gradient] }
      ?? Tensor(repeating: 0, shape: derivation.variable.shape)
    guard claim.shape == actual.shape else {
      return .wrongShape(claimed: claim.shape, actual: actual.shape)
    }
    let claimed = values.evaluate(claim)
    let scale = actual.elements.reduce(1e-300) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    for position in 0..<actual.shape.count {
      guard agree(claimed[position: position], actual[position: position], scale) else {
        return .wrong(
          at: actual.shape.coordinates(of: position), claimed: claimed[position: position],
          actual: actual[position: position])
      }
    }
    return .holds(compared: actual.shape.count, entries: actual.shape.count)
  }

  /// Whether two entries are the same but for rounding; infinite ones and no numbers are themselves.
  private static func agree(_ claimed: Double, _ actual: Double, _ scale: Double) -> Bool {
    if claimed == actual || (claimed.isNaN && actual.isNaN) { return true }
    return (claimed - actual).magnitude <= tolerance * (scale.isFinite ? scale : 0)
  }

  /// The verdict on claimed entries of the Jacobian; a Jacobian with very many is compared at evenly
  /// spread ones.
  public static func ofEntries(
    _ claim: EntryClaim, _ derivation: Derivation, _ values: Valuation
  ) -> ClaimVerdict? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    let evaluator = values.evaluator(of: jacobian, in: link)
    let shape = jacobian.shape
    let step = max(1, shape.count / limit)
    for position in stride(from: 0, to: shape.count, by: step) {
      let coordinates = shape.coordinates(of: position)
      let actual = evaluator.entry(at: coordinates)
      let claimed = claim.value(at: coordinates, values)
      guard let claimed, agree(claimed, actual, max(1, actual.magnitude)) else {
        return .wrong(at: coordinates, claimed: claimed, actual: actual)
      }
    }
    return .holds(compared: min(shape.count, (shape.count + step - 1) / step), entries: shape.count)
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
