import MatrixCalculus
import TensorCore

/// Forms as dense matrices, by the definitions of the textbook.
extension KroneckerForm {
  /// Zeros of a shape where no term is left.
  func matrix(_ values: Valuation, zero shape: Shape) -> Tensor {
    guard !terms.isEmpty else { return Tensor(repeating: 0, shape: shape) }
    let sums = terms.map { factors in
      factors.map { $0.matrix(values) }.reduce(Tensor(scalar: 1)) { product, next in
        product.shape.isScalar || next.shape.isScalar
          ? product.zipped(next, *) : product.contracted(with: next, axes: 1)
      }
    }
    let sum = sums.dropFirst().reduce(sums[0]) { $0.zipped($1, +) }
    return sum.shape.isScalar ? sum.reshaped(to: Shape([1, 1])) : sum
  }
}

extension KroneckerForm.Factor {
  func matrix(_ values: Valuation) -> Tensor {
    switch self {
    case .scalar(let scalar): return values.evaluate(scalar)
    case .diagonal(let form):
      let entries = Self.vec(values.evaluate(form))
      let n = entries.count
      return Tensor(shape: Shape([n, n])) { $0 / n == $0 % n ? entries[$0 / n] : 0 }
    case .commutation(let m, let n): return Self.commutation(m, n)
    case .kronecker(let parts):
      return parts.map { $0.matrix(values) }.reduce(Tensor(repeating: 1, shape: Shape([1, 1]))) {
        left, right in
        let (p, q) = (right.shape.extents[0], right.shape.extents[1])
        let shape = Shape([left.shape.extents[0] * p, left.shape.extents[1] * q])
        return Tensor(shape: shape) { position in
          let (row, column) = (position / shape.extents[1], position % shape.extents[1])
          return left[[row / p, column / q]] * right[[row % p, column % q]]
        }
      }
    }
  }

  /// Entry [j,i] of Aᵀ stands at i·n + j of vec(Aᵀ), and as A[i,j] at j·m + i of vec(A).
  static func commutation(_ m: Int, _ n: Int) -> Tensor {
    Tensor(shape: Shape([m * n, m * n])) { position in
      let (row, column) = (position / (m * n), position % (m * n))
      return row / n == column % m && row % n == column / m ? 1 : 0
    }
  }

  /// The entries with the first axis running fastest.
  static func vec(_ tensor: Tensor) -> [Double] {
    let turned = Shape(tensor.shape.extents.reversed())
    return (0..<tensor.shape.count).map { tensor[turned.coordinates(of: $0).reversed()] }
  }
}

extension KroneckerForm.Part {
  func matrix(_ values: Valuation) -> Tensor {
    switch self {
    case .identity(let n): return Tensor(shape: Shape([n, n])) { $0 / n == $0 % n ? 1 : 0 }
    case .matrix(let form): return values.evaluate(form)
    case .column(let form):
      let entries = KroneckerForm.Factor.vec(values.evaluate(form))
      return Tensor(shape: Shape([entries.count, 1]), elements: entries)
    case .row(let form):
      let entries = KroneckerForm.Factor.vec(values.evaluate(form))
      return Tensor(shape: Shape([1, entries.count]), elements: entries)
    case .selection(let range, let isTurned, let n):
      let rows = Tensor(shape: Shape([range.count, n])) {
        range.lowerBound + $0 / n == $0 % n ? 1 : 0
      }
      return isTurned ? rows.transposed : rows
    case .commutation(let m, let n): return KroneckerForm.Factor.commutation(m, n)
    }
  }
}
