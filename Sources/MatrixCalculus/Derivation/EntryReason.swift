import TensorCore

/// Why an entry of a Jacobian is what it is: `∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2`.
public struct EntryReason: Hashable, Sendable {
  public let text: FormulaText
  public let value: Double
  /// Whether the entry is zero whatever the numbers are: deltas strike it out, its terms cancel, or what it
  /// reads is zero.
  public let isStructuralZero: Bool
  /// The entries of named tensors that the value is read from, coordinates from zero.
  public let reads: [Read]

  public struct Read: Hashable, Sendable {
    public let variable: Variable
    public let coordinates: [Int]
  }

  /// The reason of the entry at `coordinates` (from zero) of a contribution's Jacobian.
  ///
  /// `base` is what indices are shown to count from, 0 or 1.
  public init(
    _ contribution: Link.Contribution, of link: Link, at coordinates: [Int], _ values: Valuation,
    base: Int
  ) {
    self.init(
      contribution, of: link, at: coordinates,
      values.evaluator(of: contribution.jacobian, pattern: contribution.pattern, in: link),
      base: base
    ) { values[$0]?[$1] }
  }

  /// The same, with the evaluator of the contribution's Jacobian at hand, how a number is written, and what
  /// gives an entry of a named tensor, nil where it is not known.
  public init(
    _ contribution: Link.Contribution, of link: Link, at coordinates: [Int],
    _ evaluator: EntryEvaluator, base: Int, spelling: @escaping (Double) -> String = Self.short,
    number: (Variable, [Int]) -> Double?
  ) {
    let writer = ReasonWriter(
      contribution: contribution, variable: link.variable, coordinates: coordinates, base: base,
      spelling: spelling)
    value = evaluator.entry(at: coordinates)
    isStructuralZero = evaluator.isStructuralZero(at: coordinates)
    let alive = contribution.jacobian.terms.indices.filter {
      !evaluator.isStructuralZero(term: $0, at: coordinates)
    }
    let terms = alive.map { contribution.jacobian.terms[$0] }
    reads = terms.flatMap(writer.reads)
    guard !isStructuralZero else {
      text = terms.isEmpty ? writer.zero() : writer.identicallyZero(terms)
      return
    }
    guard value == 0, !writer.conditions(terms).text.isEmpty else {
      text = writer.nonzero(terms, value)
      return
    }
    let zero = alive.count == 1 ? evaluator.zeroFactor(ofTerm: alive[0], at: coordinates) : nil
    text = writer.vanishing(terms, because: zero.map { terms[0].factors[$0] }, number)
  }
}

extension EntryReason {
  /// A few digits, with a minus for a sign, as in every formula.
  public static func short(_ value: Double) -> String {
    let short = NumberText.short(value)
    return value < 0 && value.isFinite ? "−" + short.dropFirst() : short
  }
}

extension EntryEvaluator {
  /// The first factor of a term that is read as 0; nil where there is none, or the term is a sum.
  fileprivate func zeroFactor(ofTerm term: Int, at coordinates: [Int]) -> Int? {
    (0..<factorCount(ofTerm: term)).first {
      factor($0, ofTerm: term, at: coordinates) == 0
    }
  }
}

extension EntryReason {
  /// The name of an entry: X₁₂, from the tenth on X[12,3]; coordinates from zero.
  ///
  /// A name that ends in a digit keeps its distance, W2[1,2], also where subscripts cannot be written.
  public static func entryName(_ name: String, _ coordinates: [Int], base: Int) -> String {
    guard !coordinates.isEmpty else { return name }
    let shown = coordinates.map { $0 + base }
    let isNumbered = name.last.map { ("0"..."9").contains($0) } == true
    return !isNumbered && shown.allSatisfy { (0...9).contains($0) }
      ? name + shown.map(NumberText.subscripted).joined()
      : name + "[" + shown.map(String.init).joined(separator: ",") + "]"
  }

  /// The name of an entry of a Jacobian, `∂y₁₂/∂A₂₂`; of a gradient's Jacobian, `∂²E/∂x₁∂x₂`.
  ///
  /// Coordinates from zero, those of the output first; `bar` says what is held fixed: `∂E/∂w₁|r`.
  public static func derivativeName(
    of output: Variable, by variable: Variable, _ coordinates: [Int], base: Int, bar: String = ""
  ) -> String {
    let upper = entryName(output.name, Array(coordinates.prefix(output.shape.rank)), base: base)
    let lower = entryName(
      variable.name, Array(coordinates.dropFirst(output.shape.rank)), base: base)
    return output.role == .gradient
      ? "∂²\(upper.dropFirst())∂\(lower)" : "∂\(upper)/∂\(lower)\(bar)"
  }
}
