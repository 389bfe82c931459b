import TensorCore

/// Constant matrices of whole numbers, whose products and sums are worked out.
///
///     [[1, 0], [0, 2]]·[[1, 0], [0, 2]] = [[1, 0], [0, 4]]
extension NormalForm {
  /// The product of two neighbours that are constants; nil for others.
  func workedOut(_ a: Letter, _ b: Letter) -> Letter? {
    guard a.kind == .matrix, b.kind == .matrix || b.kind == .column,
      let left = a.only?.wholeNumbers,
      let right = b.only?.wholeNumbers
    else { return nil }
    return Tensor.workedOut(.matrixProduct, [left, right]).map { Letter(b.kind, .literal($0)) }
  }

  /// The sum of a constant along axes.
  func workedOut(_ expression: Expression) -> Expression? {
    guard case .apply(let operation, let arguments, _) = expression, case .sum = operation,
      let tensor = arguments[0].wholeNumbers
    else { return nil }
    return Tensor.workedOut(operation, [tensor]).map {
      $0.shape.isScalar ? .number($0.elements[0]) : .literal($0)
    }
  }

  /// a·P + b·Q for constants P and Q.
  func sumOfConstants(_ a: Monomial, _ b: Monomial) -> Monomial? {
    guard let left = a.constant, let right = b.constant, left.shape == right.shape,
      a.word[0].kind == b.word[0].kind,
      let sum = Tensor.workedOut(.add, [left, right])
    else { return nil }
    return Monomial(word: [Letter(a.word[0].kind, .literal(sum))])
  }
}

extension Monomial {
  /// The tensor that it is, where that is a constant of whole numbers.
  var constant: Tensor? {
    guard scalars.isEmpty, word.count == 1, word[0].kind != .diagonal,
      let tensor = word[0].only?.wholeNumbers
    else { return nil }
    return Tensor.workedOut(
      .multiply, [Tensor(repeating: coefficient, shape: tensor.shape), tensor])
  }
}

extension Tensor {
  /// The value of the operation; nil where that is no tensor of whole numbers.
  fileprivate static func workedOut(_ operation: Operation, _ tensors: [Tensor]) -> Tensor? {
    Expression.literal(operation.rule.value(tensors)).wholeNumbers
  }
}

extension Expression {
  /// The constant, where its entries are whole numbers that are exact.
  fileprivate var wholeNumbers: Tensor? {
    guard case .literal(let tensor) = self,
      tensor.elements.allSatisfy({ $0 == $0.rounded() && $0.magnitude < 1e6 })
    else { return nil }
    return tensor
  }
}
