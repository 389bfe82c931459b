import TensorCore
import Testing

struct PatternBoxesTests {
  private let i = Index(id: 0, extent: 3, letter: "i")
  private let j = Index(id: 1, extent: 4, letter: "j")
  private let k = Index(id: 2, extent: 3, letter: "k")
  private let l = Index(id: 3, extent: 4, letter: "l")

  private func ranges(_ extent: Int) -> [Range<Int>] {
    (0..<extent).flatMap { low in (low + 1...extent).map { low..<$0 } }
  }

  /// Every box of the tensor, against a look at each of its entries.
  @Test func anEntryIsFoundWhereThereIsOne() throws {
    let tensors = [
      StructuredTensor<String>(
        free: [i, j, k, l], terms: [Term(deltas: [KroneckerDelta(i, k), KroneckerDelta(j, l)])]),
      StructuredTensor<String>(
        free: [i, j, k, l],
        terms: [Term(deltas: [KroneckerDelta(i, k)]), Term(deltas: [KroneckerDelta(j, l)])]),
    ]
    for tensor in tensors {
      let pattern = PatternBoxes(SparsityPattern(tensor))
      let isBoth = tensor.terms.count == 1
      for a in ranges(3) {
        for b in ranges(4) {
          for c in ranges(3) {
            for d in ranges(4) {
              let rows = a.overlaps(c)
              let columns = b.overlaps(d)
              let found = pattern.entry(in: [a, b, c, d])
              if (found != nil) != (isBoth ? rows && columns : rows || columns) {
                Issue.record("\([a, b, c, d])")
              }
              let box = [a, b, c, d]
              let isMet = pattern.meets(box, box, isColumn: [false, false, true, true])
              if isMet != (found != nil) { Issue.record("\(box)") }
              guard let found else { continue }
              let isInside = zip(found, [a, b, c, d]).allSatisfy { $1.contains($0) }
              let holds = isBoth ? found[0] == found[2] && found[1] == found[3] : true
              if !isInside || !holds { Issue.record("\([a, b, c, d]): \(found)") }
            }
          }
        }
      }
    }
  }

  /// δ[i, k + 2] and δ[4·i + j, p] at single entries.
  @Test func affineDeltasAreExactAtEntries() {
    let p = Index(id: 4, extent: 12, letter: "p")
    let position = IndexForm(i) * 4 + IndexForm(j)
    let pattern = PatternBoxes(
      SparsityPattern(
        StructuredTensor<String>(
          free: [i, j, p], terms: [Term(deltas: [KroneckerDelta(position, IndexForm(p))])])))
    for a in 0..<3 {
      for b in 0..<4 {
        for c in 0..<12 {
          let found = pattern.entry(in: [a..<a + 1, b..<b + 1, c..<c + 1])
          if (found != nil) != (4 * a + b == c) { Issue.record("\(a) \(b) \(c)") }
        }
      }
    }
    #expect(pattern.entry(in: [0..<1, 0..<4, 4..<12]) == nil)
  }

  /// Indices that are summed over: no entry is missed, and single entries are exact with one of them a delta.
  @Test func deltasWithSummedIndicesAreMet() {
    var numbers = RandomSequence(seed: 2)
    for _ in 0..<200 {
      let tensor = SparsityPatternTests.randomTensor(&numbers)
      let boxes = PatternBoxes(SparsityPattern(tensor))
      let isExact =
        tensor.terms.allSatisfy { $0.deltas.count == 1 }
        && tensor.terms.allSatisfy { $0.deltas[0].indices.count { $0.id >= 3 } < 2 }
      for position in 0..<tensor.shape.count {
        let entry = tensor.shape.coordinates(of: position)
        let isMet = boxes.entry(in: entry.map { $0..<$0 + 1 }) != nil
        let holds = tensor.terms.contains { SparsityPatternTests.holds($0, tensor.free, entry) }
        if isExact ? isMet != holds : holds && !isMet { Issue.record("\(tensor) \(entry)") }
      }
    }
  }

  /// Positions are cut into boxes that hold each of them once.
  @Test func boxesHoldEachPositionOnce() {
    let shape = Shape([3, 2, 4])
    for range in ranges(24) + [0..<0] {
      let boxes = shape.boxes(ofPositions: range)
      #expect(boxes.count <= 5)
      var positions: [Int] = []
      for box in boxes {
        for a in box[0] {
          for b in box[1] { for c in box[2] { positions.append(8 * a + 4 * b + c) } }
        }
      }
      if positions.sorted() != Array(range) { Issue.record("\(range): \(positions)") }
    }
  }
}
