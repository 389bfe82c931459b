import MatrixCalculus
import TensorCore
import Testing

/// A row with its derivation and all numbers: what the properties of the corpus are asked of.
struct DerivedRow {
  let row: CorpusRow
  let program: Program
  let derivation: Derivation
  let inputs: [Variable: Tensor]
  let values: Valuation

  init(_ row: CorpusRow, seed: UInt64 = 1) throws {
    let inputs = try CorpusInput.reading(row.inputs)
    let shapes = Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.shape.extents) })
    let program = try FormulaProgram.reading(row.program, shapes: shapes)
    let output = try #require(program.statements.last?.variable)
    let variable = try #require(program.variable(named: row.variable))
    let derivation = Derivation.deriving(output, by: variable, in: program)
    var tensors: [Variable: Tensor] = [:]
    for input in program.inputs {
      tensors[input] = inputs.first { $0.name == input.name }?.tensor(seed: seed)
    }
    var values = Valuation(derivation.program, inputs: tensors)
    let upstream = derivation.upstream.map {
      Tensor.normal($0.shape, RandomNumbers(seed: seed, stream: 1_000_003))
    }
    values.setGradients(of: derivation, upstream: upstream)
    self.row = row
    self.program = program
    self.derivation = derivation
    self.inputs = tensors
    self.values = values
  }

  var output: Variable { derivation.output }
  var variable: Variable { derivation.variable }

  var gradient: Tensor {
    get throws {
      try #require(values[.gradient(of: derivation.scalar, by: variable)])
    }
  }

  /// A formula over the inputs, the names that the program as written assigns, and the upstream.
  func expression(_ text: String) throws -> Expression {
    let source = SourceText(name: row.id, text: text)
    let parsed = Parser.expression(source)
    try #require(parsed.diagnostics.isEmpty, "\(text): \(parsed.diagnostics)")
    let names = program.inputs + program.statements.map(\.variable) + upstream
    let elaboration = Elaboration(
      source,
      names: Dictionary(names.map { ($0.plainName, $0) }, uniquingKeysWith: { first, _ in first }))
    return try elaboration.expression(try #require(parsed.expression))
  }

  private var upstream: [Variable] { derivation.upstream.map { [$0] } ?? [] }

  /// Reads entries of the Jacobian through everything in between.
  func jacobianEvaluator() throws -> EntryEvaluator {
    let jacobian = try #require(derivation.jacobian)
    return values.evaluator(of: jacobian, in: try #require(derivation.links.last))
  }

  /// All entries of the Jacobian, each read by itself.
  func jacobian() throws -> Tensor {
    let evaluator = try jacobianEvaluator()
    let shape = evaluator.shape
    return Tensor(shape: shape) { evaluator.entry(at: shape.coordinates(of: $0)) }
  }

  /// Where the Jacobian may be nonzero, from its deltas alone.
  var pattern: SparsityPattern {
    get throws { SparsityPattern(try #require(derivation.jacobian)) }
  }

  /// ∂output/∂variable by differences of the program as it was written, the output's axes first.
  func differenceJacobian() throws -> Tensor { try differenceJacobian(of: .variable(output)) }

  /// The derivative of a formula over inputs and assigned names, its axes first.
  ///
  /// Fourth order: (f(−2h) − 8·f(−h) + 8·f(h) − f(2h))/12h. Source: Abramowitz and Stegun (1964), 25.3.21.
  func differenceJacobian(of formula: Expression) throws -> Tensor {
    let point = try #require(values[variable])
    let shape = formula.shape.appending(variable.shape)
    var jacobian = Tensor(repeating: 0, shape: shape)
    let step = 0x1p-12
    for place in 0..<point.shape.count {
      for (multiple, weight) in [(-2.0, 1.0), (-1, -8), (1, 8), (2, -1)] {
        var moved = point
        moved[position: place] += multiple * step
        let value = valuation(movedTo: moved).evaluate(formula)
        for entry in 0..<value.shape.count {
          jacobian[position: entry * point.shape.count + place] +=
            weight / (12 * step) * value[position: entry]
        }
      }
    }
    return jacobian
  }

  /// All values where the variable has another value.
  private func valuation(movedTo point: Tensor) -> Valuation {
    var inputs: [Variable: Tensor] = [:]
    for input in program.inputs { inputs[input] = values[input] }
    inputs[variable] = point
    return Valuation(program, inputs: inputs)
  }

  /// ∂E/∂variable from a Jacobian: Σ upstream·Jacobian over the output's axes.
  func gradient(from jacobian: Tensor) -> Tensor {
    let weights = derivation.upstream.flatMap { values[$0]?.elements } ?? [1]
    let count = variable.shape.count
    return Tensor(shape: variable.shape) { place in
      weights.indices.reduce(0) {
        $0 + weights[$1] * jacobian[position: $1 * count + place]
      }
    }
  }
}

extension Expression {
  /// Operators and calls; names, numbers and constant tensors are read at a glance.
  var operatorCount: Int {
    guard case .apply(let operation, let arguments, _) = self else { return 0 }
    let own =
      switch operation {
      case .ones, .identity: 0
      default: 1
      }
    return arguments.reduce(own) { $0 + $1.operatorCount }
  }
}

extension Tensor {
  /// Whether no entry differs by more than `tolerance` of the greatest entry of either, or of 1e-3.
  func isClose(to other: Tensor, within tolerance: Double) -> Bool {
    guard shape == other.shape else { return false }
    let scale = (elements + other.elements).reduce(1e-3) { max($0, $1.magnitude) }
    return zip(elements, other.elements).allSatisfy { ($0 - $1).magnitude <= tolerance * scale }
  }
}
