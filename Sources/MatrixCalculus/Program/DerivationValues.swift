import TensorCore

/// Numbers for a derivation: gradients of all links, Jacobians entry by entry.
extension Valuation {
  /// Sets the gradient of every link, and ∂E/∂output where the output is no scalar.
  ///
  /// Each is evaluated in its matrix form where it has one, else as its sum of products. `upstream` is
  /// left out for a scalar output. Cost: that of one backward pass.
  public mutating func setGradients(of derivation: Derivation, upstream: Tensor?) {
    if let variable = derivation.upstream { self[variable] = upstream }
    for link in derivation.links {
      self[link.gradient] = gradient(of: link)
    }
  }

  /// All values of another derivation that has the same inputs, its gradients set.
  ///
  /// Cost: that of one forward and one backward pass.
  public func values(of derivation: Derivation, upstream: Tensor?) -> Valuation {
    let inputs = derivation.program.inputs.compactMap { input in
      self[input].map { (input, $0) }
    }
    var values = Valuation(
      derivation.program,
      inputs: Dictionary(inputs, uniquingKeysWith: { first, _ in first }))
    values.setGradients(of: derivation, upstream: upstream)
    return values
  }

  /// The gradient of one link, from the gradients of the links before it.
  public func gradient(of link: Link) -> Tensor {
    if let form = link.closedForm { return evaluate(form) }
    guard let last = link.steps.last else {
      return Tensor(repeating: 0, shape: link.variable.shape)
    }
    return last.form.evaluated(evaluate)
  }

  /// What stands behind a factor of a link's forms: numbers, or a Jacobian read entry by entry.
  public func source(of label: Expression, in link: Link) -> EntryEvaluator.Source {
    if case .variable(let variable) = label, variable.role == .jacobian,
      let contribution = link.contributions.first(where: { $0.jacobianName == variable })
    {
      return .structured(
        evaluator(of: contribution.jacobian, pattern: contribution.pattern, in: link))
    }
    return .dense(evaluate(label))
  }

  /// Reads entries of a structured tensor of a link; `pattern` is where it is known to be zero.
  public func evaluator(
    of tensor: StructuredTensor<Expression>, pattern: SparsityPattern? = nil, in link: Link
  ) -> EntryEvaluator {
    var known: [Expression: EntryEvaluator.Source] = [:]
    return EntryEvaluator(tensor, pattern: pattern) { label in
      if let source = known[label] { return source }
      let source = source(of: label, in: link)
      known[label] = source
      return source
    }
  }
}
