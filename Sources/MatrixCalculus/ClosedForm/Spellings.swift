import TensorCore

/// Which ways of writing are worth a try for an expression.
extension Expression {
  /// The plain one first; another only where what it is about stands in the expression or the statements.
  func spellings(_ statements: [Program.Statement]) -> [NormalForm.Spelling] {
    var spellings: [NormalForm.Spelling] = [[]]
    if holds({ $0 == .inverse || $0 == .determinant || $0 == .cofactors }) {
      spellings.append(.splitInverses)
    }
    if holdsSumOfProduct { spellings.append(.sumsInside) }
    if holdsSumOfSpread { spellings.append(.spreadSums) }
    if statements.contains(where: \.expression.isComplement) {
      spellings.append(.complementsWritten)
    }
    if statements.contains(where: \.expression.isRest) { spellings.append(.restsFirst) }
    if statements.contains(where: \.expression.isQuotient) { spellings.append(.quotientsFirst) }
    if holds({ $0 == .outer }), holds({ $0 == .multiply }) {
      spellings += [.outersAsScalings, [.outersAsScalings, .quotientsFirst]]
    }
    return spellings
  }

  /// Whether it divides, or multiplies by what divides.
  var isQuotient: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return operation == .divide || operation == .multiply && arguments.contains(where: \.isQuotient)
  }

  /// Whether columns of a matrix product are added up.
  private var holdsSumOfProduct: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if operation == .sum(axes: [0], keepingAxes: false),
      arguments[0].holds({ $0 == .matrixProduct })
    {
      return true
    }
    return arguments.contains(where: \.holdsSumOfProduct)
  }

  /// Whether entries of a product with a sum of broadcast vectors are added up.
  private var holdsSumOfSpread: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    if case .sum = operation, arguments[0].entrywiseFactors.contains(where: \.isSpread) {
      return true
    }
    return arguments.contains(where: \.holdsSumOfSpread)
  }

  /// Whether it is a sum of which a part is the same along an axis.
  private var isSpread: Bool {
    guard case .apply(let operation, let arguments, let shape) = self, shape.rank == 2,
      operation == .add || operation == .subtract
    else { return false }
    return arguments.contains { $0.shape != shape || $0.isSpread || $0.isOuterWithOnes }
  }

  private var isOuterWithOnes: Bool {
    guard case .apply(.outer, let vectors, _) = self else { return false }
    return vectors.contains(where: \.isOnes)
  }

  /// Whether an operation that is wanted stands anywhere in it.
  func holds(_ isWanted: (Operation) -> Bool) -> Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    return isWanted(operation) || arguments.contains { $0.holds(isWanted) }
  }
}
