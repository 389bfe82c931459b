import MatrixCalculus
import TensorCore
import Testing

/// Entries that are zero whatever the numbers are, because of what the factors are.
@Suite struct CommonFactorsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let extents: [Int]
    /// By hand; every other entry is zero for all numbers.
    let nonzeros: Int

    init(_ program: String, _ variable: String, _ extents: [Int], _ nonzeros: Int) {
      (self.program, self.variable) = (program, variable)
      (self.extents, self.nonzeros) = (extents, nonzeros)
    }

    var testDescription: String { "\(program), \(extents)" }
  }

  /// Of n×n matrices n²(n − 1)² second cofactors are not zero; of a product n(n − 1) mixed derivatives.
  static let hessians = [
    Case("E = det(X)", "X", [1, 1], 0), Case("E = det(X)", "X", [2, 2], 4),
    Case("E = det(X)", "X", [3, 3], 36), Case("E = det(X.T)", "X", [3, 3], 36),
    Case("B = inv(X); E = det(X) * trace(B @ X)", "X", [2, 2], 4),
    Case("E = det(exp(X))", "X", [2, 2], 8),
    // (X₁₁, X₂₂), (X₁₂, X₁₂), (X₁₂, X₂₁), …: 4·X₁₁·X₂₂ − (X₁₂ + X₂₁)².
    Case("E = det(X + X.T)", "X", [2, 2], 6),
    Case("E = trace(X) ** 2 - trace(X @ X)", "X", [3, 3], 12),
    Case("E = prod(x)", "x", [1], 0), Case("E = prod(x)", "x", [4], 12),
    Case("E = prod(X)", "X", [2, 2], 12), Case("E = sum(prod(X, axis=0))", "X", [3, 2], 12),
    Case("E = det(diag(x))", "x", [3], 6), Case("E = log(det(diag(x)))", "x", [3], 3),
    Case("E = logdet(diag(x))", "x", [3], 3), Case("E = sum(inv(diag(x) + eye(3)))", "x", [3], 3),
    Case("E = log(prod(x))", "x", [4], 4), Case("E = log(prod(x)) - sum(log(x))", "x", [4], 0),
    Case("E = exp(sum(log(x)))", "x", [4], 12), Case("E = sum(x) ** 2 - dot(x, x)", "x", [4], 12),
    Case("E = sum((x[1:5] - x[0:4]) ** 2)", "x", [5], 13),
    Case("E = sum((X[1:] - X[:-1]) ** 2)", "X", [3, 2], 14),
    // Of three factors 3·2, and what the last one has with each of them twice.
    Case("E = prod(x[0:3]) * x[3]", "x", [4], 12), Case("E = prod(x[0:3]) * x[4]", "x", [5], 12),
    Case("E = prod(x[1:4])", "x", [5], 6), Case("E = det(X[1:, 1:])", "X", [3, 3], 4),
    Case("E = sum(x[0:0] ** 2)", "x", [2], 0), Case("E = x[0] ** 2 * x[3]", "x", [4], 3),
    Case("E = norm(x)", "x", [1], 0), Case("E = norm(x)", "x", [3], 9),
    Case("E = sqrt(dot(x, x))", "x", [1], 0), Case("E = dot(x, x) / sum(x)", "x", [1], 0),
    Case("E = sum(softmax(X, axis=1) ** 2)", "X", [3, 1], 0),
    Case("E = sum(logsumexp(X, axis=1))", "X", [3, 1], 0),
  ]

  static let jacobians = [
    Case("y = det(X) * inv(X)", "X", [2, 2], 4), Case("y = det(X) * inv(X)", "X", [3, 3], 36),
    Case("B = inv(X); y = det(X) * B.T", "X", [3, 3], 36),
    Case("y = X @ inv(X)", "X", [1, 1], 0), Case("y = X / trace(X)", "X", [1, 1], 0),
    Case("y = inv(diag(x))", "x", [3], 3), Case("y = diag(x) @ inv(diag(x))", "x", [3], 0),
    Case("y = prod(x) / x", "x", [4], 12), Case("y = softmax(X, axis=1)", "X", [3, 1], 0),
    Case("y = log_softmax(X, axis=0)", "X", [1, 2], 0),
    Case("y = softmax(X, axis=0)", "X", [2, 1], 4),
    Case("y = x / norm(x)", "x", [1], 0), Case("y = exp(x) / sum(exp(x))", "x", [1], 0),
    Case("y = max(X, axis=1, keepdims=True) - X", "X", [3, 1], 0),
  ]

  @Test(arguments: hessians) func zerosOfHessians(_ item: Case) throws {
    let (first, values) = try derived(item)
    try check(item, try #require(first.hessian(in: first.program)).told, values)
  }

  @Test(arguments: jacobians) func zerosOfJacobians(_ item: Case) throws {
    let (derivation, values) = try derived(item)
    try check(item, derivation, values)
  }

  /// The count, and entry by entry: what is said to be zero is zero on these numbers, and nothing else is.
  private func check(_ item: Case, _ derivation: Derivation, _ values: Valuation) throws {
    let pattern = try #require(derivation.pattern)
    #expect(pattern.nonzeroCount == item.nonzeros)
    let entries = values.evaluator(
      of: try #require(derivation.jacobian), pattern: pattern,
      in: try #require(derivation.links.last))
    let places = (0..<entries.shape.count).map(entries.shape.coordinates)
    let zeros = places.filter { place in
      entries.entry(at: place).magnitude <= 1e-13 * entries.magnitude(at: place)
    }
    #expect(places.filter(entries.isStructuralZero) == zeros)
  }

  private func derived(_ item: Case) throws -> (Derivation, Valuation) {
    let program = try FormulaProgram.reading(
      item.program, shapes: [item.variable: item.extents])
    let output = try #require(program.statements.last?.variable)
    let variable = try #require(program.variable(named: item.variable))
    let numbers = Tensor.normal(variable.shape, RandomNumbers(seed: 5, stream: 1)).map {
      0.3 + $0.magnitude
    }
    let derivation = Derivation.deriving(output, by: variable, in: program)
    return (derivation, Valuation(derivation.program, inputs: [variable: numbers]))
  }
}
