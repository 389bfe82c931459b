import TensorCore

/// What a product step says between the sum and the matrix form.
enum MatrixProductStep {
  /// `Σᵢ (∂E/∂y)ᵀ[l,i]·X[i,k]` for a product of two matrices; nil for other forms.
  static func entries(
    of form: Expression, _ sum: StructuredTensor<Expression>, _ free: [Index]
  ) -> Equation.Side? {
    guard case .apply(.matrixProduct, let arguments, _) = form, arguments.allSatisfy(\.isName),
      sum.terms.count == 1, sum.terms[0].bound.count == 1, sum.terms[0].factors.count == 2
    else { return nil }
    return .rowsMeetColumns(arguments.elements, bound: sum.terms[0].bound, free: free)
  }
}

extension Expression {
  /// A name, or the transpose of one.
  fileprivate var isName: Bool {
    switch self {
    case .variable: true
    case .apply(.transpose, let arguments, _): arguments[0].isName
    default: false
    }
  }

  /// The factors of a matrix product, from left to right; the expression alone where it is none.
  var productChain: [Expression] {
    guard case .apply(.matrixProduct, let arguments, _) = self else { return [self] }
    return arguments.flatMap(\.productChain)
  }

  func isTransposeOrSelf(of other: Expression) -> Bool {
    self == other || self == other.transposed
  }

  /// The rule by which a step comes to this matrix form; nil where the form is a name.
  var recognitionRule: StepRule? {
    guard case .apply(let operation, let arguments, let shape) = self else { return nil }
    switch operation {
    case .matrixProduct, .outer: return .product
    case .einsum: return .einsum
    case .trace: return .trace
    case .sum, .mean: return .sum
    case .diagonal: return .diagonal
    case .multiply:
      if arguments.contains(where: \.shape.isScalar) {
        return arguments.first { !$0.shape.isScalar }?.recognitionRule
      }
      // What is stretched over rows or columns is written as a product with a diagonal matrix.
      guard shape.rank == 2, let stretched = arguments.first(where: { $0.shape != shape }) else {
        return .hadamard
      }
      return stretched.recognitionRule ?? .product
    case .reshape: return arguments[0].recognitionRule
    case .add, .subtract: return arguments.compactMap(\.recognitionRule).first
    case .negate: return arguments[0].recognitionRule
    case .divide:
      return arguments[1].shape.isScalar ? arguments[0].recognitionRule : .hadamard
    default: return nil
    }
  }
}
