import TensorCore

/// The ways to make a set of operands smaller by one operation.
struct Merging {
  let free: [Index]

  /// Every next set of operands; a caller that wants no more answers false.
  func forEachMove(from operands: [Operand], _ body: ([Operand]) -> Bool) {
    for place in operands.indices {
      for reduced in reductions(of: place, in: operands) {
        var next = operands
        next[place] = reduced
        guard body(next) else { return }
      }
    }
    for left in operands.indices {
      for right in operands.indices where right > left {
        for merged in merges(left, right, in: operands) {
          var next = operands
          next[left] = merged
          next.remove(at: right)
          guard body(next) else { return }
        }
      }
    }
  }

  /// Whether the index is summed, and read by these operands and no other.
  private func isSummable(_ index: Index, in operands: [Operand], standingIn places: [Int]) -> Bool
  {
    guard !free.contains(index) else { return false }
    return operands.indices.allSatisfy {
      places.contains($0) == operands[$0].indices.contains(index)
    }
  }

  /// The sum of one operand over one of its axes, or over all of them.
  private func reductions(of place: Int, in operands: [Operand]) -> [Operand] {
    let operand = operands[place]
    let axes = operand.indices.indices.filter {
      isSummable(operand.indices[$0], in: operands, standingIn: [place])
    }
    guard axes.count < operand.indices.count || axes.count < 2 else {
      return [Operand(expression: operand.expression.summed(axes: nil), indices: [])]
    }
    return axes.map { axis in
      var indices = operand.indices
      indices.remove(at: axis)
      let isAll = indices.isEmpty
      return Operand(
        expression: operand.expression.summed(axes: isAll ? nil : [axis]), indices: indices)
    }
  }

  private func merges(_ left: Int, _ right: Int, in operands: [Operand]) -> [Operand] {
    let (a, b) = (operands[left], operands[right])
    if a.indices.isEmpty || b.indices.isEmpty {
      let (scalar, other) = a.indices.isEmpty ? (a, b) : (b, a)
      return [
        Operand(
          expression: scalar.expression.timesEntrywise(other.expression), indices: other.indices)
      ]
    }
    let shared = a.indices.filter(b.indices.contains)
    let summed = shared.filter { isSummable($0, in: operands, standingIn: [left, right]) }
    if shared.count == a.indices.count, shared.count == b.indices.count {
      return entrywise(a, b) + trace(a, b, summed)
    }
    guard !shared.isEmpty else { return outer(a, b) }
    if summed.count == shared.count { return product(a, b, over: summed) }
    if summed.count == 1 {
      return paired(a, b, shared, over: summed[0]) + paired(b, a, shared, over: summed[0])
    }
    return summed.isEmpty ? spread(a, b, shared) : []
  }

  private func entrywise(_ a: Operand, _ b: Operand) -> [Operand] {
    let aligned: Expression
    if a.indices == b.indices {
      aligned = b.expression
    } else if a.indices == b.indices.reversed() {
      aligned = b.expression.transposed
    } else {
      return []
    }
    return [Operand(expression: a.expression.timesEntrywise(aligned), indices: a.indices)]
  }

  /// Σ A[i,j]·B[j,i] = tr(A·B).
  private func trace(_ a: Operand, _ b: Operand, _ summed: [Index]) -> [Operand] {
    guard a.indices.count == 2, summed.count == 2 else { return [] }
    let turned = a.indices == b.indices ? b.expression.transposed : b.expression
    return [
      Operand(expression: .known(.trace, [a.expression.matrixProduct(turned)]), indices: [])
    ]
  }

  /// Vectors make x·yᵀ, tensors of more axes x ⊗₀ y.
  private func outer(_ a: Operand, _ b: Operand) -> [Operand] {
    let isMatrix = a.indices.count == 1 && b.indices.count == 1
    guard isMatrix || (a.indices + b.indices).allSatisfy(free.contains) else { return [] }
    return [
      Operand(
        expression: .known(
          isMatrix ? .outer : .contraction(axes: 0), [a.expression, b.expression]),
        indices: a.indices + b.indices)
    ]
  }

