import TensorCore

/// The matrix form of a sum of terms, as short as a textbook's.
enum ClosedForm {
  /// Each term in its matrix form, or as an einsum where it has none; nil where it has neither.
  static func summands(_ tensor: StructuredTensor<Expression>) -> [Expression]? {
    var summands: [Expression] = []
    for term in tensor.terms {
      guard let form = summand(term, free: tensor.free) else { return nil }
      summands.append(form.simplified)
    }
    return summands
  }

  /// A form that holds an einsum is one because there is no shorter.
  private static func summand(_ term: Term<Expression>, free: [Index]) -> Expression? {
    let form = Recognition.matrixForm(term, free: free)
    if let form, form.isMatrixForm, !form.holdsTensorProduct { return form }
    let outer = OuterMatrices(term: term, free: free).forms { summand($0, free: $1) }
    let forms = [form, einsum(term, free: free)].compactMap { $0 } + outer
    return forms.map(\.simplified).min { $0.weight < $1.weight }
  }

  /// The sum of expressions of one shape, zeros of that shape where there are none.
  static func sum(_ summands: [Expression], shape: Shape) -> Expression {
    let ordered = summands.filter { !$0.isNegative } + summands.filter(\.isNegative)
    guard let first = ordered.first else {
      return shape.isScalar ? .number(0) : .known(.zeros(shape), [])
    }
    return ordered.dropFirst().reduce(first) { $0.adding($1) }
  }

  /// The term as an einsum, deltas as identity matrices; nil where a subscript has no matrix to read.
  private static func einsum(_ term: Term<Expression>, free: [Index]) -> Expression? {
    guard let operands = OperandReader.operands(of: term, keepingRepeats: true) else { return nil }
    let factors = operands.filter { !$0.indices.isEmpty }
    let scalars = operands.filter(\.indices.isEmpty).map(\.expression)
    guard let product = Einsum(factors, free: free)?.expression else { return nil }
    let whole = scalars.reduce(product) { $1.timesEntrywise($0) }
    return Recognition.scaled(whole, by: term.coefficient * Recognition.repetitions(term))
  }
}

/// A product of tensors summed over the indices that are not free, as NumPy's einsum.
struct Einsum {
  let factors: [Operand]
  let free: [Index]
  /// The free axes that are more than one entry, or read.
  private let axes: [Index]
  private let letters: [Index: Character]

  /// An axis that nothing reads is one of ones; nil where the alphabet has too few letters.
  init?(_ factors: [Operand], free: [Index]) {
    let used = factors.flatMap(\.indices)
    axes = free.filter { used.contains($0) || $0.extent != 1 }
    let missing = axes.filter { !used.contains($0) }
    let ones = missing.map {
      Operand(expression: .known(.ones(Shape([$0.extent])), []), indices: [$0])
    }
    var letters: [Index: Character] = [:]
    var unused = "ijklmnopqrstuvwxyzabcdefgh"[...]
    for index in free + used where letters[index] == nil {
      guard let letter = unused.popFirst() else { return nil }
      letters[index] = letter
    }
    (self.factors, self.free, self.letters) = (factors + ones, free, letters)
  }

  /// The tensor with the free axes, those of one entry that nothing reads put in at the end.
  var expression: Expression {
    let product = Expression.known(
      .einsum(inputs: factors.map { word($0.indices) }, output: word(axes)),
      factors.map(\.expression))
    return product.reshaped(to: Shape(free.map(\.extent)))
  }

  private func word(_ indices: [Index]) -> String { String(indices.compactMap { letters[$0] }) }
}

extension Expression {
  /// Whether a product ⊗ₙ stands anywhere in it that is none of a reshaped matrix.
  fileprivate var holdsTensorProduct: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if case .contraction = operation, !arguments.contains(where: \.isReshapedMatrix) { return true }
    return arguments.contains(where: \.holdsTensorProduct)
  }

  private var isReshapedMatrix: Bool {
    guard case .apply(.reshape, let inner, _) = self else { return false }
    return inner[0].shape.rank <= 2
  }

  var isNegative: Bool { splitCoefficient.coefficient < 0 || negativeQuotient != nil }

  /// 2/d, where it is −2/d.
  private var negativeQuotient: Expression? {
    guard case .apply(.divide, let parts, _) = self, case .number(let value) = parts[0], value < 0
    else { return nil }
    return .number(-value) / parts[1]
  }

  /// The sum, a negative summand written as a difference.
  func adding(_ other: Expression) -> Expression {
    if let positive = other.negativeQuotient { return self - positive }
    let (coefficient, rest) = other.splitCoefficient
    return coefficient < 0 ? self - Recognition.scaled(rest, by: -coefficient) : self + other
  }
}
