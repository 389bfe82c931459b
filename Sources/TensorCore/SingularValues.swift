/// A square matrix as U·diag(σ)·Vᵀ, by Jacobi rotations of its columns.
///
/// Goals, in this order: right where the matrix is singular, of any rank; small singular values with as many
/// digits as large ones. Source: J. Demmel, K. Veselić, "Jacobi's Method is More Accurate than QR" (SIAM J.
/// Matrix Anal. Appl. 13, 1992), algorithm 4.1. Cost: O(n³) a sweep, of which there are about ten.
struct SingularValues {
  /// The singular values, greatest first.
  let values: [Double]
  /// The columns of U and of V, in the same order; both are orthonormal, also where a value is 0.
  let left: [[Double]]
  let right: [[Double]]

  init(_ matrix: Tensor) {
    precondition(
      matrix.shape.rank == 2 && matrix.shape.extents[0] == matrix.shape.extents[1],
      "singular values are taken of a square matrix")
    let n = matrix.shape.extents[0]
    let greatest = Tensor.greatest(matrix.elements.map(\.magnitude))
    let scale = greatest > 0 && greatest.isFinite ? greatest : 1
    var columns = (0..<n).map { column in
      (0..<n).map { matrix.elements[$0 * n + column] / scale }
    }
    var turned = Self.identity(n)
    for _ in 0..<Self.mostSweeps where !Self.sweep(&columns, &turned) { break }
    let lengths = columns.map { Self.dot($0, $0).squareRoot() }
    let order = lengths.indices.sorted { lengths[$0] > lengths[$1] }
    values = order.map { lengths[$0] * scale }
    right = order.map { turned[$0] }
    left = Self.orthonormal(order.map { columns[$0] })
  }

  /// det(U)·det(V), which is 1 or −1.
  var orientation: Double {
    func determinant(_ columns: [[Double]]) -> Double {
      Tensor(shape: Shape([columns.count, columns.count]), elements: Array(columns.joined()))
        .determinant
    }
    return determinant(left) * determinant(right) < 0 ? -1 : 1
  }

  /// Σ_p weights[p]·u_p·v_pᵀ.
  func sum(_ weights: [Double]) -> Tensor {
    let n = values.count
    var elements = [Double](repeating: 0, count: n * n)
    for (place, weight) in weights.enumerated() where weight != 0 {
      for row in 0..<n {
        let part = weight * left[place][row]
        for column in 0..<n { elements[row * n + column] += part * right[place][column] }
      }
    }
    return Tensor(shape: Shape([n, n]), elements: elements)
  }

  private static let mostSweeps = 40

  /// Makes every two columns orthogonal once; whether any were not.
  private static func sweep(_ columns: inout [[Double]], _ turned: inout [[Double]]) -> Bool {
    var isTurned = false
    for p in columns.indices {
      for q in columns.indices.dropFirst(p + 1) {
        let (own, other) = (dot(columns[p], columns[p]), dot(columns[q], columns[q]))
        let both = dot(columns[p], columns[q])
        guard both.magnitude > 1e-15 * (own * other).squareRoot() else { continue }
        isTurned = true
        let zeta = (other - own) / (2 * both)
        let tangent =
          (zeta < 0 ? -1 : 1) / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
        rotate(&columns, p, q, tangent)
        rotate(&turned, p, q, tangent)
      }
    }
    return isTurned
  }

  private static func rotate(_ columns: inout [[Double]], _ p: Int, _ q: Int, _ tangent: Double) {
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    for row in columns[p].indices {
      let (a, b) = (columns[p][row], columns[q][row])
      columns[p][row] = cosine * a - sine * b
      columns[q][row] = sine * a + cosine * b
    }
  }

  /// The columns with length 1 and at right angles; one that is 0, or no more than rounding of those before
  /// it, is replaced by what is left of a unit vector.
  private static func orthonormal(_ columns: [[Double]]) -> [[Double]] {
    let units = identity(columns.count)
    var done: [[Double]] = []
    for column in columns {
      let candidates = [column] + units
      // Some unit vector has a part of at least 1/√n outside the space of fewer than n others.
      let least = 0.5 / Double(columns.count).squareRoot()
      for candidate in candidates {
        guard let own = unit(candidate) else { continue }
        let once = without(done, own)
        guard dot(once, once) > least * least, let rest = unit(without(done, once)) else {
          continue
        }
        done.append(rest)
        break
      }
    }
    return done
  }

  private static func without(_ others: [[Double]], _ column: [Double]) -> [Double] {
    var rest = column
    for other in others {
      let part = dot(other, rest)
      for row in rest.indices { rest[row] -= part * other[row] }
    }
    return rest
  }

  private static func unit(_ column: [Double]) -> [Double]? {
    let length = dot(column, column).squareRoot()
    return length > 0 ? column.map { $0 / length } : nil
  }

  private static func identity(_ n: Int) -> [[Double]] {
    (0..<n).map { row in (0..<n).map { $0 == row ? 1 : 0 } }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
