import TensorCore

/// What a slice gives back where it is of ones: rows of an identity matrix beside the same rows, or ones.
///
///     I[1:3, :]ᵀ·1  is  [0, 1, 1, 0]      I[1:3, :]ᵀ·I[1:3, :]  is  diag([0, 1, 1, 0])
///
/// I[1:3, :]ᵀ·v[1:3] stays: [0, 1, 1, 0] ⊙ v is no number where v is none or infinite outside the slice. As long as the places are few enough to be read at a glance.
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
      return letter.only?.selectedRun == run ? [Letter(.diagonal, [mask])] : nil
    case .column:
      return letter.factors.allSatisfy(\.base.isOnes) ? [Letter(.column, [mask])] : nil
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
}
