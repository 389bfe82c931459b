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
  /// Entries of Jacobians read for all samples of one check together, so that large ones take seconds.
  private static let readBudget = 4_000_000
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
    checks.append(randomUpstreamCheck(reason))
    let entries = point.shape.count
    let sampled = min(entries, samples(reading: derivation.output.shape.count))
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
      if let chain, chain.multiplications <= 2_000_000 {
        let evaluator = own.evaluator(of: chain, in: link)
        let shape = chain.shape
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

  private mutating func entryChecks(
    _ differences: Differences, _ closed: Tensor?, _ contraction: Tensor, _ reason: String?
  ) -> [Certificate.Check] {
    var first = Comparison("closed form = differences")
    var second = Comparison("contraction = differences")
    var third = Comparison("Jacobian = differences of y")
    let jacobian = jacobianEvaluator()
    let outputs = derivation.output.shape
    let weights = upstream
    let stride = max(1, outputs.count * point.shape.count / Self.jacobianEntries)
    for position in 0..<point.shape.count {
      let coordinates = point.shape.coordinates(of: position)
      let estimate = differences.derivative(byEntry: position)
      guard !estimate.crossesKink else {
        first.leaveOut(1)
        second.leaveOut(1)
        third.leaveOut(outputs.count)
        continue
      }
      let (slope, error) = weighted(estimate, weights)
      if let closed {
        first.add(closed[position: position], slope, at: coordinates, error: error)
      }
      second.add(contraction[position: position], slope, at: coordinates, error: error)
      guard let jacobian else { continue }
      for output in 0..<outputs.count where (output + position) % stride == 0 {
        let place = outputs.coordinates(of: output) + coordinates
        third.add(
          jacobian.entry(at: place), estimate.values[output], at: place,
          error: estimate.errors[output])
      }
    }
    var checks = [second.check(reason: reason)]
    if closed != nil { checks.insert(first.check(reason: reason), at: 0) }
    if jacobian != nil { checks.append(third.check(reason: reason)) }
    return checks
  }

  private mutating func directionChecks(
    _ differences: Differences, _ closed: Tensor?, _ contraction: Tensor, _ reason: String?
  ) -> [Certificate.Check] {
    var first = Comparison("closed form = differences")
    var second = Comparison("contraction = differences")
    var third = Comparison("Jacobian = differences of y")
    let jacobian = jacobianEvaluator()
    let outputs = derivation.output.shape
    let weights = upstream
    let reads = Self.directions * max(1, point.shape.count)
    let sampledOutputs = (0..<min(8, outputs.count, max(1, Self.readBudget / reads))).map { _ in
      Int.random(in: 0..<outputs.count, using: &random)
    }
    for number in 0..<Self.directions {
      let direction = random.tensor(point.shape)
      let estimate = differences.derivative(along: direction)
      guard !estimate.crossesKink else {
        first.leaveOut(1)
        second.leaveOut(1)
        third.leaveOut(sampledOutputs.count)
        continue
      }
      let (slope, error) = weighted(estimate, weights)
      if let closed {
        first.add(innerProduct(closed, direction), slope, at: [number], error: error)
      }
      second.add(innerProduct(contraction, direction), slope, at: [number], error: error)
      guard let jacobian, derivation.jacobian?.terms.allSatisfy(\.bound.isEmpty) == true else {
        continue
      }
      for output in sampledOutputs {
        let head = outputs.coordinates(of: output)
        var sum = 0.0
        for position in 0..<point.shape.count {
          sum +=
            jacobian.entry(at: head + point.shape.coordinates(of: position))
            * direction[position: position]
        }
        third.add(
          sum, estimate.values[output], at: head, error: estimate.errors[output])
      }
    }
    var checks = [second.check(reason: reason)]
    if closed != nil { checks.insert(first.check(reason: reason), at: 0) }
    checks.append(third.check(reason: reason))
    return checks
  }

  /// Every link once more with dense random gradients of its outputs: zeros in ∂E/∂y hide mistakes.
  private mutating func randomUpstreamCheck(_ reason: String?) -> Certificate.Check {
    var comparison = Comparison("dense random upstream", floor: 1e-9)
    for link in derivation.links {
      guard let form = link.closedForm else { continue }
      var own = values
      for contribution in link.contributions {
        if let upstream = contribution.upstream { own[upstream] = random.tensor(upstream.shape) }
      }
      let closed = own.evaluate(form)
      let rank = link.variable.shape.rank
      let reads = link.contributions.reduce(0) { $0 + $1.statement.variable.shape.count }
      for _ in 0..<min(samples(reading: reads), closed.shape.count) {
        let position = Int.random(in: 0..<closed.shape.count, using: &random)
        let coordinates = closed.shape.coordinates(of: position)
        var sum = 0.0
        for contribution in link.contributions {
          sum += contraction(contribution, own, in: link, at: coordinates, rank: rank)
        }
        comparison.add(closed[position: position], sum, at: coordinates)
      }
    }
    return comparison.check(reason: reason)
  }

  /// Σ over the outputs of ∂E/∂output · ∂output/∂variable[coordinates], zeros of the pattern skipped.
  private func contraction(
    _ contribution: Link.Contribution, _ values: Valuation, in link: Link, at coordinates: [Int],
    rank: Int
  ) -> Double {
    let output = contribution.statement.variable.shape
    let evaluator = values.evaluator(of: contribution.jacobian, in: link)
    guard let upstream = contribution.upstream, let weights = values[upstream] else {
      return evaluator.entry(at: coordinates)
    }
    var sum = 0.0
    for position in 0..<output.count {
      sum +=
        weights[position: position]
        * evaluator.entry(at: output.coordinates(of: position) + coordinates)
    }
    return sum
  }

  /// How many entries are sampled where each reads so many entries of Jacobians.
  private func samples(reading count: Int) -> Int {
    max(4, min(Self.sampledEntries, Self.readBudget / max(1, count)))
  }

  private func jacobianEvaluator() -> EntryEvaluator? {
    guard let jacobian = derivation.jacobian, let link = derivation.links.last else { return nil }
    return values.evaluator(of: jacobian, in: link)
  }

  private func weighted(_ estimate: Differences.Estimate, _ weights: [Double]) -> (Double, Double) {
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
