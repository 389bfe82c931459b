import MatrixCalculus
import TensorCore

/// One derivative with all that is printed of it.
struct DerivationReport {
  /// The program as it was written, without names for what is split off.
  let program: Program
  let derivation: Derivation
  /// The numbers behind every name, gradients among them.
  let values: Valuation
  let certificate: Certificate
  /// What somebody claims the gradient to be, with the verdict.
  private(set) var claim: (text: String, verdict: ClaimVerdict)?

  /// Derives, evaluates and certifies; the first values of `program` are those of `inputs`.
  init(
    _ derivation: Derivation, of program: Program, inputs: [Variable: Tensor], upstream: Tensor?,
    seed: Int
  ) {
    self.program = program
    self.derivation = derivation
    var values = Valuation(derivation.program, inputs: inputs)
    values.setGradients(of: derivation, upstream: derivation.upstream == nil ? nil : upstream)
    self.values = values
    certificate = Certificate.certifying(derivation, values, seed: seed)
  }

  /// The gradient derived once more by the same variable, its upstream seeded; nil where the output is no
  /// scalar, or the gradient has no closed form that its certificate lets stand.
  func second(seed: Int) -> DerivationReport? {
    guard closedForm != nil, let (second, extended) = derivation.second(in: program) else {
      return nil
    }
    let inputs = Dictionary(
      program.inputs.compactMap { input in values[input].map { (input, $0) } },
      uniquingKeysWith: { first, _ in first })
    let upstream = DeriveInputs.random("∂E/∂\(second.output.name)", second.output.shape, seed: seed)
    return DerivationReport(
      second, of: extended, inputs: inputs, upstream: upstream, seed: seed)
  }

  /// Why there is no second derivative of a scalar.
  var reasonForNoHessian: String {
    certificate.verdict == .failed
      ? "the closed form of \(gradientName.name) is withheld, the certificate failed"
      : "\(gradientName.name) has no closed form that could be derived once more"
  }

  mutating func judge(_ claim: Expression, text: String) {
    self.claim = ClaimVerdict.ofGradient(claim, derivation, values).map { (text, $0) }
  }

  /// What the derivation gave a name, because the program has none for it: `z = X @ A + b`.
  var named: [Program.Statement] {
    derivation.program.statements.filter { $0.variable.role == .contraction }
  }

  /// Everything that has a name in the derivation.
  var variables: [Variable] {
    program.inputs + (program.statements + named).map(\.variable)
  }

  /// The notation in which no name of the program means anything else.
  func free(_ notation: ExpressionNotation) -> ExpressionNotation {
    notation.avoiding(variables.map(\.name))
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

  /// The Jacobian as a formula, an einsum where it has no matrix form; withheld where the certificate failed.
  ///
  /// Cost: nothing where the certificate compared it, else a search for the shortest form each time.
  var jacobianForm: Expression? {
    certificate.verdict == .failed ? nil : certificate.jacobianForm ?? derivation.jacobianForm
  }

  /// A shorter closed form that holds on these numbers, because of what is true of an input.
  var specialForm: SpecialForm? {
    derivation.specialForm(of: program.inputs, on: values, certifiedBy: certificate)
  }

  /// The same of the Jacobian's form.
  func specialForm(of jacobianForm: Expression) -> SpecialForm? {
    derivation.specialForm(of: jacobianForm, program.inputs, on: values, certifiedBy: certificate)
  }

  /// Whether everything that was asked is right, as far as the numbers can say.
  var isRight: Bool { certificate.verdict != .failed && claim?.verdict.holds != false }

  /// Reads entries of the Jacobian; nil where it was not composed.
  func jacobianEntries() -> EntryEvaluator? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    return values.evaluator(of: jacobian, pattern: derivation.pattern, in: link)
  }

  var cost: JacobianCost? {
    derivation.jacobian.map {
      JacobianCost($0, pattern: derivation.pattern, outputRank: output.shape.rank)
    }
  }

  /// The Jacobian as a matrix of Kronecker products; nil where it has no such form, or the layout is none
  /// of vec.
  func kroneckerForm(_ layout: JacobianLayout) -> KroneckerForm? {
    guard let jacobian = derivation.jacobian else { return nil }
    switch layout {
    case .numerator, .denominator: return nil
    case .vecColumn, .vecRow:
      return KroneckerForm(
        jacobian, outputRank: output.shape.rank, isByColumns: layout == .vecColumn)
    }
  }

  /// Entries that no delta makes zero and that are 0 on these numbers; nil where too many would have to
  /// be read.
  var zerosAmongNumbers: Int? {
    guard let cost, let entries = jacobianEntries(), cost.entries <= Self.countedEntries,
      cost.entries <= Self.countedProducts / max(1, entries.productsPerEntry)
    else { return nil }
    return (0..<cost.entries).count { position in
      let place = entries.shape.coordinates(of: position)
      return !entries.isStructuralZero(at: place) && entries.entry(at: place) == 0
    }
  }

  /// `zero unless j = l: 24 of 48 left`; `4 of 4 entries not struck out`, where no condition says it.
  ///
  /// What deltas strike out is one thing, and numbers that happen to be 0 are another.
  static func counts(_ pattern: SparsityPattern) -> String {
    let condition = pattern.condition(countingFrom: 1).text
    let count = "\(pattern.nonzeroCount) of \(pattern.entryCount)"
    return condition.isEmpty
      ? "\(count) entries not struck out" : "zero unless \(condition): \(count) left"
  }

  private static let countedEntries = 100_000
  private static let countedProducts = 10_000_000

  /// What the Jacobian is as the matrix of a layout, row by row where that is none of vec; in denominator
  /// layout a row an input.
  func structureText(_ layout: JacobianLayout = .vecRow) -> String? {
    guard var jacobian = derivation.jacobian else { return nil }
    var rows = output.shape.rank
    if layout == .denominator {
      jacobian.free = Array(jacobian.free.dropFirst(rows)) + jacobian.free.prefix(rows)
      rows = variable.shape.rank
    }
    let structure = JacobianStructure(
      jacobian, pattern: derivation.pattern, outputRank: rows, isByColumns: layout == .vecColumn)
    return structure.text(in: free(.unicode))
  }
}

extension ClaimVerdict {
  var holds: Bool {
    switch self {
    case .holds, .holdsWhere: true
    case .wrong, .rightByChance, .undecidable, .untried, .wrongShape: false
    }
  }
}
