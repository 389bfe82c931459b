import MatrixCalculus
import TensorCore

/// y = X·A with X n×n and A n×n, derived by A, with numbers.
struct MatrixProblem {
  let n: Int
  let derivation: Derivation
  let values: Valuation
  let link: Link

  init(_ n: Int) {
    self.n = n
    derivation = Self.derivation(n)
    link = derivation.links[0]
    let shape = Shape([n, n])
    var inputs: [Variable: Tensor] = [:]
    for (number, variable) in derivation.program.inputs.enumerated() {
      inputs[variable] = .normal(shape, RandomNumbers(seed: UInt64(number + 1)))
    }
    var values = Valuation(derivation.program, inputs: inputs)
    values.setGradients(of: derivation, upstream: .normal(shape, RandomNumbers(seed: 3)))
    self.values = values
  }

  /// From the text of the formula to the steps of the derivation; no number is looked at.
  static func derivation(_ n: Int) -> Derivation {
    let shape = Shape([n, n])
    let inputs = [Variable("X", shape: shape), Variable("A", shape: shape)]
    let source = SourceText(name: "formula", text: "X @ A")
    guard let syntax = Parser.expression(source).expression,
      let product = try? Elaboration(source, names: ["X": inputs[0], "A": inputs[1]])
        .expression(syntax)
    else { preconditionFailure("X @ A is a formula") }
    let y = Variable("y", shape: shape, role: .assigned)
    let program = Program(inputs: inputs, statements: [.init(y, product)])
    return Derivation.deriving(y, by: inputs[1], in: program)
  }

  var jacobian: StructuredTensor<Expression> { link.contributions[0].jacobian }
  /// ∂E/∂y ⊗₂ ∂y/∂A after its deltas: Σᵢ ∂E/∂y[i,l]·X[i,k].
  var sums: StructuredTensor<Expression> {
    (link.steps.last { $0.rule == .delta } ?? link.steps[0]).form
  }
  var multiplications: Double { Double(n) * Double(n) * Double(n) }
}
