import TensorCore

/// Compares the routes to a derivative that share no derivative rule and no simplifier: the closed form
/// evaluated densely, loops over the entries of the terms, and differences of the forward evaluation.
extension Certificate {
  /// Certifies a derivation on the numbers of `values`, in which all gradients are set.
  ///
  /// Cost: up to about 10⁸ multiplications every entry is compared; above that a seeded sample of
  /// entries, and differences along four directions.
  public static func certifying(_ derivation: Derivation, _ values: Valuation, seed: Int = 1)
    -> Certificate
  {
    var certifier = Certifier(derivation: derivation, values: values, seed: seed)
    return certifier.certificate()
  }
}

private struct Certifier {
  let derivation: Derivation
  let values: Valuation
  var random: SeededNumbers
  /// The statements between the variable and the output.
  let statements: [Program.Statement]
  let point: Tensor

  private static let budget = 100_000_000.0
  private static let sampledEntries = 64
  /// Products summed for all samples of one check together, so that large ones take seconds.
  private static let productBudget = 20_000_000
  private static let directions = 4
  /// Jacobian entries compared at most.
  private static let jacobianEntries = 100_000

  init(derivation: Derivation, values: Valuation, seed: Int) {
    self.derivation = derivation
    self.values = values
    random = SeededNumbers(seed: seed)
    let dependents = derivation.program.dependents(on: derivation.variable)
    let sources = derivation.program.sources(of: derivation.output)
    statements = derivation.program.statements.filter {
      dependents.contains($0.variable) && sources.contains($0.variable)
        && $0.variable != derivation.variable
    }
    point = values[derivation.variable] ?? Tensor(scalar: 0)
  }

  mutating func certificate() -> Certificate {
    let forward = statements.reduce(1.0) {
      $0 + Double($1.expression.multiplications) + Double($1.variable.shape.count)
    }
    let isWhole = forward * 8 * Double(point.shape.count) <= Self.budget
    let differences = Differences(at: point) { [values, statements, derivation] moved in
      values.probe(statements, outputs: [derivation.output], derivation.variable, moved)
    }
    let contraction = contractedGradient()
    let closed = derivation.closedForm.map(values.evaluate)
    var checks: [Certificate.Check] = []
    let reason = values.domainViolation(in: statements)
    if let closed {
      var comparison = Comparison("closed form = contraction", floor: 1e-12)
      comparison.addAll(closed, contraction)
      checks.append(comparison.check(reason: reason))
    }
    checks +=
      isWhole
      ? entryChecks(differences, closed, contraction, reason)
      : directionChecks(differences, closed, contraction, reason)
    let (random, sampled) = randomUpstreamCheck(reason)
    checks.append(random)
    let entries = point.shape.count
    return Certificate(
      checks: checks,
      scope: isWhole
        ? "" : "\(sampled) of \(entries) entries and along \(Self.directions) directions")
  }

  /// The gradient by loops over the terms, link after link, matrix forms unused.
  private func contractedGradient() -> Tensor {
    var own = values
    for link in derivation.links {
      let chain = link.steps.first { $0.rule == .chainRule }?.form
      guard let last = link.steps.last?.form else { continue }
      let evaluator = chain.map { own.evaluator(of: $0, in: link) }
      if let evaluator, evaluator.productsPerEntry <= 2_000_000 / max(1, evaluator.shape.count) {
        let shape = evaluator.shape
        own[link.gradient] = Tensor(shape: shape) { evaluator.entry(at: shape.coordinates(of: $0)) }
      } else {
        own[link.gradient] = last.evaluated(own.evaluate)
      }
    }
    return derivation.links.last.flatMap { own[$0.gradient] }
      ?? Tensor(repeating: 0, shape: point.shape)
  }

  /// ∂E/∂output, 1 for a scalar.
  private var upstream: [Double] {
    derivation.upstream.flatMap { values[$0]?.elements } ?? [1]
  }

  /// Every entry of the variable moved by itself.
  private func entryChecks(
    _ differences: Differences, _ closed: Tensor?, _ contraction: Tensor, _ reason: String?
  ) -> [Certificate.Check] {
    var routes = Routes(hasClosedForm: closed != nil)
    let jacobian = jacobianEvaluator()
    let outputs = derivation.output.shape
    let stride = max(1, outputs.count * point.shape.count / Self.jacobianEntries)
    for position in 0..<point.shape.count {
      let coordinates = point.shape.coordinates(of: position)
      let estimate = differences.derivative(byEntry: position)
      guard !estimate.crossesKink else {
        routes.leaveOut(jacobianEntries: outputs.count)
        continue
      }
      routes.add(
        closed: closed?[position: position], contraction: contraction[position: position],
        weighted(estimate, upstream), at: coordinates)
      guard let jacobian else { continue }
      for output in 0..<outputs.count where (output + position) % stride == 0 {
        let place = outputs.coordinates(of: output) + coordinates
        routes.jacobian.add(
          jacobian.entry(at: place), estimate.values[output], at: place,
          error: estimate.errors[output])
      }
    }
    return routes.checks(reason: reason)
  }

