import Testing

@testable import TensorCore

/// The same numbers whatever the slices are: against NumPy's rules done by loops, and against the direct
/// operations, which share no step with the work.
struct TensorWorkTests {
  /// Whole numbers, so that no order of adding rounds.
  private func numbers(_ extents: [Int], seed: UInt64) -> Tensor {
    let random = RandomNumbers(seed: seed)
    return Tensor(shape: Shape(extents)) { Double(random.integer(at: $0, low: -4, high: 5)) }
  }

  /// The result with every slice size; each must be complete after so many slices, and not before.
  private func results(_ work: TensorWork) -> [Tensor?] {
    [1, 1 << 16, 1 << 20, .max].map { budget in
      var work = work
      var slices = 0
      while !work.isComplete, slices < 100_000 {
        #expect(work.result == nil)
        work.advance(by: budget)
        slices += 1
      }
      work.result?.checkInvariants()
      return work.result
    }
  }

  @Test func productsOfEverySmallShape() throws {
    for (m, n, p) in [
      (0, 2, 3), (2, 0, 3), (2, 3, 0), (1, 1, 1), (1, 5, 1), (4, 1, 4), (3, 4, 2), (5, 300, 1),
      (130, 7, 66), (129, 520, 65), (1, 600, 200),
    ] {
      let a = numbers([m, n], seed: 1)
      let b = numbers([n, p], seed: 2)
      let expected = Tensor(shape: Shape([m, p])) { position in
        (0..<n).reduce(0) { $0 + a[[position / p, $1]] * b[[$1, position % p]] }
      }
      let work = try #require(
        TensorWork(multiplying: .init(a, ["i", "k"]), .init(b, ["k", "j"]), to: ["i", "j"]))
      for result in results(work) { #expect(result == expected, "\(m)×\(n)×\(p)") }
    }
  }

  /// Axes in any order, several of them run together, and a stack.
  @Test func productsReadAxesWhereTheyLie() throws {
    let a = numbers([3, 2, 4, 5], seed: 3)
    let b = numbers([5, 2, 3, 6], seed: 4)
    let work = try #require(
      TensorWork(multiplying: .init(a, Array("ksiq")), .init(b, Array("qskj")), to: Array("sij")))
    let expected = Tensor(shape: Shape([2, 4, 6])) { position in
      let (s, i, j) = (position / 24, position / 6 % 4, position % 6)
      var sum = 0.0
      for k in 0..<3 { for q in 0..<5 { sum += a[[k, s, i, q]] * b[[q, s, k, j]] } }
      return sum
    }
    for result in results(work) { #expect(result == expected) }
    #expect(
      TensorWork(multiplying: .init(a, Array("ksiq")), .init(b, Array("qskj")), to: Array("sji"))
        == nil)
    #expect(
      TensorWork(multiplying: .init(a, Array("ksiq")), .init(b, Array("qskj")), to: Array("sj"))
        == nil)
  }

  /// Numbers that round: the halves are those of `Tensor.sum`, and so is every bit.
  @Test func sumsRoundAsTheDirectOnesDo() {
    let random = RandomNumbers(seed: 5)
    for extents in [[], [1], [7], [3, 4, 5], [300_001], [2, 140_000], [140_000, 2], [0, 3]] {
      let tensor = Tensor(shape: Shape(extents)) { random.normal(at: $0) }
      for axes in [nil, [0], [extents.count - 1]] where extents.count > 0 || axes == nil {
        for keeps in [false, true] {
          let work = TensorWork(summing: tensor, over: axes, keepingAxes: keeps)
          for result in results(work) {
            #expect(
              result == tensor.sum(over: axes, keepingAxes: keeps), "\(extents) \(axes ?? [])")
          }
        }
      }
    }
  }

  @Test func meansDivide() {
    let tensor = numbers([4, 3], seed: 6)
    let work = TensorWork(summing: tensor, over: [0], keepingAxes: false, divisor: 4)
    for result in results(work) {
      #expect(result == tensor.sum(over: [0]).map { $0 / 4 })
    }
  }

  @Test func permutationsAndBroadcasts() {
    let tensor = numbers([700, 3, 400], seed: 7)
    for result in results(TensorWork(permuting: tensor, [2, 0, 1])) {
      #expect(result == tensor.permuted([2, 0, 1]))
    }
    let shape = Shape([5, 3, 2])
    for small in [numbers([], seed: 8), numbers([2], seed: 9), numbers([3, 1], seed: 10)] {
      let whole = small.broadcast(to: shape)
      for lower in 0...30 {
        for upper in lower...30 {
          #expect(
            small.broadcast(lower..<upper, of: shape).elements
              == Array(whole.elements[lower..<upper]))
        }
      }
    }
  }

  /// What is known early is what comes out in the end.
  @Test func knownEntriesStay() throws {
    var generated = GeneratedTensor(.normal(RandomNumbers(seed: 11)), shape: Shape([300, 100]))
    generated[[1, 2]] = 42
    var work = TensorWork(generated)
    #expect(work.entry(at: 0) == nil)
    work.advance(by: 1)
    #expect(work.entry(at: 102) == 42 && work.entry(at: 29_999) == nil && work.fraction < 1)
    while !work.isComplete { work.advance(by: 1) }
    let result = try #require(work.result)
    for position in 0..<result.shape.count {
      #expect(result[position: position] == generated[position: position])
    }
    #expect(generated.filled == result)
  }
}
