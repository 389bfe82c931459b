import TensorCore

/// What a Jacobian costs when it is stored and contracted whole, and what its structure saves.
///
/// Nothing is evaluated; the cost does not depend on extents. Counts saturate at `Int.max`.
public struct JacobianCost: Hashable, Sendable {
  public let entries: Int
  /// Entries that no delta makes zero, each counted once.
  public let nonzeros: Int
  /// How many conditions, each a set of deltas, let an entry be other than zero.
  public let alternatives: Int
  /// How much more the terms count together: entries at which the deltas of several of them hold.
  ///
  /// 0 where two of them cancel there: such entries are no nonzeros at all.
  public let shared: Int
  /// Doubles of all entries, and of the factors from which any entry is computed.
  public let denseBytes: Int
  public let structuredBytes: Int
  /// Multiplications of ∂E/∂y ⊗ ∂y/∂A over all entries, and with the sums that deltas end gone.
  public let denseMultiplications: Int
  public let structuredMultiplications: Int
  /// Passes that give the whole Jacobian: one an input, or one an output.
  public let forwardPasses: Int
  public let reversePasses: Int

  /// The cost of a Jacobian whose first `outputRank` axes are those of the output.
  ///
  /// `pattern` says where it is zero, where more is known than its deltas say.
  public init(
    _ jacobian: StructuredTensor<Expression>, pattern: SparsityPattern? = nil, outputRank: Int
  ) {
    let pattern = pattern ?? SparsityPattern(jacobian)
    entries = pattern.entryCount
    nonzeros = pattern.nonzeroCount
    alternatives = pattern.alternatives.count
    let counts = pattern.alternatives.map { deltas in
      SparsityPattern(StructuredTensor(free: jacobian.free, terms: [Term<Int>(deltas: deltas)]))
        .nonzeroCount
    }
    shared =
      pattern.cancellation == nil ? max(0, counts.reduce(0, saturatingSum) - nonzeros) : 0
    let labels = Set(jacobian.terms.flatMap(\.factors).map(\.label))
    denseBytes = saturatingProduct(8, entries)
    structuredBytes = labels.reduce(0) { saturatingSum($0, saturatingProduct(8, $1.shape.count)) }
    let outputs = Array(jacobian.free.prefix(outputRank))
    let inputs = Array(jacobian.free.dropFirst(outputRank))
    reversePasses = outputs.map(\.extent).reduce(1, saturatingProduct)
    forwardPasses = inputs.map(\.extent).reduce(1, saturatingProduct)
    denseMultiplications = outputs.isEmpty ? 0 : entries
    structuredMultiplications = Self.contraction(jacobian, outputs, inputs).multiplications
  }

  /// Multiplications that the structure saves.
  public var savedMultiplications: Int { max(0, denseMultiplications - structuredMultiplications) }

  /// Σ over the outputs of a gradient of theirs times the Jacobian, its deltas eliminated.
  private static func contraction(
    _ jacobian: StructuredTensor<Expression>, _ outputs: [Index], _ inputs: [Index]
  ) -> StructuredTensor<Expression> {
    let gradient = Variable("∂E/∂y", shape: Shape(outputs.map(\.extent)), role: .gradient)
    let upstream = Term<Expression>(
      factors: outputs.isEmpty ? [] : [Factor(.variable(gradient), indices: outputs)],
      bound: outputs)
    return StructuredTensor(
      free: inputs, terms: jacobian.terms.compactMap { upstream.multiplied(by: $0).collapsed })
  }
}
