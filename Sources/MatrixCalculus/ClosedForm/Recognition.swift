import TensorCore

/// Matrix forms of sums of products: Σᵢ G[i,l]·X[i,k] is Xᵀ·G.
///
/// Goals, in this order: a form that is right; the form with the fewest operators; among equals, the one
/// that keeps the order in which the factors are written. Operands are merged two at a time (entry-by-entry
/// products and scalings, matrix products, outer products) or summed along an axis, in every order that
/// leads somewhere, until one is left; what cannot be merged so has no matrix form.
enum Recognition {
  /// The matrix form of a term with axes `free`, or nil.
  static func matrixForm(_ term: Term<Expression>, free: [Index]) -> Expression? {
    let unrolled = Unrolling(term, free: free).flatMap { unrolling in
      matrixForm(unrolling.term, free: unrolling.axes).map(unrolling.reshaped)
    }
    let forms = [unfused(term, free: free), unrolled].compactMap { $0 }
    if let form = forms.min(by: { $0.weight < $1.weight }) { return form }
    guard let (fused, axes) = Fusion.fused(term, free) else { return nil }
    return matrixForm(fused, free: axes)?.reshaped(to: Shape(free.map(\.extent)))
  }

  /// The same where no two axes are read as one.
  private static func unfused(_ term: Term<Expression>, free: [Index]) -> Expression? {
    guard var operands = OperandReader.operands(of: term) else { return nil }
    let used = Set(operands.flatMap(\.indices))
    let coefficient = term.coefficient * repetitions(term)
    let shape = Shape(free.map(\.extent))
    // An axis of extent 1 that nothing runs along is put in at the end.
    let axes = free.filter { used.contains($0) || $0.extent != 1 }
    let missing = axes.filter { !used.contains($0) }
    if missing.count == axes.count, !axes.isEmpty {
      let extents = Shape(axes.map(\.extent))
      operands.append(Operand(expression: .known(.ones(extents), []), indices: axes))
    } else {
      operands += missing.map {
        Operand(expression: .known(.ones(Shape([$0.extent])), []), indices: [$0])
      }
    }
    var search = Search(free: axes)
    search.visit(operands)
    return search.best.map { scaled($0.reshaped(to: shape), by: coefficient) }
  }

  /// How often a sum over indices that nothing reads adds the same up.
  static func repetitions(_ term: Term<Expression>) -> Double {
    let forms = term.factors.flatMap(\.subscripts) + term.deltas.flatMap { [$0.left, $0.right] }
    let read = Set(forms.flatMap(\.terms).map(\.index))
    return term.bound.filter { !read.contains($0) }.reduce(1) { $0 * Double($1.extent) }
  }

  /// The expression times a number: 0.8 as it stands, halves and thirds as a division.
  static func scaled(_ expression: Expression, by coefficient: Double) -> Expression {
    switch coefficient {
    case 1: return expression
    case -1: return -expression
    default:
      let digits = NumberText.decimal(coefficient.magnitude).count
      if let fraction = NumberText.fraction(coefficient), fraction.denominator > 1,
        fraction.numerator.magnitude == 1 || digits > 6
      {
        let numerator = scaled(expression, by: Double(fraction.numerator))
        return numerator / .number(Double(fraction.denominator))
      }
      return .number(coefficient) * expression
    }
  }

  /// A depth-first walk over all orders of merging, each set of operands visited once.
  private struct Search {
    let free: [Index]
    var best: Expression?
    private var bestWeight = Int.max
    private var bestCost = Int.max
    private var seen: Set<Set<Operand>> = []

    /// More operands than this are merged in the order they stand, without a search.
    private static let exhaustiveLimit = 6
    /// Sets visited at most; the best form found until then is taken.
    private static let visitLimit = 4_000

    init(free: [Index]) { self.free = free }

    mutating func visit(_ operands: [Operand]) {
      guard operands.count > 1 || !isFinished(operands[0]) else { return finish(operands[0]) }
      let weight = operands.reduce(0) { $0 + $1.expression.weight }
      guard weight <= bestWeight, seen.count < Self.visitLimit,
        seen.insert(Set(operands)).inserted
      else { return }
      let isExhaustive = operands.count <= Self.exhaustiveLimit
      var moves: [[Operand]] = []
      Merging(free: free).forEachMove(from: operands) { move in
        moves.append(move)
        return isExhaustive
      }
      for move in moves { visit(move) }
    }

    private func isFinished(_ operand: Operand) -> Bool { Set(operand.indices) == Set(free) }

    private mutating func finish(_ operand: Operand) {
      var expression = operand.expression
      if operand.indices != free {
        guard operand.indices == free.reversed() else { return }
        expression = expression.transposed
      }
      let (weight, cost) = (expression.weight, expression.multiplications)
      guard (weight, cost) < (bestWeight, bestCost) else { return }
      (best, bestWeight, bestCost) = (expression, weight, cost)
    }
  }
}
