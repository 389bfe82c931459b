/// How a bound index of a term gets its value for one entry.
enum BoundStep {
  case run(Index)
  /// A form in which the index stands once, with 1 or −1 before it, and which must be 0.
  case solved(Index, IndexForm)

  var index: Index {
    switch self {
    case .run(let index), .solved(let index, _): index
    }
  }

  /// Indices that a delta solves as soon as the others in it are known; the rest run, in their order.
  static func plan(_ bound: [Index], deltas: [IndexForm]) -> [BoundStep] {
    var open = bound
    var plan: [BoundStep] = []
    while let next = open.first {
      let solved = open.lazy.compactMap { solution($0, deltas, among: open) }.first
      let step = solved ?? .run(next)
      plan.append(step)
      open.removeAll { $0 == step.index }
    }
    return plan
  }

  private static func solution(
    _ index: Index, _ deltas: [IndexForm], among open: [Index]
  ) -> BoundStep? {
    let delta = deltas.first { delta in
      abs(delta.coefficient(of: index)) == 1
        && delta.terms.allSatisfy { $0.index == index || !open.contains($0.index) }
    }
    return delta.map { .solved(index, $0) }
  }
}
