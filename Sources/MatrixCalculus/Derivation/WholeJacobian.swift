import TensorCore

/// The end of a story without a scalar: the Jacobian that was asked for, through all links.
extension Derivation {
  /// A Jacobian of more factors than this is not told: nobody would read its formula.
  private static let tellableFactors = 100

  /// The links as they are told.
  ///
  /// Where the output is no scalar and several links lead to it, one more stands at the end: ∂H/∂W₁ itself, of
  /// which the links before it are the parts. Its steps are the Jacobian and its sparsity, its entries are
  /// evaluated on demand as every Jacobian's; it ends in no gradient of its own.
  public var told: [Link] {
    guard upstream != nil, links.count > 1, let last = links.last, let jacobian, let pattern,
      jacobian.terms.reduce(0, { $0 + $1.factors.count }) <= Self.tellableFactors,
      let definition = program.definition(of: output)
    else { return links }
    let whole = Link.Contribution(
      statement: Program.Statement(output, definition.writingOut(program)),
      jacobianName: .jacobian(of: output, by: variable), jacobian: jacobian, pattern: pattern,
      upstream: upstream,
      forward: StructuredTensor(
        free: Array(jacobian.free.prefix(output.shape.rank)), terms: []))
    return links + [Link(telling: whole, after: last)]
  }
}
