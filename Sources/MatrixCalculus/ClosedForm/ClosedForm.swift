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
    let ordered = summands.filter { !$0.isNegative } + summands.filter(\.isNegative)
    guard let first = ordered.first else {
      return shape.isScalar ? .number(0) : .known(.zeros(shape), [])
    }
    return ordered.dropFirst().reduce(first) { $0.adding($1) }
  }

  /// The term as an einsum, deltas as identity matrices; nil where a subscript has no matrix to read.
  private static func einsum(_ term: Term<Expression>, free: [Index]) -> Expression? {
    guard let operands = OperandReader.operands(of: term) else { return nil }
    let used = operands.flatMap(\.indices)
    let axes = free.filter { used.contains($0) || $0.extent != 1 }
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
    func word(_ indices: [Index]) -> String { String(indices.compactMap { letters[$0] }) }
    let factors = operands.filter { !$0.indices.isEmpty } + ones
    let scalars = operands.filter(\.indices.isEmpty).map(\.expression)
    let product = Expression.known(
      .einsum(inputs: factors.map { word($0.indices) }, output: word(axes)),
      factors.map(\.expression))
    let whole = scalars.reduce(product) { $1.timesEntrywise($0) }
    return Recognition.scaled(
      whole.reshaped(to: Shape(free.map(\.extent))),
      by: term.coefficient * Recognition.repetitions(term))
  }
}

extension Expression {
  var isNegative: Bool { splitCoefficient.coefficient < 0 }

  /// The sum, a negative summand written as a difference.
  func adding(_ other: Expression) -> Expression {
    let (coefficient, rest) = other.splitCoefficient
    return coefficient < 0 ? self - Recognition.scaled(rest, by: -coefficient) : self + other
  }
}
