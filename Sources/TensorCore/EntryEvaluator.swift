/// Reads single entries of a structured tensor, and whether they are zero whatever the numbers are.
///
/// Every factor is compiled to an affine offset into its elements, so that an entry without bound
/// indices costs O(factors); a bound index multiplies that by its extent, unless a delta says what it
/// is: Σⱼ G[i,j]·δ[j,l] reads one j. Nothing is stored but the factors themselves.
public struct EntryEvaluator: Sendable {
  /// What stands behind a factor.
  public indirect enum Source: Sendable {
    case dense(Tensor)
    case structured(EntryEvaluator)
    case generated(GeneratedTensor)
    /// Numbers that are not known yet: entries that read them are no numbers, patterns are as ever.
    case pending(Shape)

    var shape: Shape {
      switch self {
      case .dense(let tensor): tensor.shape
      case .structured(let evaluator): evaluator.shape
      case .generated(let tensor): tensor.shape
      case .pending(let shape): shape
      }
    }

    public var isPending: Bool {
      switch self {
      case .dense, .generated: false
      case .structured(let evaluator): evaluator.isPending
      case .pending: true
      }
    }
  }

  public let shape: Shape
  /// Whether a factor's numbers are not known yet.
  public let isPending: Bool
  /// Where terms add up to zero whatever the numbers are.
  public let cancellation: TermCancellation?
  private let terms: [CompiledTerm]
  /// The alternatives of the pattern, where one is known: terms without factors.
  private let alternatives: [CompiledTerm]?

  /// Compiles `tensor`; `source` gives the numbers of a factor and is asked once a factor.
  ///
  /// `pattern` says where it is zero whatever the numbers are, where more is known of its factors than that
  /// they are tensors. Traps where a factor has another rank than its subscripts.
  public init<Label>(
    _ tensor: StructuredTensor<Label>, pattern: SparsityPattern? = nil, source: (Label) -> Source
  ) {
    shape = tensor.shape
    terms = tensor.terms.map { CompiledTerm($0, free: tensor.free, source: source) }
    cancellation = pattern.map(\.cancellation) ?? TermCancellation(tensor)
    alternatives = pattern.map { pattern in
      pattern.alternatives.map { deltas in
        let summed = Set(deltas.flatMap(\.indices)).subtracting(pattern.free)
        let term = Term<Label>(deltas: deltas, bound: summed.sorted { $0.id < $1.id })
        return CompiledTerm(term, free: pattern.free, source: source)
      }
    }
    isPending = terms.contains { $0.factors.contains(where: \.source.isPending) }
  }

  /// The entry at `coordinates`, which count from zero.
  public func entry(at coordinates: [Int]) -> Double {
    terms.indices.reduce(0) { $0 + terms[$1].value(at: coordinates) }
  }

  /// The entry with every product taken as it is without its sign: how large what is summed is.
  ///
  /// Rounding of the entry is relative to it; where terms cancel, the entry itself may be far smaller.
  public func magnitude(at coordinates: [Int]) -> Double {
    terms.reduce(0) { $0 + $1.magnitude(at: coordinates) }
  }

  /// Whether the entry is zero whatever the numbers are: deltas strike it out, or its terms cancel.
  public func isStructuralZero(at coordinates: [Int]) -> Bool {
    (alternatives ?? terms).allSatisfy { $0.isStructuralZero(at: coordinates) }
      || cancellation?.cancels(at: coordinates) == true
  }

  /// Whether deltas alone make the part of one term zero.
  public func isStructuralZero(term: Int, at coordinates: [Int]) -> Bool {
    terms[term].isStructuralZero(at: coordinates)
  }

  public func factorCount(ofTerm term: Int) -> Int { terms[term].factors.count }

  /// The number that a factor of a term reads for the entry; nil where the term sums over an index.
  public func factor(_ factor: Int, ofTerm term: Int, at coordinates: [Int]) -> Double? {
    terms[term].isSum ? nil : terms[term].value(ofFactor: factor, at: coordinates)
  }

  /// Products that one entry sums, deltas used: what an entry costs.
  public var productsPerEntry: Int {
    terms.reduce(0) { saturatingSum($0, $1.productCount) }
  }
}
