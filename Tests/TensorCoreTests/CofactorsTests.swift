import TensorCore
import Testing

/// First and second cofactors against determinants of what is left of a matrix, of every rank.
///
/// The minors are written out as sums over permutations, which share nothing with elimination or singular values.
@Suite struct CofactorsTests {
  /// An n×n matrix of the given rank with small whole entries: a sum of products of columns and rows.
  private func matrix(_ n: Int, rank: Int, seed: UInt64) -> Tensor {
    let random = RandomNumbers(seed: seed)
    func whole(_ position: Int) -> Double { (7 * random.uniform(at: position)).rounded(.down) - 3 }
    return Tensor(shape: Shape([n, n])) { position in
      (0..<rank).reduce(0) { sum, part in
        sum + whole(100 * part + position / n) * whole(100 * part + 50 + position % n)
      }
    }
  }

  /// The determinant of some rows and columns, by the first row.
  private func determinant(_ matrix: Tensor, _ rows: [Int], _ columns: [Int]) -> Double {
    guard let row = rows.first else { return 1 }
    return columns.indices.reduce(0) { sum, place in
      var rest = columns
      let column = rest.remove(at: place)
      let minor = determinant(matrix, Array(rows.dropFirst()), rest)
      return sum + (place.isMultiple(of: 2) ? 1 : -1) * matrix[[row, column]] * minor
    }
  }

  /// The signed minor without rows i and k and columns j and l: ∂²det/∂A[i,j]∂A[k,l].
  private func second(_ a: Tensor, _ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
    guard i != k, j != l else { return 0 }
    let n = a.shape.extents[0]
    let minor = determinant(
      a, (0..<n).filter { $0 != i && $0 != k }, (0..<n).filter { $0 != j && $0 != l })
    let isEven = (i + j + k + l).isMultiple(of: 2) == ((i < k) == (j < l))
    return isEven ? minor : -minor
  }

  @Test(arguments: [1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5])
  func minorsOfEveryRank(_ n: Int, _ rank: Int) {
    guard rank <= n else { return }
    let a = matrix(n, rank: rank, seed: UInt64(10 * n + rank))
    let scale = max(1, a.elements.reduce(0) { max($0, $1.magnitude) })
    let allowed = (0..<n).reduce(1e-13) { power, _ in power * scale }
    let first = a.cofactors
    let (p, q) = a.secondCofactors
    let all = Array(0..<n)
    for i in all {
      for j in all {
        let minor = determinant(a, all.filter { $0 != i }, all.filter { $0 != j })
        let own = (i + j).isMultiple(of: 2) ? minor : -minor
        #expect((first[[i, j]] - own).magnitude <= allowed)
        for k in all {
          for l in all {
            let value =
              p[[i, j]] * q[[k, l]] + q[[i, j]] * p[[k, l]]
              - p[[i, l]] * q[[k, j]] - q[[i, l]] * p[[k, j]]
            #expect((value - second(a, i, j, k, l)).magnitude <= allowed, "\(n), \(rank)")
          }
        }
      }
    }
  }

  /// Entry by entry for diag(2, 3, 0, 0): only what leaves 2·3 is left.
  @Test func twoZerosOnTheDiagonal() {
    let a = Tensor(
      shape: Shape([4, 4]), elements: [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let (p, q) = a.secondCofactors
    func value(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
      p[[i, j]] * q[[k, l]] + q[[i, j]] * p[[k, l]] - p[[i, l]] * q[[k, j]] - q[[i, l]] * p[[k, j]]
    }
    #expect(value(2, 2, 3, 3) == 6)
    #expect(value(2, 3, 3, 2) == -6)
    #expect(value(0, 0, 1, 1) == 0)
    #expect(value(0, 0, 2, 2) == 0)
    #expect(a.cofactors.elements.allSatisfy { $0 == 0 })
  }

  /// Where minors one by one would take long: the only cofactors of a matrix of rank n − 1 are c·u·vᵀ.
  ///
  /// I − 1·1ᵀ/n has null vectors 1 on both sides and its cofactors are all det(I − 1·1ᵀ/n without a row and a
  /// column) = 1/n.
  @Test func cofactorsOfALargeSingularMatrix() {
    let n = 30
    let a = Tensor(shape: Shape([n, n])) { $0 / n == $0 % n ? 1 - 1 / Double(n) : -1 / Double(n) }
    #expect(a.cofactors.elements.allSatisfy { ($0 - 1 / Double(n)).magnitude < 1e-13 })
  }

  @Test func numbersThatAreNoneStayNone() {
    let a = Tensor(shape: Shape([2, 2]), elements: [.nan, 1, 1, 1])
    #expect(a.cofactors.elements.contains { $0.isNaN })
  }
}
