import TensorCore
import Testing

/// Terms that add up to zero whatever the numbers are, against sums over several draws of numbers.
struct TermCancellationTests {
  typealias Tensors = StructuredTensor<String>

  static let axes = (0..<4).map { Index(id: $0, extent: 3, letter: ["i", "j", "k", "l"][$0]) }

  static func delta(_ a: Int, _ b: Int) -> KroneckerDelta { KroneckerDelta(axes[a], axes[b]) }

  static func term(
    _ coefficient: Double, _ deltas: [(Int, Int)], _ reads: (String, [Int])...
  ) -> Term<String> {
    Term(
      coefficient: coefficient, deltas: deltas.map { delta($0.0, $0.1) },
      factors: reads.map { read in Factor(read.0, indices: read.1.map { axes[$0] }) })
  }

  /// X − Xᵀ; A·X − X·A; X·Xᵀ − Xᵀ·X; 2·x − x·2 in three terms; where an affine delta is 1.
  static let examples: [(terms: [Term<String>], zeros: Int)] = [
    ([term(1, [(0, 2), (1, 3)]), term(-1, [(0, 3), (1, 2)])], 81 - 12),
    // 27 + 27 − 9 where a delta holds, less the three where i = j = k = l.
    ([term(1, [(1, 3)], ("A", [0, 2])), term(-1, [(0, 2)], ("A", [3, 1]))], 81 - 42),
    (
      [
        term(1, [(0, 2)], ("X", [1, 3])), term(1, [(1, 2)], ("X", [0, 3])),
        term(-1, [(0, 3)], ("X", [2, 1])), term(-1, [(1, 3)], ("X", [2, 0])),
      ], zerosOfGrams
    ),
    ([term(1, [(0, 2)]), term(1, [(1, 3)]), term(-2, [(0, 3)])], zerosOfThree),
    ([term(1, [(0, 2)], ("A", [1, 3])), term(1, [(0, 2)], ("B", [1, 3]))], 54),
  ]

  /// X·Xᵀ − Xᵀ·X for X of 3×3: by hand, entries at which no delta holds, and the three with all equal.
  private static let zerosOfGrams = count { i, j, k, l in
    (i != k && j != k && i != l && j != l) || (i == j && j == k && k == l)
  }

  /// δ[i,k] + δ[j,l] − 2·δ[i,l] is 0 where none holds and where all do.
  private static let zerosOfThree = count { i, j, k, l in
    (i != k && j != l && i != l) || (i == k && j == l && i == l)
  }

  private static func count(_ holds: (Int, Int, Int, Int) -> Bool) -> Int {
    (0..<81).count { holds($0 / 27, $0 / 9 % 3, $0 / 3 % 3, $0 % 3) }
  }

  @Test(arguments: examples.indices) func examplesByHand(number: Int) {
    let (terms, zeros) = Self.examples[number]
    let tensor = Tensors(free: Self.axes, terms: terms)
    #expect(SparsityPattern(tensor).nonzeroCount == 81 - zeros)
    let evaluator = EntryEvaluator(tensor) { label in .dense(Self.numbers(label, seed: 1)) }
    let shape = tensor.shape
    #expect((0..<81).count { evaluator.isStructuralZero(at: shape.coordinates(of: $0)) } == zeros)
  }

  /// Terms drawn at random: an entry is a structural zero where every draw of numbers makes it 0.
  @Test func whatCancelsIsZeroOnAllNumbers() {
    var random = RandomSequence(seed: 7)
    for _ in 0..<300 {
      let terms = (0..<random.number(in: 2...4)).map { _ in
        let deltas = (0..<random.number(in: 0...2)).map { _ in
          (random.number(in: 0...1), random.number(in: 2...3))
        }
        let reads = [random.number(in: 0...3), random.number(in: 0...3)]
        return Self.term(random.number(in: 0...1) == 0 ? 1 : -1, deltas, ("A", reads))
      }
      let tensor = Tensors(free: Self.axes, terms: terms)
      let draws = (1...3).map { seed in
        EntryEvaluator(tensor) { .dense(Self.numbers($0, seed: UInt64(seed))) }
      }
      let pattern = SparsityPattern(tensor)
      let places = (0..<81).map(tensor.shape.coordinates)
      let zeros = places.filter { place in draws.allSatisfy { $0.entry(at: place) == 0 } }
      #expect(places.filter(draws[0].isStructuralZero) == zeros, "\(terms)")
      #expect(pattern.nonzeroCount == 81 - zeros.count, "\(terms)")
    }
  }

  /// vec(X) − vec(Xᵀ): δ[p, 3·k + l] − δ[p, 3·l + k] has 9 + 9 entries, three of which cancel.
  @Test func mixedRadicesCancel() {
    let p = Index(id: 9, extent: 9, letter: "p")
    let (k, l) = (Self.axes[2], Self.axes[3])
    func place(_ a: Index, _ b: Index) -> KroneckerDelta {
      KroneckerDelta(IndexForm(p), IndexForm(a) * 3 + IndexForm(b))
    }
    let tensor = Tensors(
      free: [p, k, l],
      terms: [Term(deltas: [place(k, l)]), Term(coefficient: -1, deltas: [place(l, k)])])
    #expect(SparsityPattern(tensor).nonzeroCount == 12)
  }

  /// Σₙ A[i,n]·B[n,k]·δ[j,l] − Σₙ A[l,n]·B[n,j]·δ[i,k]: zero where i = j = k = l, under any name of n.
  @Test func sumsCancel() {
    let n = (0..<2).map { Index(id: 20 + $0, extent: 2, letter: "n") }
    func term(_ sign: Double, _ delta: KroneckerDelta, _ first: Int, _ last: Int, _ n: Index)
      -> Term<String>
    {
      Term(
        coefficient: sign, deltas: [delta],
        factors: [
          Factor("A", indices: [Self.axes[first], n]), Factor("B", indices: [n, Self.axes[last]]),
        ], bound: [n])
    }
    let tensor = Tensors(
      free: Self.axes,
      terms: [
        term(1, Self.delta(1, 3), 0, 2, n[0]), term(-1, Self.delta(0, 2), 3, 1, n[1]),
      ])
    #expect(SparsityPattern(tensor).nonzeroCount == 42)
  }

  /// A panel's box of one entry is empty where terms cancel, and so is a small box of nothing else.
  @Test func boxesKnowWhatCancels() {
    let boxes = PatternBoxes(
      SparsityPattern(Tensors(free: Self.axes, terms: Self.examples[0].terms)))
    #expect(boxes.entry(in: [1..<2, 1..<2, 1..<2, 1..<2]) == nil)
    #expect(boxes.entry(in: [0..<1, 1..<2, 0..<1, 1..<2]) == [0, 1, 0, 1])
    #expect(boxes.entry(in: [1..<3, 1..<3, 1..<3, 1..<3]) != nil)
    let all = [Bool](repeating: false, count: 4)
    let box = [2..<3, 2..<3, 2..<3, 2..<3]
    #expect(!boxes.meets(box, box, isColumn: all))
  }

  private static func numbers(_ label: String, seed: UInt64) -> Tensor {
    let numbers = RandomNumbers(seed: seed, stream: label == "A" ? 1 : 2)
    // Whole numbers, so that sums are exact.
    return Tensor(shape: Shape([3, 3])) { Double(numbers.bits(at: $0) % 1_000_003) }
  }
}
