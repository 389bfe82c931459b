import TensorCore

/// Which row of the table an operation has: its case, without what the case carries.
package enum RuleKind: CaseIterable, Hashable, Sendable {
  case add, subtract, multiply, divide, power, negate, function, matrixProduct, transpose, sum, mean
  case product, greatest, greatestShare, logSumExp, softmax, logSoftmax, comparison, extremum
  case extremumShare, choice, contraction, einsum, outer, kron, reshape, vec, slice, stack, diagonal
  case trace, determinant, logDeterminant, inverse, cofactors, secondCofactors, norm, direction
  case ones, zeros, identity, rest
}

extension Operation {
  package var kind: RuleKind {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    case .negate: .negate
    case .function: .function
    case .matrixProduct: .matrixProduct
    case .transpose: .transpose
    case .sum: .sum
    case .mean: .mean
    case .product: .product
    case .greatest: .greatest
    case .greatestShare: .greatestShare
    case .logSumExp: .logSumExp
    case .softmax: .softmax
    case .logSoftmax: .logSoftmax
    case .comparison: .comparison
    case .extremum: .extremum
    case .extremumShare: .extremumShare
    case .choice: .choice
    case .contraction: .contraction
    case .einsum: .einsum
    case .outer: .outer
    case .kron: .kron
    case .reshape: .reshape
    case .vec: .vec
    case .slice: .slice
    case .stack: .stack
    case .diagonal: .diagonal
    case .trace: .trace
    case .determinant: .determinant
    case .logDeterminant: .logDeterminant
    case .inverse: .inverse
    case .cofactors: .cofactors
    case .secondCofactors: .secondCofactors
    case .norm: .norm
    case .direction: .direction
    case .ones: .ones
    case .zeros: .zeros
    case .identity: .identity
    case .rest: .rest
    }
  }
}

/// A small formula that shows a row of the table at work.
///
/// It reads A and B of 3×3 and v and w of 3, so that any two axes may be taken for one another.
package struct RuleExample: Hashable, Sendable {
  /// The operation whose row it is.
  package let operation: Operation
  package let expression: Expression

  /// Examples of every row; a function of one argument is a row of its own.
  package static let all = RuleKind.allCases.flatMap(\.examples)

  package static let A = Variable("A", shape: Shape([3, 3]))
  package static let B = Variable("B", shape: Shape([3, 3]))
  package static let v = Variable("v", shape: Shape([3]))
  package static let w = Variable("w", shape: Shape([3]))
}

extension RuleKind {
  fileprivate var examples: [RuleExample] {
    let (a, b) = (Expression.variable(RuleExample.A), Expression.variable(RuleExample.B))
    let (v, w) = (Expression.variable(RuleExample.v), Expression.variable(RuleExample.w))
    func example(_ operation: Operation, _ arguments: Expression...) -> RuleExample {
      RuleExample(operation: operation, expression: .known(operation, arguments))
    }
    /// A constant has no derivative of its own; it is a factor of one.
    func factor(_ operation: Operation) -> RuleExample {
      RuleExample(operation: operation, expression: .known(.multiply, [a, .known(operation, [])]))
    }
    switch self {
    case .add: return [example(.add, a, b), example(.add, b, a)]
    case .subtract: return [example(.subtract, a, b), example(.subtract, b, a)]
    case .multiply: return [example(.multiply, a, b), example(.multiply, b, a)]
    case .divide: return [example(.divide, a, b), example(.divide, b, a)]
    case .power: return [example(.power, a, b), example(.power, b, a), example(.power, a, 3)]
    case .negate: return [example(.negate, a)]
    case .function:
      return (ScalarRule.table + ScalarRule.derived).map { example(.function($0.name), a) }
    case .matrixProduct: return [example(.matrixProduct, a, b), example(.matrixProduct, b, a)]
    case .transpose: return [example(.transpose, a)]
    case .sum: return [example(.sum(axes: [0], keepingAxes: false), a)]
    case .mean: return [example(.mean(axes: [1], keepingAxes: true), a)]
    case .product: return [example(.product(axes: [0], keepingAxes: false), a)]
    case .greatest: return [example(.greatest(axes: [1], keepingAxes: false), a)]
    case .greatestShare: return [example(.greatestShare(axes: [0]), a)]
    case .logSumExp: return [example(.logSumExp(axes: [0], keepingAxes: true), a)]
    case .softmax: return [example(.softmax(axes: [1]), a)]
    case .logSoftmax: return [example(.logSoftmax(axes: [0]), a)]
    case .comparison: return [example(.comparison(.less), a, b)]
    case .extremum: return [example(.extremum(.maximum), a, b), example(.extremum(.minimum), b, a)]
    case .extremumShare: return [example(.extremumShare(.maximum), a, b)]
    case .choice:
      let condition = Expression.known(.comparison(.less), [b, v])
      return [example(.choice, condition, a, b), example(.choice, condition, b, a)]
    case .contraction: return [example(.contraction(axes: 2), a, b)]
    case .einsum: return [example(.einsum(inputs: ["ij", "ik"], output: "jk"), a, b)]
    case .outer:
      let diagonal = Expression.known(.diagonal, [a])
      return [example(.outer, diagonal, w), example(.outer, v, diagonal)]
    case .kron: return [example(.kron, a, b), example(.kron, b, a)]
    case .reshape: return [example(.reshape(Shape([9])), a)]
    case .vec: return [example(.vec, a)]
    case .slice: return [example(.slice([.run(start: 1, count: 2), .entry(0)]), a)]
    case .stack:
      let entries = [0, 2].map { Expression.known(.slice([.entry($0), .entry(1)]), [a]) }
      return [
        RuleExample(
          operation: .stack(Shape([2])),
          expression: .known(.stack(Shape([2])), [entries[0] * entries[1], entries[1]]))
      ]
    case .diagonal: return [example(.diagonal, a), example(.diagonal, a.matrixProduct(v))]
    case .trace: return [example(.trace, a)]
    case .determinant: return [example(.determinant, a)]
    case .logDeterminant: return [example(.logDeterminant, a)]
    case .inverse: return [example(.inverse, a)]
    case .cofactors: return [example(.cofactors, a)]
    case .secondCofactors:
      return [example(.secondCofactors(.inverse), a), example(.secondCofactors(.half), a)]
    case .norm: return [example(.norm, a)]
    case .direction: return [example(.direction, a)]
    case .ones: return [factor(.ones(Shape([3, 3])))]
    case .zeros: return [factor(.zeros(Shape([3, 3])))]
    case .identity: return [factor(.identity(3))]
    case .rest: return [example(.rest, a, b)]
    }
  }
}

extension RuleExample: CustomStringConvertible {
  package var description: String { ExpressionNotation.numpy.text(expression).text }
}
