import TensorCore

/// All numbers of a derivation as one evaluation in slices.
extension Evaluation {
  /// Inputs filled, every name of the program, the factors of each link's Jacobian, each link's gradient.
  ///
  /// Where the output is no scalar, gradients are known only with an `upstream`.
  public init(
    of derivation: Derivation, inputs: [Variable: InputNumbers], upstream: Tensor? = nil
  ) {
    var values = Valuation()
    var assignments: [Assignment] = []
    for variable in derivation.program.inputs {
      switch inputs[variable] {
      case .dense(let tensor): values[variable] = tensor
      case .generated(let tensor):
        assignments.append(.init(.variable(variable), .generated(tensor)))
      case nil: preconditionFailure("every input has numbers")
      }
    }
    if let variable = derivation.upstream { values[variable] = upstream }
    assignments += derivation.program.statements.map {
      Assignment(.variable($0.variable), .expression($0.expression))
    }
    let hasGradients = derivation.upstream == nil || upstream != nil
    for link in derivation.links {
      assignments += link.factors.map { Assignment($0, .expression($0)) }
      // Nothing grows with the entries of a Jacobian: it is read entry by entry.
      guard hasGradients, !link.endsInJacobian else { continue }
      assignments.append(Assignment(.variable(link.gradient), link.source))
    }
    if let whole = derivation.told.dropFirst(derivation.links.count).first {
      assignments += whole.factors.map { Assignment($0, .expression($0)) }
    }
    self.init(values, assignments)
  }
}

extension Link {
  /// The computed factors of the Jacobians, relu'(z) and no names: they are asked for at every frame.
  fileprivate var factors: [Expression] {
    var seen: [Expression] = []
    for term in contributions.flatMap(\.jacobian.terms) + contributions.flatMap(\.forward.terms) {
      for factor in term.factors {
        if case .apply = factor.label, !seen.contains(factor.label) { seen.append(factor.label) }
      }
    }
    return seen
  }

  /// What the gradient is computed from: its matrix form where it has one.
  var source: Evaluation.Source {
    if let closedForm { return .expression(closedForm) }
    guard let last = steps.last else {
      return .generated(GeneratedTensor(.constant(0), shape: variable.shape))
    }
    return .form(last.form)
  }
}
