import TensorCore

/// The second derivative of a scalar: how it is told, and what certifies it.
public struct Hessian: Hashable, Sendable {
  /// The scalar's gradient.
  public let first: Derivation
  /// The gradient's closed form derived once more, as any tensor is.
  public let second: Derivation
  /// The links of the gradient, and then one that ends in ∂²E/∂x².
  ///
  /// Its output is the gradient ∂E/∂x, its Jacobian ∂²E/∂x² [k…, l…], the gradient's axes first. The last
  /// link has the gradient's closed form for its statement, and no chain rule.
  public let told: Derivation
}

extension Derivation {
  /// The Hessian of the output by the variable; `program` is the one that this derivation is of.
  ///
  /// Nil where the output is no scalar, the gradient has no closed form, or the Jacobian of that would be
  /// too long to be written.
  /// Source: Laue, Mitterreiter and Giesen (2018), section 4.
  public func hessian(in program: Program) -> Hessian? {
    guard let closedForm, let (second, _) = second(in: program), let jacobian = second.jacobian,
      let pattern = second.pattern
    else { return nil }
    let gradient = Variable.gradient(of: scalar, by: variable)
    let contribution = Link.Contribution(
      statement: Program.Statement(gradient, closedForm),
      jacobianName: .hessian(of: scalar, by: variable), jacobian: jacobian, pattern: pattern,
      upstream: nil,
      forward: value(of: closedForm, at: Array(jacobian.free.prefix(variable.shape.rank))))
    let link = Link(
      hessian: contribution, of: variable, matrixForm: second.jacobianClosedForm)
    let told = Derivation(
      program: self.program, output: gradient, variable: variable, scalar: scalar, upstream: nil,
      links: links + [link], jacobian: jacobian, pattern: pattern, closedForm: nil)
    return Hessian(first: self, second: second, told: told)
  }

  /// The gradient in index form, named parts by their names.
  private func value(of form: Expression, at out: [Index]) -> StructuredTensor<Expression> {
    var calculus = IndexCalculus(
      supply: IndexSupply(startingAt: (out.map(\.id).max() ?? 0) + 1),
      names: Dictionary(
        program.statements.map { ($0.expression, $0.variable) },
        uniquingKeysWith: { first, _ in first }))
    let terms = calculus.value(form, at: out.map(IndexForm.init))
    return Lettering.lettered(
      StructuredTensor(free: out, terms: terms).collected, variable: variable,
      letters: Lettering.variable)
  }
}

extension Link {
  /// A link that ends in the Jacobian of a gradient: forward, jacobian, sparsity, closed form.
  fileprivate init(
    hessian contribution: Contribution, of variable: Variable, matrixForm: Expression?
  ) {
    var writer = StepWriter(
      variable: variable, gradient: contribution.jacobianName, contributions: [contribution])
    writer.writeHessian(contribution, matrixForm)
    self.init(
      variable: variable, gradient: contribution.jacobianName, contributions: [contribution],
      steps: writer.steps, closedForm: matrixForm, letters: writer.letters)
  }

  /// Whether the link is told for its Jacobian and contracts it with nothing: that of a Hessian.
  public var endsInJacobian: Bool { gradient.role == .jacobian }
}

extension StepWriter {
  fileprivate mutating func writeHessian(
    _ contribution: Link.Contribution, _ matrixForm: Expression?
  ) {
    open(contribution)
    letter()
    let sum = contribution.jacobian
    letters[gradient] = sum.free.map(\.letter)
    guard let form = matrixForm else {
      let structure = JacobianStructure(
        sum, pattern: contribution.pattern, outputRank: variable.shape.rank)
      let side = variable.shape.count
      if case .kroneckerProduct = structure {
        add(
          .closedForm, gradient, Equation(.name(gradient), .words(structure.text)),
          Words.hessianAsMatrix(side), sum, sum.multiplications)
      } else {
        add(
          .closedForm, gradient, .entries(of: gradient, sum), Words.noMatrixForm, sum,
          sum.multiplications)
      }
      return
    }
    if let rule = form.recognitionRule {
      let entry = Equation.Side.entry(gradient, sum.free)
      let middle = MatrixProductStep.entries(of: form, sum, sum.free)
      add(
        rule, gradient, Equation([entry, middle, .entryOf(form, sum.free)].compactMap { $0 }),
        Words.recognised(rule, sum.shape), sum, form.multiplications, matrixForm: form)
    }
    add(
      .closedForm, gradient, equation(form), Words.hessian(variable), sum, form.multiplications,
      matrixForm: form)
  }
}
