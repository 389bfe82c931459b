import TensorCore

/// What operations are over common factors, where that is more than the sum that they are made from.
extension CommonFactors {
  /// expression[subscripts] where a rule here says what it is; else nil.
  mutating func known(_ expression: Expression, at subscripts: [IndexForm]) -> [Product]? {
    guard case .apply(let operation, let arguments, let shape) = expression else { return nil }
    func aligned(_ argument: Expression) -> [IndexForm] {
      MatrixCalculus.aligned(subscripts, extents: shape.extents, to: argument.shape)
    }
    if let parts = expression.choiceOnDiagonal {
      return chosen(parts, shape, at: subscripts) { $0.value($1, at: $2) }
    }
    switch operation {
    case .divide:
      return times(
        value(arguments[0], at: aligned(arguments[0])),
        reciprocal(arguments[1], at: aligned(arguments[1])))
    case .power: return power(arguments[0], arguments[1], at: aligned(arguments[0]))
    case .function(let name): return function(name, arguments[0], at: subscripts)
    case .comparison(let relation): return diagonalMask(relation, arguments, at: subscripts)
    case .inverse: return inverse(arguments[0], at: subscripts)
    case .determinant: return determinant(arguments[0])
    case .cofactors:
      return times(
        determinant(arguments[0]), inverse(arguments[0], at: subscripts.reversed()))
    case .secondCofactors(let part):
      return secondCofactors(part, arguments[0], at: subscripts)
    case .norm where arguments[0].shape.count == 1: return magnitude(arguments[0])
    case .direction:
      return times(
        value(arguments[0], at: subscripts), reciprocal(.known(.norm, [arguments[0]]), at: []))
    case .product(let axes, let keepingAxes):
      return product(expression, arguments[0], axes, keepingAxes, at: subscripts)
    case .softmax(let axes), .greatestShare(let axes):
      return arguments[0].shape.isSingle(along: axes) ? [Product()] : nil
    case .logSoftmax(let axes): return arguments[0].shape.isSingle(along: axes) ? [] : nil
    case .logSumExp(let axes, _), .greatest(let axes, _):
      return arguments[0].shape.isSingle(along: axes)
        ? value(arguments[0].reshaped(to: shape), at: subscripts) : nil
    default: return nil
    }
  }

  /// aⁿ for a small whole n.
  mutating func power(
    _ base: Expression, _ exponent: Expression, at subscripts: [IndexForm]
  ) -> [Product]? {
    guard case .number(let number) = exponent, let whole = Int(exactly: number),
      (1...6).contains(abs(whole))
    else { return nil }
    return (0..<abs(whole)).reduce([Product()]) { power, _ in
      let factor =
        whole > 0 ? value(base, at: subscripts) : reciprocal(base, at: subscripts)
      return times(power, factor)
    }
  }

  private mutating func function(
    _ name: String, _ argument: Expression, at subscripts: [IndexForm]
  ) -> [Product]? {
    switch name {
    case "square": return power(argument, 2, at: subscripts)
    case "reciprocal": return reciprocal(argument, at: subscripts)
    case "sqrt": return root(argument, at: subscripts)
    case "abs":
      let sign = Factor<Expression>(.function("sign", writtenOut(argument)), subscripts)
      return times(value(argument, at: subscripts), [Product(factors: [sign])])
    default:
      // A function of a number is a number.
      let inner = value(argument, at: subscripts)
      guard inner.count <= 1, inner.allSatisfy({ $0.usedIndices.isEmpty && $0.factors.isEmpty })
      else { return nil }
      let number = ScalarRule.named(name).value(inner.first?.coefficient ?? 0)
      return number.isFinite ? value(.number(number), at: []) : nil
    }
  }

  /// √(x·x) = x·sign(x); nil where the argument is no product of pairs.
  private mutating func root(_ argument: Expression, at subscripts: [IndexForm]) -> [Product]? {
    let inner = value(argument, at: subscripts)
    guard inner.count == 1, let product = inner[0].settled, product.coefficient > 0,
      product.deltas.isEmpty, product.bound.isEmpty
    else { return nil }
    var rest = product.factors
    var root = Product(coefficient: product.coefficient.squareRoot())
    while let factor = rest.popLast() {
      guard let twin = rest.firstIndex(of: factor) else { return nil }
      rest.remove(at: twin)
      root.factors += [factor, Factor(.function("sign", factor.label), factor.subscripts)]
    }
    return [root]
  }

  /// δ[i,j] for [I ≠ 0], and 1 − δ[i,j] for [I = 0].
  private mutating func diagonalMask(
    _ relation: Relation, _ arguments: Arguments, at subscripts: [IndexForm]
  ) -> [Product]? {
    guard case .apply(.identity, _, _) = arguments[0], arguments[1] == .number(0),
      subscripts.count == 2
    else { return nil }
    let delta = KroneckerDelta(subscripts[0], subscripts[1])
    switch relation {
    case .notEqual: return [Product(deltas: [delta])]
    case .equal: return [Product(), Product(coefficient: -1, deltas: [delta])]
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return nil
    }
  }

  /// |x| = x·sign(x), the length of one entry.
  private mutating func magnitude(_ argument: Expression) -> [Product] {
    value(.function("abs", argument.reshaped(to: .scalar)), at: [])
  }

  /// A product along axes, and the product of all entries but one, which is it by that entry.
  private mutating func product(
    _ expression: Expression, _ argument: Expression, _ axes: [Int]?, _ keepingAxes: Bool,
    at subscripts: [IndexForm]
  ) -> [Product]? {
    let shape = argument.shape
    if let tensor = expression.productOfOthers {
      let entries = tensor.reshaped(to: expression.shape)
      let along = entries.shape.rank - 1
      let whole = Expression.known(.product(axes: [along], keepingAxes: false), [entries])
      return times(
        value(whole, at: Array(subscripts.dropLast())), reciprocal(entries, at: subscripts))
    }
    guard !shape.isSingle(along: axes) else {
      return value(argument.reshaped(to: expression.shape), at: subscripts)
    }
    let along = axes ?? Array(0..<shape.rank)
    let kept = (0..<shape.rank).filter { !along.contains($0) }
    let fibres = argument.permuted(kept + along.sorted()).reshaped(
      to: Shape(kept.map { shape.extents[$0] } + [along.map { shape.extents[$0] }.reduce(1, *)]))
    let canonical = Expression.known(.product(axes: [kept.count], keepingAxes: false), [fibres])
    guard canonical != expression else { return nil }
    return value(canonical, at: keepingAxes ? kept.map { subscripts[$0] } : subscripts)
  }
}

extension Shape {
  /// Whether a fibre along these axes, along all where nil, has one entry.
  fileprivate func isSingle(along axes: [Int]?) -> Bool {
    (axes ?? Array(0..<rank)).allSatisfy { extents[$0] == 1 }
  }
}
