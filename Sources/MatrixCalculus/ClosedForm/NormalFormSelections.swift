import TensorCore

/// What a slice gives back: rows of an identity matrix beside the slice of the same rows.
///
///     I[1:3, :]ᵀ·v[1:3]  is  [0, 1, 1, 0] ⊙ v      I[1:3, :]ᵀ·I[1:3, :]  is  diag([0, 1, 1, 0])
///
/// As long as the places are few enough to be read at a glance.
extension NormalForm {
  /// Zeros and ones of more places are not written out.
  private static let maskLimit = 12

  /// Two neighbours as a tensor with zeros where the slice reads nothing; nil for others.
  mutating func selected(_ a: Letter, _ b: Letter) -> [Letter]? {
    if let run = a.only?.transposed.selectedRun { return given(back: b, run) }
    guard let run = b.only?.selectedRun, b.kind == .matrix else { return nil }
    let turned = transposed([a])[0]
    guard let whole = given(back: turned, run) else { return nil }
    return transposed(whole)
  }

  private func given(back letter: Letter, _ run: SelectedRun) -> [Letter]? {
    guard run.extent <= Self.maskLimit, letter.factors.allSatisfy({ $0.exponent > 0 }) else {
      return nil
    }
    let mask = Power(base: run.mask)
    switch letter.kind {
    case .matrix:
      if letter.only?.selectedRun == run { return [Letter(.diagonal, [mask])] }
      let wholes = letter.factors.compactMap { $0.base.unsliced(from: run) }
      guard wholes.count == letter.factors.count else { return nil }
      return [Letter(.diagonal, [mask]), whole(letter, wholes)]
    case .column:
      let factors = letter.factors.filter { !$0.base.isOnes }
      let wholes = factors.compactMap { $0.base.unsliced(from: run) }
      guard wholes.count == factors.count else { return nil }
      let powers = zip(wholes, factors).map { Power(base: $0, exponent: $1.exponent) }
      return [Letter(.column, [mask] + powers)]
    case .row, .diagonal, .block: return nil
    }
  }

  /// How often each place is read: the sum of rows of an identity matrix; nil for other sums.
  func countOfSelected(_ expression: Expression) -> Expression? {
    guard case .apply(.sum(.some([0]), false), let arguments, _) = expression,
      let run = arguments[0].selectedRun, run.extent <= Self.maskLimit
    else { return nil }
    return run.mask
  }

  private func whole(_ letter: Letter, _ bases: [Expression]) -> Letter {
    Letter(
      letter.kind, zip(bases, letter.factors).map { Power(base: $0, exponent: $1.exponent) })
  }
}

/// Some rows in a row, of so many.
private struct SelectedRun: Equatable {
  let start: Int
  let count: Int
  let extent: Int

  /// 1 for each row that is read, 0 for the others.
  var mask: Expression {
    .literal(Tensor(shape: Shape([extent])) { (start..<(start + count)).contains($0) ? 1 : 0 })
  }
}

extension Expression {
  /// The rows, where it is rows of an identity matrix.
  fileprivate var selectedRun: SelectedRun? {
    guard case .apply(.slice(let items), let arguments, let shape) = self, shape.rank == 2,
      arguments[0].isIdentity, case .run(let start, let count) = items[0],
      shape.extents[1] == arguments[0].shape.extents[0], count < shape.extents[1]
    else { return nil }
    return SelectedRun(start: start, count: count, extent: shape.extents[1])
  }

  /// What this is the rows of; nil where they are others, or columns are left out too.
  fileprivate func unsliced(from run: SelectedRun) -> Expression? {
    if case .apply(.transpose, let inner, _) = self {
      return inner[0].unsliced(from: run, axis: 1)?.transposed
    }
    return unsliced(from: run, axis: 0)
  }

  private func unsliced(from run: SelectedRun, axis: Int) -> Expression? {
    guard case .apply(.slice(var items), let arguments, let shape) = self,
      items.indices.contains(axis), items[axis] == .run(start: run.start, count: run.count),
      arguments[0].shape.extents[axis] == run.extent, shape.rank > 0
    else { return nil }
    items[axis] = .run(start: 0, count: run.extent)
    let isWhole = zip(items, arguments[0].shape.extents).allSatisfy {
      $0 == .run(start: 0, count: $1)
    }
    return isWhole ? arguments[0] : .known(.slice(items), arguments.elements)
  }
}
