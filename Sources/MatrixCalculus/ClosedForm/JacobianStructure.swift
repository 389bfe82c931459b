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
  /// Its parts from left to right, at least one of them an identity or two of them matrices.
  case kroneckerProduct([Part])

  /// A part of a Kronecker product.
  public enum Part: Hashable, Sendable {
    case identity
    case scalar(Expression)
    case matrix(Expression)
    case column(Expression)
    case row(Expression)
  }

  /// The structure of a Jacobian whose first `outputRank` axes are those of the output.
  public init(_ jacobian: StructuredTensor<Expression>, outputRank: Int) {
    let jacobian = jacobian.collapsed
    guard !jacobian.terms.isEmpty else {
      self = .zero
      return
    }
    let reader = StructureReader(
      jacobian: jacobian, outputs: Array(jacobian.free.prefix(outputRank)),
      inputs: Array(jacobian.free.dropFirst(outputRank)))
    self = reader.kroneckerProduct().map(Self.kroneckerProduct) ?? reader.pattern()
  }

  /// The name in words or as a product: `X ⊗ I`, `block-diagonal over i`.
  public var text: String {
    switch self {
    case .zero: "zero"
    case .dense: "dense"
    case .sparse: "sparse"
    case .permutation: "permutation"
    case .selection: "selection"
    case .diagonal: "diagonal"
    case .blockDiagonal(let letters): "block-diagonal over \(letters.joined(separator: ", "))"
    case .kroneckerProduct(let parts): Self.product(parts)
    }
  }

  private static func product(_ parts: [Part]) -> String {
    var text = ""
    for (place, part) in parts.enumerated() {
      switch part {
      case .scalar(.number(-1)): text += "−"
      case .scalar(let factor): text += ExpressionNotation.unicode.atom(factor).text + "·"
      default: text += part.text + (place + 1 < parts.count ? " ⊗ " : "")
      }
    }
    return text
  }
}

extension JacobianStructure.Part {
  fileprivate var text: String {
    switch self {
    case .identity: "I"
    case .scalar(let form), .matrix(let form), .column(let form):
      ExpressionNotation.unicode.atom(form).text
    case .row(let form): ExpressionNotation.unicode.atom(form).text + "ᵀ"
    }
  }
}

/// Reads the structure of a Jacobian that has at least one term.
private struct StructureReader {
  let jacobian: StructuredTensor<Expression>
  let outputs: [Index]
  let inputs: [Index]

  /// Axes that share a delta or a factor, with the indices that tie them.
  struct Group {
    var indices: Set<Index>
    var outputs: [Index]
    var inputs: [Index]
    var isTiedByFactor: Bool
  }

  /// The output and input axes that a delta makes equal in every term.
  private var pairs: [(output: Index, input: Index)] {
    outputs.compactMap { output in
      inputs.first { input in
        output.extent == input.extent
          && jacobian.terms.allSatisfy { $0.deltas.contains { $0.ties(output, input) } }
      }
      .map { (output, $0) }
    }
  }

  /// The name of the pattern where the Jacobian is no Kronecker product.
  func pattern() -> JacobianStructure {
    let pairs = self.pairs
    let isCovered = pairs.count == outputs.count && pairs.count == inputs.count
    if isCovered, pairs.map(\.input) == inputs { return .diagonal }
    let term = jacobian.terms[0]
    if jacobian.terms.count == 1, term.factors.isEmpty, term.coefficient == 1, !outputs.isEmpty {
      let nonzeros = SparsityPattern(jacobian).nonzeroCount
      let rows = Shape(outputs.map(\.extent)).count
      if nonzeros == rows, !term.deltas.isEmpty {
        return Shape(inputs.map(\.extent)).count == rows ? .permutation : .selection
      }
    }
    if !pairs.isEmpty, !isCovered { return .blockDiagonal(over: pairs.map(\.output.letter)) }
    return jacobian.terms.contains { $0.deltas.isEmpty } ? .dense : .sparse
  }

  /// The parts from left to right; nil where the Jacobian does not split.
  func kroneckerProduct() -> [JacobianStructure.Part]? {
    guard let groups = orderedGroups() else { return nil }
    let dense = groups.filter { !$0.isIdentity }
    guard jacobian.terms.count == 1 || dense.count == 1 else { return nil }
    var parts: [JacobianStructure.Part] = []
    for group in groups {
      guard !group.isIdentity else {
        if parts.last != .identity { parts.append(.identity) }
        continue
      }
      let isFirst = group.indices == dense[0].indices
      guard let form = form(of: group, withScale: isFirst), let part = part(group, form) else {
        return nil
      }
      parts.append(part)
    }
    if dense.isEmpty, let scale = form(of: nil, withScale: true), scale != .number(1) {
      parts.insert(.scalar(scale), at: 0)
    }
    let matrices = parts.filter { if case .matrix = $0 { true } else { false } }
    return parts.contains(.identity) || matrices.count > 1 ? parts : nil
  }

