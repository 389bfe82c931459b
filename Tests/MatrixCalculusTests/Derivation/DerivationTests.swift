import MatrixCalculus
import TensorCore
import Testing

/// Derivations of small programs: their steps by name, their closed forms, and that every step from the
/// chain rule on evaluates to the same numbers as the one before it.
struct DerivationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let output: String
    let variable: String
    let shapes: [String: [Int]]
    /// The textbook's closed form, in the notation of the program.
    let closedForm: String
    /// The steps of the last link; empty where only the form is asked for.
    var steps: [String] = []

    var testDescription: String { "∂\(output)/∂\(variable) of \(program)" }
  }

  static let product = ["X": [3, 4], "A": [4, 2], "T": [3, 2]]

  /// Closed forms: Petersen and Pedersen (2012), section 2; Deisenroth, Faisal and Ong (2020), 5.4 and 5.5.
  static let cases = [
    Case(
      program: "y = (U + A).T", output: "y", variable: "A",
      shapes: ["U": [2, 2, 3], "A": [2, 3]], closedForm: "sum(∂E/∂y, axis=2)ᵀ"),
    Case(
      program: "y = kron(D, C)", output: "y", variable: "D", shapes: ["D": [3, 1], "C": [2, 3]],
      closedForm: "reshape(∂E/∂y, 3×2×3) ⊗₂ C"),
    Case(
      program: "y = X @ A", output: "y", variable: "A", shapes: product, closedForm: "Xᵀ·∂E/∂y",
      steps: [
        "forward", "jacobian", "sparsity", "chain rule", "delta", "product", "transpose",
        "closed form",
      ]),
    Case(
      program: "y = X @ A", output: "y", variable: "X", shapes: product, closedForm: "∂E/∂y·Aᵀ",
      steps: ["forward", "jacobian", "sparsity", "chain rule", "delta", "product", "closed form"]),
    Case(
      program: "y = relu(X)", output: "y", variable: "X", shapes: ["X": [2, 3]],
      closedForm: "∂E/∂y ⊙ relu'(X)",
      steps: [
        "forward", "jacobian", "sparsity", "chain rule", "delta", "delta", "hadamard",
        "closed form",
      ]),
    // Sums along an axis are stretched over rows: no entry meets an entry.
    Case(
      program: "L = log_softmax(z)", output: "L", variable: "z", shapes: ["z": [3, 2]],
      closedForm: "∂E/∂L − sum(∂E/∂L, axis=1) ⊙ softmax(z)",
      steps: [
        "forward", "jacobian", "sparsity", "chain rule", "distribute", "delta", "delta", "delta",
        "sum", "closed form",
      ]),
    Case(
      program: "y = v * X", output: "y", variable: "X", shapes: ["v": [2], "X": [3, 2]],
      closedForm: "∂E/∂y·diag(v)",
      steps: [
        "forward", "jacobian", "sparsity", "chain rule", "delta", "delta", "product",
        "closed form",
      ]),
    Case(
      program: "y = X @ A; E = sum((y - T)**2) / 2", output: "E", variable: "A", shapes: product,
      closedForm: "Xᵀ·(y − T)"),
    Case(
      program: "y = relu(X @ A + b); E = sum((y - T)**2)/2", output: "E", variable: "b",
      shapes: ["X": [5, 4], "A": [4, 3], "b": [3], "T": [5, 3]],
      closedForm: "((y − T) ⊙ relu'(y))ᵀ·1"),
    Case(
      program: "E = sum((A @ x - b)**2)", output: "E", variable: "x",
      shapes: ["A": [4, 2], "x": [2], "b": [4]], closedForm: "2·Aᵀ·(A·x − b)"),
    Case(
      program: "E = x @ A @ x", output: "E", variable: "x", shapes: ["A": [3, 3], "x": [3]],
      closedForm: "(A + Aᵀ)·x"),
    Case(
      program: "K = R.T @ R", output: "K", variable: "R", shapes: ["R": [3, 4]],
      closedForm: "R·((∂E/∂K)ᵀ + ∂E/∂K)"),
    Case(
      program: "y = A @ x", output: "y", variable: "A", shapes: ["A": [4, 2], "x": [2]],
      closedForm: "∂E/∂y·xᵀ"),
    Case(
      program: "h = tanh(X @ W1); y = h @ W2; E = sum((y - T)**2) / 2", output: "E", variable: "W1",
      shapes: ["X": [3, 4], "W1": [4, 5], "W2": [5, 2], "T": [3, 2]],
      closedForm: "Xᵀ·((y − T)·W2ᵀ ⊙ (1 − h²))"),
    Case(
      program: "E = sum(exp(x) / mean(x))", output: "E", variable: "x", shapes: ["x": [4]],
      closedForm: ""),
    Case(
      program: "y = sigmoid(x) * sqrt(square(x) + 1)", output: "y", variable: "x",
      shapes: ["x": [3]], closedForm: ""),
    Case(
      program: "y = tensordot(P, Q, axes=2)", output: "y", variable: "Q",
      shapes: ["P": [2, 3, 2], "Q": [3, 2, 2]], closedForm: ""),
    Case(
      program: "y = log(square(A) + 1) @ A.T", output: "y", variable: "A", shapes: ["A": [2, 3]],
      closedForm: ""),
  ]

  @Test(arguments: cases) func closedFormAndSteps(example: Case) throws {
    let (derivation, _) = try example.derived()
    if !example.closedForm.isEmpty {
      let form = try #require(derivation.closedForm)
      #expect(ExpressionNotation.unicode.text(form).text == example.closedForm)
    }
    if !example.steps.isEmpty {
      #expect(derivation.links.last?.steps.map(\.rule.rawValue) == example.steps)
    }
  }

  @Test(arguments: cases) func everyStepEvaluatesToTheSameNumbers(example: Case) throws {
    let (derivation, values) = try example.derived()
    for link in derivation.links {
      let steps = link.steps.drop { $0.subject != link.gradient }
      let expected = try #require(values[link.gradient])
      for step in steps {
        let evaluator = values.evaluator(of: step.form, in: link)
        let entries = Tensor(shape: step.form.shape) {
          evaluator.entry(at: step.form.shape.coordinates(of: $0))
        }
        let turned = entries.shape == expected.shape ? entries : entries.transposed
        #expect(turned.isClose(to: expected), "\(step.rule.rawValue): \(step.formula.text)")
        if let form = step.matrixForm {
          let value = values.evaluate(form)
          let upright = value.shape == expected.shape ? value : value.transposed
          #expect(upright.isClose(to: expected) || value.transposed.isClose(to: expected))
        }
      }
    }
  }

  @Test(arguments: cases) func theCertificateAgrees(example: Case) throws {
    let (derivation, values) = try example.derived()
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict == .passed, "\(certificate)")
  }

  /// E = c·Σw² + Σp moves with w by itself and by z and p: its own part holds p fixed.
  @Test(arguments: [
    ("z = X @ w; p = sigmoid(z); E = c * sum(w**2) + sum(p)", "∂E/∂w|p"),
    ("r = X @ w; E = c * sum(w**2) + r @ r", "∂E/∂w|r"),
    ("z = X @ w; p = sigmoid(z); E = z @ p + sum(w)", "∂E/∂w|z,p"),
    ("z = X @ w; p = sigmoid(v); E = z @ p", "∂z/∂w"),
  ])
  func partsAreNamedByWhatTheyHoldFixed(text: String, name: String) throws {
    let shapes = ["X": [3, 2], "w": [2], "v": [3], "c": []]
    let program = try FormulaProgram.reading(text, shapes: shapes)
    let derivation = Derivation.deriving(
      try #require(program.variable(named: "E")), by: try #require(program.variable(named: "w")),
      in: program)
    let names = derivation.links.flatMap(\.contributions).map(\.jacobianName.name)
    #expect(names.contains(name))
    #expect(!names.contains("∂E/∂w"))
  }

  /// The numbers of the default scene, as computed by hand.
  @Test func gradientOfTheDefaultScene() throws {
    let program = try FormulaProgram.reading(
      "y = X @ A; E = sum((y - T)**2) / 2", shapes: Self.product)
    func matrix(_ rows: [[Double]]) -> Tensor {
      Tensor(shape: Shape([rows.count, rows[0].count]), elements: rows.flatMap { $0 })
    }
    let numbers = [
      "X": matrix([[1, 2, -1, 0], [0, 1, 3, 2], [-2, 1, 0, 1]]),
      "A": matrix([[1, 0], [2, -1], [0, 3], [1, 1]]),
      "T": matrix([[4, -3], [4, 9], [3, 0]]),
    ]
    let inputs = Dictionary(
      uniqueKeysWithValues: program.inputs.map { ($0, numbers[$0.name] ?? Tensor(scalar: 0)) })
    let e = try #require(program.variable(named: "E"))
    let a = try #require(program.variable(named: "A"))
    let derivation = Derivation.deriving(e, by: a, in: program)
    var values = Valuation(derivation.program, inputs: inputs)
    values.setGradients(of: derivation, upstream: nil)
    #expect(values[e]?.onlyElement == 5)
    #expect(
      values[.gradient(of: "E", by: a)] == matrix([[5, -2], [0, -3], [-1, 5], [-2, 2]]))
    let link = try #require(derivation.links.last)
    let reason = EntryReason(link.contributions[0], of: link, at: [0, 1, 1, 1], values, base: 1)
    #expect(reason.text.text == "∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2")
    let zero = EntryReason(link.contributions[0], of: link, at: [0, 1, 1, 0], values, base: 1)
    #expect(
      zero.text.text == "∂y₁₂/∂A₂₁ = 0: y₁₂ reads column 2 of A, and this is column 1")
    #expect(SparsityPattern(link.contributions[0].jacobian).nonzeroCount == 24)
  }
}

