import TensorCore

/// The blackboard side of the notation: Unicode text and LaTeX.
extension ExpressionNotation {
  func mathematical(_ operation: Operation, _ arguments: Arguments, _ shape: Shape) -> Piece {
    func plain(_ place: Int) -> FormulaText { text(arguments[place]) }
    switch operation {
    case .add: return infix(arguments, " + ", .sum, .sum)
    case .subtract: return infix(arguments, FormulaText(" \(minus) "), .sum, .product)
    case .multiply: return product(arguments)
    case .divide:
      guard style == .latex else { return infix(arguments, " / ", .product, .power) }
      return Piece(FormulaText("\\frac{") + plain(0) + "}{" + plain(1) + "}", .power)
    case .power: return power(arguments[0], arguments[1])
    case .negate:
      return Piece(FormulaText(minus) + argument(arguments[0], .product), .negation)
    case .function(let name):
      return Piece(FormulaText(functionName(name)) + bracketed(plain(0)), .atom)
    case .matrixProduct: return infix(arguments, style == .latex ? " " : "·", .product, .power)
    case .transpose: return raised(arguments[0], style == .latex ? "\\top" : "ᵀ")
    case .sum(let axes, false):
      if let piece = sumAlongAxis(arguments[0], axes) { return piece }
      return Piece(FormulaText(style == .latex ? "\\sum" : "sum") + bracketed(plain(0)), .atom)
    case .contraction(let axes):
      let symbol = style == .latex ? " \\otimes_{\(axes)} " : " ⊗\(NumberText.subscripted(axes)) "
      return infix(arguments, FormulaText(symbol), .product, .power)
    case .outer:
      let right = raised(arguments[1], style == .latex ? "\\top" : "ᵀ")
      return Piece(
        argument(arguments[0], .product) + (style == .latex ? " " : "·") + right.text, .product)
    case .trace: return Piece(FormulaText(functionName("tr")) + bracketed(plain(0)), .atom)
    case .diagonal: return Piece(FormulaText(functionName("diag")) + bracketed(plain(0)), .atom)
    case .identity: return Piece(FormulaText("I"), .atom)
    case .ones: return Piece(FormulaText(style == .latex ? "\\mathbf{1}" : "1"), .atom)
    case .zeros: return Piece(FormulaText(style == .latex ? "\\mathbf{0}" : "0"), .atom)
    case .rest:
      return Piece(FormulaText("g") + bracketed(plain(0)), .atom)
    case .reshape(let target):
      return call("reshape", [plain(0), FormulaText(target.description)])
    case .sum(_, true), .mean, .product, .greatest, .greatestShare, .logSumExp, .softmax,
      .logSoftmax:
      return fibreFunction(operation, arguments)
    case .comparison(let relation):
      let symbol = FormulaText(" \(symbol(relation)) ")
      return Piece(
        FormulaText("[") + infix(arguments, symbol, .sum, .sum).text + "]", .atom)
    case .extremum(let extremum):
      return call(functionName(extremum.rawValue), arguments.map(text))
    case .extremumShare(let extremum):
      return call(functionName(extremum == .maximum ? "max'" : "min'"), arguments.map(text))
    case .choice: return call(functionName("where"), arguments.map(text))
    case .einsum(let inputs, let output):
      let word = inputs.joined(separator: ",") + "->" + output
      let subscripts = FormulaText(style == .latex ? "\\texttt{\(word)}" : "\"\(word)\"")
      return call(functionName("einsum"), [subscripts] + arguments.map(text))
    case .slice(let items): return sliced(arguments[0], items)
    case .kron: return infix(arguments, style == .latex ? " \\otimes " : " ⊗ ", .product, .power)
    case .vec: return Piece(FormulaText(functionName("vec")) + bracketed(plain(0)), .atom)
    case .determinant: return Piece(FormulaText(functionName("det")) + bracketed(plain(0)), .atom)
    case .logDeterminant:
      return Piece(FormulaText(functionName("logdet")) + bracketed(plain(0)), .atom)
    case .inverse: return inverse(arguments[0])
    case .cofactors: return printed(cofactorFormula(arguments[0]))
    case .norm:
      return style == .latex
        ? Piece(FormulaText("\\left\\lVert ") + plain(0) + " \\right\\rVert", .atom)
        : Piece(FormulaText("norm") + bracketed(plain(0)), .atom)
    case .direction: return printed(arguments[0] / .known(.norm, arguments.elements))
    }
  }

