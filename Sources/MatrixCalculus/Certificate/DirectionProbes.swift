import TensorCore

/// Differences of the forward evaluation with all entries of the variable moved at once, along dense
/// random directions, in slices.
///
/// Fourth-order central differences at two step sizes, as in `Differences`; kept of a probe are Σ ∂E/∂y ⊙ y
/// and some entries of y, so that nothing grows with the number of directions.
struct DirectionProbes: Sendable {
  static let directions = 4

  private let derivation: Derivation
  private let statements: [Program.Statement]
  private let hasClosedForm: Bool
  private let contractionShape: Shape
  private let slopes: StructuredTensor<Expression>?
  private var random: SeededNumbers
  private var values: Valuation
  private var evaluation: Evaluation
  /// The direction, and how many of its probes are done; the base and the directions are probe 0.
  private var direction = -1
  private var probe = 0
  private var outputs: [Int] = []
  private var base: [Double] = []
  private var sums: [[Double]] = []
  private var crosses = false

  /// Steps as they come: coarse, then fine; weights of the five-point rule.
  private static let probes: [Probe] = probes(1.0 / 1024) + probes(1.0 / 2048)

  private struct Probe {
    let step: Double
    let weight: Double
  }

  private static func probes(_ size: Double) -> [Probe] {
    let weights: [(multiple: Double, weight: Double)] = [(-2, 1), (-1, -8), (1, 8), (2, -1)]
    return weights.map { Probe(step: $0.multiple * size, weight: $0.weight / (12 * size)) }
  }

  init(
    _ derivation: Derivation, _ values: Valuation, _ statements: [Program.Statement],
    random: inout SeededNumbers, closed: Tensor?, contraction: Tensor
  ) {
    self.derivation = derivation
    self.statements = statements
    hasClosedForm = closed != nil
    contractionShape = contraction.shape
    slopes = derivation.slopes
    self.random = random
    _ = random.next()
    var values = values
    let shape = derivation.variable.shape
    values[.point(shape)] = values[derivation.variable]
    values[.closed(shape)] = closed
    values[.contracted(shape)] = contraction
    self.values = values
    evaluation = Evaluation(values, statements.assignments(isBase: true) + derivation.slope)
  }

  var isComplete: Bool { direction == Self.directions }

  /// Evaluates until about `budget` multiplications are spent; gives what was spent.
  mutating func advance(by budget: Int, _ routes: inout Routes) -> Int {
    guard evaluation.isComplete else { return evaluation.advance(by: budget) }
    if direction < 0 {
      for side in statements.sides { values[side] = evaluation.values[side] }
      beginDirection()
    } else if probe == 0 {
      for name in [Variable.direction(contractionShape), .closedSlope, .contractedSlope] {
        values[name] = evaluation.values[name]
      }
      chooseOutputs()
      beginProbe()
    } else {
      add()
      if probe == Self.probes.count { finish(&routes) } else { beginProbe() }
    }
    return 1
  }

  // MARK: Beginning

  private mutating func beginDirection() {
    if base.isEmpty { base = evaluation.values[.slope].map(\.elements) ?? [] }
    direction += 1
    probe = 0
    let shape = contractionShape
    let own = Expression.variable(.direction(shape))
    var assignments: [Evaluation.Assignment] = [
      .init(own, .generated(random.tensor(shape))),
      .init(
        .variable(.contractedSlope),
        .expression((.variable(.contracted(shape)) * own).summed(axes: nil))),
    ]
    if hasClosedForm {
      assignments.append(
        .init(
          .variable(.closedSlope),
          .expression((.variable(.closed(shape)) * own).summed(axes: nil))))
    }
    evaluation = Evaluation(isComplete ? Valuation() : values, isComplete ? [] : assignments)
  }

  private mutating func chooseOutputs() {
    let count = derivation.output.shape.count
    let products = slopeEntries?.productsPerEntry ?? 1
    outputs = random.positions(min(count, UpstreamSamples.samples(products)), below: count)
    let known = values[derivation.output]?.elements ?? []
    base = Array(base.prefix(1)) + outputs.map { known[$0] }
    sums = [[], []].map { (_: [Double]) in base.map { _ in 0 } }
    crosses = false
  }

  private mutating func beginProbe() {
    let shape = contractionShape
    let moved: Expression =
      .variable(.point(shape)) + .number(Self.probes[probe].step) * .variable(.direction(shape))
    probe += 1
    evaluation = Evaluation(
      values,
      [.init(.variable(derivation.variable), .expression(moved))]
        + statements.assignments(isBase: false) + derivation.slope)
  }

  // MARK: Ending

