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

  /// Indices that a delta solves as soon as the others in it are known; the rest run.
  ///
  /// In i = 4·k + n the digit n runs and i is solved, not the other way round: of what a delta ties, the
  /// longest that it can solve is left for last, and the shortest others run first.
  static func plan(_ bound: [Index], deltas: [IndexForm]) -> [BoundStep] {
    var open = bound
    var plan: [BoundStep] = []
    while let next = open.first {
      let solved = open.lazy.compactMap { solution($0, deltas, among: open) }.first
      let step =
        solved ?? .run(deltas.lazy.compactMap { shortest(in: $0, among: open) }.first ?? next)
      plan.append(step)
      open.removeAll { $0 == step.index }
    }
    return plan
  }

  /// The shortest open index of a delta but the one to be solved; nil where it would solve none.
  private static func shortest(in delta: IndexForm, among open: [Index]) -> Index? {
    let tied = open.filter { delta.coefficient(of: $0) != 0 }
    let last = tied.filter { abs(delta.coefficient(of: $0)) == 1 }.max { $0.extent < $1.extent }
    guard let last else { return nil }
    return tied.filter { $0 != last }.min { $0.extent < $1.extent }
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
