import TensorCore

/// What a Jacobian is as a matrix: a row for each output, a column for each input, both in row-major order.
///
///     y = X·A    ∂y/∂A [i,j,k,l] = X[i,k]·δ[j,l]    X ⊗ I
///     y = X·A    ∂y/∂X [i,j,k,l] = A[l,j]·δ[i,k]    I ⊗ Aᵀ
///
/// It is read off the terms: axes that share a delta or a factor belong together, and groups of axes
/// that share nothing are the parts of a Kronecker product. The cost does not depend on extents.
/// Source: Petersen and Pedersen (2012), section 10.2, with row-major vec.
public enum JacobianStructure: Hashable, Sendable {
  /// Every entry is zero.
  case zero
  /// No delta makes an entry zero.
  case dense
  /// Deltas make entries zero, in a pattern that has no name.
  case sparse
  /// One 1 in every row and every column, elsewhere 0.
  case permutation
  /// One 1 in every row, elsewhere 0: the outputs are some of the inputs.
  case selection
  /// Each output reads the input at its own place and no other.
  case diagonal
  /// One block for each place along the output axes with these letters.
  case blockDiagonal(over: [String])
  /// Two or more matrices joined by ⊗, or an identity times a number.
  case kroneckerProduct(KroneckerForm)

  /// The structure of a Jacobian whose first `outputRank` axes are those of the output.
  ///
  /// `pattern` says where it is zero, where more is known than its deltas say; `isByColumns` that vec runs
  /// column by column: X ⊗ I is I ⊗ X then.
  public init(
    _ jacobian: StructuredTensor<Expression>, pattern: SparsityPattern? = nil, outputRank: Int,
    isByColumns: Bool = false
  ) {
    let jacobian = jacobian.collapsed
    let pattern = pattern ?? SparsityPattern(jacobian)
    guard !jacobian.terms.isEmpty, pattern.nonzeroCount > 0 else {
      self = .zero
      return
    }
    if let form = KroneckerForm(
      jacobian, outputRank: outputRank, isByColumns: isByColumns, isSandwiching: false),
      form.isProduct
    {
      self = .kroneckerProduct(form)
      return
    }
    let reader = StructureReader(
      jacobian: jacobian, alternatives: pattern.alternatives,
      outputs: Array(jacobian.free.prefix(outputRank)),
      inputs: Array(jacobian.free.dropFirst(outputRank)))
    self = reader.pattern(pattern.nonzeroCount, of: pattern.entryCount)
  }

  /// The name in words or as a product: `X ⊗ I`, `block-diagonal over i`.
  public var text: String { text(in: .unicode) }

  /// The same, its matrices named as `notation` does.
  public func text(in notation: ExpressionNotation) -> String {
    switch self {
    case .zero: "zero"
    case .dense: "dense"
    case .sparse: "sparse"
    case .permutation: "permutation"
    case .selection: "selection"
    case .diagonal: "diagonal"
    case .blockDiagonal(let letters): "block-diagonal over \(letters.joined(separator: ", "))"
    case .kroneckerProduct(let form): form.text(in: notation).text
    }
  }
}

extension KroneckerForm {
  /// Whether it is one Kronecker product and nothing else: no sum, permutation, diagonal or slice.
  fileprivate var isProduct: Bool {
    guard terms.count == 1, let factors = terms.first else { return false }
    let others = factors.filter { if case .scalar = $0 { false } else { true } }
    guard others.count == 1, case .kronecker(let parts) = others[0] else { return false }
    let areWhole = parts.allSatisfy { part in
      switch part {
      case .matrix(.apply(.diagonal, _, _)), .selection, .commutation: false
      case .identity, .matrix, .column, .row: true
      }
    }
    let hasIdentity = parts.contains { if case .identity = $0 { true } else { false } }
    return areWhole && (hasIdentity || parts.count > 1)
  }
}

/// Reads the structure of a Jacobian that has at least one term.
private struct StructureReader {
  let jacobian: StructuredTensor<Expression>
  let alternatives: [[KroneckerDelta]]
  let outputs: [Index]
  let inputs: [Index]

  /// The output and input axes that are equal wherever an entry is not zero, each input once.
  private var pairs: [(output: Index, input: Index)] {
    var pairs: [(output: Index, input: Index)] = []
    for output in outputs {
      let input = inputs.first { input in
        output.extent == input.extent && !pairs.contains { $0.input == input }
          && alternatives.allSatisfy { $0.contains { $0.ties(output, input) } }
      }
      if let input { pairs.append((output, input)) }
    }
    return pairs
  }

  /// The name of the pattern where the Jacobian is no Kronecker product.
  func pattern(_ nonzeros: Int, of entries: Int) -> JacobianStructure {
    if nonzeros == entries { return .dense }
    let pairs = self.pairs
    let isCovered = pairs.count == outputs.count && pairs.count == inputs.count
    if isCovered, pairs.map(\.input) == inputs { return .diagonal }
    let term = jacobian.terms[0]
    if jacobian.terms.count == 1, term.factors.isEmpty, term.coefficient == 1, !outputs.isEmpty {
      let rows = Shape(outputs.map(\.extent)).count
      if nonzeros == rows, !term.deltas.isEmpty {
        return Shape(inputs.map(\.extent)).count == rows ? .permutation : .selection
      }
    }
    return pairs.isEmpty || isCovered ? .sparse : .blockDiagonal(over: pairs.map(\.output.letter))
  }
}

extension KroneckerDelta {
  /// Whether the delta says that these two indices are equal.
  fileprivate func ties(_ a: Index, _ b: Index) -> Bool {
    (left.plain == a && right.plain == b) || (left.plain == b && right.plain == a)
  }
}
