import TensorCore
import Testing

/// Structured = dense = naive loops, over all small shapes.
struct ContractionTests {
  /// y = X·A as one term, against the dense product and against three loops.
  @Test func matrixProductOfEverySmallShape() {
    for m in 0...4 {
      for n in 0...4 {
        for p in 0...4 {
          let x = numbers(m, n, seed: 1)
          let a = numbers(n, p, seed: 2)
          var supply = IndexSupply()
          let (i, k, j) = (
            supply.index(extent: m), supply.index(extent: n), supply.index(extent: p)
          )
          let product = StructuredTensor(
            free: [i, j],
            terms: [
              Term(
                factors: [Factor("X", indices: [i, k]), Factor("A", indices: [k, j])], bound: [k])
            ])
          let values = ["X": x, "A": a]
          let expected = loops(x, a)
          #expect(product.evaluated { values[$0] ?? x } == expected)
          #expect(x.contracted(with: a, axes: 1) == expected)
          let evaluator = EntryEvaluator(product) { .dense(values[$0] ?? x) }
          for row in 0..<m {
            for column in 0..<p {
              #expect(evaluator.entry(at: [row, column]) == expected[[row, column]])
            }
          }
        }
      }
    }
  }

  /// ∂y/∂A = X[i,k]·δ[j,l] contracted with G over both output axes is Σᵢ G[i,l]·X[i,k]: XᵀG.
  @Test func contractionWithAJacobianEliminatesItsDelta() {
    let (m, n, p) = (3, 4, 2)
    var supply = IndexSupply()
    let g = supply.indices(for: Shape([m, p]))
    let jacobian = supply.indices(for: Shape([m, p, n, p]))
    let upstream = StructuredTensor(free: g, terms: [Term(factors: [Factor("G", indices: g)])])
    let derivative = StructuredTensor(
      free: jacobian,
      terms: [
        Term(
          deltas: [KroneckerDelta(jacobian[1], jacobian[3])],
          factors: [Factor("X", indices: [jacobian[0], jacobian[2]])])
      ])
    let gradient = upstream.contracted(with: derivative, over: [(0, 0), (1, 1)])
    #expect(gradient.terms.count == 1)
    #expect(gradient.terms[0].deltas.isEmpty)
    #expect(gradient.terms[0].bound.count == 1)
    let values = ["G": numbers(m, p, seed: 3), "X": numbers(m, n, seed: 4)]
    let dense = values["X"].map { x in
      loops(x.transposed, values["G"] ?? x)
    }
    #expect(gradient.evaluated { values[$0] ?? Tensor(scalar: 0) } == dense)
  }

  /// ⊗₂ on tensors of rank 3 against loops written out.
  @Test func generalizedProductOverTwoAxes() {
    let a = Tensor(shape: Shape([2, 3, 2])) { Double($0 % 7) - 3 }
    let b = Tensor(shape: Shape([3, 2, 2])) { Double($0 % 5) - 2 }
    let product = a.contracted(with: b, axes: 2)
    #expect(product.shape == Shape([2, 2]))
    for i in 0..<2 {
      for l in 0..<2 {
        var sum = 0.0
        for j in 0..<3 { for k in 0..<2 { sum += a[[i, j, k]] * b[[j, k, l]] } }
        #expect(product[[i, l]] == sum)
      }
    }
  }

  /// Operands whose axes do not run together as a matrix's, a stack that is not in front, a diagonal,
  /// and every order of the output.
  @Test func axesInEveryOrder() {
    let a = Tensor(shape: Shape([3, 2, 4, 2])) { Double($0 % 11) - 5 }
    let b = Tensor(shape: Shape([2, 4, 5, 2])) { Double($0 % 7) - 3 }
    // a[i,s,k,l], b[l,k,j,s]: the pair (k, l) lies the other way round in b.
    for output in ["ijs", "isj", "jis", "jsi", "sij", "sji"] {
      let product = Tensor.contracted(
        [.init(a, Array("iskl")), .init(b, Array("lkjs"))], to: Array(output))
      for i in 0..<3 {
        for j in 0..<5 {
          for s in 0..<2 {
            var sum = 0.0
            for k in 0..<4 { for l in 0..<2 { sum += a[[i, s, k, l]] * b[[l, k, j, s]] } }
            let places: [Character: Int] = ["i": i, "j": j, "s": s]
            #expect(product[output.compactMap { places[$0] }] == sum, "\(output)")
          }
        }
      }
    }
    let square = numbers(3, 3, seed: 9)
    let scaled = Tensor.contracted(
      [.init(square, ["i", "i"]), .init(numbers(3, 4, seed: 10), ["i", "j"])], to: ["j", "i"])
    for i in 0..<3 {
      for j in 0..<4 {
        #expect(scaled[[j, i]] == square[[i, i]] * numbers(3, 4, seed: 10)[[i, j]])
      }
    }
  }

  /// Small whole numbers, so that sums are exact in any order.
  private func numbers(_ rows: Int, _ columns: Int, seed: UInt64) -> Tensor {
    let random = RandomNumbers(seed: seed)
    return Tensor(shape: Shape([rows, columns])) {
      Double(random.integer(at: $0, low: -4, high: 4))
    }
  }

  private func loops(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, n, p) = (a.shape.extents[0], a.shape.extents[1], b.shape.extents[1])
    return Tensor(shape: Shape([m, p])) { position in
      (0..<n).reduce(0.0) { $0 + a[[position / p, $1]] * b[[$1, position % p]] }
    }
  }
}
