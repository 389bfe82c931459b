import TensorCore

/// What is known of some indices, and whether more can be true at the same time.
///
/// Answers all questions of linked selection: a term reads X at [i,k] and is read by y at [i,j]; if
/// X's cell is [1,2], may y's be [1,1]? Cost: the number of forms, never that of entries.
struct Unification {
  private(set) var values: [Index: Int] = [:]
  /// Forms with several unknown indices, to be looked at again when more is known.
  private var waiting: [(form: IndexForm, value: Int)] = []
  private(set) var holds = true

  /// Demands that every form has its value.
  mutating func require(_ forms: [IndexForm], equal coordinates: [Int]) {
    guard forms.count == coordinates.count else {
      holds = false
      return
    }
    for (form, value) in zip(forms, coordinates) { require(form, equals: value) }
    settle()
  }

  mutating func require(_ indices: [Index], equal coordinates: [Int]) {
    require(indices.map(IndexForm.init), equal: coordinates)
  }

  /// Demands that every delta is one.
  mutating func require(_ deltas: [KroneckerDelta]) {
    for delta in deltas { require(delta.left - delta.right, equals: 0) }
    settle()
  }

  /// The value of a form, where all its indices are known.
  func value(of form: IndexForm) -> Int? {
    var sum = form.constant
    for term in form.terms {
      guard let value = values[term.index] else { return nil }
      sum += term.coefficient * value
    }
    return sum
  }

  private mutating func require(_ form: IndexForm, equals value: Int) {
    var rest = value - form.constant
    var unknown: [IndexForm.Scaled] = []
    for term in form.terms {
      if let known = values[term.index] {
        rest -= term.coefficient * known
      } else {
        unknown.append(term)
      }
    }
    switch unknown.count {
    case 0: if rest != 0 { holds = false }
    case 1:
      let (index, coefficient) = (unknown[0].index, unknown[0].coefficient)
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: coefficient)
      if remainder == 0, quotient >= 0, quotient < index.extent {
        values[index] = quotient
      } else {
        holds = false
      }
    default:
      if !form.range.contains(value) { holds = false } else { waiting.append((form, value)) }
    }
  }

  /// Looks again at what waits, as long as that says something new.
  private mutating func settle() {
    var before = -1
    while holds, !waiting.isEmpty, before != values.count {
      before = values.count
      let forms = waiting
      waiting = []
      for (form, value) in forms { require(form, equals: value) }
    }
  }
}
