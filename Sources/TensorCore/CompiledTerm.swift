/// A term of a structured tensor, ready to be summed for one entry after the other.
///
/// The bound indices are nested loops. A delta is asked, and a factor multiplied, in the outermost loop in
/// which all its indices are known: X[a,b]·X[b,c]·X[c,d] multiplies once an assignment, not three times.
/// A factor that deltas keep inside its axes is multiplied when all of them have been asked.
struct CompiledTerm: Sendable {
  private let coefficient: Double
  /// The factors in their own order.
  let factors: [CompiledFactor]
  let isSum: Bool
  private let boundCount: Int
  private let table: SlotTable
  private let deltas: [SlotForm]
  /// The factors with plain numbers and the others, in the order of the loops.
  private var dense: [(elements: [Double], offset: SlotForm)] = []
  private var others: [CompiledFactor] = []
  /// What is known before the first loop, in the first, in the second, and so on.
  private var levels: [Level]
  /// Whether a bound index stands in a delta or a structured factor, so that zeros depend on it.
  private let zerosDependOnBound: Bool

  /// What can be said once the slots of this loop and of those around it are filled.
  private struct Level: Sendable {
    var deltas: [SlotForm] = []
    var dense = 0..<0
    var others = 0..<0
    var next: Next?
  }

  /// How the next slot is filled.
  fileprivate enum Next: Sendable {
    case run(slot: Int, extent: Int)
    /// coefficient · index + others = 0, where the coefficient is 1 or −1.
    case solved(slot: Int, extent: Int, coefficient: Int, SlotForm)
  }

  init<Label>(
    _ term: Term<Label>, free: [Index], source: (Label) -> EntryEvaluator.Source
  ) {
    let slots = Dictionary(
      (free + term.bound).enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { a, _ in a })
    var table = SlotTable()
    let differences = term.deltas.map { $0.left - $0.right }
    let plan = BoundStep.plan(term.bound, deltas: differences)
    coefficient = term.coefficient
    deltas = differences.map { table.form($0, slots) }
    factors = term.factors.map { CompiledFactor($0, slots, &table, source: source) }
    isSum = !term.bound.isEmpty
    boundCount = term.bound.count
    zerosDependOnBound =
      factors.contains { if case .structured = $0.source { true } else { false } }
      || term.deltas.contains { $0.indices.contains { term.bound.contains($0) } }
    levels = Array(repeating: Level(), count: plan.count + 1)
    for (place, step) in plan.enumerated() { levels[place].next = Next(step, slots, &table) }
    for (form, delta) in zip(deltas, differences) {
      levels[plan.depth([delta])].deltas.append(form)
    }
    let depths = zip(factors, term.factors).map { compiled, factor in
      compiled.isTotal ? plan.depth(factor.subscripts) : plan.count
    }
    for level in levels.indices {
      let own = zip(factors, depths).filter { $1 == level }.map(\.0)
      let (firstDense, firstOther) = (dense.count, others.count)
      dense += own.compactMap { factor in factor.elements.map { ($0, factor.offset) } }
      others += own.filter { $0.elements == nil }
      levels[level].dense = firstDense..<dense.count
      levels[level].others = firstOther..<others.count
    }
    self.table = table
  }

  func value(at coordinates: [Int]) -> Double {
    var slots = filled(coordinates)
    var sum = 0.0
    add(0, coefficient, &slots, &sum, isMagnitude: false)
    return sum
  }

  func magnitude(at coordinates: [Int]) -> Double {
    var slots = filled(coordinates)
    var sum = 0.0
    add(0, coefficient.magnitude, &slots, &sum, isMagnitude: true)
    return sum
  }

  /// The number that a factor reads; of a term without sums.
  func value(ofFactor factor: Int, at coordinates: [Int]) -> Double {
    factors[factor].value(coordinates, table)
  }

  /// Whether deltas, or zeros of structured factors, strike the whole sum out.
  func isStructuralZero(at coordinates: [Int]) -> Bool {
    var slots = filled(coordinates)
    guard zerosDependOnBound else { return deltas.contains { table.value($0, slots) != 0 } }
    return !survives(0, &slots)
  }

  /// The products that one entry sums.
  var productCount: Int {
    let inner = factors.reduce(0) { sum, factor in
      guard case .structured(let evaluator) = factor.source else { return sum }
      return saturatingSum(sum, evaluator.productsPerEntry)
    }
    return levels.reduce(max(1, inner)) { count, level in
      if case .run(_, let extent)? = level.next { saturatingProduct(count, extent) } else { count }
    }
  }

  // MARK: Loops

  private func filled(_ coordinates: [Int]) -> [Int] {
    coordinates + Array(repeating: 0, count: boundCount)
  }

  private func add(
    _ depth: Int, _ outer: Double, _ slots: inout [Int], _ sum: inout Double, isMagnitude: Bool
  ) {
    for place in levels[depth].deltas.indices
    where table.value(levels[depth].deltas[place], slots) != 0 { return }
    var product = outer
    for place in levels[depth].dense {
      let number = dense[place].elements[table.value(dense[place].offset, slots)]
      product *= isMagnitude ? number.magnitude : number
    }
    for place in levels[depth].others {
      product *=
        isMagnitude
        ? others[place].magnitude(slots, table) : others[place].value(slots, table)
    }
    switch levels[depth].next {
    case nil: sum += product
    case .run(let slot, let extent):
      for index in 0..<extent {
        slots[slot] = index
        add(depth + 1, product, &slots, &sum, isMagnitude: isMagnitude)
      }
    case .solved(let slot, let extent, let coefficient, let form):
      guard solve(slot, extent, coefficient, form, &slots) else { return }
      add(depth + 1, product, &slots, &sum, isMagnitude: isMagnitude)
    }
  }

  /// Fills the slot; false where its value is outside the axis.
  private func solve(
    _ slot: Int, _ extent: Int, _ coefficient: Int, _ form: SlotForm, _ slots: inout [Int]
  ) -> Bool {
    slots[slot] = 0
    slots[slot] = -coefficient * table.value(form, slots)
    return slots[slot] >= 0 && slots[slot] < extent
  }

  private func survives(_ depth: Int, _ slots: inout [Int]) -> Bool {
    guard levels[depth].deltas.allSatisfy({ table.value($0, slots) == 0 }),
      !others[levels[depth].others].contains(where: { $0.isStructuralZero(slots, table) })
    else { return false }
    switch levels[depth].next {
    case nil: return true
    case .run(let slot, let extent):
      for index in 0..<extent {
        slots[slot] = index
        if survives(depth + 1, &slots) { return true }
      }
      return false
    case .solved(let slot, let extent, let coefficient, let form):
      return solve(slot, extent, coefficient, form, &slots) && survives(depth + 1, &slots)
    }
  }
}

extension CompiledTerm.Next {
  fileprivate init(_ step: BoundStep, _ slots: [Index: Int], _ table: inout SlotTable) {
    let (slot, extent) = (slots[step.index] ?? 0, step.index.extent)
    switch step {
    case .run: self = .run(slot: slot, extent: extent)
    case .solved(let index, let form):
      self = .solved(
        slot: slot, extent: extent, coefficient: form.coefficient(of: index),
        table.form(form, slots))
    }
  }
}

extension [BoundStep] {
  /// How many loops are open once all indices of the forms are known.
  fileprivate func depth(_ forms: [IndexForm]) -> Int {
    let used = Set(forms.flatMap { $0.indices })
    return (lastIndex { used.contains($0.index) } ?? -1) + 1
  }
}
