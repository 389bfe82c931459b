import MatrixCalculus
import TensorCore
import Testing

/// Every Kronecker form and every count of nonzeros against the entries themselves, on several draws.
struct KroneckerSweepTests {
  /// Shapes of the letters in the formulas; a formula's variable stands after its bar.
  static let shapes: [String: [Int]] = [
    "A": [2, 3], "X": [3, 2], "B": [2, 2], "C": [3, 3], "S": [3, 3], "W": [1, 3], "U": [3, 1],
    "O": [1, 1], "v": [3], "w": [2], "u": [1], "s": [], "T": [2, 3, 2], "T2": [2, 2, 4],
    "R": [1, 3, 1],
  ]

  static let formulas = [
    "A @ X | X", "A @ X | A", "A @ X @ B | X", "vec(A @ X @ B) | X", "reshape(A @ X @ B, 4) | X",
    "reshape(A @ X @ B, 4) | A", "vec(X) | X", "vec(X.T) | X", "vec(A @ X) | X", "kron(A, B) | A",
    "kron(A, B) | B", "kron(W, U) | W", "kron(W, U) | U", "kron(B.T, A) @ vec(X) | X",
    "kron(eye(2), A) @ vec(X) | X", "kron(B.T, eye(3)) @ vec(X) | X", "X.T @ X | X", "X @ X.T | X",
    "X.T @ X - B | X", "C @ S - S @ C | S", "C @ S + S @ C.T | S", "S + S.T | S", "S - S.T | S",
    "(S - S.T) / 2 | S", "S @ S.T - S.T @ S | S", "vec(S) - vec(S.T) | S", "S @ S | S",
    "X[1:3, :] | X", "X[:, 0] | X", "X[0, :] | X", "X[1:, 1] | X", "C[:2] @ X | C",
    "tanh(X[1:]) | X", "diag(v) | v", "diag(C) | C", "tanh(T) | T", "exp(T) * 2 | T", "T @ B | T",
    "T @ B | B", "X + u | u", "C + U | U", "C + W | W", "C * U | U", "C * W | C",
    "mean(X, axis=0) | X",
    "mean(X, axis=1) | X", "sum(X) | X", "sum(T, axis=1) | T", "v - mean(v) | v", "u - mean(u) | u",
    "softmax(v) | v", "softmax(X) | X", "outer(v, w) | v", "outer(v, w) | w", "s * X | s",
    "s * T | s", "O @ W | O", "O @ W | W", "O.T - O | O", "tanh(U) | U", "U @ W | U", "U @ W | W",
    "norm(v) | v", "v / norm(v) | v", "X / sum(X) | X", "trace(C @ S) * S | S", "R | R",
    "R * u | u",
    "inv(C + 4 * eye(3)) | C", "tanh(A @ X) @ B | X", "reshape(X, (2, 3)) | X",
    "reshape(X.T, (3, 2)) - X | X", "X * X | X", "w @ A | A", "v.T @ C @ v | C", "C @ v - v | v",
    "relu(A @ X) @ B | X", "relu(A @ X) @ B | A", "tanh(tanh(A @ X) @ B) | X", "diag(diag(S)) | S",
    "softmax(A @ X) @ B | X", "softmax(softmax(S)) @ X | S", "diag(A @ v) | A", "diag(v) @ C | v",
    "trace(C) | C", "trace(C) * C | C", "trace(kron(B, S)) | B", "diag(diag(C) * v) | C",
    "kron(eye(2), A) | A", "kron(A, eye(2)) | A", "kron(eye(2), A) @ vec(X) * 2 | X",
    "einsum('bik,kj->bij', T, B) | T", "einsum('bik,kj->bij', T, B) | B", "exp(T) + T * T | T",
    "sum(softmax(A @ X)**2) | X", "einsum('ijk->kji', T) | T", "reshape(T, (4, 3)) | T",
    "X / sum(X, axis=0) | X", "(X - mean(X, axis=0)) / norm(X) | X", "outer(v, v) * S | v",
    "einsum('bik,bkj->bij', T, T2) | T", "sum((v[1:3] - v[0:2])**2) | v", "v[1:3] - v[0:2] | v",
    "einsum('i,i->i', v, C @ v) | v",
    "(A * (X @ B).T) @ X | X", "sigmoid(C @ S) * S | S", "inv(C + 4 * eye(3)) @ sin(S) | S",
  ]

  /// A stack of products, each matrix its own: block-diagonal, and no Kronecker product.
  static let formless: Set<String> = ["einsum('bik,bkj->bij', T, T2) | T"]

