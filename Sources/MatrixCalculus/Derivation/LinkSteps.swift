import TensorCore

/// The steps of a link, made by rewriting: nothing here knows which formula it is about.
extension Link {
  init(
    _ variable: Variable, gradient: Variable, contributions: [Contribution],
    isShortest: Bool = true
  ) {
    var writer = StepWriter(variable: variable, gradient: gradient, contributions: contributions)
    writer.isShortest = isShortest
    writer.write()
    self.init(
      variable: variable, gradient: gradient, contributions: contributions, steps: writer.steps,
      closedForm: writer.closedForm, letters: writer.letters)
  }
}

extension Link {
  /// A Jacobian through several links as a link of its own; `last` has the letters of what it reads.
  init(telling whole: Contribution, after last: Link) {
    var writer = StepWriter(
      variable: last.variable, gradient: last.gradient, contributions: [whole])
    writer.tell(whole)
    self.init(
      variable: last.variable, gradient: last.gradient, contributions: [whole],
      steps: writer.steps, closedForm: nil,
      letters: last.letters.merging(writer.letters) { _, own in own })
  }
}

/// Rewrites a gradient step by step, and keeps what it wrote.
struct StepWriter {
  let variable: Variable
  let gradient: Variable
  let contributions: [Link.Contribution]
  var steps: [Step] = []
  var closedForm: Expression?
  var letters: [Variable: [String]] = [:]
  /// Whether the closed form is made as short as may be.
  var isShortest = true

  /// A sum with more factors than this loses its deltas in one step, not one by one.
  private static let walkableFactors = 100

  init(variable: Variable, gradient: Variable, contributions: [Link.Contribution]) {
    self.variable = variable
    self.gradient = gradient
    self.contributions = contributions
  }

  /// The axes of the gradient, shared by all contributions.
  var axes: [Index] {
    guard let first = contributions.first else {
      return variable.shape.extents.enumerated().map {
        Index(id: $0.offset, extent: $0.element, letter: Lettering.variable[$0.offset])
      }
    }
    return Array(first.jacobian.free.suffix(variable.shape.rank))
  }

  mutating func write() {
    for contribution in contributions { open(contribution) }
    letter()
    var sum = chainRule()
    sum = distribute(sum)
    sum = collapse(sum)
    sum = collect(sum)
    recognise(sum)
  }

  /// A Jacobian whose parts have been told.
  mutating func tell(_ whole: Link.Contribution) {
    open(whole)
    steps.removeAll { $0.rule == .forward }
    letter()
  }

  /// Forward, Jacobian and its sparsity.
  mutating func open(_ contribution: Link.Contribution) {
    let output = contribution.statement.variable
    let out = Array(contribution.forward.free)
    let name = contribution.jacobianName
    let form = contribution.jacobian
    add(
      .forward, output, forward(contribution, out), Words.forward(contribution),
      contribution.forward, contribution.forward.multiplicationsWithFactors)
    let entry = Equation.Side.entry(name, form.free)
    let entries = Equation(entry, .sum(form, sorted: true))
    guard !output.shape.isScalar else {
      return add(.jacobian, name, entries, Words.jacobian(contribution), form, nil)
    }
    add(
      .jacobian, name, Equation(entry, .quotient(output, out, by: variable, axes)),
      Words.jacobian(contribution), form, nil)
    add(.sparsity, name, entries, Words.sparsity(contribution), form, nil)
  }

  /// y[i,j] = Σₖ X[i,k]·A[k,j]; an inverse is told by what it does, A·B = I.
  private func forward(_ contribution: Link.Contribution, _ out: [Index]) -> Equation {
    let statement = contribution.statement
    if case .apply(.inverse, let arguments, let shape) = statement.expression {
      return Equation(
        .matrix(arguments[0].matrixProduct(.variable(statement.variable))),
        .matrix(.known(.identity(shape.extents[0]), [])))
    }
    let formula = ForwardFormula(variable: variable, letters: axes.map(\.letter))
    return Equation(
      .entry(statement.variable, out), .value(statement.expression, formula, out))
  }

  /// ∂E/∂A = Σ ∂E/∂y · ∂y/∂A, each Jacobian under its name.
  private mutating func chainRule() -> StructuredTensor<Expression> {
    var named: [Term<Expression>] = []
    var written: [Term<Expression>] = []
    for contribution in contributions {
      let out = Array(contribution.jacobian.free.dropLast(variable.shape.rank))
      let own = Array(contribution.jacobian.free.suffix(variable.shape.rank))
      let upstream = contribution.upstream.map {
        Factor<Expression>(.variable($0), indices: out)
      }
      let bound = contribution.upstream == nil ? [] : out
      let jacobian = Factor<Expression>(
        .variable(contribution.jacobianName), indices: contribution.jacobian.free)
      let factors = upstream.map { [$0] } ?? []
      func onAxes(_ term: Term<Expression>) -> Term<Expression> {
        zip(own, axes).reduce(term) { $0.substituting($1.0, by: IndexForm($1.1)) }
      }
      named.append(onAxes(Term(factors: factors + [jacobian], bound: bound)))
      written += contribution.jacobian.terms.map {
        onAxes(Term(factors: factors, bound: bound).multiplied(by: $0))
      }
    }
    let sum = StructuredTensor(free: axes, terms: named)
    if contributions.contains(where: { $0.upstream != nil }) {
      add(
        .chainRule, gradient, Equation(left, .sum(sum)),
        Words.chainRule(contributions),
        sum, sum.multiplicationsWithFactors)
    }
    return StructuredTensor(free: axes, terms: written)
  }

