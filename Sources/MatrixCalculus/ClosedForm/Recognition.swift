import TensorCore

/// Matrix forms of sums of products: Σᵢ G[i,l]·X[i,k] is Xᵀ·G.
///
/// Goals, in this order: a form that is right; the form with the fewest operators; among equals, the one
/// that keeps the order in which the factors are written. Operands are merged two at a time (entry-by-entry
/// products and scalings, matrix products, outer products) or summed along an axis, in every order that
/// leads somewhere, until one is left; what cannot be merged so has no matrix form.
struct Recognition {
  /// An expression with an index for each of its axes.
  struct Operand: Hashable {
    var expression: Expression
    var indices: [Index]
  }

  let free: [Index]

  /// More operands than this are merged in the order they stand, without a search.
  private static let exhaustiveLimit = 6

  /// The matrix form of a term with axes `free`, or nil.
  static func matrixForm(_ term: Term<Expression>, free: [Index]) -> Expression? {
    let recognition = Recognition(free: free)
    guard var operands = recognition.operands(of: term) else { return nil }
    let used = Set(operands.flatMap(\.indices))
    let missing = free.filter { !used.contains($0) }
    let shape = Shape(free.map(\.extent))
    if missing.count == free.count, !free.isEmpty {
      operands.append(Operand(expression: .known(.ones(shape), []), indices: free))
    } else {
      operands += missing.map {
        Operand(expression: .known(.ones(Shape([$0.extent])), []), indices: [$0])
      }
    }
    var search = Search(recognition: recognition)
    search.visit(operands)
    return search.best.map { scaled($0, by: term.coefficient) }
  }

  /// The expression times a number, halves written as a division.
  static func scaled(_ expression: Expression, by coefficient: Double) -> Expression {
    switch coefficient {
    case 1: return expression
    case -1: return -expression
    default:
      if let fraction = NumberText.fraction(coefficient), fraction.denominator > 1 {
        let numerator = scaled(expression, by: Double(fraction.numerator))
        return numerator / .number(Double(fraction.denominator))
      }
      return .number(coefficient) * expression
    }
  }

  private func operands(of term: Term<Expression>) -> [Operand]? {
    var operands: [Operand] = []
    for factor in term.factors {
      guard let operand = operand(of: factor) else { return nil }
      operands.append(operand)
    }
    for delta in term.deltas {
      guard let left = delta.left.plain, let right = delta.right.plain,
        left.extent == right.extent
      else { return nil }
      operands.append(
        Operand(expression: .known(.identity(left.extent), []), indices: [left, right]))
    }
    return operands.isEmpty ? [Operand(expression: .number(1), indices: [])] : operands
  }

  /// The factor with slices for constant and shifted subscripts, and a diagonal for a repeated one.
  private func operand(of factor: Factor<Expression>) -> Operand? {
    var items: [SliceItem] = []
    var indices: [Index] = []
    for (subscript_, extent) in zip(factor.subscripts, factor.label.shape.extents) {
      if let number = subscript_.number {
        items.append(.entry(number))
      } else if subscript_.terms.count == 1, subscript_.terms[0].coefficient == 1 {
        let index = subscript_.terms[0].index
        items.append(.run(start: subscript_.constant, count: index.extent))
        guard subscript_.constant + index.extent <= extent else { return nil }
        indices.append(index)
      } else {
        return nil
      }
    }
    let whole = factor.label.shape.extents.map { SliceItem.run(start: 0, count: $0) }
    let read = items == whole ? factor.label : .known(.slice(items), [factor.label])
    guard Set(indices).count < indices.count else {
      return Operand(expression: read, indices: indices)
    }
    guard indices.count == 2 else { return nil }
    return Operand(expression: .known(.diagonal, [read]), indices: [indices[0]])
  }

  /// Every way to make the operands fewer, or one of them smaller, by one operation.
  func moves(from operands: [Operand]) -> [[Operand]] {
    var moves: [[Operand]] = []
    for (place, operand) in operands.enumerated() {
      for (axis, index) in operand.indices.enumerated()
      where isSummable(index, in: operands, standingIn: [place]) {
        var next = operands
        next[place].expression = operand.expression.summed(axes: [axis])
        next[place].indices.remove(at: axis)
        moves.append(next)
      }
    }
    for left in operands.indices {
      for right in operands.indices where right > left {
        for merged in merges(left, right, in: operands) {
          var next = operands
          next[left] = merged
          next.remove(at: right)
          moves.append(next)
        }
      }
    }
    return moves
  }