  /// The entry-by-entry product of two tensors, or the product with a scalar.
  private func product(_ arguments: Arguments) -> Piece {
    let hasScalar = arguments.contains { $0.shape.isScalar }
    if hasScalar {
      // A number stands before what it multiplies.
      let ordered = arguments[0].shape.isScalar ? arguments : [arguments[1], arguments[0]]
      return infix(ordered, style == .latex ? " \\cdot " : "·", .product, .product)
    }
    return infix(arguments, style == .latex ? " \\odot " : " ⊙ ", .hadamard, .product)
  }

  private func power(_ base: Expression, _ exponent: Expression) -> Piece {
    if case .number(let value) = exponent, let whole = Int(exactly: value), style == .unicode {
      return Piece(atom(base) + FormulaText(NumberText.superscripted(whole)), .atom)
    }
    guard style == .latex else {
      return Piece(atom(base) + "^" + argument(exponent, .atom), .power)
    }
    return Piece(atom(base) + "^{" + text(exponent) + "}", .power)
  }

  private func raised(_ base: Expression, _ mark: String) -> Piece {
    style == .latex
      ? Piece(atom(base) + FormulaText("^{\(mark)}"), .power)
      : Piece(atom(base) + FormulaText(mark), .atom)
  }

  /// Row and column sums as products with a vector of ones: Gᵀ·1 sums over rows, G·1 over columns.
  private func sumAlongAxis(_ argument: Expression, _ axes: [Int]?) -> Piece? {
    guard let axes, axes.count == 1, argument.shape.rank == 2 else { return nil }
    let ones = FormulaText(style == .latex ? " \\mathbf{1}" : "·1")
    let matrix =
      axes[0] == 0
      ? raised(argument, style == .latex ? "\\top" : "ᵀ").text : self.argument(argument, .product)
    return Piece(matrix + ones, .product)
  }

  /// A⁻¹, and A⁻ᵀ for the inverse of a transpose.
  private func inverse(_ argument: Expression) -> Piece {
    if case .apply(.transpose, let inner, _) = argument {
      return raised(inner[0], style == .latex ? "-\\top" : "⁻ᵀ")
    }
    return raised(argument, style == .latex ? "-1" : "⁻¹")
  }

  /// Basic indexing, a whole axis as `:`, counted from 0 as in NumPy.
  private func sliced(_ base: Expression, _ items: [SliceItem]) -> Piece {
    let places = zip(items, base.shape.extents).map { item, extent -> FormulaText in
      switch item {
      case .entry(let place): FormulaText(String(place))
      case .run(0, extent): ":"
      case .run(let start, let count): FormulaText("\(start):\(start + count)")
      }
    }
    let inner = IndexNotation.joined(places, ", ")
    return style == .latex
      ? Piece(atom(base) + "_{[" + inner + "]}", .power)
      : Piece(atom(base) + "[" + inner + "]", .atom)
  }

  private func symbol(_ relation: Relation) -> String {
    switch relation {
    case .less, .greater: relation.rawValue
    case .lessOrEqual: style == .latex ? "\\le" : "≤"
    case .greaterOrEqual: style == .latex ? "\\ge" : "≥"
    case .equal: "="
    case .notEqual: style == .latex ? "\\ne" : "≠"
    }
  }

  private func functionName(_ name: String) -> String {
    guard style == .latex else { return name }
    let known = ["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "det"]
    return known.contains(name) ? "\\\(name)" : "\\operatorname{\(name)}"
  }
}
