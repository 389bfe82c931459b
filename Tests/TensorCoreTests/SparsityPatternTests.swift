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

  /// Deltas with indices that are summed over, drawn at random, against a look at every entry.
  @Test func countsWithSummedIndicesAreThoseOfVisitingEveryEntry() {
    var numbers = RandomSequence(seed: 1)
    for _ in 0..<400 {
      let tensor = Self.randomTensor(&numbers)
      let pattern = SparsityPattern(tensor)
      let shape = tensor.shape
      let visited = (0..<shape.count).count { position in
        tensor.terms.contains { Self.holds($0, tensor.free, shape.coordinates(of: position)) }
      }
      #expect(pattern.nonzeroCount == visited, "\(tensor)")
    }
  }

  /// One to three terms of one or two deltas over i, j, k and two summed indices.
  static func randomTensor(_ numbers: inout RandomSequence) -> StructuredTensor<String> {
    let extents = (0..<5).map { _ in numbers.number(in: 1...4) }
    let indices = zip(["i", "j", "k", "n", "p"], extents).enumerated().map { place, item in
      Index(id: place, extent: item.1, letter: item.0)
    }
    let terms = (0..<numbers.number(in: 1...3)).map { place in
      let deltas = (0..<numbers.number(in: 1...2)).map { _ in
        KroneckerDelta(randomForm(indices, &numbers), randomForm(indices, &numbers))
      }
      return Term(
        coefficient: 1, deltas: deltas, factors: [Factor("f\(place)", indices: indices)],
        bound: Array(indices.suffix(2)))
    }
    return StructuredTensor(free: Array(indices.prefix(3)), terms: terms)
  }

  private static func randomForm(
    _ indices: [Index], _ numbers: inout RandomSequence
  ) -> IndexForm {
    (0..<numbers.number(in: 1...2)).reduce(IndexForm(constant: numbers.number(in: 0...2))) {
      form, _ in
      form + IndexForm(indices[numbers.number(in: 0...4)]) * numbers.number(in: 1...4)
    }
  }

  /// Whether the deltas of a term hold at an entry for some values of the summed indices.
  static func holds(_ term: Term<String>, _ free: [Index], _ coordinates: [Int]) -> Bool {
    let inner = Shape(term.bound.map(\.extent))
    return (0..<inner.count).contains { position in
      let values = Dictionary(
        uniqueKeysWithValues: zip(
          free + term.bound, coordinates + inner.coordinates(of: position)))
      return term.deltas.allSatisfy { delta in
        let difference = delta.left - delta.right
        return difference.terms.reduce(difference.constant) {
          $0 + $1.coefficient * (values[$1.index] ?? 0)
        } == 0
      }
    }
  }

  /// reshape(X, 8192×2048)·A by X 4096×4096, and kron(A, B) by A with A and B 128×128.
  @Test func countsLargePatternsWithSummedIndices() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([8192, 3, 4096, 4096]))
    let n = supply.index(extent: 2048)
    let left = IndexForm(i[0]) * 2048 + IndexForm(n)
    let right = IndexForm(i[2]) * 4096 + IndexForm(i[3])
    let reshaped = StructuredTensor<String>(
      free: i,
      terms: [
        Term(
          deltas: [KroneckerDelta(left, right)], factors: [Factor("A", indices: [n, i[1]])],
          bound: [n])
      ])
    #expect(SparsityPattern(reshaped).nonzeroCount == 4096 * 4096 * 3)

    let k = supply.indices(for: Shape([16384, 16384, 128, 128]))
    let inner = supply.indices(for: Shape([128, 128]))
    let deltas = (0..<2).map { axis in
      KroneckerDelta(IndexForm(k[axis]), IndexForm(k[axis + 2]) * 128 + IndexForm(inner[axis]))
    }
    let product = StructuredTensor<String>(
      free: k, terms: [Term(deltas: deltas, factors: [Factor("B", indices: inner)], bound: inner)])
    #expect(SparsityPattern(product).nonzeroCount == 16384 * 16384)
  }

  /// X − Xᵀ is zero on its diagonal whatever X is, and X + Xᵀ is not.
  @Test func termsThatCancelAreNotCounted() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([3, 3, 3, 3]))
    let straight = [KroneckerDelta(i[0], i[2]), KroneckerDelta(i[1], i[3])]
    let turned = [KroneckerDelta(i[0], i[3]), KroneckerDelta(i[1], i[2])]
    func count(_ coefficient: Double) -> Int {
      let terms = [Term<String>(deltas: straight), Term(coefficient: coefficient, deltas: turned)]
      return SparsityPattern(StructuredTensor(free: i, terms: terms)).nonzeroCount
    }
    #expect(count(-1) == 12)
    #expect(count(1) == 15)
  }

  /// The distances n_i + n_j − 2·x_i·x_j of points by the points: two terms to each delta, zero where i = j.
  @Test func termsThatCancelTogetherAreNotCounted() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([4, 4, 4, 3]))
    let (first, second) = (KroneckerDelta(i[0], i[2]), KroneckerDelta(i[1], i[2]))
    func term(_ coefficient: Double, _ delta: KroneckerDelta, _ point: Index) -> Term<String> {
      Term(
        coefficient: coefficient, deltas: [delta], factors: [Factor("X", indices: [point, i[3]])])
    }
    let distances = StructuredTensor(
      free: i,
      terms: [
        term(2, first, i[0]), term(2, second, i[1]), term(-2, first, i[1]), term(-2, second, i[0]),
      ])
    #expect(SparsityPattern(distances).nonzeroCount == 72)
  }

  /// A·B − B·A by A: δ[i,k]·B[l,j] − B[i,k]·δ[j,l] is B[j,j] − B[i,i] where both hold, zero where i = j.
  @Test func termsThatCancelHereAndThereAreNotCountedThere() {
    var supply = IndexSupply()
    let i = supply.indices(for: Shape([3, 3, 3, 3]))
    let terms = [
      Term(deltas: [KroneckerDelta(i[0], i[2])], factors: [Factor("B", indices: [i[3], i[1]])]),
      Term(
        coefficient: -1, deltas: [KroneckerDelta(i[1], i[3])],
        factors: [Factor("B", indices: [i[0], i[2]])]),
    ]
    let pattern = SparsityPattern(StructuredTensor(free: i, terms: terms))
    // 27 + 27 − 9 where a delta holds, less 3.
    #expect(pattern.nonzeroCount == 42)
  }
}

/// Numbers for tests that draw their cases, the same ones every time.
struct RandomSequence {
  private let numbers: RandomNumbers
  private var position = 0

  init(seed: UInt64) { numbers = RandomNumbers(seed: seed) }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    defer { position += 1 }
    return range.lowerBound + Int(numbers.bits(at: position) % UInt64(range.count))
  }
}
