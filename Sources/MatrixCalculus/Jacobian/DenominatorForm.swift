import TensorCore

/// A Jacobian's formula in denominator layout: the axes of the variable in front of those of the output.
///
///     ∂y/∂x = A                              (∂y/∂x)ᵀ = Aᵀ
///     ∂y/∂A = einsum("ik,jl->ijkl", X, I)    (∂y/∂A)ᵀ = einsum("ik,jl->klij", X, I)
extension Expression {
  /// The formula of a Jacobian whose first `outputRank` axes are those of the output, turned.
  public func inDenominatorLayout(outputRank: Int) -> Expression {
    reordered(Array(outputRank..<shape.rank) + Array(0..<outputRank))
  }

  /// Axis n of the result is axis `axes[n]` of this; an einsum gets another output, a sum another of each part.
  private func reordered(_ axes: [Int]) -> Expression {
    guard axes != Array(axes.indices) else { return self }
    guard axes.count > 2 else { return transposed.simplified }
    guard case .apply(let operation, let arguments, let shape) = self else { return permuted(axes) }
    switch operation {
    case .einsum(let inputs, let output) where output.count == axes.count:
      let letters = Array(output)
      return .known(
        .einsum(inputs: inputs, output: String(axes.map { letters[$0] })), arguments.elements)
    case .add, .subtract, .multiply, .divide, .negate:
      guard arguments.allSatisfy({ $0.shape == shape || $0.shape.isScalar }) else { break }
      return .known(operation, arguments.map { $0.shape.isScalar ? $0 : $0.reordered(axes) })
    case .zeros: return .known(.zeros(Shape(axes.map { shape.extents[$0] })), [])
    case .ones: return .known(.ones(Shape(axes.map { shape.extents[$0] })), [])
    default: break
    }
    return permuted(axes)
  }
}
