import TensorCore

/// The blackboard side of the notation: Unicode text and LaTeX.
extension ExpressionNotation {
  func mathematical(_ operation: Operation, _ arguments: [Expression], _ shape: Shape) -> Piece {
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
    case .rest:
      return Piece(FormulaText("g") + bracketed(plain(0)), .atom)
    case .reshape(let target):
      return call("reshape", [plain(0), FormulaText(target.description)])
    case .sum(_, true), .mean, .einsum, .slice:
      let numpy = ExpressionNotation.numpy.numpy(operation, arguments, shape).text.text
      return Piece(FormulaText(style == .latex ? "\\texttt{\(numpy)}" : numpy), .atom)
    }
  }

  /// The entry-by-entry product of two tensors, or the product with a scalar.
  private func product(_ arguments: [Expression]) -> Piece {
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

  private func functionName(_ name: String) -> String {
    guard style == .latex else { return name }
    let known = ["exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh"]
    return known.contains(name) ? "\\\(name)" : "\\operatorname{\(name)}"
  }
}