extension DerivationTests.Case {
  /// The derivation and the numbers of seeded inputs, kept away from zero.
  func derived() throws -> (Derivation, Valuation) {
    let program = try FormulaProgram.reading(self.program, shapes: shapes)
    let output = try #require(program.variable(named: output))
    let variable = try #require(program.variable(named: variable))
    let derivation = Derivation.deriving(output, by: variable, in: program)
    var inputs: [Variable: Tensor] = [:]
    for (seed, input) in program.inputs.enumerated() {
      let random = RandomNumbers(seed: UInt64(seed + 1))
      inputs[input] = Tensor(shape: input.shape) { 0.3 + random.uniform(at: $0) }
    }
    var values = Valuation(derivation.program, inputs: inputs)
    let random = RandomNumbers(seed: 99)
    let upstream = derivation.upstream.map { variable in
      Tensor(shape: variable.shape) { random.normal(at: $0) }
    }
    values.setGradients(of: derivation, upstream: upstream)
    return (derivation, values)
  }
}

extension Tensor {
  func isClose(to other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    let scale = other.elements.reduce(1e-300) { max($0, $1.magnitude) }
    return zip(elements, other.elements).allSatisfy { ($0 - $1).magnitude <= 1e-12 * scale }
  }
}

/// Programs from text with the shapes of their inputs.
enum FormulaProgram {
  static func reading(_ text: String, shapes: [String: [Int]]) throws -> Program {
    let source = SourceText(name: "formula", text: text)
    let parsed = Parser.program(source)
    try #require(parsed.diagnostics.isEmpty)
    let inputs = shapes.sorted { $0.key < $1.key }.map { Variable($0.key, shape: Shape($0.value)) }
    var elaboration = Elaboration(
      source, names: Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0) }))
    var statements: [Program.Statement] = []
    for statement in parsed.statements {
      let target = try #require(statement.target)
      let expression = try elaboration.expression(try #require(statement.value))
      let variable = Variable(target.text, shape: expression.shape, role: .assigned)
      statements.append(Program.Statement(variable, expression))
      elaboration.names[target.text] = variable
    }
    let used = Set(statements.flatMap(\.expression.variables))
    return Program(inputs: inputs.filter(used.contains), statements: statements)
  }
}
