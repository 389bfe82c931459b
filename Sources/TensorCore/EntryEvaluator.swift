/// Reads single entries of a structured tensor, and whether they are zero whatever the numbers are.
///
/// Every factor is compiled to an affine offset into its elements, so that an entry without bound
/// indices costs O(factors); a bound index multiplies that by its extent, unless a delta says what it
/// is: Σⱼ G[i,j]·δ[j,l] reads one j. Nothing is stored but the factors themselves.
public struct EntryEvaluator: Sendable {
  /// What stands behind a factor.
  public indirect enum Source: Sendable {
    case dense(Tensor)
    case structured(EntryEvaluator)
    case generated(GeneratedTensor)
    /// Numbers that are not known yet: entries that read them are no numbers, patterns are as ever.
    case pending(Shape)

    public var isPending: Bool {
      switch self {
      case .dense, .generated: false
      case .structured(let evaluator): evaluator.isPending
      case .pending: true
      }
    }
  }

  public let shape: Shape
  /// Whether a factor's numbers are not known yet.
  public let isPending: Bool
  /// Where terms add up to zero whatever the numbers are.
  public let cancellation: TermCancellation?
  private let terms: [CompiledTerm]
  /// The alternatives of the pattern, where one is known: terms without factors.
  private let alternatives: [CompiledTerm]?

  /// Compiles `tensor`; `source` gives the numbers of a factor and is asked once a factor.
  ///
  /// `pattern` says where it is zero whatever the numbers are, where more is known of its factors than that
  /// they are tensors. Traps where a factor has another rank than its subscripts.
  public init<Label>(
    _ tensor: StructuredTensor<Label>, pattern: SparsityPattern? = nil, source: (Label) -> Source
  ) {
    shape = tensor.shape
    terms = tensor.terms.map { CompiledTerm($0, free: tensor.free, source: source) }
    cancellation = pattern.map(\.cancellation) ?? TermCancellation(tensor)
    alternatives = pattern.map { pattern in
      pattern.alternatives.map { deltas in
        let summed = Set(deltas.flatMap(\.indices)).subtracting(pattern.free)
        let term = Term<Label>(deltas: deltas, bound: summed.sorted { $0.id < $1.id })
        return CompiledTerm(term, free: pattern.free, source: source)
      }
    }
    isPending = terms.contains { $0.factors.contains(where: \.source.isPending) }
  }

  /// The entry at `coordinates`, which count from zero.
  public func entry(at coordinates: [Int]) -> Double {
    terms.reduce(0) { $0 + $1.value(at: coordinates) }
  }

  /// The entry with every product taken as it is without its sign: how large what is summed is.
  ///
  /// Rounding of the entry is relative to it; where terms cancel, the entry itself may be far smaller.
  public func magnitude(at coordinates: [Int]) -> Double {
    terms.reduce(0) { $0 + $1.magnitude(at: coordinates) }
  }

  /// Whether the entry is zero whatever the numbers are: deltas strike it out, or its terms cancel.
  public func isStructuralZero(at coordinates: [Int]) -> Bool {
    (alternatives ?? terms).allSatisfy { $0.isStructuralZero(at: coordinates) }
      || cancellation?.cancels(at: coordinates) == true
  }

  /// Whether deltas alone make the part of one term zero.
  public func isStructuralZero(term: Int, at coordinates: [Int]) -> Bool {
    terms[term].isStructuralZero(at: coordinates)
  }

  public func factorCount(ofTerm term: Int) -> Int { terms[term].factors.count }

  /// The number that a factor of a term reads for the entry; nil where the term sums over an index.
  public func factor(_ factor: Int, ofTerm term: Int, at coordinates: [Int]) -> Double? {
    guard terms[term].boundExtents.isEmpty else { return nil }
    return terms[term].factors[factor].value(coordinates)
  }

