import TensorCore

/// One entry of the variable moved at a time: differences of the output against all routes.
struct EntryMoves: Sendable {
  private let differences: Differences
  private let jacobian: EntryEvaluator?
  private let outputs: Shape
  private let weights: [Double]
  /// Multiplications of one move, about.
  let costOfEntry: Int

  /// Jacobian entries compared at most.
  private static let jacobianEntries = 100_000

  init(_ derivation: Derivation, _ values: Valuation, _ plan: CertificatePlan) {
    let (output, variable) = (derivation.output, derivation.variable)
    let statements = plan.statements
    let point = values[variable] ?? Tensor(scalar: 0)
    differences = Differences(at: point, height: values.height(of: statements)) { moved in
      values.probe(statements, outputs: [output], variable, moved)
    }
    jacobian = derivation.links.last.flatMap { link in
      derivation.jacobian.flatMap { Self.affordable(values.evaluator(of: $0, in: link)) }
    }
    outputs = output.shape
    weights = derivation.upstream.flatMap { values[$0]?.elements } ?? [1]
    costOfEntry = Int(plan.costOfEntry)
  }

  /// How many moves there are.
  var count: Int { differences.point.shape.count }

  /// Moves one entry; `size` gives that of the terms of the gradient's entry.
  func compare(
    _ position: Int, closed: Tensor?, contraction: Tensor, jacobianForm: Tensor?,
    _ routes: inout Routes, size: ([Int]) -> Double?
  ) {
    let coordinates = differences.point.shape.coordinates(of: position)
    let estimate = differences.derivative(byEntry: position)
    guard !estimate.crossesKink else {
      routes.leaveOut(jacobianEntries: outputs.count)
      return
    }
    routes.add(
      closed: closed?[position: position], contraction: contraction[position: position],
      estimate.weighted(weights), at: coordinates, size: { size(coordinates) })
    let stride = max(1, outputs.count * count / Self.jacobianEntries)
    for output in 0..<outputs.count where (output + position) % stride == 0 {
      let place = outputs.coordinates(of: output) + coordinates
      compare(place, estimate.values[output], estimate.errors[output], jacobianForm, &routes)
    }
  }

  /// An entry of the Jacobian, as its terms and as its matrix form have it.
  private func compare(
    _ place: [Int], _ difference: Double, _ error: Double, _ form: Tensor?, _ routes: inout Routes
  ) {
    func size(_ isOdd: Bool) -> Double? { isOdd ? jacobian?.magnitude(at: place) : nil }
    if let jacobian {
      let entry = jacobian.entry(at: place)
      let isOdd = routes.jacobian.wantsSize(entry, difference)
      routes.jacobian.add(entry, difference, at: place, error: error, size: size(isOdd))
    }
    if let entry = form?[place] {
      let isOdd = routes.jacobianForm?.wantsSize(entry, difference) == true
      routes.jacobianForm?.add(entry, difference, at: place, error: error, size: size(isOdd))
    }
  }

  /// The entries of a Jacobian, where reading those that are compared takes tenths of a second.
  private static func affordable(_ jacobian: EntryEvaluator) -> EntryEvaluator? {
    let entries = max(1, min(jacobianEntries, jacobian.shape.count))
    return jacobian.productsPerEntry <= 50 * UpstreamSamples.productBudget / entries
      ? jacobian : nil
  }
}