  /// All entries of the variable moved at once, along dense random directions.
  private mutating func directionChecks(
    _ differences: Differences, _ closed: Tensor?, _ contraction: Tensor, _ reason: String?
  ) -> [Certificate.Check] {
    var routes = Routes(hasClosedForm: closed != nil)
    let outputs = derivation.output.shape
    for number in 0..<Self.directions {
      let direction = random.tensor(point.shape)
      let estimate = differences.derivative(along: direction)
      let slopes = slopeEvaluator(along: direction)
      let count = min(outputs.count, samples(slopes?.productsPerEntry ?? 1))
      guard !estimate.crossesKink else {
        routes.leaveOut(jacobianEntries: count)
        continue
      }
      routes.add(
        closed: closed.map { innerProduct($0, direction) },
        contraction: innerProduct(contraction, direction), weighted(estimate, upstream),
        at: [number])
      guard let slopes else { continue }
      for _ in 0..<count {
        let output = Int.random(in: 0..<outputs.count, using: &random)
        let place = outputs.coordinates(of: output)
        routes.jacobian.add(
          slopes.entry(at: place), estimate.values[output], at: place,
          error: estimate.errors[output])
      }
    }
    return routes.checks(reason: reason)
  }

  /// Every link once more with dense random gradients of its outputs: zeros in ∂E/∂y hide mistakes.
  ///
  /// The check, and the entries that were compared where they were most.
  private mutating func randomUpstreamCheck(_ reason: String?) -> (Certificate.Check, Int) {
    var comparison = Comparison("dense random upstream", floor: 1e-9)
    var most = 0
    for link in derivation.links {
      guard let form = link.closedForm else { continue }
      var own = values
      for contribution in link.contributions {
        if let upstream = contribution.upstream { own[upstream] = random.tensor(upstream.shape) }
      }
      let closed = own.evaluate(form)
      let sums = link.contributions.map { own.evaluator(of: $0.contraction, in: link) }
      let products = sums.reduce(0) { max($0, $1.productsPerEntry) }
      let count = min(closed.shape.count, samples(products))
      most = max(most, count)
      for _ in 0..<count {
        let position = Int.random(in: 0..<closed.shape.count, using: &random)
        let coordinates = closed.shape.coordinates(of: position)
        comparison.add(
          closed[position: position], sums.reduce(0) { $0 + $1.entry(at: coordinates) },
          at: coordinates)
      }
    }
    return (comparison.check(reason: reason), most)
  }

  /// How many entries are sampled where each is a sum of so many products.
  private func samples(_ products: Int) -> Int {
    min(Self.sampledEntries, Self.productBudget / max(1, products))
  }

  /// Σ over the variable's axes of the Jacobian times a direction: the slope of each output.
  private func slopeEvaluator(along direction: Tensor) -> EntryEvaluator? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    let axes = Array(jacobian.free.suffix(point.shape.rank))
    let moved = Term(
      factors: [Factor(Expression(constant: direction), indices: axes)], bound: axes)
    return values.evaluator(
      of: StructuredTensor(
        free: jacobian.free.dropLast(axes.count),
        terms: jacobian.terms.map { moved.multiplied(by: $0) }), in: link)
  }

  private func jacobianEvaluator() -> EntryEvaluator? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    let evaluator = values.evaluator(of: jacobian, in: link)
    let entries = min(Self.jacobianEntries, evaluator.shape.count)
    let cost = evaluator.productsPerEntry.multipliedReportingOverflow(by: max(1, entries))
    return cost.overflow || cost.partialValue > Self.productBudget * 5 ? nil : evaluator
  }

  private func weighted(_ estimate: Differences.Estimate, _ weights: [Double]) -> (
    value: Double, error: Double
  ) {
    var slope = 0.0
    var error = 0.0
    for (place, weight) in weights.enumerated() where weight != 0 {
      slope += weight * estimate.values[place]
      error += weight.magnitude * estimate.errors[place]
    }
    return (slope, error)
  }

  private func innerProduct(_ a: Tensor, _ b: Tensor) -> Double {
    a.zipped(b, *).sum().onlyElement ?? 0
  }
}

/// The comparisons with differences, which entries and directions share.
private struct Routes {
  var closedForm: Comparison?
  var contraction = Comparison("contraction = differences")
  var jacobian = Comparison("Jacobian = differences of y")

  init(hasClosedForm: Bool) {
    closedForm = hasClosedForm ? Comparison("closed form = differences") : nil
  }

  mutating func add(
    closed: Double?, contraction sum: Double, _ slope: (value: Double, error: Double),
    at coordinates: [Int]
  ) {
    if let closed {
      closedForm?.add(closed, slope.value, at: coordinates, error: slope.error)
    }
    contraction.add(sum, slope.value, at: coordinates, error: slope.error)
  }

  mutating func leaveOut(jacobianEntries: Int) {
    closedForm?.leaveOut(1)
    contraction.leaveOut(1)
    jacobian.leaveOut(jacobianEntries)
  }

  /// What was compared; a Jacobian that was never read is no check.
  func checks(reason: String?) -> [Certificate.Check] {
    let judged = [closedForm, contraction].compactMap { $0?.check(reason: reason) }
    return jacobian.isEmpty ? judged : judged + [jacobian.check(reason: reason)]
  }
}

extension Link.Contribution {
  /// ∂E/∂y ⊗ ∂y/∂A with the Jacobian's terms written out, its deltas kept.
  fileprivate var contraction: StructuredTensor<Expression> {
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

extension Expression {
  /// The numbers of a tensor as an expression.
  fileprivate init(constant tensor: Tensor) {
    self =
      tensor.onlyElement.map { tensor.shape.isScalar ? .number($0) : .literal(tensor) }
      ?? .literal(tensor)
  }
}

extension Comparison {
  /// Every entry of two tensors of one shape.
  fileprivate mutating func addAll(_ first: Tensor, _ second: Tensor) {
    for position in 0..<first.shape.count {
      add(
        first[position: position], second[position: position],
        at: first.shape.coordinates(of: position))
    }
  }
}
