/// First and second derivatives of a determinant, right where the matrix is singular.
///
/// With A = U·diag(σ)·Vᵀ, d = det(U)·det(V) and s = the product of all σ but the two least:
///
///     ∂det A/∂A[i,j]             = d·Σ_p Π_{r≠p} σ_r · u_p[i]·v_p[j]
///     ∂²det A/∂A[i,j]∂A[k,l]     = d·Σ_p Σ_{q≠p} Π_{r≠p,q} σ_r · (u_p[i]·v_p[j]·u_q[k]·v_q[l] − u_p[i]·v_p[l]·u_q[k]·v_q[j])
///
/// What stands in the brackets is 0 for p = q, so that the diagonal of the weights may be anything. Beside it
/// they are s·(z·x_p·x_q) for p, q < n and s·x_p for q = n, with x_p = σ_{n−1}/σ_p and z = σ_n/σ_{n−1}, both at
/// most 1: a sum of two products of matrices. Source: R. A. Horn, C. R. Johnson, "Matrix Analysis" (2nd edition,
/// 2013), 0.8.2 and 0.8.10.
extension Tensor {
  /// cof(A)[k,l] = ∂ det A / ∂ A[k,l], the signed determinant of A without row k and column l.
  ///
  /// Where A is far from singular it is det(A)·A⁻ᵀ; else each minor of a small matrix is a determinant of its
  /// own, and those of a large one follow from its singular values. Cost: O(n³).
  public var cofactors: Tensor {
    let n = shape.extents[0]
    guard isAlmostSingular else {
      let determinant = determinant
      return inverse.transposed.map { $0 * determinant }
    }
    guard n > Self.mostMinors else { return minors }
    let parts = SingularValues(self)
    return parts.sum(
      (0..<n).map { place in
        parts.values.indices.reduce(parts.orientation) {
          $1 == place ? $0 : $0 * parts.values[$1]
        }
      })
  }

  /// P and Q with ∂²det A/∂A[i,j]∂A[k,l] = P[i,j]·Q[k,l] + Q[i,j]·P[k,l] − P[i,l]·Q[k,j] − Q[i,l]·P[k,j].
  ///
  /// A⁻ᵀ and cof(A)/2 where A is far from singular. Cost: O(n³).
  public var secondCofactors: (p: Tensor, q: Tensor) {
    let n = shape.extents[0]
    guard isAlmostSingular else {
      let (inverse, half) = (inverse.transposed, determinant / 2)
      return (inverse, inverse.map { $0 * half })
    }
    // The second derivative of a determinant of one entry is 0.
    guard n > 1 else { return (self, self) }
    let parts = SingularValues(self)
    let (least, next) = (parts.values[n - 1], parts.values[n - 2])
    let product = parts.values.dropLast(2).reduce(parts.orientation, *)
    let ratios = parts.values.dropLast().map { $0 == 0 ? 1 : next / $0 }
    let p = parts.sum(ratios + [0])
    let half = next == 0 ? 0 : least / next / 2
    return (p, parts.sum(ratios.map { $0 * half * product } + [product]))
  }

  /// Above this extent a minor each costs more than singular values.
  private static var mostMinors: Int { 8 }

  /// Whether a product of a determinant and an inverse has lost digits.
  private var isAlmostSingular: Bool {
    let sizes = pivots.map(\.magnitude)
    guard let least = sizes.min(), let greatest = sizes.max() else { return false }
    return !(least > 1e-6 * greatest)
  }

  private var minors: Tensor {
    let n = shape.extents[0]
    return Tensor(shape: shape) { position in
      let (row, column) = (position / n, position % n)
      let minor = minor(without: row, column).determinant
      return (row + column).isMultiple(of: 2) ? minor : -minor
    }
  }

  private func minor(without row: Int, _ column: Int) -> Tensor {
    let n = shape.extents[0]
    return Tensor(shape: Shape([n - 1, n - 1])) { position in
      let (i, j) = (position / (n - 1), position % (n - 1))
      return self[position: (i < row ? i : i + 1) * n + (j < column ? j : j + 1)]
    }
  }
}