  /// The sum over all shared axes: a matrix product, or ⊗ₙ where the axes meet.
  private func product(_ a: Operand, _ b: Operand, over shared: [Index]) -> [Operand] {
    guard shared.count == 1, a.indices.count <= 2, b.indices.count <= 2 else {
      return contraction(a, b, shared) + contraction(b, a, shared) + stacked(a, b, shared)
        + stacked(b, a, shared)
    }
    // A vector stands on the right of its matrix.
    if a.indices.count == 1, b.indices.count == 2 { return product(b, a, over: shared) }
    let left = a.indices.last == shared[0] ? a.expression : a.expression.transposed
    let right = b.indices.first == shared[0] ? b.expression : b.expression.transposed
    return [
      Operand(
        expression: left.matrixProduct(right),
        indices: (a.indices + b.indices).filter { $0 != shared[0] })
    ]
  }

  /// a ⊗ₙ b where the last n axes of a are the first n of b.
  private func contraction(_ a: Operand, _ b: Operand, _ shared: [Index]) -> [Operand] {
    let n = shared.count
    let meeting = Array(a.indices.suffix(n))
    guard Set(meeting) == Set(shared), Array(b.indices.prefix(n)) == meeting else { return [] }
    return [
      Operand(
        expression: .known(.contraction(axes: n), [a.expression, b.expression]),
        indices: a.indices.dropLast(n) + b.indices.dropFirst(n))
    ]
  }

  /// A stack of matrices times one matrix: NumPy's `@`.
  private func stacked(_ a: Operand, _ b: Operand, _ shared: [Index]) -> [Operand] {
    guard shared.count == 1, a.indices.count > 2, b.indices.count == 2,
      a.indices.last == shared[0]
    else { return [] }
    let right = b.indices[0] == shared[0] ? b.expression : b.expression.transposed
    return [
      Operand(
        expression: a.expression.matrixProduct(right),
        indices: a.indices.dropLast() + b.indices.filter { $0 != shared[0] })
    ]
  }

  /// A stack of matrices times a stack of matrices, each its own: NumPy's `@`.
  private func paired(_ a: Operand, _ b: Operand, _ shared: [Index], over summed: Index)
    -> [Operand]
  {
    let stack = a.indices.dropLast(2)
    guard a.indices.count == 3, b.indices.count == 3, stack == b.indices.dropLast(2),
      Set(shared) == Set(stack + [summed]), a.indices[2] == summed, b.indices[1] == summed
    else { return [] }
    return [
      Operand(
        expression: a.expression.matrixProduct(b.expression),
        indices: stack + [a.indices[1], b.indices[2]])
    ]
  }

  /// The entry-by-entry product of a tensor with one that has only some of its axes.
  private func spread(_ a: Operand, _ b: Operand, _ shared: [Index]) -> [Operand] {
    let (small, large) = a.indices.count < b.indices.count ? (a, b) : (b, a)
    guard small.indices.count == shared.count, small.indices.count < large.indices.count else {
      return []
    }
    if large.expression.isIdentity, small.indices.count == 1, large.indices.count == 2 {
      return [
        Operand(expression: .known(.diagonal, [small.expression]), indices: large.indices)
      ]
    }
    let inOrder = large.indices.filter(small.indices.contains)
    let turned: Expression
    if inOrder == small.indices {
      turned = small.expression
    } else if inOrder == small.indices.reversed() {
      turned = small.expression.transposed
    } else {
      return []
    }
    guard inOrder != Array(large.indices.suffix(inOrder.count)) else {
      return [
        Operand(expression: large.expression.timesEntrywise(turned), indices: large.indices)
      ]
    }
    let extents = large.indices.map { inOrder.contains($0) ? $0.extent : 1 }
    let column = turned.reshaped(to: Shape(extents))
    return [Operand(expression: column.timesEntrywise(large.expression), indices: large.indices)]
  }
}

extension Expression {
  var isIdentity: Bool {
    if case .apply(.identity, _, _) = self { true } else { false }
  }

  /// The entry-by-entry product, a factor 1/b written as a division by b.
  func timesEntrywise(_ other: Expression) -> Expression {
    if case .apply(.divide, let parts, _) = other, parts[0] == .number(1) {
      return self / parts[1]
    }
    if case .apply(.divide, let parts, _) = self, parts[0] == .number(1) {
      return other / parts[1]
    }
    return self * other
  }
}
