/// An affine form over slots, the free coordinates and then the bound ones; its terms stand in a `SlotTable`.
struct SlotForm: Sendable {
  let constant: Int
  fileprivate let first: Int
  fileprivate let end: Int
}

/// The terms of all forms of a term, one behind the other, so that reading a form touches no other memory.
struct SlotTable: Sendable {
  private var terms: [(slot: Int, coefficient: Int)] = []

  /// Enters a form; traps where one of its indices has no slot.
  mutating func form(_ form: IndexForm, _ slots: [Index: Int]) -> SlotForm {
    let first = terms.count
    for term in form.terms {
      guard let slot = slots[term.index] else {
        preconditionFailure("an index is neither free nor bound")
      }
      terms.append((slot, term.coefficient))
    }
    return SlotForm(constant: form.constant, first: first, end: terms.count)
  }

  func value(_ form: SlotForm, _ slots: [Int]) -> Int {
    var value = form.constant
    for place in form.first..<form.end {
      value += terms[place].coefficient * slots[terms[place].slot]
    }
    return value
  }
}
