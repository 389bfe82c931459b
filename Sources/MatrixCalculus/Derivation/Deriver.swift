import TensorCore

/// Makes the derivation of one variable by another: the links, and each link's Jacobians.
///
/// The cost depends on the number of operations in the program, never on the extents.
extension Derivation {
  /// A Jacobian through many statements is composed as long as it takes fewer factors than this to write.
  private static let factorLimit = 2_000

  /// Derives `output` by `variable`, both variables of `program`, by the rows of `rules`.
  ///
  /// Where the output does not depend on the variable, the gradient is zero and the last link has no
  /// contribution.
  public static func deriving(
    _ output: Variable, by variable: Variable, in program: Program,
    rules: RuleTable = .standard
  ) -> Derivation {
    deriving(output, by: variable, in: program, rules: rules, isShortest: true)
  }

  /// The same, its gradients as they come where nobody reads them: `isShortest` is false.
  static func deriving(
    _ output: Variable, by variable: Variable, in program: Program, rules: RuleTable,
    isShortest: Bool
  ) -> Derivation {
    let program = ContractionNaming.named(program)
    let deriver = Deriver(
      program: program, output: output, variable: variable, rules: rules, isShortest: isShortest)
    let links = deriver.links()
    var jacobian = deriver.jacobian(limit: factorLimit)
    let closedForm = deriver.closedForm(links, jacobian)
    // Where all cancels, whatever ∂E/∂y is, no entry is left.
    if closedForm?.isZero == true { jacobian?.terms = [] }
    let pattern = jacobian.map {
      SparsityPattern($0, definitions: deriver.definitions(besides: variable))
    }
    return Derivation(
      program: program, output: output, variable: variable, scalar: deriver.scalar,
      upstream: deriver.upstream, links: links, jacobian: jacobian, pattern: pattern,
      closedForm: closedForm)
  }
}

/// The parts of a derivation that all links share.
struct Deriver {
  let program: Program
  let output: Variable
  let variable: Variable
  let scalar: String
  let upstream: Variable?
  let rules: RuleTable
  /// Whether closed forms are made as short as may be.
  let isShortest: Bool
  private let names: [Expression: Variable]

  /// A closed form of more operations than this is none.
  private static let sizeLimit = 2_000

  init(
    program: Program, output: Variable, variable: Variable, rules: RuleTable, isShortest: Bool
  ) {
    self.isShortest = isShortest
    self.program = program
    self.rules = rules
    self.output = output
    self.variable = variable
    let taken = Set((program.inputs + program.statements.map(\.variable)).map(\.name))
    scalar =
      output.shape.isScalar
      ? output.name : ["E", "L", "J", "C"].first { !taken.contains($0) } ?? "E'"
    upstream = output.shape.isScalar ? nil : .gradient(of: scalar, by: output)
    names = Dictionary(
      program.statements.map { ($0.expression, $0.variable) },
      uniquingKeysWith: { first, _ in first })
  }

  /// From the output back to the variable.
  func links() -> [Link] {
    let dependents = program.dependents(on: variable)
    let sources = program.sources(of: output)
    let path = program.statements.filter {
      dependents.contains($0.variable) && sources.contains($0.variable) && $0.variable != variable
    }
    let between = path.map(\.variable).filter { $0 != output }
    var supply = IndexSupply()
    return (between.reversed() + [variable]).map { target in
      let moved = program.dependents(on: target).subtracting([target])
      let ways = path.map(\.variable).filter(moved.contains)
      let contributions = path.filter { $0.expression.contains(target) }.map {
        contribution(of: $0, to: target, beside: ways, &supply)
      }
      return Link(
        target, gradient: .gradient(of: scalar, by: target), contributions: contributions,
        isShortest: isShortest)
    }
  }

  /// The Jacobian through everything in between; nil where it would take more than
  /// `limit` factors to write.
  func jacobian(limit: Int) -> StructuredTensor<Expression>? {
    var calculus = IndexCalculus(rules: rules, names: names)
    calculus.definitions = definitions(besides: variable)
    calculus.budget = limit
    let tensor = jacobian(of: .variable(output), by: variable, &calculus)
    guard calculus.budget > 0 else { return nil }
    return tensor.mapLabels { $0.writingOut(program) }
  }

