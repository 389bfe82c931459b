/// A factor with the place of its number among its elements.
struct CompiledFactor: Sendable {
  let source: EntryEvaluator.Source
  let offset: SlotForm
  /// Whether every value of its indices stands for an entry; else deltas say which do.
  let isTotal: Bool
  private let subscripts: [SlotForm]

  /// Traps where the factor has another rank than its subscripts.
  init<Label>(
    _ factor: Factor<Label>, _ slots: [Index: Int], _ table: inout SlotTable,
    source: (Label) -> EntryEvaluator.Source
  ) {
    self.source = source(factor.label)
    let shape = self.source.shape
    precondition(shape.rank == factor.subscripts.count, "one subscript an axis")
    isTotal = zip(factor.subscripts, shape.extents).allSatisfy { form, extent in
      form.range.lowerBound >= 0 && form.range.upperBound < extent
    }
    subscripts = factor.subscripts.map { table.form($0, slots) }
    offset = table.form(IndexForm(position: factor.subscripts, in: shape), slots)
  }

  /// The numbers of a dense tensor.
  var elements: [Double]? {
    if case .dense(let tensor) = source { tensor.elements } else { nil }
  }

  func value(_ slots: [Int], _ table: SlotTable) -> Double {
    switch source {
    case .dense(let tensor): tensor[position: table.value(offset, slots)]
    case .structured(let evaluator): evaluator.entry(at: coordinates(slots, table))
    case .generated(let tensor): tensor[position: table.value(offset, slots)]
    case .pending: .nan
    }
  }

  func magnitude(_ slots: [Int], _ table: SlotTable) -> Double {
    guard case .structured(let evaluator) = source else { return value(slots, table).magnitude }
    return evaluator.magnitude(at: coordinates(slots, table))
  }

  func isStructuralZero(_ slots: [Int], _ table: SlotTable) -> Bool {
    guard case .structured(let evaluator) = source else { return false }
    return evaluator.isStructuralZero(at: coordinates(slots, table))
  }

  private func coordinates(_ slots: [Int], _ table: SlotTable) -> [Int] {
    subscripts.map { table.value($0, slots) }
  }
}
