import TensorCore

/// What a step says, side by side: `∂E/∂A[k,l] = Σᵢ ∂E/∂y[i,l]·X[i,k]`, in any notation.
public struct Equation: Hashable, Sendable {
  enum Side: Hashable, Sendable {
    case name(Variable)
    case entry(Variable, [Index])
    /// `∂y[i,j]/∂A[k,l]`.
    case quotient(Variable, [Index], by: Variable, [Index])
    /// The entries of a tensor as a sum of products.
    case sum(StructuredTensor<Expression>, sorted: Bool = false)
    /// The value of a statement's expression at these indices.
    case value(Expression, ForwardFormula, [Index])
    case matrix(Expression)
    /// What has no expression, `(Xᵀ·X) ⊗ I`.
    case words(String)
    case transposed(Expression)
    /// `((∂E/∂y)ᵀ·X)[l,k]`.
    case entryOf(Expression, [Index])
    /// `Σᵢ (∂E/∂y)ᵀ[l,i]·X[i,k]` for a product of two matrices.
    case rowsMeetColumns([Expression], bound: [Index], free: [Index])
  }

  let sides: [Side]

  init(_ sides: Side...) { self.sides = sides }

  init(_ sides: [Side]) { self.sides = sides }

  /// `∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]`: a tensor's entries under its name.
  public static func entries(
    of name: Variable, _ tensor: StructuredTensor<Expression>
  ) -> Equation {
    Equation(.entry(name, tensor.free), .sum(tensor, sorted: true))
  }

  /// The equation on a blackboard or in LaTeX.
  public func text(in notation: ExpressionNotation) -> FormulaText {
    IndexNotation.joined(sides.map { Self.text($0, notation) }, " = ")
  }

  private static func text(_ side: Side, _ notation: ExpressionNotation) -> FormulaText {
    let entries = IndexNotation(notation: notation)
    switch side {
    case .name(let variable): return entries.entry(variable, [])
    case .entry(let variable, let indices): return entries.entry(variable, indices)
    case .quotient(let output, let out, let variable, let axes):
      return entries.quotient(output, out, by: variable, axes)
    case .sum(let tensor, let sorted): return entries.text(tensor, sorted: sorted)
    case .value(let expression, let forward, let out):
      return forward.text(expression, out: out, in: notation)
    case .matrix(let expression): return notation.text(expression)
    case .words(let words): return FormulaText(words)
    case .transposed(let expression): return notation.turned(bracketed(expression, notation))
    case .entryOf(let expression, let indices):
      // A number has no entries, and needs no brackets.
      guard !indices.isEmpty else { return notation.text(expression) }
      return bracketed(expression, notation) + entries.subscripts(indices.map(IndexForm.init))
    case .rowsMeetColumns(let factors, let bound, let free):
      return rowsMeetColumns(factors, bound, free, entries)
    }
  }

  private static func bracketed(
    _ expression: Expression, _ notation: ExpressionNotation
  ) -> FormulaText {
    guard case .apply = expression else { return notation.text(expression) }
    return notation.bracketed(notation.text(expression))
  }

  private static func rowsMeetColumns(
    _ factors: [Expression], _ bound: [Index], _ free: [Index], _ entries: IndexNotation
  ) -> FormulaText {
    let rows = Array(free.prefix(factors[0].shape.rank - 1))
    let columns = Array(free.suffix(factors[1].shape.rank - 1))
    let pieces = zip(factors, [rows + bound, bound + columns]).map { factor, indices in
      entries.factor(Factor(factor, indices: indices))
    }
    return entries.sums(bound) + IndexNotation.joined(pieces, entries.times)
  }
}
