import TensorCore

/// What an expression costs when it is evaluated as it stands.
extension Expression {
  /// Multiplications to evaluate the expression, matrix products from left to right.
  var multiplications: Int {
    guard case .apply(let operation, let arguments, let shape) = self else { return 0 }
    let own: Int
    switch operation {
    case .matrixProduct:
      own = shape.count * (arguments[0].shape.extents.last ?? 1)
    case .multiply, .divide, .outer, .kron, .softmax, .direction: own = shape.count
    case .inverse, .cofactors, .determinant, .logDeterminant:
      own = arguments[0].shape.extents.reduce(arguments[0].shape.extents[0]) {
        $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1
      }
    case .contraction(let axes):
      own = arguments[1].shape.extents.prefix(axes).reduce(shape.count) {
        $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1
      }
    case .einsum(let inputs, _):
      var extents: [Character: Int] = [:]
      for (letters, argument) in zip(inputs, arguments) {
        for (letter, extent) in zip(letters, argument.shape.extents) { extents[letter] = extent }
      }
      own = extents.values.reduce(max(1, inputs.count - 1)) {
        $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1
      }
    default: own = 0
    }
    return arguments.reduce(own) { $0 + $1.multiplications }
  }
}
