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
      program: "y = relu(Z)", variable: "Z", shapes: ["Z": [2, 3]],
      byColumns: "diag(vec(relu'(Z)))", byRows: "diag(vec(relu'(Zᵀ)))"),
    Case(
      program: "z = X @ A; y = relu(z)", variable: "A", shapes: product,
      byColumns: "diag(vec(relu'(z)))·(I ⊗ X)", byRows: "diag(vec(relu'(zᵀ)))·(X ⊗ I)"),
    Case(
      program: "y = relu(Z) @ B", variable: "Z", shapes: ["Z": [3, 2], "B": [2, 5]],
      byColumns: "(Bᵀ ⊗ I)·diag(vec(relu'(Z)))", byRows: "(I ⊗ Bᵀ)·diag(vec(relu'(Zᵀ)))"),
    Case(
      program: "y = softmax(Z)", variable: "Z", shapes: ["Z": [2, 3]],
      byColumns: "diag(vec(y)) − diag(vec(y))·((1·1ᵀ) ⊗ I)·diag(vec(y))",
      byRows: "diag(vec(yᵀ)) − diag(vec(yᵀ))·(I ⊗ (1·1ᵀ))·diag(vec(yᵀ))"),
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
      program: "h = tanh(X @ A); y = h @ B", variable: "A", shapes: product, byColumns: nil,
      byRows: nil),
    Case(program: "y = diag(v)", variable: "v", shapes: ["v": [3]], byColumns: nil, byRows: nil),
    Case(
      program: "y = Z[1:, 0]", variable: "Z", shapes: ["Z": [3, 2]], byColumns: nil, byRows: nil),
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
      let matrix = try #require(form).matrix(values)
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

/// Forms as dense matrices, by the definitions of the textbook.
extension KroneckerForm {
  fileprivate func matrix(_ values: Valuation) -> Tensor {
    let sums = terms.map { factors in
      factors.map { $0.matrix(values) }.reduce(Tensor(scalar: 1)) { product, next in
        product.shape.isScalar || next.shape.isScalar
          ? product.zipped(next, *) : product.contracted(with: next, axes: 1)
      }
    }
    let sum = sums.dropFirst().reduce(sums[0]) { $0.zipped($1, +) }
    return sum.shape.isScalar ? sum.reshaped(to: Shape([1, 1])) : sum
  }
}

extension KroneckerForm.Factor {
  fileprivate func matrix(_ values: Valuation) -> Tensor {
    switch self {
    case .scalar(let scalar): return values.evaluate(scalar)
    case .diagonal(let form):
      let entries = Self.vec(values.evaluate(form))
      let n = entries.count
      return Tensor(shape: Shape([n, n])) { $0 / n == $0 % n ? entries[$0 / n] : 0 }
    case .commutation(let m, let n):
      // Row m·n-index of vec(Aᵀ): entry [j,i] stands at i·n + j; in vec(A) [i,j] stands at j·m + i.
      return Tensor(shape: Shape([m * n, m * n])) { position in
        let (row, column) = (position / (m * n), position % (m * n))
        return row / n == column % m && row % n == column / m ? 1 : 0
      }
    case .kronecker(let parts):
      return parts.map { $0.matrix(values) }.reduce(Tensor(repeating: 1, shape: Shape([1, 1]))) {
        left, right in
        let (p, q) = (right.shape.extents[0], right.shape.extents[1])
        let shape = Shape([left.shape.extents[0] * p, left.shape.extents[1] * q])
        return Tensor(shape: shape) { position in
          let (row, column) = (position / shape.extents[1], position % shape.extents[1])
          return left[[row / p, column / q]] * right[[row % p, column % q]]
        }
      }
    }
  }

  fileprivate static func vec(_ tensor: Tensor) -> [Double] {
    tensor.shape.rank == 2 ? tensor.transposed.elements : tensor.elements
  }
}

extension KroneckerForm.Part {
  fileprivate func matrix(_ values: Valuation) -> Tensor {
    switch self {
    case .identity(let n): return Tensor(shape: Shape([n, n])) { $0 / n == $0 % n ? 1 : 0 }
    case .matrix(let form): return values.evaluate(form)
    case .column(let form):
      let entries = KroneckerForm.Factor.vec(values.evaluate(form))
      return Tensor(shape: Shape([entries.count, 1]), elements: entries)
    case .row(let form):
      let entries = KroneckerForm.Factor.vec(values.evaluate(form))
      return Tensor(shape: Shape([1, entries.count]), elements: entries)
    }
  }
}
