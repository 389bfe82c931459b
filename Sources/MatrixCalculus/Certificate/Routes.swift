import TensorCore

/// The comparisons with differences, which entries and directions share.
struct Routes: Sendable {
  var closedForm: Comparison?
  var contraction = Comparison("contraction = differences")
  var jacobian: Comparison
  var jacobianForm: Comparison?

  init(hasClosedForm: Bool, hasJacobianForm: Bool, output: Variable) {
    jacobian = Comparison(
      "Jacobian = differences of y", title: "Jacobian = differences of \(output.name)")
    closedForm = hasClosedForm ? Comparison("closed form = differences") : nil
    jacobianForm =
      hasJacobianForm
      ? Comparison(
        "matrix form of the Jacobian = differences of y",
        title: "matrix form of the Jacobian = differences of \(output.name)") : nil
  }

  /// What the derivatives may come to, for where they are zero.
  mutating func setReference(_ reference: Double) {
    closedForm?.reference = reference
    contraction.reference = reference
    jacobian.reference = reference
  }

  /// The greatest of all values on the way, by which a gradient that is 0 by itself is measured.
  mutating func setHeight(_ height: Double) {
    closedForm?.height = height
    contraction.height = height
    jacobian.height = height
  }

  mutating func add(
    closed: Double?, contraction sum: Double, _ slope: (value: Double, error: Double),
    at coordinates: [Int], size: () -> Double? = { nil }
  ) {
    let known = contraction.wantsSize(sum, slope.value) ? size() : nil
    if let closed {
      closedForm?.add(closed, slope.value, at: coordinates, error: slope.error, size: known)
    }
    contraction.add(sum, slope.value, at: coordinates, error: slope.error, size: known)
  }

  /// Allows for what rounding the inputs does to the derivative.
  mutating func allow(_ change: Double) {
    closedForm?.allow(change)
    contraction.allow(change)
    jacobian.allow(change)
    jacobianForm?.allow(change)
  }

  mutating func leaveOut(jacobianEntries: Int) {
    closedForm?.leaveOut(1)
    contraction.leaveOut(1)
    jacobian.leaveOut(jacobianEntries)
    jacobianForm?.leaveOut(jacobianEntries)
  }

  /// What was compared; a Jacobian that was never read is no check.
  func checks(_ missing: () -> MissingNumbers?) -> [Certificate.Check] {
    let judged = [closedForm, contraction].compactMap { $0?.check(missing) }
    let read = [jacobian, jacobianForm].compactMap { $0 }.filter { !$0.isEmpty }
    return judged + read.map { $0.check(missing) }
  }
}

extension Valuation {
  /// Σ |weight·output| over the greatest input: what a derivative of the output comes to, about.
  func reach(of output: Variable, by variable: Variable, _ weights: Tensor?) -> Double {
    self[output].map { reach(of: $0, by: variable, weights) } ?? 0
  }

  /// The same of what a formula is made of, which may be far larger than what is left of it.
  func reach(ofParts expression: Expression, by variable: Variable) -> Double {
    guard case .apply(_, let arguments, _) = expression else { return 0 }
    return arguments.reduce(0) { max($0, reach(of: evaluate($1), by: variable, nil)) }
  }

  private func reach(of tensor: Tensor, by variable: Variable, _ weights: Tensor?) -> Double {
    let sum = tensor.elements.indices.reduce(0.0) {
      $0 + tensor.elements[$1].magnitude * (weights?[position: $1].magnitude ?? 1)
    }
    let inputs = self[variable]?.elements ?? []
    let reach = sum / inputs.reduce(1) { max($0, $1.magnitude) }
    return reach.isFinite ? reach : 0
  }

  /// The greatest value that the statements compute on the way.
  func height(of statements: [Program.Statement]) -> Double {
    statements.reduce(0) { max($0, height(of: $1.expression)) }
  }

  private func height(of expression: Expression) -> Double {
    let own = evaluate(expression).elements.reduce(0) { max($0, $1.magnitude) }
    guard case .apply(_, let arguments, _) = expression else { return own }
    return arguments.reduce(own) { max($0, height(of: $1)) }
  }
}

extension Link.Contribution {
  /// ∂E/∂y ⊗ ∂y/∂A with the Jacobian's terms written out, its deltas kept.
  var contraction: StructuredTensor<Expression> {
    let rank = statement.variable.shape.rank
    let out = Array(jacobian.free.prefix(rank))
    let weight = upstream.map {
      Term<Expression>(factors: [Factor(.variable($0), indices: out)], bound: out)
    }
    return StructuredTensor(
      free: Array(jacobian.free.dropFirst(rank)),
      terms: jacobian.terms.map { weight?.multiplied(by: $0) ?? $0 })
  }
}

extension Derivation {
  /// Σ ∂E/∂y ⊗ ∂y/∂A over the Jacobian through everything in between, none of its sums ended.
  var composedGradient: StructuredTensor<Expression>? {
    guard let jacobian else { return nil }
    let out = Array(jacobian.free.dropLast(variable.shape.rank))
    let weight = upstream.map {
      Term<Expression>(factors: [Factor(.variable($0), indices: out)], bound: out)
    }
    return StructuredTensor(
      free: Array(jacobian.free.suffix(variable.shape.rank)),
      terms: jacobian.terms.map { weight?.multiplied(by: $0) ?? $0 })
  }
}

extension Comparison {
  /// One entry of two tensors of one shape; `size` gives that of its terms.
  mutating func add(_ first: Tensor, _ second: Tensor, _ position: Int, size: ([Int]) -> Double?) {
    let (a, b) = (first[position: position], second[position: position])
    let coordinates = first.shape.coordinates(of: position)
    add(a, b, at: coordinates, size: wantsSize(a, b) ? size(coordinates) : nil)
  }
}

extension Differences.Estimate {
  /// The weighted sum of the derivatives, with its estimated error.
  func weighted(_ weights: [Double]) -> (value: Double, error: Double) {
    var slope = 0.0
    var error = 0.0
    for (place, weight) in weights.enumerated() where weight != 0 {
      slope += weight * values[place]
      error += weight.magnitude * errors[place]
    }
    return (slope, error)
  }
}
