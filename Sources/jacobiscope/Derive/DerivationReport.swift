import MatrixCalculus
import TensorCore

/// One derivative with all that is printed of it.
nonisolated struct DerivationReport {
  /// The program as it was written, without names for what is split off.
  let program: Program
  let derivation: Derivation
  /// The numbers behind every name, gradients among them.
  let values: Valuation
  let certificate: Certificate
  let claim: ClaimVerdict?

  /// Derives, evaluates and certifies.
  init(
    _ output: Variable, by variable: Variable, in program: Program, inputs: [Variable: Tensor],
    upstream: Tensor?, seed: Int, claim: Expression?, claimText: String?
  ) {
    self.program = program
    derivation = Derivation.deriving(output, by: variable, in: program)
    var values = Valuation(derivation.program, inputs: inputs)
    values.setGradients(of: derivation, upstream: derivation.upstream == nil ? nil : upstream)
    self.values = values
    certificate = Certificate.certifying(derivation, values, seed: seed)
    self.claim = claim.flatMap { claim in
      derivation.links.last.map { link in
        ClaimVerdict(
          claimText ?? "", claimed: values.evaluate(claim), gradient: values[link.gradient])
      }
    }
  }

  var output: Variable { derivation.output }
  var variable: Variable { derivation.variable }

  /// ∂E/∂A as a name.
  var gradientName: Variable { .gradient(of: derivation.scalar, by: variable) }
  var gradient: Tensor? { values[gradientName] }

  /// The closed form, withheld where the certificate failed.
  var closedForm: Expression? {
    certificate.verdict == .failed ? nil : derivation.closedForm
  }

  /// Whether everything that was asked is right, as far as the numbers can say.
  var isRight: Bool { certificate.verdict != .failed && claim?.isRight != false }

  /// Reads entries of the Jacobian; nil where it was not composed.
  func jacobianEntries() -> EntryEvaluator? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    return values.evaluator(of: jacobian, in: link)
  }

  var structure: JacobianStructure? {
    derivation.jacobian.map { JacobianStructure($0, outputRank: output.shape.rank) }
  }
}
