import TensorCore

/// Reads one term of a Jacobian as a product of Kronecker products.
///
/// Deltas pair an axis of the output with one of the variable. Factors that read several axes of the
/// output alone scale rows, those that read several of the variable alone scale columns; the rest must
/// fall apart into groups of at most one axis each, which are the parts.
struct KroneckerReader {
  let outputs: [Index]
  let inputs: [Index]
  let isByColumns: Bool
  /// Whether diagonal matrices may stand between Kronecker products.
  let isSandwiching: Bool

  func factors(of term: Term<Expression>) -> [KroneckerForm.Factor]? {
    guard let (term, outputs, inputs) = AxisRefinement.refined(term, outputs, inputs) else {
      return nil
    }
    return Self.factors(
      of: term, ordered(outputs), ordered(inputs), depth: isSandwiching ? Self.depth : 0)
  }

  /// More than this many diagonal matrices stand in no product.
  private static let depth = 3

  /// The product with the fewest words: one of Kronecker products; one vector; a stack of matrices as one;
  /// several with diagonal matrices between them.
  static func factors(
    of term: Term<Expression>, _ outputs: [Index], _ inputs: [Index], depth: Int
  ) -> [KroneckerForm.Factor]? {
    let tied = AxisRefinement.tied(term, outputs, inputs)
    guard let reading = KroneckerTerm(tied, outputs: outputs, inputs: inputs) else { return nil }
    return reading.factors(scaling: false) ?? reading.factors(scaling: true) ?? reading.vector
      ?? reading.factors(scaling: false, stacking: true)
      ?? (depth > 0 ? KroneckerSandwich(tied, outputs, inputs)?.factors(depth: depth) : nil)
  }

  /// The axes from the one that runs slowest to the fastest; the digits of one axis stay in order.
  private func ordered(_ axes: [[Index]]) -> [Index] {
    Array((isByColumns ? axes.reversed() : axes).joined())
  }
}