  private func isSummable(_ index: Index, in operands: [Operand], standingIn places: [Int]) -> Bool
  {
    guard !free.contains(index) else { return false }
    return operands.indices.allSatisfy {
      places.contains($0) == operands[$0].indices.contains(index)
    }
  }

  private func merges(_ left: Int, _ right: Int, in operands: [Operand]) -> [Operand] {
    let (a, b) = (operands[left], operands[right])
    if a.indices.isEmpty || b.indices.isEmpty {
      let (scalar, other) = a.indices.isEmpty ? (a, b) : (b, a)
      return [
        Operand(expression: scalar.expression * other.expression, indices: other.indices)
      ]
    }
    let shared = a.indices.filter(b.indices.contains)
    if shared.count == a.indices.count, shared.count == b.indices.count {
      return entrywise(a, b)
    }
    guard a.indices.count <= 2, b.indices.count <= 2 else { return [] }
    switch shared.count {
    case 0 where a.indices.count == 1 && b.indices.count == 1:
      return [
        Operand(
          expression: .known(.outer, [a.expression, b.expression]),
          indices: a.indices + b.indices)
      ]
    case 1:
      if isSummable(shared[0], in: operands, standingIn: [left, right]) {
        return [matrixProduct(a, b, over: shared[0])]
      }
      return a.indices.count == b.indices.count ? [] : [scaling(a, b)]
    default: return []
    }
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
    if case .apply(.divide, let parts, _) = aligned, parts[0] == .number(1) {
      return [Operand(expression: a.expression / parts[1], indices: a.indices)]
    }
    return [Operand(expression: a.expression * aligned, indices: a.indices)]
  }

  private func matrixProduct(_ a: Operand, _ b: Operand, over index: Index) -> Operand {
    // A vector stands on the right of its matrix.
    if a.indices.count == 1, b.indices.count == 2 { return matrixProduct(b, a, over: index) }
    let left = a.indices.last == index ? a.expression : a.expression.transposed
    let right = b.indices.first == index ? b.expression : b.expression.transposed
    return Operand(
      expression: left.matrixProduct(right),
      indices: (a.indices + b.indices).filter { $0 != index })
  }

  /// A vector along one axis of a matrix, entry by entry.
  private func scaling(_ a: Operand, _ b: Operand) -> Operand {
    let (vector, matrix) = a.indices.count == 1 ? (a, b) : (b, a)
    guard matrix.indices.first == vector.indices[0] else {
      return Operand(expression: matrix.expression * vector.expression, indices: matrix.indices)
    }
    let column = vector.expression.reshaped(to: Shape([vector.indices[0].extent, 1]))
    return Operand(expression: column * matrix.expression, indices: matrix.indices)
  }

  /// A depth-first walk over all orders of merging, each set of operands visited once.
  private struct Search {
    let recognition: Recognition
    var best: Expression?
    var bestWeight = Int.max
    var seen: Set<Set<Operand>> = []

    mutating func visit(_ operands: [Operand]) {
      guard operands.count > 1 || !isFinished(operands[0]) else { return finish(operands[0]) }
      guard seen.insert(Set(operands)).inserted else { return }
      let weight = operands.reduce(0) { $0 + $1.expression.weight }
      guard weight < bestWeight else { return }
      let moves = recognition.moves(from: operands)
      for move in operands.count <= Recognition.exhaustiveLimit ? moves[...] : moves.prefix(1) {
        visit(move)
      }
    }

    private func isFinished(_ operand: Operand) -> Bool {
      Set(operand.indices) == Set(recognition.free)
    }

    private mutating func finish(_ operand: Operand) {
      var expression = operand.expression
      if operand.indices != recognition.free {
        guard operand.indices == recognition.free.reversed() else { return }
        expression = expression.transposed
      }
      guard expression.weight < bestWeight else { return }
      best = expression
      bestWeight = expression.weight
    }
  }
}

extension Expression {
  /// How long the expression is to read: four an operator, one a transpose.
  var weight: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    let own =
      switch operation {
      case .transpose: 1
      case .ones, .identity: 2
      default: 4
      }
    return arguments.reduce(own) { $0 + $1.weight }
  }
}
