import TensorCore

/// Where differences say nothing of a derivative: at a kink, whichever way one looks from it.
extension Valuation {
  /// Those of the variable's entries, by position, whose least move changes the side of a kink.
  ///
  /// Cost: two forward passes where nothing lies on a kink, else two an entry.
  public func entriesOnKinks(of derivation: Derivation, among positions: [Int]) -> [Int] {
    let variable = derivation.variable
    guard let point = self[variable] else { return [] }
    let dependents = derivation.program.dependents(on: variable)
    let statements = derivation.program.statements.filter {
      dependents.contains($0.variable) && $0.variable != variable
    }
    let base = probe(statements, outputs: [], variable, point).sides
    func changes(_ moved: (Int) -> Double) -> Bool {
      let tensor = Tensor(shape: point.shape, valueAt: moved)
      return probe(statements, outputs: [], variable, tensor).sides != base
    }
    func step(_ position: Int) -> Double {
      0x1p-30 * max(1, point[position: position].magnitude)
    }
    // All at once, each by another distance: what leaves every side as it is lies on no kink.
    let random = RandomNumbers(seed: 1)
    let isSomewhere = [1.0, -1].contains { sign in
      changes { point[position: $0] + sign * step($0) * random.uniform(at: $0, low: -1) }
    }
    guard isSomewhere else { return [] }
    return positions.filter { position in
      [1.0, -1].contains { sign in
        changes { point[position: $0] + ($0 == position ? sign * step($0) : 0) }
      }
    }
  }
}