  private func part(_ group: Group, _ form: Expression) -> JacobianStructure.Part? {
    switch (group.outputs.count, group.inputs.count) {
    case (1, 1): .matrix(form)
    case (1, 0): .column(form)
    case (0, 1): .row(form)
    default: nil
    }
  }

  /// The matrix form of what ties a group, of the scalar factors where there is none.
  private func form(of group: Group?, withScale: Bool) -> Expression? {
    let free = (group?.outputs ?? []) + (group?.inputs ?? [])
    let own = group?.indices ?? []
    let terms = jacobian.terms.map { term in
      let factors = term.factors.filter { factor in
        let indices = factor.subscripts.flatMap(\.indices)
        return indices.isEmpty ? withScale : indices.contains(where: own.contains)
      }
      return Term(
        coefficient: withScale ? term.coefficient : 1, factors: factors,
        bound: term.bound.filter(own.contains))
    }
    return ClosedForm.summands(StructuredTensor(free: free, terms: terms)).map {
      ClosedForm.sum(ClosedForm.factored($0), shape: Shape(free.map(\.extent))).simplified
    }
  }

  /// The groups in the order of their axes; nil where outputs and inputs disagree on it.
  private func orderedGroups() -> [Group]? {
    guard let groups = groups() else { return nil }
    var ordered = groups.filter { !$0.outputs.isEmpty }
      .sorted { place($0.outputs, in: outputs) < place($1.outputs, in: outputs) }
    for group in groups where group.outputs.isEmpty {
      let own = place(group.inputs, in: inputs)
      let next = ordered.firstIndex { !$0.inputs.isEmpty && place($0.inputs, in: inputs) > own }
      ordered.insert(group, at: next ?? ordered.endIndex)
    }
    let isConsistent =
      ordered.flatMap(\.outputs) == outputs && ordered.flatMap(\.inputs) == inputs
    return isConsistent ? ordered : nil
  }

  private func place(_ axes: [Index], in all: [Index]) -> Int {
    axes.first.flatMap(all.firstIndex) ?? all.count
  }

  /// The groups of axes that share a delta or a factor in some term; nil where a delta is no pair of an
  /// output and an input.
  private func groups() -> [Group]? {
    var sets = jacobian.free.map { (indices: Set([$0]), isTied: false) }
    func join(_ indices: Set<Index>, byFactor: Bool) {
      let (touched, rest) = (
        sets.filter { !$0.indices.isDisjoint(with: indices) },
        sets.filter { $0.indices.isDisjoint(with: indices) }
      )
      let union = touched.reduce(indices) { $0.union($1.indices) }
      sets = rest + [(union, byFactor || touched.contains { $0.isTied })]
    }
    for term in jacobian.terms {
      for factor in term.factors {
        let indices = Set(factor.subscripts.flatMap(\.indices))
        if !indices.isEmpty { join(indices, byFactor: true) }
      }
    }
    let pairs = self.pairs
    for term in jacobian.terms {
      guard term.deltas.count == pairs.count else { return nil }
    }
    for pair in pairs { join([pair.output, pair.input], byFactor: false) }
    let groups = sets.map { set in
      Group(
        indices: set.indices, outputs: outputs.filter(set.indices.contains),
        inputs: inputs.filter(set.indices.contains), isTiedByFactor: set.isTied)
    }
    // Where a factor reads along a delta, the blocks differ.
    let areAlike = groups.allSatisfy { group in
      !group.isTiedByFactor || !pairs.contains { group.indices.contains($0.output) }
    }
    return areAlike ? groups.filter { !$0.outputs.isEmpty || !$0.inputs.isEmpty } : nil
  }
}

extension StructureReader.Group {
  /// Whether nothing but a delta ties an output to an input.
  fileprivate var isIdentity: Bool { !isTiedByFactor && outputs.count == 1 && inputs.count == 1 }
}

extension KroneckerDelta {
  /// Whether the delta says that these two indices are equal.
  fileprivate func ties(_ a: Index, _ b: Index) -> Bool {
    (left.plain == a && right.plain == b) || (left.plain == b && right.plain == a)
  }
}
