import TensorCore

/// Rules of comparisons and of functions that choose entries, with NumPy's broadcasting.
///
/// At a tie the derivative of a maximum or a minimum is shared equally.
/// Source: F. H. Clarke, "Optimization and Nonsmooth Analysis" (1983), proposition 2.3.12: any share of a
/// tie is a generalized gradient; half each is the one that treats both alike.
extension Rule {
  /// (a < b)[i…] = 1 where a[i…] < b[i…], else 0.
  static func comparison(_ relation: Relation) -> Rule {
    Rule(
      name: "comparison", source: "constant on both sides of a jump",
      shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
      value: { $0[0].zipped($0[1]) { relation.holds($0, $1) ? 1 : 0 } },
      derivative: .entrywise { _, _ in [nil, nil] },
      sides: { order($0[0], $0[1]) })
  }

  /// max(a, b)[i…], or min; ∂/∂a = 1 where a is chosen, ½ at a tie, else 0.
  static func extremum(_ extremum: Extremum) -> Rule {
    Rule(
      name: extremum.rawValue, source: "Clarke (1983), proposition 2.3.12",
      shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
      value: { $0[0].zipped($0[1], extremum.value) },
      derivative: .entrywise { _, arguments in
        let share = Operation.extremumShare(extremum)
        return [
          .known(share, arguments), .known(share, [arguments[1], arguments[0]]),
        ]
      },
      sides: { order($0[0], $0[1]) })
  }

  /// 1 where a is the extremum of a and b, ½ at a tie, else 0; nan where either is.
  static func extremumShare(_ extremum: Extremum) -> Rule {
    Rule(
      name: "share of the " + extremum.rawValue, source: "Clarke (1983), proposition 2.3.12",
      shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
      value: {
        $0[0].zipped($0[1]) { a, b in
          if a.isNaN || b.isNaN { return .nan }
          return a == b ? 0.5 : extremum.value(a, b) == a ? 1 : 0
        }
      },
      derivative: .entrywise { _, _ in [nil, nil] },
      sides: { order($0[0], $0[1]) })
  }

  /// where(c, a, b)[i…] = a[i…] where c[i…] ≠ 0, else b[i…]; ∂/∂a = (c ≠ 0), ∂/∂b = (c = 0).
  static let choice = Rule(
    name: "where", source: "the derivative of the branch that is taken",
    shape: { (shapes) throws(ShapeMismatch) in
      try broadcastShape([try broadcastShape([shapes[0], shapes[1]]), shapes[2]])
    },
    value: { choose($0[0], $0[1], $0[2]) },
    derivative: .entrywise { _, arguments in
      let condition = arguments[0]
      return [
        nil, condition.isTruth ? condition : .known(.comparison(.notEqual), [condition, 0]),
        .known(.comparison(.equal), [condition, 0]),
      ]
    },
    sides: { $0[0].elements.map { $0 < 0 ? -1 : $0 > 0 ? 1 : 0 } })
}

extension Relation {
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    case .notEqual: a != b
    }
  }
}

extension Extremum {
  /// The greater or the smaller; nan where either is, as in NumPy.
  func value(_ a: Double, _ b: Double) -> Double {
    if a.isNaN || b.isNaN { return .nan }
    return switch self {
    case .maximum: max(a, b)
    case .minimum: min(a, b)
    }
  }
}

extension Expression {
  /// Whether every entry is 0 or 1.
  fileprivate var isTruth: Bool {
    guard case .apply(.comparison, _, _) = self else { return false }
    return true
  }
}

private func choose(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  guard let shape = condition.shape.broadcast(with: a.shape)?.broadcast(with: b.shape) else {
    preconditionFailure("the shapes have been checked")
  }
  let (condition, a, b) = (
    condition.broadcast(to: shape), a.broadcast(to: shape), b.broadcast(to: shape)
  )
  return Tensor(shape: shape) {
    condition[position: $0] != 0 ? a[position: $0] : b[position: $0]
  }
}

/// On which side of the other each entry of the first lies.
private func order(_ a: Tensor, _ b: Tensor) -> [Int8] {
  a.zipped(b) { $0 < $1 ? -1 : $0 > $1 ? 1 : 0 }.elements.map { Int8($0) }
}