  private mutating func add() {
    let weight = Self.probes[probe - 1].weight
    let output = evaluation.values[derivation.output]?.elements ?? []
    let found = (evaluation.values[.slope]?.elements ?? []) + outputs.map { output[$0] }
    let half = (probe - 1) / 4
    for place in found.indices { sums[half][place] += weight * found[place] }
    crosses =
      crosses
      || statements.crossings.contains { (evaluation.values[$0]?.onlyElement ?? 0) > 0 }
  }

  private mutating func finish(_ routes: inout Routes) {
    defer { beginDirection() }
    guard !crosses else {
      routes.leaveOut(jacobianEntries: outputs.count)
      return
    }
    let errors = base.indices.map { place in
      (sums[0][place] - sums[1][place]).magnitude + 4 * base[place].magnitude.ulp * 2048
    }
    routes.add(
      closed: hasClosedForm ? values[.closedSlope]?.onlyElement : nil,
      contraction: values[.contractedSlope]?.onlyElement ?? 0, (sums[1][0], errors[0]),
      at: [direction])
    guard let slopeEntries else { return }
    for (place, output) in outputs.enumerated() {
      let coordinates = derivation.output.shape.coordinates(of: output)
      routes.jacobian.add(
        slopeEntries.entry(at: coordinates), sums[1][place + 1], at: coordinates,
        error: errors[place + 1])
    }
  }

  /// Σ over the variable's axes of the Jacobian times the direction: the slope of each output.
  private var slopeEntries: EntryEvaluator? {
    derivation.links.last.flatMap { link in slopes.map { values.evaluator(of: $0, in: link) } }
  }
}

// MARK: - Names

extension Variable {
  /// Names with a blank are none of a program.
  fileprivate static func point(_ shape: Shape) -> Variable { Variable("the point", shape: shape) }
  fileprivate static func direction(_ shape: Shape) -> Variable {
    Variable("the direction", shape: shape)
  }
  fileprivate static func closed(_ shape: Shape) -> Variable {
    Variable("the closed form", shape: shape)
  }
  fileprivate static func contracted(_ shape: Shape) -> Variable {
    Variable("the contraction", shape: shape)
  }
  fileprivate static let closedSlope = Variable("closed form along", shape: .scalar)
  fileprivate static let contractedSlope = Variable("contraction along", shape: .scalar)
  fileprivate static let slope = Variable("output along", shape: .scalar)
}

extension Derivation {
  /// Σ ∂E/∂y ⊙ y, of which the difference quotient is the slope of the scalar.
  fileprivate var slope: [Evaluation.Assignment] {
    let own = Expression.variable(output)
    let weighted = upstream.map { (.variable($0) * own).summed(axes: nil) } ?? own
    return [.init(.variable(.slope), .expression(weighted))]
  }

  fileprivate var slopes: StructuredTensor<Expression>? {
    guard let jacobian else { return nil }
    let axes = Array(jacobian.free.suffix(variable.shape.rank))
    let moved = Term<Expression>(
      factors: [Factor(.variable(.direction(variable.shape)), indices: axes)], bound: axes)
    return StructuredTensor(
      free: jacobian.free.dropLast(axes.count),
      terms: jacobian.terms.map { moved.multiplied(by: $0) })
  }
}

// MARK: - Kinks

extension [Program.Statement] {
  /// On which side of each kink every argument lies at the point, and how many change it in a probe.
  fileprivate var sides: [Variable] {
    kinks.flatMap { $0 }.enumerated().map { Variable("side \($0.offset)", shape: $0.element.shape) }
  }
  fileprivate var crossings: [Variable] {
    kinks.flatMap { $0 }.indices.map { Variable("crossings \($0)", shape: .scalar) }
  }

  /// The statements, each behind the sides of its own kinks: +1 above, −1 below.
  fileprivate func assignments(isBase: Bool) -> [Evaluation.Assignment] {
    var assignments: [Evaluation.Assignment] = []
    var number = 0
    let (sides, crossings) = (sides, crossings)
    for (statement, kinks) in zip(self, kinks) {
      for kink in kinks {
        let side = Expression.variable(sides[number])
        let crossed = Expression.function("abs", kink - side).summed(axes: nil)
        assignments.append(
          isBase
            ? .init(side, .expression(kink))
            : .init(.variable(crossings[number]), .expression(crossed)))
        number += 1
      }
      assignments.append(.init(.variable(statement.variable), .expression(statement.expression)))
    }
    return assignments
  }

  private var kinks: [[Expression]] { map { Self.kinks(of: $0.expression) } }

  /// The sign of the distance from a kink, for every function that has one.
  private static func kinks(of expression: Expression) -> [Expression] {
    guard case .apply(let operation, let arguments, _) = expression else { return [] }
    let inner = arguments.flatMap(kinks)
    guard case .function(let name) = operation else { return inner }
    return inner
      + ScalarRule.named(name).kinks.map { kink in
        .function("sign", arguments[0] - .number(kink))
      }
  }
}