  @Test(arguments: formulas) func everyFormulaHasBothForms(formula: String) throws {
    let parts = formula.split(separator: "|").map { $0.trimming }
    let program = try FormulaProgram.reading("y = " + parts[0], shapes: Self.shapes)
    let variable = try #require(program.variable(named: parts[1]))
    let output = try #require(program.variable(named: "y"))
    let jacobian = try #require(Derivation.deriving(output, by: variable, in: program).jacobian)
    for isByColumns in [true, false] {
      let form = KroneckerForm(
        jacobian, outputRank: output.shape.rank, isByColumns: isByColumns)
      #expect((form == nil) == Self.formless.contains(formula), "\(isByColumns)")
    }
  }

  @Test(arguments: formulas) func formsAndCountsAreThoseOfTheEntries(formula: String) throws {
    let parts = formula.split(separator: "|").map { $0.trimming }
    let program = try FormulaProgram.reading("y = " + parts[0], shapes: Self.shapes)
    let variable = try #require(program.variable(named: parts[1]))
    let output = try #require(program.variable(named: "y"))
    let derivation = Derivation.deriving(output, by: variable, in: program)
    let jacobian = try #require(derivation.jacobian)
    let pattern = SparsityPattern(jacobian)
    let rank = output.shape.rank
    var seen: Set<Int> = []
    for seed in 1...4 as ClosedRange<UInt64> {
      let values = values(derivation, seed)
      let entries = jacobian.evaluated(values.evaluate)
      let scale = entries.elements.reduce(0) { max($0, $1.magnitude) }
      seen.formUnion(
        entries.elements.indices.filter { entries.elements[$0].magnitude > 1e-12 * scale })
      for layout in [JacobianLayout.vecColumn, .vecRow] {
        guard
          let form = KroneckerForm(
            jacobian, outputRank: rank, isByColumns: layout == .vecColumn)
        else { continue }
        let expected = laidOut(entries, layout, rank)
        let message = "\(layout): \(form.text(in: .unicode).text)"
        #expect(form.matrix(values, zero: expected.shape).isClose(to: expected), "\(message)")
      }
    }
    // An identity within a Kronecker product of the program is read as numbers.
    let isRead = parts[0].contains("eye") && parts[0].contains("kron")
    #expect(isRead ? pattern.nonzeroCount >= seen.count : pattern.nonzeroCount == seen.count)
  }

  /// Where all entries may be nonzero the matrix is dense or a Kronecker product, and never the other way.
  @Test(arguments: formulas) func structureAgreesWithTheCount(formula: String) throws {
    let parts = formula.split(separator: "|").map { $0.trimming }
    let program = try FormulaProgram.reading("y = " + parts[0], shapes: Self.shapes)
    let variable = try #require(program.variable(named: parts[1]))
    let output = try #require(program.variable(named: "y"))
    let jacobian = try #require(Derivation.deriving(output, by: variable, in: program).jacobian)
    let pattern = SparsityPattern(jacobian)
    for isByColumns in [true, false] {
      let structure = JacobianStructure(
        jacobian, outputRank: output.shape.rank, isByColumns: isByColumns)
      switch structure {
      case .kroneckerProduct: break
      case .dense: #expect(pattern.nonzeroCount == pattern.entryCount)
      case .zero: #expect(pattern.nonzeroCount == 0)
      case .sparse, .permutation, .selection, .diagonal, .blockDiagonal:
        #expect(pattern.nonzeroCount < pattern.entryCount, "\(structure.text)")
      }
    }
  }

  private func values(_ derivation: Derivation, _ seed: UInt64) -> Valuation {
    var inputs: [Variable: Tensor] = [:]
    for (number, input) in derivation.program.inputs.enumerated() {
      inputs[input] = .normal(input.shape, RandomNumbers(seed: seed, stream: UInt64(number)))
    }
    return Valuation(derivation.program, inputs: inputs)
  }

  private func laidOut(_ entries: Tensor, _ layout: JacobianLayout, _ rank: Int) -> Tensor {
    let shape = entries.shape
    let rows = shape.extents.prefix(rank).reduce(1, *)
    let columns = shape.extents.dropFirst(rank).reduce(1, *)
    var table = [Double](repeating: 0, count: rows * columns)
    for position in 0..<shape.count {
      let place = layout.place(of: shape.coordinates(of: position), in: shape, outputRank: rank)
      table[place.row * columns + place.column] = entries[position: position]
    }
    return Tensor(shape: Shape([rows, columns]), elements: table)
  }
}

extension Substring {
  fileprivate var trimming: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
