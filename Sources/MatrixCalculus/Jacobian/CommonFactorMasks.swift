import TensorCore

/// Factors that are never both different from 0, as relu(x) and relu(−x).
///
///     relu(u), relu'(u)      u > 0            max'(u, 0)           u ≥ 0         maximum(u, 0)      u > 0
///     u < c                  u < c            tanh(u), |u|, u²     u ≠ 0         u itself           u ≠ 0
///
/// Each line says where alone the factor can be different from 0. Goals, in this order: no product is said to be
/// zero that is not; masks that one writes to exclude each other are found. A bound is moved to x from x + c and
/// c − x, whose sign is right in rounded numbers too, and a bound of 0 from −x, c·x and x/c.
extension Term<Expression> {
  /// Whether two of its factors exclude each other, whatever the numbers are.
  var excludesItself: Bool {
    guard factors.count > 1 else { return false }
    var supports: [Support.Place: Support] = [:]
    for factor in factors {
      for (place, own) in Support.of(factor.label, at: factor.subscripts) {
        let joint = supports[place].map { $0.intersection(own) } ?? own
        if joint.isEmpty { return true }
        supports[place] = joint
      }
    }
    return false
  }
}

/// Some real numbers: those between two bounds without a few.
private struct Support {
  /// An entry of an expression.
  struct Place: Hashable {
    let expression: Expression
    let subscripts: [IndexForm]
  }

  var lower = -Double.infinity
  var upper = Double.infinity
  var holdsLower = false
  var holdsUpper = false
  var missing: Set<Double> = []

  /// The numbers that stand in this relation to `number`.
  init(_ relation: Relation, _ number: Double) {
    switch relation {
    case .less: upper = number
    case .lessOrEqual: (upper, holdsUpper) = (number, true)
    case .greater: lower = number
    case .greaterOrEqual: (lower, holdsLower) = (number, true)
    case .equal: (lower, upper, holdsLower, holdsUpper) = (number, number, true, true)
    case .notEqual: missing = [number]
    }
  }

  var isEmpty: Bool {
    guard lower == upper else { return lower > upper }
    return !(holdsLower && holdsUpper) || missing.contains(lower)
  }

  func intersection(_ other: Support) -> Support {
    var joint = self
    if other.lower > lower { (joint.lower, joint.holdsLower) = (other.lower, other.holdsLower) }
    if other.lower == lower { joint.holdsLower = holdsLower && other.holdsLower }
    if other.upper < upper { (joint.upper, joint.holdsUpper) = (other.upper, other.holdsUpper) }
    if other.upper == upper { joint.holdsUpper = holdsUpper && other.holdsUpper }
    joint.missing.formUnion(other.missing)
    return joint
  }

  /// Where alone expression[subscripts] can be different from 0.
  static func of(_ expression: Expression, at subscripts: [IndexForm]) -> [(Place, Support)] {
    let itself = bound(expression, subscripts, .notEqual, 0)
    guard case .apply(let operation, let arguments, let shape) = expression else { return [itself] }
    func place(_ argument: Expression) -> [IndexForm] {
      aligned(subscripts, extents: shape.extents, to: argument.shape)
    }
    func support(_ argument: Expression) -> [(Place, Support)] {
      of(argument, at: place(argument))
    }
    switch operation {
    case .function("relu"), .function("relu'"):
      return [itself, bound(arguments[0], subscripts, .greater, 0)]
    case .function(let name):
      return ScalarRule.named(name).value(0) == 0 ? [itself] + support(arguments[0]) : [itself]
    case .negate: return support(arguments[0])
    case .divide: return [itself] + support(arguments[0])
    case .multiply: return [itself] + arguments.flatMap(support)
    case .power:
      guard case .number(let exponent) = arguments[1], exponent > 0 else { return [itself] }
      return [itself] + support(arguments[0])
    case .comparison(let relation):
      return [comparison(arguments[0], arguments[1], relation, subscripts, place)]
    case .extremumShare(.maximum):
      return [comparison(arguments[0], arguments[1], .greaterOrEqual, subscripts, place)]
    case .extremumShare(.minimum):
      return [comparison(arguments[0], arguments[1], .lessOrEqual, subscripts, place)]
    case .extremum(let extremum):
      let numbers = [arguments[0].number, arguments[1].number]
      guard let number = numbers[0] ?? numbers[1] else { return [itself] }
      let other = arguments[numbers[0] == nil ? 0 : 1]
      if number == 0 {
        return [bound(other, place(other), extremum == .maximum ? .greater : .less, 0)]
      }
      return extremum.value(0, number) == 0 ? support(other) : [itself]
    default: return [itself]
    }
  }

  /// What `a` in this relation to `b` says of one of them, or of their difference.
  private static func comparison(
    _ a: Expression, _ b: Expression, _ relation: Relation, _ subscripts: [IndexForm],
    _ place: (Expression) -> [IndexForm]
  ) -> (Place, Support) {
    if let number = b.number { return bound(a, place(a), relation, number) }
    if let number = a.number { return bound(b, place(b), relation.turned, number) }
    return bound(a - b, subscripts, relation, 0)
  }

  /// The same of what is left of an expression without a number added, a sign, or a number in front.
  private static func bound(
    _ expression: Expression, _ subscripts: [IndexForm], _ relation: Relation, _ number: Double
  ) -> (Place, Support) {
    let itself = (
      Place(expression: expression, subscripts: subscripts), Support(relation, number)
    )
    guard case .apply(let operation, let arguments, let shape) = expression else { return itself }
    let (left, right) = (arguments.first?.number, arguments.last?.number)
    func moved(_ place: Int, _ relation: Relation, _ number: Double) -> (Place, Support) {
      let argument = arguments[place]
      return bound(
        argument, aligned(subscripts, extents: shape.extents, to: argument.shape), relation, number)
    }
    switch operation {
    case .negate: return moved(0, relation.turned, -number)
    case .multiply where number == 0:
      if let left, left != 0 { return moved(1, left < 0 ? relation.turned : relation, 0) }
      if let right, right != 0 { return moved(0, right < 0 ? relation.turned : relation, 0) }
    case .divide where number == 0:
      if let right, right != 0 { return moved(0, right < 0 ? relation.turned : relation, 0) }
    case .add where number == 0:
      if let left { return moved(1, relation, -left) }
      if let right { return moved(0, relation, -right) }
    case .subtract where number == 0:
      if let left { return moved(1, relation.turned, left) }
      if let right { return moved(0, relation, right) }
      // a − b and b − a are one place.
      if arguments[1].spelling < arguments[0].spelling {
        return bound(arguments[1] - arguments[0], subscripts, relation.turned, 0)
      }
    default: break
    }
    return itself
  }
}

extension Expression {
  fileprivate var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  fileprivate var spelling: String { ExpressionNotation.numpy.text(self).text }
}
