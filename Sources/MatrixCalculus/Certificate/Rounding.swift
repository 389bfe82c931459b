import TensorCore

/// Rounding made visible: the same formula with each result moved by its last digit at random.
///
/// Source: J. Vignes, "A stochastic arithmetic for reliable scientific computation" (Mathematics and
/// Computers in Simulation 35, 1993).
extension Expression {
  /// The formula with the result of every operation multiplied by numbers next to 1.
  func rounded(_ random: inout SeededNumbers) -> Expression {
    guard case .apply(let operation, let arguments, let shape) = self else { return self }
    var inner: [Expression] = []
    for argument in arguments { inner.append(argument.rounded(&random)) }
    let result = Expression.apply(operation, Arguments(inner), shape)
    return result * .literal(.roundings(shape, &random))
  }
}

extension Derivation {
  /// Inputs, names, gradients by their closed forms and the whole closed form, each rounded at random.
  func roundedRoutes(_ values: Valuation, _ random: inout SeededNumbers) -> Evaluation {
    var moved = values
    for input in program.inputs {
      moved[input] = values[input].map { $0.zipped(.roundings($0.shape, &random), *) }
    }
    var routes: [(target: Expression, form: Expression)] = program.statements.map {
      (.variable($0.variable), $0.expression)
    }
    for link in links {
      if let form = link.closedForm { routes.append((.variable(link.gradient), form)) }
    }
    if let form = closedForm { routes.append((.closedForm(form), form)) }
    return Evaluation(
      moved, routes.map { .init($0.target, .expression($0.form.rounded(&random))) })
  }

  /// How far two such evaluations are apart, relative to the greatest entry of each gradient.
  func change(from rounded: Valuation, to other: Valuation) -> Double {
    let gradients = links.filter { $0.closedForm != nil }.map {
      Expression.variable($0.gradient)
    }
    let targets = gradients + (closedForm.map { [.closedForm($0)] } ?? [])
    return targets.reduce(0) { change, target in
      max(change, rounded.evaluate(target).change(to: other.evaluate(target)))
    }
  }
}

extension Tensor {
  /// Numbers within two units in the last place of 1.
  static func roundings(_ shape: Shape, _ random: inout SeededNumbers) -> Tensor {
    Tensor(shape: shape) { _ in 1 + 0x1p-51 * Double.random(in: -1...1, using: &random) }
  }

  /// The greatest change to another tensor of the shape, relative to the greatest entry; 0 where that is 0.
  func change(to other: Tensor) -> Double {
    var (greatest, change) = (0.0, 0.0)
    for (own, moved) in zip(elements, other.elements) where own.isFinite && moved.isFinite {
      greatest = max(greatest, own.magnitude)
      change = max(change, (own - moved).magnitude)
    }
    return greatest > 0 ? change / greatest : 0
  }
}
