import TensorCore

/// Sums, products and quotients: what stands in front, and what needs no brackets.
extension BlackboardForm {
  /// The scalars of the form, and what they multiply; nil where nothing is left.
  ///
  /// A quotient gives away those of its numerator only as far as something else remains there.
  var split: (scale: Scale, body: BlackboardForm?) {
    switch node {
    case .scaled(let scale, let body): return (scale, body)
    case .number(let value) where value.isFinite: return (Self.scale(of: value), nil)
    case .quotient(let above, let below):
      let (scale, body) = above.split
      let rest = Scale(factors: body == nil ? scale.factors : [])
      let numerator = body ?? BlackboardForm.scaled(rest, nil)
      let own = Scale(
        isNegative: scale.isNegative, factors: body == nil ? [] : scale.factors,
        divisors: scale.divisors)
      return (own, BlackboardForm(.quotient(numerator, below), shape))
    default:
      return isScalar ? (Scale(factors: [self]), nil) : (Scale(), self)
    }
  }

  /// A scalar times the form, or the scalar alone.
  static func scaled(_ scale: Scale, _ form: BlackboardForm?) -> BlackboardForm {
    guard let form else {
      let scale = scale.reduced
      if scale.isOne { return number(1) }
      if scale.factors.count == 1, !scale.isNegative, scale.divisors.isEmpty {
        return scale.factors[0]
      }
      return BlackboardForm(.scaled(scale, nil), .scalar)
    }
    let (own, body) = form.split
    let whole = (scale * own).reduced
    guard let body else { return scaled(whole, nil) }
    guard !whole.isOne else { return body }
    // c·A / (d·B): the quotient is the outermost operation.
    if case .quotient(let above, let below) = body.node {
      let quotient = BlackboardForm(
        .quotient(
          scaled(Scale(factors: whole.factors), above),
          scaled(Scale(factors: whole.divisors), below)), body.shape)
      let sign = Scale(isNegative: true)
      return whole.isNegative ? BlackboardForm(.scaled(sign, quotient), body.shape) : quotient
    }
    return BlackboardForm(.scaled(whole, body), body.shape)
  }

  /// The number with its sign taken out; a fraction as one.
  private static func scale(of value: Double) -> Scale {
    let magnitude = value.magnitude
    let isNegative = value < 0
    if magnitude == 1 { return Scale(isNegative: isNegative) }
    if NumberText.decimal(magnitude).count > 6, let fraction = NumberText.fraction(magnitude),
      fraction.denominator > 1
    {
      let above = fraction.numerator == 1 ? [] : [number(Double(fraction.numerator))]
      return Scale(
        isNegative: isNegative, factors: above, divisors: [number(Double(fraction.denominator))])
    }
    return Scale(isNegative: isNegative, factors: [number(magnitude)])
  }

  var negated: BlackboardForm { .scaled(Scale(isNegative: true), self) }

  /// The product of matrices, flat: (a·B)·C is a·B·C.
  func multiplied(by other: BlackboardForm) -> BlackboardForm {
    let (left, a) = split
    let (right, b) = other.split
    guard let a, let b else { return .scaled(left * right, a ?? b) }
    let product = Shape([a.rows, b.columns])
    // 1ᵀ·1 is a number, and the only product that does not say its length.
    if case .ones = b.parts[0].node, case .transposed(let inner) = a.parts.last?.node,
      case .ones = inner.node
    {
      let count = Scale(factors: [.number(Double(b.rows))])
      let rest = [a.parts.dropLast(), b.parts.dropFirst()].filter { !$0.isEmpty }
      let forms = rest.map { Self.chain(Array($0)) }
      let body = forms.count == 2 ? forms[0].multiplied(by: forms[1]) : forms.first
      return .scaled(left * right * count, body)
    }
    // M·diag(v)·1 is M·v.
    if case .ones = b.node, case .diagonal(let column) = a.parts.last?.node {
      let rest = a.parts.dropLast()
      let sum = rest.isEmpty ? column : Self.chain(Array(rest)).multiplied(by: column)
      return .scaled(left * right, sum)
    }
    return .scaled(left * right, BlackboardForm(.chain(a.parts + b.parts), product))
  }

