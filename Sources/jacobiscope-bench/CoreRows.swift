import MatrixCalculus
import TensorCore

/// What the tensor core takes, over growing matrices.
enum CoreRows {
  static func series() -> [Series] {
    let problems = [16, 64, 256, 1024].map(MatrixProblem.init)
    return [
      Series(
        name: "an entry of ∂y/∂A, one of n⁴", rows: problems.map(entry),
        expectations: [.growth(atMost: 0.2)]),
      Series(
        name: "an entry of Σᵢ ∂E/∂y[i,l]·X[i,k]", rows: problems.map(summedEntry),
        expectations: [.growth(atMost: 1.2)]),
      Series(
        name: "nonzeros of ∂y/∂A counted", rows: problems.map(pattern),
        expectations: [.growth(atMost: 0.2)]),
      Series(
        name: "is an entry of ∂y/∂A zero", rows: problems.map(zero),
        expectations: [.growth(atMost: 0.2)]),
    ] + products()
  }

  private static func products() -> [Series] {
    let sizes = [64, 128, 256, 512, 1024]
    let numPy = NumPyProducts.seconds(sizes: sizes)
    let problems = sizes.map(MatrixProblem.init)
    return [
      Series(
        name: "∂E/∂y ⊗₂ ∂y/∂A by its terms", rows: problems.map { contraction($0, numPy) },
        expectations: [.growth(atMost: 3.1)]),
      Series(
        name: "Xᵀ·∂E/∂y, the closed form", rows: problems.map { closedForm($0, numPy) },
        expectations: [.growth(atMost: 3.1), .shareOfNumPy(atLeast: 0.7, fromSize: 512)]),
      Series(
        name: "the same with ∂y/∂A stored", rows: [8, 16, 32].map { stored(MatrixProblem($0)) }),
    ]
  }

  private static func entry(_ problem: MatrixProblem) -> Measurement {
    let evaluator = problem.values.evaluator(of: problem.jacobian, in: problem.link)
    let n = problem.n
    return Measurement(size: n, times: 1000) {
      keep(evaluator.entry(at: [n / 2, n / 3, n / 5, n / 3]))
    }
  }

  private static func summedEntry(_ problem: MatrixProblem) -> Measurement {
    let evaluator = problem.values.evaluator(of: problem.sums, in: problem.link)
    return Measurement(size: problem.n, times: 10) {
      keep(evaluator.entry(at: [problem.n / 2, problem.n / 3]))
    }
  }

  private static func pattern(_ problem: MatrixProblem) -> Measurement {
    Measurement(size: problem.n, times: 10) {
      keep(Double(SparsityPattern(problem.jacobian).nonzeroCount))
    }
  }

  private static func zero(_ problem: MatrixProblem) -> Measurement {
    let evaluator = problem.values.evaluator(of: problem.jacobian, in: problem.link)
    let n = problem.n
    return Measurement(size: n, times: 1000) {
      keep(evaluator.isStructuralZero(at: [n / 2, n / 3, n / 5, n / 7]) ? 1 : 0)
    }
  }

  private static func contraction(
    _ problem: MatrixProblem, _ numPy: [Int: [Double]]
  ) -> Measurement {
    var row = Measurement(size: problem.n) {
      keep(problem.sums.evaluated(problem.values.evaluate)[position: 0])
    }
    row.multiplications = problem.multiplications
    row.numPy = numPy[problem.n]
    return row
  }

  private static func closedForm(
    _ problem: MatrixProblem, _ numPy: [Int: [Double]]
  ) -> Measurement {
    var row = Measurement(size: problem.n) {
      keep(problem.values.gradient(of: problem.link)[position: 0])
    }
    row.multiplications = problem.multiplications
    row.numPy = numPy[problem.n]
    return row
  }

  /// The contraction with a Jacobian that is stored: n⁴ numbers, as many multiplications.
  private static func stored(_ problem: MatrixProblem) -> Measurement {
    let jacobian = problem.jacobian.evaluated(problem.values.evaluate)
    let upstream =
      problem.derivation.upstream.flatMap { problem.values[$0] } ?? Tensor(scalar: 0)
    var row = Measurement(size: problem.n) {
      keep(upstream.contracted(with: jacobian, axes: 2)[position: 0])
    }
    row.multiplications = problem.multiplications * Double(problem.n)
    return row
  }
}
