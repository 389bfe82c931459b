import TensorCore
import Testing

/// Counts against visiting every entry.
struct SparsityPatternTests {
  @Test(arguments: [[2, 3, 4, 3], [3, 3, 3, 3], [1, 2, 2, 2]])
  func countsAreThoseOfVisitingEveryEntry(extents: [Int]) {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape(extents))
    let deltaSets: [[[KroneckerDelta]]] = [
      [[]], [[KroneckerDelta(i[1], i[3])]],
      [[KroneckerDelta(i[0], i[2]), KroneckerDelta(i[1], i[3])]],
      [[KroneckerDelta(i[1], i[3])], [KroneckerDelta(i[0], i[2])]],
      [
        [
          KroneckerDelta(
            IndexForm(i[0]) * 3 + IndexForm(i[1]), IndexForm(i[2]) * 2 + IndexForm(i[3]))
        ]
      ],
      [[KroneckerDelta(IndexForm(i[0]), IndexForm(i[2]) + IndexForm(constant: 1))]],
    ]
    for set in deltaSets {
      let tensor = StructuredTensor<String>(free: i, terms: set.map { Term(deltas: $0) })
      let evaluator = EntryEvaluator(tensor) { _ in .dense(Tensor(scalar: 1)) }
      let shape = Shape(extents)
      let visited = (0..<shape.count).count {
        !evaluator.isStructuralZero(at: shape.coordinates(of: $0))
      }
      #expect(SparsityPattern(tensor).nonzeroCount == visited)
    }
  }

  /// A softmax of rows, δ[i,k]·δ[j,l] − s·δ[i,k]: where the first term is, the second is too.
  @Test func aTermThatAnotherCoversIsNoAlternative() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([2, 3, 2, 3]))
    let (rows, columns) = (KroneckerDelta(i[0], i[2]), KroneckerDelta(i[1], i[3]))
    func alternatives(_ sets: [[KroneckerDelta]]) -> [[KroneckerDelta]] {
      SparsityPattern(
        StructuredTensor<String>(free: i, terms: sets.map { Term(deltas: $0) })
      ).alternatives
    }
    #expect(alternatives([[rows, columns], [rows]]) == [[rows]])
    #expect(alternatives([[columns], [rows]]) == [[columns], [rows]])
    #expect(alternatives([[columns], []]) == [[]])
  }

  /// 4096×4096 by 4096×4096: 2.8·10¹⁴ entries, one in 4096 nonzero, and no entry visited.
  @Test func countsWithoutVisitingHugeTensors() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([4096, 4096, 4096, 4096]))
    let tensor = StructuredTensor<String>(
      free: i,
      terms: [
        Term(deltas: [KroneckerDelta(i[1], i[3])], factors: [Factor("X", indices: [i[0], i[2]])])
      ])
    let pattern = SparsityPattern(tensor)
    #expect(pattern.entryCount == 281_474_976_710_656)
    #expect(pattern.nonzeroCount == 68_719_476_736)
  }
}
