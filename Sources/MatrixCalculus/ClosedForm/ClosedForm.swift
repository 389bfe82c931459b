import TensorCore

/// The matrix form of a sum of terms, as short as a textbook's.
enum ClosedForm {
  /// Each term in its matrix form, or as an einsum where it has none; nil where it has neither.
  static func summands(_ tensor: StructuredTensor<Expression>) -> [Expression]? {
    var summands: [Expression] = []
    for term in tensor.terms {
      guard
        let form = Recognition.matrixForm(term, free: tensor.free)
          ?? einsum(term, free: tensor.free)
      else { return nil }
      summands.append(form.simplified)
    }
    return summands
  }

  /// The sum of expressions of one shape, zeros of that shape where there are none.
  static func sum(_ summands: [Expression], shape: Shape) -> Expression {
    let ordered = summands.filter { !$0.isNegated } + summands.filter(\.isNegated)
    guard let first = ordered.first else {
      return shape.isScalar ? .number(0) : .number(0) * .known(.ones(shape), [])
    }
    return ordered.dropFirst().reduce(first) { sum, next in
      if case .apply(.negate, let arguments, _) = next { return sum - arguments[0] }
      return sum + next
    }
  }

  /// The summands with common factors pulled out: L·P + L·Q = L·(P + Q).
  static func factored(_ summands: [Expression]) -> [Expression] {
    for left in summands.indices {
      for right in summands.indices where right > left {
        guard let merged = commonFactor(summands[left], summands[right]) else { continue }
        var next = summands
        next[left] = merged
        next.remove(at: right)
        return factored(next)
      }
    }
    return summands
  }

  private static func commonFactor(_ a: Expression, _ b: Expression) -> Expression? {
    if case .apply(.negate, let left, _) = a, case .apply(.negate, let right, _) = b {
      return commonFactor(left[0], right[0]).map { -$0 }
    }
    guard case .apply(let operation, let left, _) = a,
      case .apply(operation, let right, _) = b, left.count == 2
    else { return nil }
    switch operation {
    case .matrixProduct:
      if left[0] == right[0], left[1].shape == right[1].shape {
        return left[0].matrixProduct(left[1] + right[1])
      }
      if left[1] == right[1], left[0].shape == right[0].shape {
        return (left[0] + right[0]).matrixProduct(left[1])
      }
    case .multiply:
      if left[0] == right[0], left[1].shape == right[1].shape {
        return left[0] * (left[1] + right[1])
      }
      if left[1] == right[1], left[0].shape == right[0].shape {
        return (left[0] + right[0]) * left[1]
      }
    default: break
    }
    return nil
  }

  /// The term as an einsum over plain indices, deltas as identity matrices; nil where a subscript is
  /// no plain index.
  private static func einsum(_ term: Term<Expression>, free: [Index]) -> Expression? {
    var factors = term.factors
    for delta in term.deltas {
      guard let left = delta.left.plain, let right = delta.right.plain else { return nil }
      factors.append(Factor(.known(.identity(left.extent), []), indices: [left, right]))
    }
    let used = factors.flatMap(\.subscripts).compactMap(\.plain)
    guard used.count == factors.flatMap(\.subscripts).count, Set(used).isSuperset(of: free) else {
      return nil
    }
    var letters: [Index: Character] = [:]
    var unused = "ijklmnopqrstuvwxyzabcdefgh"[...]
    for index in free + used where letters[index] == nil {
      guard let letter = unused.popFirst() else { return nil }
      letters[index] = letter
    }
    func word(_ indices: [Index]) -> String { String(indices.compactMap { letters[$0] }) }
    let inputs = factors.map { word($0.subscripts.compactMap(\.plain)) }
    let product = Expression.known(
      .einsum(inputs: inputs, output: word(free)), factors.map(\.label))
    return Recognition.scaled(product, by: term.coefficient)
  }
}

extension Expression {
  fileprivate var isNegated: Bool {
    if case .apply(.negate, _, _) = self { true } else { false }
  }
}
