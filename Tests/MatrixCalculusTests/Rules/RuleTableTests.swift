import MatrixCalculus
import TensorCore
import Testing

/// Every row of the table broken on purpose: the certificate fails wherever the numbers are wrong.
///
/// The rows are walked, not listed: a new operation does not compile without an example, and the
/// example is broken here.
struct RuleTableTests {
  struct Sabotage: Sendable {
    enum Kind: CaseIterable, Sendable { case sign, factor, transposed, dropped, invented }

    let kind: Kind
    /// The term, or the argument, that it strikes.
    let place: Int

    static let all = Kind.allCases.flatMap { kind in
      (0..<3).map { Sabotage(kind: kind, place: $0) }
    }
  }

  @Test(arguments: RuleExample.all) func theRightRowIsCertified(example: RuleExample) throws {
    let trial = try Trial(example, .standard)
    #expect(trial.certificate.verdict == .passed, "\(trial.certificate.words): \(example)")
  }

  @Test(arguments: RuleExample.all) func aBrokenRowIsNoticed(example: RuleExample) throws {
    let right = try Trial(example, .standard)
    var noticed = 0
    for sabotage in Sabotage.all {
      let broken = RuleTable.standard.replacing(where: { $0.isRow(of: example.operation) }) {
        $0.broken(sabotage)
      }
      let trial = try Trial(example, broken)
      // A transposed index may be the same sum: then the row is not wrong.
      guard !trial.gradient.isClose(to: right.gradient) else { continue }
      noticed += 1
      #expect(trial.certificate.verdict == .failed, "\(sabotage) of \(example)")
    }
    #expect(noticed > 0, "no sabotage of \(example) changes a number")
  }

  @Test func everyKindHasAnExample() {
    #expect(Set(RuleExample.all.map(\.operation.kind)) == Set(RuleKind.allCases))
  }
}

/// ∂E/∂A of an example, made by a table of rules, with its certificate.
private struct Trial {
  let gradient: Tensor
  let certificate: Certificate

  init(_ example: RuleExample, _ rules: RuleTable) throws {
    let output = Variable("y", shape: example.expression.shape, role: .assigned)
    let program = Program(
      inputs: example.expression.variables, statements: [.init(output, example.expression)])
    let derivation = Derivation.deriving(output, by: RuleExample.A, in: program, rules: rules)
    var inputs: [Variable: Tensor] = [:]
    for (seed, input) in program.inputs.enumerated() {
      let random = RandomNumbers(seed: UInt64(seed + 7))
      inputs[input] = Tensor(shape: input.shape) { 0.3 + random.uniform(at: $0) }
    }
    var values = Valuation(derivation.program, inputs: inputs)
    let random = RandomNumbers(seed: 99)
    let upstream = derivation.upstream.map { variable in
      Tensor(shape: variable.shape) { random.normal(at: $0) }
    }
    values.setGradients(of: derivation, upstream: upstream)
    gradient = try #require(values[.gradient(of: derivation.scalar, by: RuleExample.A)])
    certificate = Certificate.certifying(derivation, values)
  }
}

extension Operation {
  /// Whether the two have one row: entry-by-entry functions have one each.
  fileprivate func isRow(of other: Operation) -> Bool {
    if case .function = self { return self == other }
    return kind == other.kind
  }
}

extension Rule.Derivative {
  fileprivate func broken(_ sabotage: RuleTableTests.Sabotage) -> Rule.Derivative {
    switch self {
    case .multilinear(let form):
      return .multilinear { shapes, out, supply in
        Self.broken(form(shapes, out, &supply), sabotage)
      }
    case .entrywise(let partials):
      return .entrywise { node, arguments in
        Self.broken(partials(node, arguments), sabotage)
      }
    case .structured(let local):
      return .structured { node, arguments, out, supply in
        var sums = local(node, arguments, out, &supply)
        sums[0] = Self.broken(sums[0], out, sabotage)
        return sums
      }
    }
  }

  private static func broken(_ terms: [Term<Int>], _ sabotage: RuleTableTests.Sabotage)
    -> [Term<Int>]
  {
    guard sabotage.place < terms.count else {
      return terms.isEmpty && sabotage.kind == .invented ? [Term(coefficient: 3)] : terms
    }
    var terms = terms
    switch sabotage.kind {
    case .sign: terms[sabotage.place].coefficient *= -1
    case .factor: terms[sabotage.place].coefficient *= 2
    case .transposed:
      terms[sabotage.place].factors = terms[sabotage.place].factors.map {
        Factor($0.label, $0.subscripts.reversed())
      }
    case .dropped: terms.remove(at: sabotage.place)
    case .invented: terms.append(terms[sabotage.place])
    }
    return terms
  }

  private static func broken(_ partials: [Expression?], _ sabotage: RuleTableTests.Sabotage)
    -> [Expression?]
  {
    guard sabotage.place < partials.count else { return partials }
    var partials = partials
    let own = partials[sabotage.place]
    switch sabotage.kind {
    case .sign: partials[sabotage.place] = own.map { -$0 }
    case .factor: partials[sabotage.place] = own.map { 2 * $0 }
    case .transposed: partials[sabotage.place] = own?.transposed
    case .dropped: partials[sabotage.place] = nil
    case .invented: partials[sabotage.place] = own.map { $0 + 1 } ?? 1
    }
    return partials
  }

  private static func broken(
    _ terms: [Rule.LocalTerm], _ out: [Index], _ sabotage: RuleTableTests.Sabotage
  ) -> [Rule.LocalTerm] {
    guard sabotage.place < terms.count else {
      return terms.isEmpty && sabotage.kind == .invented
        ? [Rule.LocalTerm(Term(), at: out)] : terms
    }
    var terms = terms
    switch sabotage.kind {
    case .sign: terms[sabotage.place].derivative.coefficient *= -1
    case .factor: terms[sabotage.place].derivative.coefficient *= 2
    case .transposed: terms[sabotage.place].at.reverse()
    case .dropped: terms.remove(at: sabotage.place)
    case .invented: terms.append(terms[sabotage.place])
    }
    return terms
  }
}
