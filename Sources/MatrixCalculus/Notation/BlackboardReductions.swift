import TensorCore

/// Sums, means and other functions of rows and columns as linear algebra writes them.
extension ExpressionNotation {
  /// Row and column sums as products with 1, other functions of fibres in words, and so all that are
  /// repeated beside a matrix: a word of axis 1 is a column, one of axis 0 a row.
  func reduction(
    _ operation: Operation, _ arguments: Arguments, _ shape: Shape
  ) -> BlackboardForm {
    let argument = arguments[0]
    let whole = with(isBesideMatrix: false)
    func piece(_ operation: Operation, _ shape: Shape) -> BlackboardForm {
      BlackboardForm(.piece(whole.fibreFunction(operation, arguments)), shape)
    }
    guard argument.shape.rank <= 2 else { return piece(operation, shape) }
    guard let (axes, isKept, withoutAxes) = operation.reduced else {
      return piece(operation, argument.shape)
    }
    guard let axes, axes.count == 1, argument.shape.rank == 2 else {
      return piece(withoutAxes(nil), .scalar)
    }
    let extent = argument.shape.extents[1 - axes[0]]
    let word = piece(withoutAxes(axes), Shape(axes == [0] ? [1, extent] : [extent]))
    var result = axes == [0] ? word.turned : word
    let upright = whole.form(argument)
    let matrix = axes == [0] ? upright.turned : upright
    if operation.isSumOrMean, !isBesideMatrix || matrix.isScaledLast {
      let length = argument.shape.extents[axes[0]]
      result = matrix.multiplied(by: .ones(Shape([length])))
      if case .mean = operation {
        result = .scaled(.init(divisors: [.number(Double(length))]), result)
      }
    }
    return isKept && axes == [0] ? result.turned : result
  }
}

extension Expression {
  /// Whether it is a vector set upright, so that it scales rows as a diagonal matrix does.
  var isStanding: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return shape.rank == 1 }
    if case .reshape = operation { return arguments[0].isStanding }
    switch operation {
    case .sum, .mean, .product, .greatest, .logSumExp: return arguments[0].shape.rank == 1
    case .add, .subtract, .negate, .multiply, .divide, .power, .function:
      return arguments.allSatisfy { $0.isStanding || $0.shape.isScalar }
    default: return shape.rank == 1
    }
  }
}

extension Operation {
  /// Whether it is computed entry by entry, or along an axis.
  var isByEntryOrFibre: Bool {
    switch self {
    case .add, .subtract, .negate, .multiply, .divide, .power, .function, .reshape: true
    default: reduced != nil
    }
  }

  fileprivate var isSumOrMean: Bool {
    switch self {
    case .sum, .mean: true
    default: false
    }
  }

  /// The axes of a reduction, whether they are kept, and the same along others; nil for what keeps
  /// the shape.
  fileprivate var reduced: (axes: [Int]?, isKept: Bool, along: ([Int]?) -> Operation)? {
    switch self {
    case .sum(let axes, let kept): (axes, kept, { .sum(axes: $0, keepingAxes: false) })
    case .mean(let axes, let kept): (axes, kept, { .mean(axes: $0, keepingAxes: false) })
    case .product(let axes, let kept): (axes, kept, { .product(axes: $0, keepingAxes: false) })
    case .greatest(let axes, let kept): (axes, kept, { .greatest(axes: $0, keepingAxes: false) })
    case .logSumExp(let axes, let kept): (axes, kept, { .logSumExp(axes: $0, keepingAxes: false) })
    default: nil
    }
  }
}
