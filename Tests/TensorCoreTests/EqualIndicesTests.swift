import TensorCore
import Testing

/// Classes of indices that deltas make equal, worked out by hand.
struct EqualIndicesTests {
  private let i = Index(id: 1, extent: 3, letter: "i")
  private let j = Index(id: 2, extent: 3, letter: "j")
  private let k = Index(id: 3, extent: 3, letter: "k")
  private let l = Index(id: 4, extent: 3, letter: "l")

  @Test func chainsAreJoined() {
    let deltas = [KroneckerDelta(i, k), KroneckerDelta(j, l), KroneckerDelta(k, j)]
    #expect(deltas.equalIndices.classes == [[i, k, j, l]])
  }

  @Test func whatIsFixedStaysADelta() {
    let fixed = KroneckerDelta(IndexForm(l), IndexForm(constant: 2))
    let (classes, others) = [KroneckerDelta(i, k), fixed, KroneckerDelta(i, k)].equalIndices
    #expect(classes == [[i, k]])
    #expect(others == [fixed])
  }
}
