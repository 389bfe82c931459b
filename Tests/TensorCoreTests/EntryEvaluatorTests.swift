import TensorCore
import Testing

/// Entries of sums whose deltas are still in them, against loops over every assignment.
struct EntryEvaluatorTests {
  /// Σᵢ Σⱼ G[i,j]·X[i,k]·δ[j,l]: the delta fills j, so that an entry costs the extent of i alone.
  @Test func aDeltaFillsTheIndexThatItSolves() {
    let (m, n, p) = (3, 4, 5)
    let g = numbers([m, p], seed: 1)
    let x = numbers([m, n], seed: 2)
    var supply = IndexSupply()
    let (i, j) = (supply.index(extent: m), supply.index(extent: p))
    let (k, l) = (supply.index(extent: n), supply.index(extent: p))
    let sum = StructuredTensor(
      free: [k, l],
      terms: [
        Term(
          deltas: [KroneckerDelta(j, l)],
          factors: [Factor("G", indices: [i, j]), Factor("X", indices: [i, k])], bound: [i, j])
      ])
    let evaluator = EntryEvaluator(sum) { .dense($0 == "G" ? g : x) }
    #expect(evaluator.productsPerEntry == m)
    for row in 0..<n {
      for column in 0..<p {
        let expected = (0..<m).reduce(0.0) { $0 + g[[$1, column]] * x[[$1, row]] }
        #expect(evaluator.entry(at: [row, column]) == expected)
        #expect(!evaluator.isStructuralZero(at: [row, column]))
      }
    }
  }

  /// Σ G[i,j]·δ[i, 9·k + n + 3·r]·B[n,r]: the digits run and i is solved, 9 products instead of 27·3, whatever
  /// the order in which the sums are written.
  @Test(arguments: [[0, 1, 2], [1, 0, 2], [2, 1, 0]])
  func digitsRunAndTheirNumberIsSolved(order: [Int]) {
    let g = numbers([27, 2], seed: 4)
    let b = numbers([3, 3], seed: 5)
    var supply = IndexSupply()
    let bound = [27, 3, 3].map { supply.index(extent: $0) }
    let (i, n, r) = (bound[0], bound[1], bound[2])
    let (j, k) = (supply.index(extent: 2), supply.index(extent: 3))
    let number = IndexForm(k) * 9 + IndexForm(r) * 3 + IndexForm(n)
    let sum = StructuredTensor(
      free: [j, k],
      terms: [
        Term(
          deltas: [KroneckerDelta(IndexForm(i), number)],
          factors: [Factor("G", indices: [i, j]), Factor("B", indices: [n, r])],
          bound: order.map { bound[$0] })
      ])
    let evaluator = EntryEvaluator(sum) { .dense($0 == "G" ? g : b) }
    #expect(evaluator.productsPerEntry == 9)
    var expected = 0.0
    for digit in 0..<3 {
      for next in 0..<3 { expected += g[[18 + 3 * next + digit, 1]] * b[[digit, next]] }
    }
    #expect((evaluator.entry(at: [1, 2]) - expected).magnitude < 1e-12)
  }

  /// Σₛ V[s]·δ[s + shift, 2·k + l]: outside the axis of s nothing is summed, and all is zero.
  @Test(arguments: [-3, 0, 2]) func aSolutionOutsideItsAxisIsZero(shift: Int) {
    let v = numbers([4], seed: 3)
    var supply = IndexSupply()
    let s = supply.index(extent: 4)
    let (k, l) = (supply.index(extent: 3), supply.index(extent: 2))
    let delta = KroneckerDelta(
      IndexForm(s) + IndexForm(constant: shift), IndexForm(k) * 2 + IndexForm(l))
    let sum = StructuredTensor(
      free: [k, l],
      terms: [Term(deltas: [delta], factors: [Factor("V", indices: [s])], bound: [s])])
    let evaluator = EntryEvaluator(sum) { _ in .dense(v) }
    for row in 0..<3 {
      for column in 0..<2 {
        let read = 2 * row + column - shift
        let expected = (0..<4).contains(read) ? v[[read]] : 0
        #expect(evaluator.entry(at: [row, column]) == expected)
        #expect(evaluator.isStructuralZero(at: [row, column]) == !(0..<4).contains(read))
      }
    }
  }

  /// Σₛ V[k − 1]·δ[s, k − 1]: the delta keeps k − 1 inside V, though the factor has no bound index.
  @Test func aFactorIsReadOnlyWhereItsDeltasHold() {
    let v = numbers([4], seed: 4)
    var supply = IndexSupply()
    let (k, s) = (supply.index(extent: 5), supply.index(extent: 4))
    let before = IndexForm(k) + IndexForm(constant: -1)
    let sum = StructuredTensor(
      free: [k],
      terms: [
        Term(
          deltas: [KroneckerDelta(IndexForm(s), before)], factors: [Factor("V", [before])],
          bound: [s])
      ])
    let evaluator = EntryEvaluator(sum) { _ in .dense(v) }
    #expect(evaluator.entry(at: [0]) == 0)
    #expect((1..<5).map { evaluator.entry(at: [$0]) } == v.elements)
  }

  /// −2 Σ_a Σ_b Σ_c X[k,a]·Y[a,b]·Y[b,c]·δ[a,c]·Y[c,l]: factors and the delta belong to different loops.
  @Test func nestedSumsAreThePlainLoops() {
    let (x, y) = (numbers([2, 3], seed: 5), numbers([3, 3], seed: 6))
    var supply = IndexSupply()
    let (k, l) = (supply.index(extent: 2), supply.index(extent: 3))
    let (a, b, c) = (supply.index(extent: 3), supply.index(extent: 3), supply.index(extent: 3))
    let sum = StructuredTensor(
      free: [k, l],
      terms: [
        Term(
          coefficient: -2, deltas: [KroneckerDelta(a, c)],
          factors: [
            Factor("Y", indices: [c, l]), Factor("X", indices: [k, a]),
            Factor("Y", indices: [a, b]), Factor("Y", indices: [b, c]),
          ], bound: [a, b, c])
      ])
    let evaluator = EntryEvaluator(sum) { .dense($0 == "X" ? x : y) }
    for row in 0..<2 {
      for column in 0..<3 {
        var expected = 0.0
        for a in 0..<3 {
          for b in 0..<3 {
            expected -= 2 * x[[row, a]] * y[[a, b]] * y[[b, a]] * y[[a, column]]
          }
        }
        #expect(evaluator.entry(at: [row, column]) == expected)
        #expect(evaluator.magnitude(at: [row, column]) == -expected)
      }
    }
  }

  /// Small whole numbers other than 0, so that a zero is a zero of the pattern.
  private func numbers(_ extents: [Int], seed: UInt64) -> Tensor {
    let random = RandomNumbers(seed: seed)
    return Tensor(shape: Shape(extents)) { Double(random.integer(at: $0, low: 1, high: 9)) }
  }
}
