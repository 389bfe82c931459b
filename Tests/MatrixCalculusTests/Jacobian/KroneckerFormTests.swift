import MatrixCalculus
import TensorCore
import Testing

/// Kronecker forms by name, and that the matrices which they are made of multiply to the Jacobian.
///
/// Names: y = A·X·B ⇒ ∂vec(y)/∂vec(X)ᵀ = Bᵀ ⊗ A (Magnus and Neudecker, section 2.4); rows by rows it
/// is A ⊗ Bᵀ.
struct KroneckerFormTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let shapes: [String: [Int]]
    /// Column by column and row by row; nil where there is no such form.
    let byColumns: String?
    let byRows: String?

    var testDescription: String { "∂y/∂\(variable) of \(program)" }
  }

  static let product = ["X": [3, 4], "A": [4, 2], "B": [2, 5]]

  static let sandwich = ["A": [2, 3], "X": [3, 2], "B": [2, 2]]

  static let cases = [
    Case(
      program: "y = X @ A", variable: "A", shapes: product, byColumns: "I ⊗ X", byRows: "X ⊗ I"),
    Case(
      program: "y = X @ A", variable: "X", shapes: product, byColumns: "Aᵀ ⊗ I", byRows: "I ⊗ Aᵀ"),
    Case(
      program: "y = X @ A @ B", variable: "A", shapes: product, byColumns: "Bᵀ ⊗ X",
      byRows: "X ⊗ Bᵀ"),
    Case(
      program: "y = X.T", variable: "X", shapes: product, byColumns: "K(3,4)", byRows: "K(4,3)"),
    Case(
      program: "y = X.T @ Z", variable: "X", shapes: ["X": [3, 4], "Z": [3, 2]],
      byColumns: "(Zᵀ ⊗ I)·K(3,4)", byRows: "(I ⊗ Zᵀ)·K(4,3)"),
    Case(
      program: "y = R.T @ R", variable: "R", shapes: ["R": [3, 2]],
      byColumns: "(Rᵀ ⊗ I)·K(3,2) + I ⊗ Rᵀ", byRows: "(I ⊗ Rᵀ)·K(2,3) + Rᵀ ⊗ I"),
    Case(
      program: "y = inv(A)", variable: "A", shapes: ["A": [3, 3]], byColumns: "−yᵀ ⊗ y",
      byRows: "−y ⊗ yᵀ"),
    Case(
      program: "y = (A @ X)[0]", variable: "X", shapes: ["A": [3, 4], "X": [4, 2]],
      byColumns: "I ⊗ A[0, :]", byRows: "A[0, :] ⊗ I"),
    Case(
      program: "y = -s * (a + b)", variable: "s", shapes: ["s": [], "a": [3], "b": [3]],
      byColumns: "−(a + b)", byRows: "−(a + b)"),
    Case(
      program: "y = relu(Z)", variable: "Z", shapes: ["Z": [2, 3]],
      byColumns: "diag(vec(relu'(Z)))", byRows: "diag(vec(relu'(Z)ᵀ))"),
    Case(
      program: "z = X @ A; y = relu(z)", variable: "A", shapes: product,
      byColumns: "diag(vec(relu'(z)))·(I ⊗ X)", byRows: "diag(vec(relu'(z)ᵀ))·(X ⊗ I)"),
    Case(
      program: "y = relu(Z) @ B", variable: "Z", shapes: ["Z": [3, 2], "B": [2, 5]],
      byColumns: "(Bᵀ ⊗ I)·diag(vec(relu'(Z)))", byRows: "(I ⊗ Bᵀ)·diag(vec(relu'(Z)ᵀ))"),
    Case(
      program: "y = softmax(Z)", variable: "Z", shapes: ["Z": [2, 3]],
      byColumns: "diag(vec(y)) − diag(vec(y))·((1·1ᵀ) ⊗ I)·diag(vec(y))",
      byRows: "diag(vec(yᵀ)) − diag(vec(yᵀ))·(I ⊗ (1·1ᵀ))·diag(vec(yᵀ))"),
    // Row by row a reshape moves nothing; vec of the rows is K·vec.
    Case(
      program: "y = reshape(X, (2, 6))", variable: "X", shapes: product,
      byColumns: "K(6,2)·K(3,4)", byRows: "I"),
    Case(
      program: "y = relu(X @ A) @ B", variable: "A", shapes: product,
      byColumns: "(Bᵀ ⊗ I)·diag(vec(relu'(X·A)))·(I ⊗ X)",
      byRows: "(I ⊗ Bᵀ)·diag(vec(relu'(Aᵀ·Xᵀ)))·(X ⊗ I)"),
    Case(
      program: "y = diag(v)", variable: "v", shapes: ["v": [3]],
      byColumns: "diag(vec(I))·(I ⊗ 1)", byRows: "diag(vec(I))·(I ⊗ 1)"),
    Case(
      program: "y = diag(S)", variable: "S", shapes: ["S": [3, 3]],
      byColumns: "(I ⊗ 1ᵀ)·diag(vec(I))", byRows: "(I ⊗ 1ᵀ)·diag(vec(I))"),
    Case(
      program: "y = trace(S) * S", variable: "S", shapes: ["S": [3, 3]],
      byColumns: "vec(S) ⊗ vec(I)ᵀ + tr(S)·I", byRows: "vec(Sᵀ) ⊗ vec(I)ᵀ + tr(S)·I"),
    Case(
      program: "y = trace(S)", variable: "S", shapes: ["S": [3, 3]], byColumns: "vec(I)ᵀ",
      byRows: "vec(I)ᵀ"),
    Case(
      program: "y = kron(eye(2), S) @ x", variable: "x", shapes: ["S": [3, 3], "x": [6]],
      byColumns: "I ⊗ S", byRows: "I ⊗ S"),
    Case(
      program: "y = T @ B", variable: "T", shapes: ["T": [3, 4, 2], "B": [2, 5]],
      byColumns: "Bᵀ ⊗ I", byRows: "I ⊗ Bᵀ"),
    Case(
      program: "y = T @ B", variable: "B", shapes: ["T": [3, 4, 2], "B": [2, 5]],
      byColumns: "I ⊗ reshape(einsum(\"jik->ijk\", T), 12×2)",
      byRows: "reshape(T, 12×2) ⊗ I"),
    Case(
      program: "y = A @ x", variable: "x", shapes: ["A": [3, 4], "x": [4]], byColumns: "A",
      byRows: "A"),
    Case(
      program: "y = A @ x", variable: "A", shapes: ["A": [3, 4], "x": [4]], byColumns: "xᵀ ⊗ I",
      byRows: "I ⊗ xᵀ"),
    Case(
      program: "y = X @ A + b", variable: "b", shapes: ["X": [3, 4], "A": [4, 2], "b": [2]],
      byColumns: "I ⊗ 1", byRows: "1 ⊗ I"),
    Case(
      program: "y = -3 * Z + Z", variable: "Z", shapes: ["Z": [2, 3]], byColumns: "−2·I",
      byRows: "−2·I"),
    Case(
      program: "y = X @ A + Z @ A", variable: "A",
      shapes: ["X": [3, 4], "Z": [3, 4], "A": [4, 2]],
      byColumns: "I ⊗ (X + Z)", byRows: "(X + Z) ⊗ I"),
    Case(
      program: "y = vec(Z)", variable: "Z", shapes: ["Z": [2, 3]], byColumns: "I", byRows: "K(3,2)"),
    Case(
      program: "y = reshape(Z, 6)", variable: "Z", shapes: ["Z": [2, 3]], byColumns: "K(2,3)",
      byRows: "I"),
    Case(
      program: "y = outer(v, w)", variable: "v", shapes: ["v": [3], "w": [2]], byColumns: "w ⊗ I",
      byRows: "I ⊗ w"),
    Case(
      program: "y = c * Z", variable: "c", shapes: ["c": [], "Z": [2, 3]], byColumns: "vec(Z)",
      byRows: "vec(Zᵀ)"),
    Case(
      program: "y = trace(A @ Z)", variable: "Z", shapes: ["A": [3, 2], "Z": [2, 3]],
      byColumns: "vec(Aᵀ)ᵀ", byRows: "vec(A)ᵀ"),
    Case(
      program: "y = sum(Z, axis=0)", variable: "Z", shapes: ["Z": [2, 3]], byColumns: "I ⊗ 1ᵀ",
      byRows: "1ᵀ ⊗ I"),
    Case(
      program: "y = P @ Q", variable: "P", shapes: ["P": [2, 3, 4], "Q": [4, 5]],
      byColumns: "Qᵀ ⊗ I", byRows: "I ⊗ Qᵀ"),
    Case(
      program: "h = tanh(X @ A); y = h @ B", variable: "A", shapes: product,
      byColumns: "(Bᵀ ⊗ I)·diag(vec(1 − h²))·(I ⊗ X)",
      byRows: "(I ⊗ Bᵀ)·diag(vec(1 − (hᵀ)²))·(X ⊗ I)"),
    Case(
      program: "y = einsum('bik,bkj->bij', T, U)", variable: "T",
      shapes: ["T": [2, 3, 4], "U": [2, 4, 5]], byColumns: nil, byRows: nil),
    // vec(A·X·B) = (Bᵀ ⊗ A)·vec(X); K(3,2)·vec(X) = vec(Xᵀ) for X of 3×2.
    Case(
      program: "y = vec(A @ X @ B)", variable: "X", shapes: sandwich, byColumns: "Bᵀ ⊗ A",
      byRows: "(Bᵀ ⊗ A)·K(2,3)"),
    Case(
      program: "y = reshape(A @ X @ B, 4)", variable: "X", shapes: sandwich,
      byColumns: "(A ⊗ Bᵀ)·K(3,2)", byRows: "A ⊗ Bᵀ"),
    Case(
      program: "y = vec(A @ X)", variable: "X", shapes: sandwich, byColumns: "I ⊗ A",
      byRows: "(I ⊗ A)·K(2,3)"),
    Case(
      program: "y = vec(X.T)", variable: "X", shapes: sandwich, byColumns: "K(3,2)", byRows: "I"),
    Case(
      program: "y = vec(tanh(X))", variable: "X", shapes: sandwich,
      byColumns: "diag(vec(1 − tanh(X)²))", byRows: "diag(vec(1 − tanh(X)²))·K(2,3)"),
    // Magnus and Neudecker, section 3.10: vec(A ⊗ B) = (I ⊗ K(q,m) ⊗ I)·(vec(A) ⊗ vec(B)) for A of m×n
    // and B of p×q; row by row the same of Aᵀ ⊗ Bᵀ.
    Case(
      program: "y = kron(X, C)", variable: "X", shapes: ["X": [3, 2], "C": [4, 5]],
      byColumns: "(I ⊗ K(5,3) ⊗ I)·(I ⊗ vec(C))", byRows: "(I ⊗ K(4,2) ⊗ I)·(I ⊗ vec(Cᵀ))"),
    Case(
      program: "y = kron(C, X)", variable: "X", shapes: ["X": [3, 2], "C": [4, 5]],
      byColumns: "(I ⊗ K(2,4) ⊗ I)·(vec(C) ⊗ I)", byRows: "(I ⊗ K(3,5) ⊗ I)·(vec(Cᵀ) ⊗ I)"),
    Case(
      program: "y = kron(B.T, A) @ vec(X)", variable: "X", shapes: sandwich, byColumns: "Bᵀ ⊗ A",
      byRows: "(Bᵀ ⊗ A)·K(2,3)"),
    Case(
      program: "y = X[1:3]", variable: "X", shapes: ["X": [4, 2]], byColumns: "I ⊗ I[1:3,:]",
      byRows: "I[1:3,:] ⊗ I"),
    Case(
      program: "y = X[:, 0]", variable: "X", shapes: ["X": [4, 2]], byColumns: "I[0:1,:] ⊗ I",
      byRows: "I ⊗ I[0:1,:]"),
    Case(
      program: "y = X[1:, 0]", variable: "X", shapes: ["X": [3, 2]],
      byColumns: "I[0:1,:] ⊗ I[1:3,:]", byRows: "I[1:3,:] ⊗ I[0:1,:]"),
    Case(
      program: "y = A @ X + X @ C", variable: "X",
      shapes: ["A": [3, 3], "X": [3, 2], "C": [2, 2]],
      byColumns: "I ⊗ A + Cᵀ ⊗ I", byRows: "A ⊗ I + I ⊗ Cᵀ"),
    Case(
      program: "y = W + W.T", variable: "W", shapes: ["W": [3, 3]], byColumns: "I + K(3,3)",
      byRows: "I + K(3,3)"),
    Case(
      program: "y = X + c", variable: "c", shapes: ["X": [2, 3], "c": [2, 1]], byColumns: "1 ⊗ I",
      byRows: "I ⊗ 1"),
    Case(
      program: "y = mean(X, axis=0)", variable: "X", shapes: ["X": [3, 2]],
      byColumns: "(1 / 3)·(I ⊗ 1ᵀ)", byRows: "(1 / 3)·(1ᵀ ⊗ I)"),
    Case(
      program: "y = v - mean(v)", variable: "v", shapes: ["v": [4]], byColumns: "I − 1·1ᵀ / 4",
      byRows: "I − 1·1ᵀ / 4"),
    // What a reshape joins is read entry by entry: no product of Kronecker products is known.
    Case(
      program: "y = C * reshape(B, (2, 3))", variable: "B", shapes: ["B": [3, 2], "C": [2, 3]],
      byColumns: nil, byRows: nil),
  ]

  @Test(arguments: cases) func names(example: Case) throws {
    for (isByColumns, expected) in [(true, example.byColumns), (false, example.byRows)] {
      let form = try form(example, isByColumns: isByColumns).form
      #expect(form?.text(in: .unicode).text == expected)
    }
  }

  @Test(arguments: cases.filter { $0.byColumns != nil }) func numbers(example: Case) throws {
    for isByColumns in [true, false] {
      let (derivation, values, form) = try form(example, isByColumns: isByColumns)
      guard let matrix = form?.matrix(values, zero: Shape([])) else { continue }
      let jacobian = try #require(derivation.jacobian).evaluated(values.evaluate)
      let layout = isByColumns ? JacobianLayout.vecColumn : .vecRow
      var expected = [Double](repeating: 0, count: jacobian.shape.count)
      let width = max(1, derivation.variable.shape.count)
      for position in 0..<jacobian.shape.count {
        let place = layout.place(
          of: jacobian.shape.coordinates(of: position), in: jacobian.shape,
          outputRank: derivation.output.shape.rank)
        expected[place.row * width + place.column] = jacobian[position: position]
      }
      let shape = Shape([derivation.output.shape.count, width])
      #expect(matrix.isClose(to: Tensor(shape: shape, elements: expected)))
    }
  }

  private func form(
    _ example: Case, isByColumns: Bool
  ) throws -> (derivation: Derivation, values: Valuation, form: KroneckerForm?) {
    let (derivation, values) = try DerivationTests.Case(
      program: example.program, output: "y", variable: example.variable, shapes: example.shapes,
      closedForm: ""
    ).derived()
    let jacobian = try #require(derivation.jacobian)
    return (
      derivation, values,
      KroneckerForm(
        jacobian, outputRank: derivation.output.shape.rank, isByColumns: isByColumns)
    )
  }
}
