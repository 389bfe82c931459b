import TensorCore

/// A statement's expression in index notation: `Σₖ X[i,k]·A[k,j]`, `relu(z[i,j])`.
struct ForwardFormula: Hashable, Sendable {
  let variable: Variable
  /// The letters of the variable's axes.
  let letters: [String]

  func text(
    _ expression: Expression, out: [Index], in notation: ExpressionNotation
  ) -> FormulaText {
    var writer = Writer(
      variable: variable, letters: letters, entries: IndexNotation(notation: notation),
      taken: Set(out.map(\.letter)))
    writer.supply = IndexSupply(startingAt: (out.map(\.id).max() ?? 0) + 1_000_000)
    return writer.piece(expression, at: out.map(IndexForm.init)).text
  }

  private typealias Piece = ExpressionNotation.Piece

  private struct Writer {
    let variable: Variable
    let letters: [String]
    let entries: IndexNotation
    var taken: Set<String>
    var supply = IndexSupply()

    mutating func piece(_ expression: Expression, at subscripts: [IndexForm]) -> Piece {
      guard case .apply(let operation, let arguments, let shape) = expression else {
        return Piece(entries.factor(Factor(expression, subscripts)), .atom)
      }
      func at(_ argument: Expression) -> [IndexForm] {
        aligned(subscripts, extents: shape.extents, to: argument.shape)
      }
      switch operation {
      case .add, .subtract:
        let left = piece(arguments[0], at: at(arguments[0]))
        let right = piece(arguments[1], at: at(arguments[1]))
        let sign = FormulaText(operation == .add ? " + " : " \(entries.minus) ")
        return Piece(
          left.text + sign + bracketed(right, below: operation == .add ? .sum : .product), .sum)
      case .divide:
        let left = piece(arguments[0], at: at(arguments[0]))
        let right = piece(arguments[1], at: at(arguments[1]))
        if entries.isLatex { return entries.notation.fraction(left.text, right.text) }
        return Piece(
          bracketed(left, below: .product) + " / " + bracketed(right, below: .power), .product)
      case .power:
        let base = bracketed(piece(arguments[0], at: at(arguments[0])), below: .atom)
        let exponent = piece(arguments[1], at: at(arguments[1]))
        return entries.notation.power(base, exponent, of: arguments[1])
      case .negate:
        return Piece(
          FormulaText(entries.minus)
            + bracketed(piece(arguments[0], at: subscripts), below: .product),
          .negation)
      case .function(let name):
        return entries.notation.call(of: name, piece(arguments[0], at: at(arguments[0])).text)
      default: return multilinear(operation, arguments, shape, at: subscripts)
      }
    }

    /// Sums over bound indices of a product of the arguments: `Σₙ Σₖ X[i,k]·A[k,n]·B[n,j]`.
    ///
    /// A sum reaches as far as the product does; it is bracketed where a factor behind it has the same letter
    /// for something else: `(Σₖ A[i,k]·x[k])·Σₖ B[i,k]·x[k]`.
    private mutating func multilinear(
      _ operation: Operation, _ arguments: Arguments, _ shape: Shape,
      at subscripts: [IndexForm]
    ) -> Piece {
      guard case .multilinear(let form) = operation.rule.derivative else {
        let whole = Expression.apply(operation, arguments, shape)
        return Piece(entries.factor(Factor(whole, subscripts)), .atom)
      }
      let axes = supply.indices(for: shape)
      guard var term = form(arguments.map(\.shape), axes, &supply).first else {
        return Piece("0", .atom)
      }
      term = zip(axes, subscripts).reduce(term) { $0.substituting($1.0, by: $1.1) }
      let taken = self.taken
      for index in term.bound { term = term.lettering(index, letter(for: index, term, arguments)) }
      let factors = term.factors.map { piece(arguments[$0.label], at: $0.subscripts) }
      let deltas = term.deltas.map(entries.delta)
      var pieces = factors.enumerated().map { place, factor in
        let behind = factors[(place + 1)...].map(\.text) + deltas
        let isOpen = factor.binding < .power && behind.contains(where: factor.text.sumsOver)
        return bracketed(factor, below: isOpen ? .atom : .product)
      }
      pieces += deltas
      if term.coefficient != 1 || pieces.isEmpty {
        pieces.insert(entries.coefficient(term.coefficient), at: 0)
      }
      self.taken = taken
      return Piece(
        entries.sums(term.bound) + IndexNotation.joined(pieces, entries.times), .product)
    }

    /// The letter of the variable's axis that the index runs along, else a spare one.
    private mutating func letter(
      for index: Index, _ term: Term<Int>, _ arguments: Arguments
    ) -> String {
      var own: String?
      for factor in term.factors where arguments[factor.label] == .variable(variable) {
        if let axis = factor.subscripts.firstIndex(where: { $0.plain == index }) {
          own = letters[axis]
        }
      }
      if own == nil { own = deeperLetter(for: index, term, arguments) }
      let letter =
        own.flatMap { taken.contains($0) ? nil : $0 }
        ?? Lettering.spare.first { !taken.contains($0) } ?? "?"
      taken.insert(letter)
      return letter
    }

    /// The variable's own letter where an entry-by-entry expression of it is summed.
    private func deeperLetter(
      for index: Index, _ term: Term<Int>, _ arguments: Arguments
    ) -> String? {
      for factor in term.factors where arguments[factor.label].shape == variable.shape {
        guard arguments[factor.label].contains(variable),
          let axis = factor.subscripts.firstIndex(where: { $0.plain == index })
        else { continue }
        return letters[axis]
      }
      return nil
    }

    private func bracketed(_ piece: Piece, below binding: ExpressionNotation.Binding) -> FormulaText
    {
      piece.binding >= binding ? piece.text : entries.notation.bracketed(piece.text)
    }
  }
}

extension FormulaText {
  /// Whether an index that is summed over here stands in the other text.
  fileprivate func sumsOver(_ other: FormulaText) -> Bool {
    zip(spans, spans.dropFirst()).contains { sign, index in
      sign.role == .summation && other.spans.contains { $0.role == index.role }
    }
  }
}