  /// Where a Jacobian has several terms, the product with each of them.
  private mutating func distribute(_ sum: StructuredTensor<Expression>)
    -> StructuredTensor<Expression>
  {
    guard sum.terms.count > contributions.count,
      contributions.contains(where: { $0.upstream != nil })
    else { return sum }
    add(
      .distribute, gradient, Equation(left, .sum(sum)), Words.distribute, sum,
      sum.multiplicationsWithFactors)
    return sum
  }

  /// One delta after the other ends a sum.
  private mutating func collapse(_ start: StructuredTensor<Expression>)
    -> StructuredTensor<Expression>
  {
    var sum = start
    guard sum.terms.reduce(0, { $0 + $1.factors.count }) <= Self.walkableFactors else {
      return collapseAtOnce(sum)
    }
    for place in sum.terms.indices {
      while let collapse = sum.terms[place].firstCollapse {
        sum.terms[place] = sum.terms[place].applying(collapse)
        if let settled = sum.terms[place].withoutSettledDeltas { sum.terms[place] = settled }
        add(
          .delta, gradient, Equation(left, .sum(sum)), Words.delta(collapse), sum,
          sum.multiplicationsWithFactors, collapse: collapse)
      }
    }
    return sum.collapsed
  }

  /// All deltas in one step, for sums that nobody would walk through.
  private mutating func collapseAtOnce(_ sum: StructuredTensor<Expression>)
    -> StructuredTensor<Expression>
  {
    let collapsed = sum.collapsed
    if collapsed != sum {
      add(
        .delta, gradient, Equation(left, .sum(collapsed)), Words.deltas, collapsed,
        collapsed.multiplicationsWithFactors)
    }
    return collapsed
  }

  private mutating func collect(_ sum: StructuredTensor<Expression>)
    -> StructuredTensor<Expression>
  {
    let collected = sum.simplified
    if collected != sum {
      add(
        .collect, gradient, Equation(left, .sum(collected)), Words.collect, collected,
        collected.multiplicationsWithFactors)
    }
    return collected
  }

  /// The matrix form, turned over first where the order of the factors says so.
  private mutating func recognise(_ sum: StructuredTensor<Expression>) {
    guard let summands = ClosedForm.summands(sum) else {
      add(
        .closedForm, gradient, Equation(left, .sum(sum)), Words.noMatrixForm, sum,
        sum.multiplicationsWithFactors)
      return
    }
    let sumOfForms = ClosedForm.sum(ClosedForm.factored(summands), shape: variable.shape).simplified
    let form = isShortest ? sumOfForms.shortest() : sumOfForms
    closedForm = form
    let multiplications = form.distinctMultiplications
    let unfactored = ClosedForm.sum(summands, shape: variable.shape)
    if let rule = unfactored.recognitionRule {
      let isTurned = readsBackwards(sum, unfactored)
      let shown = isTurned ? unfactored.transposed : unfactored
      var turned = sum
      if isTurned { turned.free.reverse() }
      let middle = MatrixProductStep.entries(of: shown, sum, turned.free)
      add(
        rule, gradient,
        Equation([left] + [middle].compactMap { $0 } + [.entryOf(shown, turned.free)]),
        Words.recognised(rule, variable.shape), turned, shown.distinctMultiplications,
        matrixForm: shown)
      if isTurned {
        add(
          .transpose, gradient,
          Equation(.name(gradient), .transposed(shown), .matrix(unfactored)),
          Words.transpose(unfactored, variable), sum, unfactored.distinctMultiplications,
          matrixForm: unfactored)
      }
      if unfactored != form {
        add(
          .factorOut, gradient, equation(form), Words.factorOut, sum, multiplications,
          matrixForm: form)
      }
    }
    add(
      .closedForm, gradient, equation(form), Words.closedForm(form, variable), sum, multiplications,
      matrixForm: form)
  }

  func equation(_ form: Expression) -> Equation {
    Equation(.name(gradient), .matrix(form))
  }

  /// Whether the factor that is written first stands last in the matrix product.
  private func readsBackwards(_ sum: StructuredTensor<Expression>, _ form: Expression) -> Bool {
    guard form.shape.rank == 2, sum.terms.count == 1, let first = sum.terms[0].factors.first
    else { return false }
    let chain = form.productChain
    guard chain.count > 1, let last = chain.last, let head = chain.first else { return false }
    return last.isTransposeOrSelf(of: first.label) && !head.isTransposeOrSelf(of: first.label)
  }

  private var left: Equation.Side { .entry(gradient, axes) }

  /// The letters of every tensor that the link shows.
  mutating func letter() {
    for contribution in contributions {
      let out = contribution.forward.free.map(\.letter)
      for term in contribution.forward.terms {
        for factor in term.factors {
          for variable in factor.label.variables where letters[variable] == nil {
            letters[variable] = Lettering.letters(of: variable, in: factor)
          }
        }
      }
      letters[contribution.statement.variable] = out
      if let upstream = contribution.upstream { letters[upstream] = out }
      letters[contribution.jacobianName] = contribution.jacobian.free.map(\.letter)
    }
    letters[variable] = axes.map(\.letter)
    letters[gradient] = axes.map(\.letter)
  }

  mutating func add(
    _ rule: StepRule, _ subject: Variable, _ equation: Equation, _ words: String,
    _ form: StructuredTensor<Expression>, _ multiplications: Int?, matrixForm: Expression? = nil,
    collapse: Term<Expression>.Collapse? = nil
  ) {
    steps.append(
      Step(
        rule: rule, subject: subject, equation: equation, words: words, form: form,
        matrixForm: matrixForm, multiplications: multiplications, collapse: collapse))
  }
}
