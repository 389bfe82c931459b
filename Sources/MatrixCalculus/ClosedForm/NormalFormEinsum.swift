import TensorCore

/// Sums of products that the program wrote as an einsum, read as what linear algebra has for them.
///
///     einsum("ni,ij->nj", P, W) = P·W      einsum("ij,ij->", A, B) = sum(A ⊙ B)      einsum("ii->", A) = tr(A)
extension NormalForm {
  /// An operation that is linear in each argument, an einsum of matrices in a matrix form that is no longer.
  mutating func linear(_ operation: Operation, _ arguments: [Expression]) -> Monomial {
    let own = Expression.known(operation, arguments)
    guard case .einsum(let inputs, let output) = operation,
      own.shape.rank <= 2, arguments.allSatisfy({ $0.shape.rank <= 2 }),
      let form = Self.matrixForm(inputs, output, arguments),
      form.isMatrixForm, form.weight <= own.weight
    else { return letter(own) }
    return product(of: factored(polynomial(form)))
  }

  private static func matrixForm(
    _ inputs: [String], _ output: String, _ arguments: [Expression]
  ) -> Expression? {
    var supply = IndexSupply()
    var indices: [Character: Index] = [:]
    var factors: [Factor<Expression>] = []
    for (input, argument) in zip(inputs, arguments) {
      for (letter, extent) in zip(input, argument.shape.extents) where indices[letter] == nil {
        indices[letter] = supply.index(extent: extent, letter: String(letter))
      }
      factors.append(Factor(argument, indices: input.compactMap { indices[$0] }))
    }
    let free = output.compactMap { indices[$0] }
    let bound = indices.values.filter { !free.contains($0) }.sorted { $0.id < $1.id }
    return Recognition.matrixForm(Term(factors: factors, bound: bound), free: free)?.simplified
  }
}
