import TensorCore

/// Sums made shorter: like summands added up, common factors pulled out.
///
///     L·P + L·Q = L·(P + Q)      s ⊙ g − c·s = s ⊙ (g − c)      A⁻¹·X + A⁻¹·X = 2·A⁻¹·X
extension ClosedForm {
  /// Common factors of more summands than this are not looked for; the cost is cubic.
  private static let summandLimit = 24

  /// The summands with like ones added up and common factors pulled out.
  static func factored(_ summands: [Expression]) -> [Expression] {
    var rest = collected(summands)
    guard rest.count <= summandLimit else { return rest }
    var left = 0
    while left < rest.count {
      guard let (right, merged) = firstMerge(of: rest, from: left) else {
        left += 1
        continue
      }
      rest[left] = merged
      rest.remove(at: right)
      left = 0
    }
    return rest
  }

  /// The summands with those that differ in a number alone added up.
  static func collected(_ summands: [Expression]) -> [Expression] {
    var kept: [(coefficient: Double, rest: Expression)] = []
    for summand in summands {
      let (coefficient, rest) = summand.splitCoefficient
      if let place = kept.firstIndex(where: { $0.rest == rest }) {
        kept[place].coefficient += coefficient
      } else {
        kept.append((coefficient, rest))
      }
    }
    return kept.filter { $0.coefficient != 0 }
      .map { Recognition.scaled($0.rest, by: $0.coefficient) }
  }

  private static func firstMerge(of summands: [Expression], from left: Int) -> (Int, Expression)? {
    for right in summands.indices where right > left {
      if let merged = merged(summands[left], summands[right]) { return (right, merged) }
    }
    return nil
  }

  /// Two summands as one product, where they share a factor.
  private static func merged(_ a: Expression, _ b: Expression) -> Expression? {
    let (left, right) = (a.splitCoefficient, b.splitCoefficient)
    guard left.coefficient.magnitude == right.coefficient.magnitude else { return nil }
    let isDifference = left.coefficient != right.coefficient
    let common =
      chainMerged(left.rest, right.rest, isDifference)
      ?? entrywiseMerged(left.rest, right.rest, isDifference)
    return common.map { Recognition.scaled($0, by: left.coefficient) }
  }

  /// The longest run of matrices that both products begin, or end, with.
  private static func chainMerged(
    _ a: Expression, _ b: Expression, _ isDifference: Bool
  ) -> Expression? {
    let (left, right) = (a.productChain, b.productChain)
    guard left.count > 1, right.count > 1 else { return nil }
    let limit = min(left.count, right.count) - 1
    let head = zip(left, right).prefix(limit).prefix { $0 == $1 }.count
    let tail = zip(left.reversed(), right.reversed()).prefix(limit).prefix { $0 == $1 }.count
    if head > 0, head >= tail {
      return combined(
        left.dropFirst(head), right.dropFirst(head), isDifference
      ).map { chain(left.prefix(head) + [$0]) }
    }
    guard tail > 0 else { return nil }
    return combined(left.dropLast(tail), right.dropLast(tail), isDifference)
      .map { chain([$0] + left.suffix(tail)) }
  }

  private static func combined(
    _ a: ArraySlice<Expression>, _ b: ArraySlice<Expression>, _ isDifference: Bool
  ) -> Expression? {
    let (left, right) = (chain(Array(a)), chain(Array(b)))
    guard left.shape == right.shape else { return nil }
    return isDifference ? left - right : left + right
  }

  private static func chain(_ factors: [Expression]) -> Expression {
    factors.dropFirst().reduce(factors[0]) { $0.matrixProduct($1) }
  }

  /// A factor that both entry-by-entry products have, times the sum of what is left of them.
  private static func entrywiseMerged(
    _ a: Expression, _ b: Expression, _ isDifference: Bool
  ) -> Expression? {
    let (left, right) = (a.entrywiseFactors, b.entrywiseFactors)
    guard left.count + right.count > 2, let common = left.first(where: right.contains),
      let ownPlace = left.firstIndex(of: common), let otherPlace = right.firstIndex(of: common)
    else { return nil }
    var (own, other) = (left, right)
    own.remove(at: ownPlace)
    other.remove(at: otherPlace)
    let (first, second) = (product(own), product(other))
    guard let inner = first.shape.broadcast(with: second.shape),
      inner.broadcast(with: common.shape) == a.shape
    else { return nil }
    let sum = isDifference ? first - second : first + second
    return common.shape.rank >= sum.shape.rank ? common * sum : sum * common
  }

  private static func product(_ factors: [Expression]) -> Expression {
    guard let first = factors.first else { return 1 }
    return factors.dropFirst().reduce(first) { $0 * $1 }
  }
}

extension Expression {
  /// The factors of an entry-by-entry product, from left to right; the expression alone where it is none.
  var entrywiseFactors: [Expression] {
    guard case .apply(.multiply, let arguments, _) = self else { return [self] }
    return arguments.flatMap(\.entrywiseFactors)
  }
}
