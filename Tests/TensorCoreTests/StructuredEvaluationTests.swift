import TensorCore
import Testing

/// Structured tensors with all entries written out, against loops.
struct StructuredEvaluationTests {
  /// Σ_l X[i,l]·W[l,j] with l over the first two rows of a W that has four, and j over two of its columns.
  @Test func anIndexMayRunAlongTheFirstEntriesOfAnAxis() {
    let x = Tensor(shape: Shape([3, 2])) { Double($0 + 1) }
    let w = Tensor(shape: Shape([4, 3])) { Double(10 + $0 * $0) }
    var supply = IndexSupply()
    let (i, j, l) = (supply.index(extent: 3), supply.index(extent: 2), supply.index(extent: 2))
    let product = StructuredTensor(
      free: [i, j],
      terms: [
        Term(factors: [Factor("X", indices: [i, l]), Factor("W", indices: [l, j])], bound: [l])
      ])
    let expected = Tensor(shape: Shape([3, 2])) { position in
      (0..<2).reduce(0.0) { $0 + x[[position / 2, $1]] * w[[$1, position % 2]] }
    }
    #expect(product.evaluated { $0 == "X" ? x : w } == expected)
  }
}
