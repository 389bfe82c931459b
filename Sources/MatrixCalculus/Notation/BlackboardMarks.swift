import TensorCore

/// Transposes, inverses and diagonal matrices.
extension BlackboardForm {
  /// The transpose, of every part where that takes marks away.
  var turned: BlackboardForm {
    guard !isScalar else { return self }
    let turnedNode: Node? =
      switch node {
      case .chain(let parts): .chain(parts.reversed().map(\.turned))
      case .entrywise(let parts): .entrywise(parts.map(\.turned))
      case .quotient(let above, let below): .quotient(above.turned, below.turned)
      case .sum(let addends):
        .sum(addends.map { Addend(isNegative: $0.isNegative, form: $0.form.turned) })
      default: nil
      }
    switch node {
    case .transposed(let inner): return inner
    case .identity, .diagonal: return self
    case .scaled(let scale, let body?): return .scaled(scale, body.turned)
    default:
      let whole = turnedNode.flatMap { marksGained < 1 ? $0 : nil } ?? .transposed(self)
      return BlackboardForm(whole, shape.reversed)
    }
  }

  /// How many transposition marks the transpose has more than the form; 1 for a mark around it.
  var marksGained: Int {
    if isScalar { return 0 }
    let parts: [BlackboardForm]
    switch node {
    case .transposed: return -1
    case .identity, .diagonal: return 0
    case .scaled(_, let body): parts = body.map { [$0] } ?? []
    case .chain(let own), .entrywise(let own): parts = own
    case .quotient(let above, let below): parts = [above, below]
    case .sum(let addends): parts = addends.map(\.form)
    default: return 1
    }
    return min(1, parts.reduce(0) { $0 + $1.marksGained })
  }

  /// A⁻¹; the inverse of a transpose is the transpose of the inverse.
  var inverted: BlackboardForm {
    if isScalar { return .scaled(split.scale.inverted, nil) }
    if case .transposed(let inner) = node { return inner.inverted.turned }
    return BlackboardForm(.inverse(self), shape)
  }

  /// Whether it is M·diag(v), whose row sums are M·v.
  var isScaledLast: Bool {
    guard case .chain(let parts) = split.body?.node, case .diagonal = parts.last?.node else {
      return false
    }
    return true
  }

  /// The diagonal matrix of a column, its scalars in front.
  var diagonal: BlackboardForm {
    let (scale, body) = split
    guard let body else { return self }
    return .scaled(scale, BlackboardForm(.diagonal(body), Shape([rows, rows])))
  }
}
