import MatrixCalculus
import TensorCore
import Testing

/// Hundreds of programs made of valid ones by random edits: each is read or is a placed mistake, and what
/// is read is derived and never called wrong.
struct MutatedProgramTests {
  private static let programs = [
    "y = X @ A; E = sum((y - T)**2) / 2", "K = A.T @ A", "y = softmax(relu(X @ A) / 2, axis=0)",
    "E = logdet(M) + trace(inv(M))", "y = where(X > 1, X**3, maximum(X, 0.1 * v))",
    "y = einsum('ij,jk->ik', X, A) + b", "y = reshape(vec(A), (2, 4))[0, 1:] * [1, 2, 3]",
    "h = tanh(X @ A + b); y = norm(h) * h[-1]", "y = max(X, axis=1) + logsumexp(X, axis=1)",
    "y = kron(A, [[1, 2]]) - 1e-3", "y = outer(v, b) @ b", "E = mean(exp(-X), axis=(0, 1))",
  ]
  private static let pieces = [
    "(", ")", "[", "]", ",", ";", "=", "<", "+", "-", "*", "**", "@", "/", ".T", ".", "'", "1", "0",
    "-1", "2.5", "1e999", "X", "A", "M", "v", "b", "sum", "inv", "axis=0", "axis=5",
    "keepdims=True",
    "[0]", "[:, 1]", "[5:2]", "[1, 2]", "if", "lambda", "\u{1B}[2J", "\u{202E}", "é", "日", "#",
    "\n",
    "99999999999999999999", "eye(3)", "ones((2, 2))", "zeros((0, 3))", "reshape", "(2, -1)",
  ]
  private static let shapes = [
    "X": [3, 4], "A": [4, 2], "T": [3, 2], "M": [3, 3], "v": [4], "b": [2],
  ]

  @Test(arguments: 0..<40) func isReadOrPlaced(seed: Int) {
    var random = Numbers(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for _ in 0..<40 {
      let text = Self.mutated(&random)
      let source = SourceText(name: "formula", text: text)
      let parsed = Parser.program(source)
      for mistake in parsed.diagnostics { check(mistake, source, text) }
      guard parsed.diagnostics.isEmpty, let program = program(parsed, source, text) else {
        continue
      }
      certify(program, text)
    }
  }

  private func check(
    _ mistake: Diagnostic<some Explained & Equatable & Sendable>, _ source: SourceText,
    _ text: String
  ) {
    #expect(mistake.range.start <= mistake.range.end, "\(text)")
    #expect(mistake.range.start >= 0 && mistake.range.start <= source.bytes.count, "\(text)")
    #expect(!mistake.mistake.sentence.isEmpty, "\(text)")
  }

  private func program(_ parsed: ParsedProgram, _ source: SourceText, _ text: String) -> Program? {
    let inputs = Self.shapes.map { Variable($0.key, shape: Shape($0.value)) }
    var elaboration = Elaboration(
      source, names: Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0) }),
      elementLimit: 1000)
    var statements: [Program.Statement] = []
    for statement in parsed.statements {
      guard let target = statement.target, let value = statement.value,
        elaboration.names[target.text] == nil, !Elaboration.isFunction(target.text)
      else { return nil }
      do {
        let expression = try elaboration.expression(value)
        let variable = Variable(target.text, shape: expression.shape, role: .assigned)
        statements.append(Program.Statement(variable, expression))
        elaboration.names[target.text] = variable
      } catch {
        check(error, source, text)
        return nil
      }
    }
    let used = Set(statements.flatMap(\.expression.variables))
    return Program(inputs: inputs.filter(used.contains), statements: statements)
  }

  private func certify(_ program: Program, _ text: String) {
    guard let output = program.statements.last?.variable, output.shape.count <= 64,
      let variable = program.inputs.first
    else { return }
    let derivation = Derivation.deriving(output, by: variable, in: program)
    guard Certification.cost(of: derivation) < 1e6 else { return }
    var inputs: [Variable: Tensor] = [:]
    for (seed, input) in program.inputs.enumerated() {
      let numbers = RandomNumbers(seed: UInt64(seed + 1))
      inputs[input] = Tensor(shape: input.shape) { 0.3 + numbers.uniform(at: $0) }
    }
    var values = Valuation(derivation.program, inputs: inputs)
    let numbers = RandomNumbers(seed: 99)
    let upstream = derivation.upstream.map { variable in
      Tensor(shape: variable.shape) { numbers.normal(at: $0) }
    }
    values.setGradients(of: derivation, upstream: upstream)
    let certificate = Certificate.certifying(derivation, values)
    #expect(certificate.verdict != .failed, "∂\(output.name)/∂\(variable.name) of \(text)")
  }

  private static func mutated(_ random: inout Numbers) -> String {
    var scalars = Array(programs.randomElement(using: &random)?.unicodeScalars ?? "".unicodeScalars)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let start = Int.random(in: 0...scalars.count, using: &random)
      let end = min(scalars.count, start + Int.random(in: 0...4, using: &random))
      let piece = Array((pieces.randomElement(using: &random) ?? "").unicodeScalars)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: scalars.insert(contentsOf: piece, at: start)
      case 1: scalars.removeSubrange(start..<end)
      case 2: scalars.insert(contentsOf: scalars[start..<end], at: start)
      default: scalars.replaceSubrange(start..<end, with: piece)
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}

/// The same numbers every time: xorshift64.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
