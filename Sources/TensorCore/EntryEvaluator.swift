/// Reads single entries of a structured tensor, and whether a delta makes them zero.
///
/// Every factor is compiled to an affine offset into its elements, so that an entry without bound
/// indices costs O(factors); a bound index multiplies that by its extent. Nothing is stored but the
/// factors themselves.
public struct EntryEvaluator: Sendable {
  /// What stands behind a factor.
  public indirect enum Source: Sendable {
    case dense(Tensor)
    case structured(EntryEvaluator)
  }

  public let shape: Shape
  private let terms: [CompiledTerm]

  /// Compiles `tensor`; `source` gives the numbers of a factor and is asked once a factor.
  ///
  /// Traps where a factor has another rank than its subscripts.
  public init<Label>(_ tensor: StructuredTensor<Label>, source: (Label) -> Source) {
    shape = tensor.shape
    terms = tensor.terms.map { CompiledTerm($0, free: tensor.free, source: source) }
  }

  /// The entry at `coordinates`, which count from zero.
  public func entry(at coordinates: [Int]) -> Double {
    terms.reduce(0) { $0 + $1.value(at: coordinates) }
  }

  /// Whether deltas alone make the entry zero, whatever the numbers are.
  public func isStructuralZero(at coordinates: [Int]) -> Bool {
    terms.allSatisfy { $0.isStructuralZero(at: coordinates) }
  }

  /// Whether deltas alone make the part of one term zero.
  public func isStructuralZero(term: Int, at coordinates: [Int]) -> Bool {
    terms[term].isStructuralZero(at: coordinates)
  }

  /// Calls `body` with the values of each product of the sum behind an entry, in loop order.
  ///
  /// `bound` holds the values of the term's bound indices, `factors` those of its factors.
  public func forEachProduct(
    at coordinates: [Int], _ body: (_ term: Int, _ bound: [Int], _ factors: [Double]) -> Void
  ) {
    for (number, term) in terms.enumerated() {
      term.forEachAssignment(at: coordinates) { slots in
        guard term.deltasHold(slots) else { return }
        body(number, Array(slots[coordinates.count...]), term.factors.map { $0.value(slots) })
      }
    }
  }
}

/// An affine form over slots: the free coordinates, then the bound ones.
private struct SlotForm: Sendable {
  let constant: Int
  let terms: [(slot: Int, coefficient: Int)]

  init(_ form: IndexForm, slots: [Index: Int]) {
    constant = form.constant
    terms = form.terms.map { term in
      guard let slot = slots[term.index] else {
        preconditionFailure("an index is neither free nor bound")
      }
      return (slot, term.coefficient)
    }
  }

  func value(_ slots: [Int]) -> Int {
    var value = constant
    for term in terms { value += term.coefficient * slots[term.slot] }
    return value
  }
}

private struct CompiledFactor: Sendable {
  let source: EntryEvaluator.Source
  let subscripts: [SlotForm]
  let offset: SlotForm

  func value(_ slots: [Int]) -> Double {
    switch source {
    case .dense(let tensor): tensor[position: offset.value(slots)]
    case .structured(let evaluator): evaluator.entry(at: subscripts.map { $0.value(slots) })
    }
  }

  func isStructuralZero(_ slots: [Int]) -> Bool {
    guard case .structured(let evaluator) = source else { return false }
    return evaluator.isStructuralZero(at: subscripts.map { $0.value(slots) })
  }
}

private struct CompiledTerm: Sendable {
  let coefficient: Double
  let deltas: [SlotForm]
  let factors: [CompiledFactor]
  let boundExtents: [Int]
  /// Whether a bound index stands in a delta or a structured factor, so that zeros depend on it.
  let zerosDependOnBound: Bool

  init<Label>(
    _ term: Term<Label>, free: [Index], source: (Label) -> EntryEvaluator.Source
  ) {
    let slots = Dictionary(
      (free + term.bound).enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    coefficient = term.coefficient
    deltas = term.deltas.map { SlotForm($0.left - $0.right, slots: slots) }
    factors = term.factors.map { factor in
      let source = source(factor.label)
      let shape =
        switch source {
        case .dense(let tensor): tensor.shape
        case .structured(let evaluator): evaluator.shape
        }
      precondition(shape.rank == factor.subscripts.count, "one subscript an axis")
      return CompiledFactor(
        source: source, subscripts: factor.subscripts.map { SlotForm($0, slots: slots) },
        offset: SlotForm(IndexForm(position: factor.subscripts, in: shape), slots: slots))
    }
    boundExtents = term.bound.map(\.extent)
    let structured = factors.contains { if case .structured = $0.source { true } else { false } }
    zerosDependOnBound =
      structured
      || term.deltas.contains { $0.indices.contains { term.bound.contains($0) } }
  }

  func deltasHold(_ slots: [Int]) -> Bool {
    for delta in deltas where delta.value(slots) != 0 { return false }
    return true
  }

  func value(at coordinates: [Int]) -> Double {
    guard !boundExtents.isEmpty else { return product(coordinates) }
    var sum = 0.0
    forEachAssignment(at: coordinates) { sum += product($0) }
    return sum
  }

  private func product(_ slots: [Int]) -> Double {
    guard deltasHold(slots) else { return 0 }
    var product = coefficient
    for factor in factors { product *= factor.value(slots) }
    return product
  }

  func isStructuralZero(at coordinates: [Int]) -> Bool {
    guard zerosDependOnBound else {
      return !deltasHold(coordinates + boundExtents.map { _ in 0 })
    }
    var zero = true
    forEachAssignment(at: coordinates) { slots in
      guard zero else { return }
      zero = !deltasHold(slots) || factors.contains { $0.isStructuralZero(slots) }
    }
    return zero
  }

  /// Visits every assignment of the bound indices, the last running fastest.
  func forEachAssignment(at coordinates: [Int], _ body: ([Int]) -> Void) {
    guard !boundExtents.contains(0) else { return }
    let first = coordinates.count
    var slots = coordinates + boundExtents.map { _ in 0 }
    while true {
      body(slots)
      var place = boundExtents.count - 1
      while place >= 0 {
        slots[first + place] += 1
        if slots[first + place] < boundExtents[place] { break }
        slots[first + place] = 0
        place -= 1
      }
      if place < 0 { return }
    }
  }
}
