/// Determinants and inverses of square matrices, by elimination with row exchanges.
///
/// Goal: the values of LAPACK's `getrf` route, which NumPy takes. Source: G. H. Golub, C. F. Van Loan,
/// "Matrix Computations" (4th edition, 2013), algorithm 3.4.1. Cost: O(n³).
extension Tensor {
  /// Whether elimination meets a pivot that is exactly zero; `self` is a square matrix.
  public var isSingular: Bool { Elimination(self).isSingular }

  /// Whether a square matrix cannot be told from a singular one: a pivot is no more than rounding of the
  /// greatest.
  public var isNearlySingular: Bool { Elimination(self).isNearlySingular }

  /// det A of a square matrix; 1 for an empty one.
  public var determinant: Double { Elimination(self).determinant }

  /// log |det A| of a square matrix; −∞ where it is singular.
  public var logDeterminant: Double {
    let elimination = Elimination(self)
    return elimination.pivots.reduce(0) { $0 + ScalarFunction.log($1.magnitude) }
  }

  /// A⁻¹ of a square matrix; all nan where it is singular.
  public var inverse: Tensor { Elimination(self).inverse }

  /// What elimination divides by, one a column.
  var pivots: [Double] { Elimination(self).pivots }
}

/// The factors P·A = L·U of a square matrix, in one array.
private struct Elimination {
  let n: Int
  private var factors: [Double]
  private var order: [Int]
  private var sign = 1.0

  init(_ matrix: Tensor) {
    precondition(
      matrix.shape.rank == 2 && matrix.shape.extents[0] == matrix.shape.extents[1],
      "elimination takes a square matrix")
    n = matrix.shape.extents[0]
    factors = matrix.elements
    order = Array(0..<n)
    for column in 0..<n { eliminate(column) }
  }

  /// The diagonal of U.
  var pivots: [Double] { (0..<n).map { factors[$0 * n + $0] } }
  var isSingular: Bool { pivots.contains(0) }

  var isNearlySingular: Bool {
    let magnitudes = pivots.map(\.magnitude)
    guard let least = magnitudes.min(), let greatest = magnitudes.max() else { return false }
    return least <= 4 * Double(n) * greatest.ulp
  }
  var determinant: Double { pivots.reduce(sign, *) }

  var inverse: Tensor {
    let shape = Shape([n, n])
    guard !isSingular else { return Tensor(repeating: .nan, shape: shape) }
    var result = [Double](repeating: 0, count: n * n)
    for column in 0..<n {
      let solved = solution(for: column)
      for row in 0..<n { result[row * n + column] = solved[row] }
    }
    return Tensor(shape: shape, elements: result)
  }

  private mutating func eliminate(_ column: Int) {
    var pivot = column
    for row in column..<n
    where factors[row * n + column].magnitude > factors[pivot * n + column].magnitude {
      pivot = row
    }
    if pivot != column {
      for place in 0..<n { factors.swapAt(pivot * n + place, column * n + place) }
      order.swapAt(pivot, column)
      sign = -sign
    }
    let divisor = factors[column * n + column]
    guard divisor != 0 else { return }
    for row in (column + 1)..<max(n, column + 1) {
      let multiple = factors[row * n + column] / divisor
      factors[row * n + column] = multiple
      guard multiple != 0 else { continue }
      for place in (column + 1)..<max(n, column + 1) {
        factors[row * n + place] -= multiple * factors[column * n + place]
      }
    }
  }

  /// The column of A⁻¹ for a unit vector, by both triangles.
  private func solution(for unit: Int) -> [Double] {
    var x = order.map { $0 == unit ? 1.0 : 0.0 }
    for row in 0..<n {
      for place in 0..<row { x[row] -= factors[row * n + place] * x[place] }
    }
    for row in (0..<n).reversed() {
      for place in (row + 1)..<max(n, row + 1) { x[row] -= factors[row * n + place] * x[place] }
      x[row] /= factors[row * n + row]
    }
    return x
  }
}
