import MatrixCalculus
import TensorCore
import Testing

/// A program computed in slices has the numbers of a program computed at once, whatever the slices.
struct EvaluationTests {
  private static let programs = [
    ("y = X @ A; E = sum((y - T)**2) / 2", "E", "A"),
    ("y = X @ A; E = sum((y - T)**2) / 2", "E", "X"),
    ("y = relu(X @ A); E = mean(y * T)", "E", "A"),
    ("h = tanh(X @ A); E = sum(mean(h, axis=0) * h)", "E", "X"),
    ("K = X.T @ X; E = trace(K) + sum(K[0, 1:3])", "E", "X"),
    ("y = X * 2 @ A; E = sum(exp(y / 9))", "E", "A"),
    ("y = X @ A", "y", "A"),
    ("s = softmax(X @ A, axis=1); E = sum(s * log_softmax(X @ A, axis=1))", "E", "X"),
    ("h = X @ A; E = sum(logsumexp(h, axis=1) * max(h, axis=1))", "E", "A"),
  ]
  private static let sizes = [(3, 4, 2), (70, 90, 80)]

  private func derivation(
    _ text: String, _ output: String, _ variable: String, _ m: Int, _ n: Int, _ p: Int
  )
    throws -> (Derivation, [Variable: InputNumbers])
  {
    let case_ = DerivationTests.Case(
      program: text, output: output, variable: variable,
      shapes: ["X": [m, n], "A": [n, p], "T": [m, p]], closedForm: "")
    let derivation = try case_.derived().0
    let inputs = derivation.program.inputs.enumerated().map { place, input in
      let random = RandomNumbers(seed: UInt64(place))
      return (
        input,
        InputNumbers.generated(
          GeneratedTensor(.integers(random, low: -2, high: 3), shape: input.shape))
      )
    }
    return (derivation, Dictionary(uniqueKeysWithValues: inputs))
  }

  @Test(arguments: programs, sizes)
  func slicesChangeNothing(
    program: (text: String, output: String, variable: String), size: (m: Int, n: Int, p: Int)
  ) throws {
    let (derivation, inputs) = try derivation(
      program.text, program.output, program.variable, size.m, size.n, size.p)
    let upstream = derivation.upstream.map { Tensor(repeating: 1, shape: $0.shape) }
    var direct = Valuation(derivation.program, inputs: inputs.mapValues(\.tensor))
    direct.setGradients(of: derivation, upstream: upstream)
    for budget in [1, 100_000, .max] {
      var evaluation = Evaluation(of: derivation, inputs: inputs, upstream: upstream)
      var before = 0.0
      while !evaluation.isComplete {
        evaluation.advance(by: budget)
        #expect(evaluation.done >= before && evaluation.done <= evaluation.cost)
        before = evaluation.done
      }
      #expect(evaluation.done == evaluation.cost)
      let names =
        derivation.program.statements.map(\.variable) + derivation.links.map(\.gradient)
      for name in names {
        let found = try #require(evaluation.values[name])
        let expected = try #require(direct[name])
        let scale = expected.elements.reduce(1) { max($0, $1.magnitude) }
        #expect(found.shape == expected.shape)
        #expect(
          zip(found.elements, expected.elements).allSatisfy {
            ($0 - $1).magnitude <= 1e-12 * scale
          },
          "\(name.name) of \(program.text) in slices of \(budget)")
      }
    }
  }

  /// The entries that are read early are those of the end; nothing is known before its turn.
  @Test func entriesAreKnownInTheirOrder() throws {
    let (derivation, inputs) = try derivation(
      "y = X @ A; E = sum((y - T)**2) / 2", "E", "A", 300, 200, 100)
    var evaluation = Evaluation(of: derivation, inputs: inputs)
    let y = try #require(derivation.program.variable(named: "y"))
    let e = try #require(derivation.program.variable(named: "E"))
    var early: Double?
    while evaluation.values[y] == nil {
      #expect(evaluation.values[e] == nil)
      early = evaluation.entry(of: .variable(y), at: 0) ?? early
      evaluation.advance(by: 1)
    }
    #expect(early != nil && early == evaluation.values[y]?[position: 0])
    #expect(evaluation.entry(of: .variable(y), at: 0) == nil)
  }
}
