import MatrixCalculus
import TensorCore
import Testing

/// Jacobians of any rank as one formula for NumPy, each against the entries one by one.
struct TensorFormTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    /// What a person would write, by hand.
    let text: String

    init(_ program: String, _ variable: String, _ text: String) {
      (self.program, self.variable, self.text) = (program, variable, text)
    }

    var testDescription: String { "∂y/∂\(variable) of \(program)" }
  }

  private static let inputs =
    "X=2x3 A=3x4 B=4x2 S=3x3 v=3 w=4 c=6 s=scalar T=2x3x4 U=1x3"

  static let cases = [
    Case("y = X @ A", "A", #"einsum("ik,jl->ijkl", X, eye(4))"#),
    Case("y = X @ A", "X", #"einsum("lj,ik->ijkl", A, eye(2))"#),
    Case("y = X @ A @ B", "A", #"einsum("ik,lj->ijkl", X, B)"#),
    Case("y = X.T", "X", #"einsum("il,jk->ijkl", eye(3), eye(2))"#),
    Case("y = inv(S)", "S", #"-einsum("ik,lj->ijkl", y, y)"#),
    Case("y = S * S", "S", #"2 * einsum("ij,ik,jl->ijkl", S, eye(3), eye(3))"#),
    Case("y = s * T", "s", "T"),
    Case("y = diag(v)", "v", #"einsum("ij,ik->ijk", eye(3), eye(3))"#),
    Case("y = X + U", "U", #"reshape(einsum("jl,i->ijl", eye(3), ones((2,))), (2, 3, 1, 3))"#),
    Case(
      "y = softmax(X)", "X",
      #"einsum("ij,ik,jl->ijkl", y, eye(2), eye(3)) - einsum("ij,il,ik->ijkl", y, y, eye(2))"#),
    Case(
      "y = diag(reshape(w, (2, 2)))", "w", #"einsum("iij->ij", reshape(eye(4), (2, 2, 4)))"#),
    Case("y = reshape(c, (2, 3))[:, 1:]", "c", "reshape(eye(6), (2, 3, 6))[:, 1:3]"),
    Case("y = A[1:, 2]", "A", #"einsum("ij,k->ijk", eye(3)[1:3], eye(4)[2])"#),
    Case(
      "y = X.T @ X", "X", #"einsum("kj,il->ijkl", X, eye(3)) + einsum("ki,jl->ijkl", X, eye(3))"#),
    // What the reshape divides is one side of a Kronecker product.
    Case("y = reshape(A @ B, (6,))", "B", "reshape(kron(A, eye(2)), (6, 4, 2))"),
    Case("y = reshape(c, (2, 3)) @ A", "c", "reshape(kron(eye(2), A.T), (2, 4, 6))"),
    Case("y = T @ B", "B", #"einsum("ijl,km->ijklm", T, eye(2))"#),
  ]

  @Test(arguments: cases) func formIsTheOneByHand(example: Case) throws {
    let derived = try Self.derived(example.program, example.variable)
    let form = try #require(derived.derivation.jacobianForm)
    #expect(derived.values.numPyText(form).text == example.text)
    let own = derived.values.evaluate(try derived.expression(example.text))
    #expect(own.isClose(to: try derived.differenceJacobian(), within: 1e-8))
  }

  /// Programs that mix radices, kinks, sums and zeros: what NumPy reads is what differences say.
  @Test(arguments: [
    "trace(reshape(w + w, (2, 2))) * w | w", "reshape(A, (2, 6))[1, 2:5] | A",
    "reshape(A[:, 1:3], (2, 3))[:, :2] | A", "kron(X, S) | S", "kron(X, S) | X", "vec(A) | A",
    "diag(reshape(c, (2, 3)) @ A[:, :2]) | c", "relu(X @ A) @ B | A", "max(A, axis=1) | A",
    "(v - mean(v)) / sqrt(mean((v - mean(v))**2)) | v", "T * T @ B | T", "sum(T, axis=1) | T",
    "diag(diag(S)) | S", "outer(v, w)[1:] | v", "einsum('ijk,jk->i', T, A) | A", "U.T @ U | U",
    "reshape(reshape(T, 24)[5:21], (4, 4)) | T", "X * 0 | X", "ones((2, 2)) * s | s",
    "det(S) * S / norm(S) | S", "prod(A, axis=0) | A",
  ]) func formIsTheEntries(formula: String) throws {
    let parts = formula.split(separator: "|").map { $0.filter { $0 != " " } }
    let derived = try Self.derived("y = " + parts[0], parts[1])
    let form = try #require(derived.derivation.jacobianForm)
    let text = derived.values.numPyText(form).text
    let own = derived.values.evaluate(try derived.expression(text))
    #expect(own.isClose(to: try derived.differenceJacobian(), within: 1e-8), "\(text)")
  }

  /// The formula of a product of a million by a million entries is as quick as any.
  @Test func formDoesNotDependOnExtents() throws {
    let program = try FormulaProgram.reading(
      "y = relu(X @ A)", shapes: ["X": [1000, 1000], "A": [1000, 1000]])
    let y = try #require(program.variable(named: "y"))
    let a = try #require(program.variable(named: "A"))
    let form = try #require(Derivation.deriving(y, by: a, in: program).jacobianForm)
    #expect(
      ExpressionNotation.numpy.text(form).text
        == #"einsum("ij,ik,jl->ijkl", (y > 0), X, eye(1000))"#)
  }

  private static func derived(_ program: String, _ variable: String) throws -> DerivedRow {
    try DerivedRow(CorpusRow(program, "by hand", program, by: variable, inputs, "0"))
  }
}