  /// Products that one entry sums, deltas used: what an entry costs.
  public var productsPerEntry: Int {
    terms.reduce(0) { saturatingSum($0, $1.productCount) }
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
    case .generated(let tensor): tensor[position: offset.value(slots)]
    case .pending: .nan
    }
  }

  func magnitude(_ slots: [Int]) -> Double {
    guard case .structured(let evaluator) = source else { return value(slots).magnitude }
    return evaluator.magnitude(at: subscripts.map { $0.value(slots) })
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
  /// How the bound slots are filled, one after the other.
  let plan: [BoundStep]
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
        case .generated(let tensor): tensor.shape
        case .pending(let shape): shape
        }
      precondition(shape.rank == factor.subscripts.count, "one subscript an axis")
      return CompiledFactor(
        source: source, subscripts: factor.subscripts.map { SlotForm($0, slots: slots) },
        offset: SlotForm(IndexForm(position: factor.subscripts, in: shape), slots: slots))
    }
    boundExtents = term.bound.map(\.extent)
    plan = BoundStep.plan(deltas: deltas, free: free.count, extents: boundExtents)
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

  func magnitude(at coordinates: [Int]) -> Double {
    var sum = 0.0
    forEachAssignment(at: coordinates) { slots in
      guard deltasHold(slots) else { return }
      sum += factors.reduce(coefficient.magnitude) { $0 * $1.magnitude(slots) }
    }
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

  /// The assignments that are visited for one entry.
  var productCount: Int {
    let inner = factors.reduce(0) { sum, factor in
      guard case .structured(let evaluator) = factor.source else { return sum }
      return saturatingSum(sum, evaluator.productsPerEntry)
    }
    return plan.reduce(max(1, inner)) { count, step in
      if case .run(_, let extent) = step { saturatingProduct(count, extent) } else { count }
    }
  }

  /// Visits the assignments of the bound indices at which the deltas can hold.
  func forEachAssignment(at coordinates: [Int], _ body: ([Int]) -> Void) {
    var slots = coordinates + boundExtents.map { _ in 0 }
    visit(plan[...], &slots, body)
  }

  private func visit(_ plan: ArraySlice<BoundStep>, _ slots: inout [Int], _ body: ([Int]) -> Void) {
    guard let step = plan.first else { return body(slots) }
    let rest = plan.dropFirst()
    switch step {
    case .run(let slot, let extent):
      for value in 0..<extent {
        slots[slot] = value
        visit(rest, &slots, body)
      }
    case .solved(let slot, let extent, let coefficient, let delta):
      slots[slot] = 0
      // coefficient · index + others = 0, and the coefficient is 1 or −1.
      let value = -coefficient * delta.value(slots)
      guard value >= 0, value < extent else { return }
      slots[slot] = value
      visit(rest, &slots, body)
    }
  }
}

/// How one bound slot gets its value.
private enum BoundStep: Sendable {
  case run(slot: Int, extent: Int)
  /// A delta leaves one value, once the slots before it are filled.
  case solved(slot: Int, extent: Int, coefficient: Int, delta: SlotForm)

  /// Slots that a delta solves as soon as the others in it are known; the rest run, in their order.
  static func plan(deltas: [SlotForm], free: Int, extents: [Int]) -> [BoundStep] {
    var open = Array(extents.indices)
    var plan: [BoundStep] = []
    while let next = open.first {
      let solved = open.lazy.compactMap { place in
        solution(place + free, extents[place], deltas, Set(open.map { $0 + free }))
      }.first
      let step = solved ?? .run(slot: next + free, extent: extents[next])
      plan.append(step)
      open.removeAll { $0 + free == step.slot }
    }
    return plan
  }

  private var slot: Int {
    switch self {
    case .run(let slot, _), .solved(let slot, _, _, _): slot
    }
  }

  private static func solution(
    _ slot: Int, _ extent: Int, _ deltas: [SlotForm], _ open: Set<Int>
  ) -> BoundStep? {
    for delta in deltas {
      guard let own = delta.terms.first(where: { $0.slot == slot }), abs(own.coefficient) == 1,
        delta.terms.allSatisfy({ $0.slot == slot || !open.contains($0.slot) })
      else { continue }
      return .solved(slot: slot, extent: extent, coefficient: own.coefficient, delta: delta)
    }
    return nil
  }
}
