import MatrixCalculus
import TensorCore

/// What the tensor core and the calculus take, over growing matrices: y = X·A, all n×n.
enum CoreRows {
  static func series() -> [Series] {
    let sizes = [64, 128, 256, 512]
    let problems = sizes.map(Problem.init)
    return [
      Series(rows: problems.map { $0.entries() }),
      Series(rows: problems.map { $0.pattern() }),
      Series(rows: problems.map { $0.contraction() }),
      Series(rows: problems.map { $0.closedForm() }),
      Series(rows: problems.map { $0.deriving() }),
      Series(rows: [8, 12, 16].map { Problem($0).denseContraction() }),
    ]
  }

  private struct Problem {
    let n: Int
    let program: Program
    let derivation: Derivation
    let values: Valuation
    let link: Link

    init(_ n: Int) {
      self.n = n
      let shape = Shape([n, n])
      let x = Variable("X", shape: shape)
      let a = Variable("A", shape: shape)
      let y = Variable("y", shape: shape, role: .assigned)
      program = Program(
        inputs: [x, a],
        statements: [.init(y, Expression.variable(x).matrixProduct(.variable(a)))])
      derivation = Derivation.deriving(y, by: a, in: program)
      link = derivation.links[0]
      var values = Valuation(
        program,
        inputs: [
          x: .normal(shape, RandomNumbers(seed: 1)), a: .normal(shape, RandomNumbers(seed: 2)),
        ])
      values.setGradients(of: derivation, upstream: .normal(shape, RandomNumbers(seed: 3)))
      self.values = values
    }

    /// A thousand entries of ∂y/∂A, of which there are n⁴.
    func entries() -> Measurement {
      let evaluator = values.evaluator(of: link.contributions[0].jacobian, in: link)
      return Measurement("1000 entries of ∂y/∂A", size: n) {
        var sum = 0.0
        for k in 0..<1000 { sum += evaluator.entry(at: [k % n, k / 7 % n, k / 3 % n, k / 7 % n]) }
        keep(sum)
      }
    }

    func pattern() -> Measurement {
      Measurement("nonzeros of ∂y/∂A counted", size: n) {
        keep(Double(SparsityPattern(link.contributions[0].jacobian).nonzeroCount))
      }
    }

    func contraction() -> Measurement {
      let form = link.steps.last { $0.rule == .delta }?.form ?? link.steps[0].form
      return Measurement("∂E/∂y ⊗₂ ∂y/∂A by its terms", size: n) {
        keep(form.evaluated(values.evaluate)[position: 0])
      }
    }

    func closedForm() -> Measurement {
      Measurement("Xᵀ·∂E/∂y evaluated", size: n) {
        keep(values.gradient(of: link)[position: 0])
      }
    }

    func deriving() -> Measurement {
      Measurement("y = X·A derived", size: n) {
        keep(
          Double(
            Derivation.deriving(derivation.output, by: derivation.variable, in: program).links.count
          ))
      }
    }

    /// The same contraction with a Jacobian that is stored: n⁴ numbers.
    func denseContraction() -> Measurement {
      let jacobian = link.contributions[0].jacobian.evaluated(values.evaluate)
      let upstream = derivation.upstream.flatMap { values[$0] } ?? Tensor(scalar: 0)
      return Measurement("the same with ∂y/∂A stored", size: n) {
        keep(upstream.contracted(with: jacobian, axes: 2)[position: 0])
      }
    }
  }
}

/// Keeps a result from being optimized away.
@inline(never) func keep(_ value: Double) {
  if value == .leastNonzeroMagnitude { print(value) }
}