  private static func chain(_ parts: [BlackboardForm]) -> BlackboardForm {
    guard parts.count > 1 else { return parts[0] }
    return BlackboardForm(.chain(parts), Shape([parts[0].rows, parts[parts.count - 1].columns]))
  }

  private var parts: [BlackboardForm] {
    if case .chain(let parts) = node { parts } else { [self] }
  }

  /// The product entry by entry of forms of one shape, or of a matrix and what is repeated in it.
  func timesEntrywise(_ other: BlackboardForm) -> BlackboardForm {
    let (left, a) = split
    let (right, b) = other.split
    guard let a, let b else { return .scaled(left * right, a ?? b) }
    func parts(_ form: BlackboardForm) -> [BlackboardForm] {
      if case .entrywise(let parts) = form.node { parts } else { [form] }
    }
    let whole = Self.union(a, b)
    return .scaled(left * right, BlackboardForm(.entrywise(parts(a) + parts(b)), whole))
  }

  private static func union(_ a: BlackboardForm, _ b: BlackboardForm) -> Shape {
    a.rows * a.columns < b.rows * b.columns ? b.shape : a.shape
  }

  /// The quotient entry by entry of forms of one shape, either of which may be a scalar or repeated.
  func divided(by other: BlackboardForm) -> BlackboardForm {
    if other.isScalar { return .scaled(other.split.scale.inverted, self) }
    if case .quotient(let above, let below) = node {
      return above.divided(by: below.timesEntrywise(other))
    }
    let (scale, body) = split
    let (own, below) = other.split
    // a / (b / 3) is 3·a / b.
    let divisor = BlackboardForm.scaled(
      Scale(isNegative: own.isNegative, factors: own.factors), below)
    // M·diag(g) / sᵀ is M·diag(g / s).
    if let body, case .chain(let parts) = body.node, other.rows == 1, other.columns == body.columns,
      divisor.marksGained < 0, let last = parts.last, case .diagonal(let column) = last.node
    {
      let scaling = column.divided(by: divisor.turned).diagonal
      return .scaled(
        scale * Scale(factors: own.divisors), Self.chain(parts.dropLast()).multiplied(by: scaling))
    }
    let quotient = Node.quotient(body ?? .number(1), divisor)
    let whole = BlackboardForm(quotient, body.map { Self.union($0, other) } ?? other.shape)
    return .scaled(scale * Scale(factors: own.divisors), whole)
  }

  /// The sum of forms of one shape, or of a matrix and what is repeated in it; a number may be any of them, but
  /// beside I ones are written out.
  func adding(_ other: BlackboardForm, isNegative: Bool) -> BlackboardForm {
    let left = other.isConstant || other.isIdentity ? self : withoutOnes
    let right = isConstant || isIdentity ? other : other.withoutOnes
    return BlackboardForm(
      .sum(left.addends(isNegative: false) + right.addends(isNegative: isNegative)),
      Self.union(self, other))
  }

  /// The addends with their signs; a − (b + c) stays as it is.
  private func addends(isNegative: Bool) -> [Addend] {
    if case .sum(let addends) = node {
      return isNegative ? [Addend(isNegative: true, form: self)] : addends
    }
    let (scale, body) = split
    guard scale.isNegative else { return [Addend(isNegative: isNegative, form: self)] }
    var positive = scale
    positive.isNegative = false
    return [Addend(isNegative: !isNegative, form: .scaled(positive, body))]
  }

  /// The number alone of a number times 1 or 1·1ᵀ: x − 2·1 is x − 2.
  private var withoutOnes: BlackboardForm {
    let (scale, body) = split
    let isNumber = (scale.factors + scale.divisors).allSatisfy {
      if case .number = $0.node { true } else { false }
    }
    guard let body, body.isOnes, isNumber else { return self }
    return .scaled(scale, nil)
  }

  /// Whether all entries are one number, which then needs its shape said.
  private var isConstant: Bool { split.body?.isOnes ?? true }

  private var isOnes: Bool {
    switch node {
    case .ones: true
    case .transposed(let inner): inner.isOnes
    case .chain(let parts): parts.allSatisfy(\.isOnes)
    default: false
    }
  }
}