  /// What the program's names stand for, all but one.
  func definitions(besides variable: Variable) -> [Variable: Expression] {
    var definitions = Dictionary(
      program.statements.map { ($0.variable, $0.expression) },
      uniquingKeysWith: { first, _ in first })
    definitions[variable] = nil
    return definitions
  }

  /// The last link's closed form with the gradients of the links before it written out, or, of a scalar,
  /// its Jacobian's where that is shorter to read.
  func closedForm(_ links: [Link], _ jacobian: StructuredTensor<Expression>?) -> Expression? {
    let whole = output.shape.isScalar ? jacobian.flatMap(form) : nil
    let forms = [substitutedForm(links), composedForm(links), whole].compactMap { $0 }
    let all = forms.compactMap(written)
    guard isShortest else { return all.min { $0.weight < $1.weight } }
    return Expression.shortest(of: all, naming: program.assigned)
  }

  /// The gradients' matrix forms put into one another.
  private func substitutedForm(_ links: [Link]) -> Expression? {
    var known: [Variable: Expression] = [:]
    for link in links {
      guard let form = link.closedForm else { return nil }
      known[link.gradient] = form.replacing { node in
        guard case .variable(let variable) = node else { return nil }
        return known[variable]
      }
    }
    return known[Variable.gradient(of: scalar, by: variable)]
  }

  /// The matrix form of the gradients' sums of products put into one another.
  private func composedForm(_ links: [Link]) -> Expression? {
    guard links.count > 1, let sum = Composition.gradient(of: links) else { return nil }
    return form(sum)
  }

  private func form(_ sum: StructuredTensor<Expression>) -> Expression? {
    guard let summands = ClosedForm.summands(sum) else { return nil }
    return ClosedForm.sum(ClosedForm.factored(summands), shape: variable.shape)
  }

  /// The form in terms of inputs and the names that a person gave; nil where it is too long to be read.
  private func written(_ form: Expression) -> Expression? {
    guard form.size <= Self.sizeLimit else { return nil }
    let written = form.writingOut(program)
    guard written.size <= Self.sizeLimit else { return nil }
    return written.simplified.naming(names.filter { $0.value.role != .contraction }).simplified
  }

  /// One statement's part in a gradient, what else in it `target` moves (`ways`) held fixed.
  ///
  /// No index of it is one of another part's.
  private func contribution(
    of statement: Program.Statement, to target: Variable, beside ways: [Variable],
    _ supply: inout IndexSupply
  ) -> Link.Contribution {
    var calculus = IndexCalculus(rules: rules, supply: supply, names: names)
    defer { supply = calculus.supply }
    let jacobian = jacobian(of: statement.expression, by: target, &calculus)
    let isOutput = statement.variable == output
    calculus.names[statement.expression] = nil
    let out = Array(jacobian.free.prefix(statement.variable.shape.rank))
    let value = StructuredTensor(
      free: out, terms: calculus.value(statement.expression, at: out.map(IndexForm.init)))
    let held = ways.filter { statement.expression.contains($0) }
    return Link.Contribution(
      statement: statement,
      jacobianName: .jacobian(of: statement.variable, by: target, holding: held),
      jacobian: jacobian,
      pattern: SparsityPattern(jacobian, definitions: definitions(besides: target)),
      upstream: isOutput ? upstream : .gradient(of: scalar, by: statement.variable),
      forward: Lettering.lettered(
        value.collected, variable: target, letters: Lettering.variable))
  }

  private func jacobian(
    of expression: Expression, by target: Variable, _ calculus: inout IndexCalculus
  ) -> StructuredTensor<Expression> {
    let out = calculus.supply.indices(for: expression.shape, letters: Lettering.output)
    let axes = calculus.supply.indices(for: target.shape, letters: Lettering.variable)
    let terms = calculus.derivative(
      of: expression, at: out.map(IndexForm.init), by: target, axes: axes
    ).filter { term in
      // A sum over nothing is zero.
      term.bound.allSatisfy { $0.extent > 0 }
    }
    return Lettering.lettered(
      StructuredTensor(free: out + axes, terms: terms).simplified, variable: target,
      letters: Lettering.variable)
  }
}

extension Expression {
  /// The expression with every node that has one of these names replaced by it.
  func naming(_ names: [Expression: Variable]) -> Expression {
    replacing { names[$0].map(Expression.variable) }
  }
}
