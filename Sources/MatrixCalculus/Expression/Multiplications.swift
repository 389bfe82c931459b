import TensorCore

// What is counted as a multiplication: products and quotients of two numbers.
//
//     A·B of m×k and k×n      m·k·n        A ⊙ B, A / B, c·A      one an entry
//     zⁿ for a whole n        n − 1 an entry, z⁻ⁿ one more        norm(z)   one an entry, for its square
//     softmax, mean           one division an entry of the value  prod      all but one of each fibre
//     det, logdet of n×n      elimination: n(n−1)/2 quotients and (n−1)n(2n−1)/6 products, and for det
//                             n − 1 products of the diagonal      inv       n³
//
// Sums, comparisons, reshaping and calls of functions (exp, log, tanh, sqrt, relu, a power that is not
// whole) count nothing.

extension Expression {
  /// Multiplications to evaluate the expression as it stands, matrix products from left to right, every
  /// operation counted wherever it stands; saturates.
  var multiplications: Int {
    guard case .apply(_, let arguments, _) = self else { return 0 }
    return arguments.reduce(ownMultiplications) { saturatingSum($0, $1.multiplications) }
  }

  /// The same, with what stands in several places computed once.
  ///
  /// This is what a step says of its formula, written as it is read.
  var distinctMultiplications: Int {
    var seen: Set<Expression> = []
    return asRead.multiplications(besides: &seen)
  }

  fileprivate func multiplications(besides seen: inout Set<Expression>) -> Int {
    guard case .apply(_, let arguments, _) = self, seen.insert(self).inserted else { return 0 }
    var total = ownMultiplications
    for argument in arguments {
      total = saturatingSum(total, argument.multiplications(besides: &seen))
    }
    return total
  }

  /// Multiplications of the outermost operation alone.
  private var ownMultiplications: Int {
    guard case .apply(let operation, let arguments, let shape) = self else { return 0 }
    let count = shape.count
    switch operation {
    case .matrixProduct: return product([count, arguments[0].shape.extents.last ?? 1])
    case .multiply, .divide, .outer, .kron, .softmax, .mean: return count
    case .power: return product([count, arguments[1].multiplicationsAsExponent])
    case .function("square"), .function("reciprocal"): return count
    case .product: return max(0, arguments[0].shape.count - count)
    case .norm: return arguments[0].shape.count
    case .direction: return product([2, count])
    case .inverse: return cube(arguments[0].shape)
    case .cofactors, .secondCofactors: return saturatingSum(cube(arguments[0].shape), count)
    case .logDeterminant: return elimination(arguments[0].shape)
    case .determinant:
      return saturatingSum(
        elimination(arguments[0].shape), max(0, (arguments[0].shape.extents.first ?? 1) - 1))
    case .contraction(let axes):
      return product([count] + arguments[1].shape.extents.prefix(axes))
    case .einsum(let inputs, _):
      var extents: [Character: Int] = [:]
      for (letters, argument) in zip(inputs, arguments) {
        for (letter, extent) in zip(letters, argument.shape.extents) { extents[letter] = extent }
      }
      return product([max(1, inputs.count - 1)] + extents.values)
    case .add, .subtract, .negate, .function, .transpose, .sum, .greatest, .greatestShare,
      .logSumExp, .logSoftmax, .comparison, .extremum, .extremumShare, .choice, .reshape, .vec,
      .slice, .stack, .diagonal, .trace, .ones, .zeros, .identity, .rest:
      return 0
    }
  }

  /// Multiplications of a power with this exponent; none where it is not a whole number.
  private var multiplicationsAsExponent: Int {
    guard case .number(let value) = self, let whole = Int(exactly: value), whole != 0 else {
      return 0
    }
    return whole > 0 ? whole - 1 : -whole
  }
}

extension StructuredTensor<Expression> {
  /// Multiplications of a loop over every entry and every bound index, and those of its factors, each of
  /// which is computed once; saturates.
  var multiplicationsWithFactors: Int {
    var seen: Set<Expression> = []
    return terms.flatMap(\.factors).reduce(multiplications) {
      saturatingSum($0, $1.label.asRead.multiplications(besides: &seen))
    }
  }
}

private func cube(_ shape: Shape) -> Int { product([shape.extents.first ?? 1] + shape.extents) }

/// n(n−1)/2 + (n−1)n(2n−1)/6 for a square matrix: quotients and products of Gauss's elimination.
private func elimination(_ shape: Shape) -> Int {
  let n = shape.extents.first ?? 0
  let doubled = product([n, max(0, n - 1)])
  return saturatingSum(doubled / 2, product([doubled, max(0, 2 * n - 1)]) / 6)
}

private func product(_ factors: some Sequence<Int>) -> Int {
  factors.reduce(1, saturatingProduct)
}
