import TensorCore

/// The blackboard side of the notation: Unicode text and LaTeX.
extension ExpressionNotation {
  func mathematical(_ operation: Operation, _ arguments: Arguments, _ shape: Shape) -> Piece {
    func plain(_ place: Int) -> FormulaText { text(arguments[place]) }
    switch operation {
    case .add: return sum(arguments, " + ", shape, right: .sum)
    case .subtract: return sum(arguments, FormulaText(" \(minus) "), shape, right: .product)
    case .multiply: return product(arguments)
    case .divide:
      let parts = arguments.map { spread($0, over: shape) }
      guard style == .latex else {
        let right = parts[1].map(bracketed) ?? argument(arguments[1], .power)
        return Piece((parts[0] ?? argument(arguments[0], .product)) + " / " + right, .product)
      }
      return fraction(parts[0] ?? plain(0), parts[1] ?? plain(1))
    case .power: return power(atom(arguments[0]), printed(arguments[1]), of: arguments[1])
    case .negate:
      return Piece(FormulaText(minus) + argument(arguments[0], .product), .negation)
    case .function(let name):
      return call(of: name, plain(0))
    case .matrixProduct: return matrixProduct(arguments)
    case .transpose:
      // The transpose of an inverse is the inverse of the transpose: both are A⁻ᵀ.
      guard case .apply(.inverse, let inner, _) = arguments[0] else {
        return raised(arguments[0], style == .latex ? "\\top" : "ᵀ")
      }
      return inverse(inner[0], isTransposed: true)
    case .sum(let axes, false):
      if let piece = sumAlongAxis(arguments[0], axes) { return piece }
      if axes != nil { return fibreFunction(operation, arguments) }
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
      return call("reshape", [plain(0), extents(target)])
    case .sum(let axes, true):
      return keptSum(arguments[0], axes) ?? fibreFunction(operation, arguments)
    case .mean, .product, .greatest, .greatestShare, .logSumExp, .softmax,
      .logSoftmax:
      return fibreFunction(operation, arguments)
    case .comparison(let relation):
      let symbol = FormulaText(" \(symbol(relation)) ")
      let inner = infix(arguments, symbol, .sum, .sum).text
      return Piece(
        style == .latex ? "\\left[ " + inner + " \\right]" : "[" + inner + "]", .atom)
    case .extremum(let extremum):
      return call(
        functionName(style == .latex ? extremum.short : extremum.rawValue), arguments.map(text))
    case .extremumShare(let extremum):
      return call(functionName(extremum.short + "'"), arguments.map(text))
    case .choice: return call(functionName("where"), arguments.map(text))
    case .einsum(let inputs, let output):
      let word = inputs.joined(separator: ",") + "->" + output
      let subscripts = FormulaText(style == .latex ? "\\texttt{\(word)}" : "\"\(word)\"")
      return call(functionName("einsum"), [subscripts] + arguments.map(text))
    case .slice(let items): return sliced(arguments[0], items)
    case .kron:
      return infix(arguments, style == .latex ? " \\otimes " : " ⊗ ", .kronecker, .power)
    case .vec: return Piece(FormulaText(functionName("vec")) + bracketed(plain(0)), .atom)
    case .determinant: return Piece(FormulaText(functionName("det")) + bracketed(plain(0)), .atom)
    case .logDeterminant:
      return Piece(FormulaText(functionName("logdet")) + bracketed(plain(0)), .atom)
    case .inverse: return inverse(arguments[0], isTransposed: false)
    case .cofactors: return printed(cofactorFormula(arguments[0]))
    case .norm:
      return style == .latex
        ? Piece(FormulaText("\\left\\lVert ") + plain(0) + " \\right\\rVert", .atom)
        : Piece(FormulaText("norm") + bracketed(plain(0)), .atom)
    case .direction: return printed(arguments[0] / .known(.norm, arguments.elements))
    }
  }

  /// A sum; a scalar that is added to every entry is written times 1, a column times 1ᵀ.
  private func sum(
    _ arguments: Arguments, _ symbol: FormulaText, _ shape: Shape, right: Binding
  ) -> Piece {
    let parts = zip(arguments, [Binding.sum, right]).map { argument, binding -> FormulaText in
      if case .number = argument { return self.argument(argument, binding) }
      if let spread = spread(argument, over: shape) { return spread }
      guard argument.shape.isScalar, !shape.isScalar else {
        return self.argument(argument, binding)
      }
      if case .apply(.matrixProduct, _, _) = argument {
        return bracketed(text(argument)) + times + one
      }
      return self.argument(argument, .product) + times + one
    }
    return Piece(parts[0] + symbol + parts[1], .sum)
  }

  /// A column beside its matrix, v·1ᵀ or M·1·1ᵀ, and a row of column sums, 1·1ᵀ·M; nil for all that is
  /// not broadcast to `shape`, and for a row that has no other form.
  private func spread(_ argument: Expression, over shape: Shape) -> FormulaText? {
    guard argument.shape != shape, shape.rank == 2,
      case .apply(let operation, let inner, let own) = argument
    else { return nil }
    switch operation {
    case .reshape where inner[0].shape.rank == 1 && own.extents.last == 1:
      return self.argument(inner[0], .product) + times + one + transposeMark
    case .sum(let axes, true):
      guard let sum = keptSum(inner[0], axes) else { return nil }
      return axes == [1] ? sum.text + times + one + transposeMark : one + times + sum.text
    default: return nil
    }
  }

  /// Row sums as a column, M·1, and column sums as a row, 1ᵀ·M; nil for sums of other kinds.
  private func keptSum(_ matrix: Expression, _ axes: [Int]?) -> Piece? {
    guard matrix.shape.rank == 2, let axes, axes.count == 1 else { return nil }
    return axes == [1]
      ? Piece(argument(matrix, .product) + times + one, .product)
      : Piece(one + transposeMark + times + argument(matrix, .power), .product)
  }

  private var times: FormulaText { style == .latex ? " \\cdot " : "·" }
  private var one: FormulaText { style == .latex ? "\\mathbf{1}" : "1" }
  private var transposeMark: FormulaText { style == .latex ? "^{\\top}" : "ᵀ" }

  /// A·B; the product of two vectors is written xᵀ·y.
  private func matrixProduct(_ arguments: Arguments) -> Piece {
    guard arguments.allSatisfy({ $0.shape.rank == 1 }) else {
      // A·(B·C) is A·B·C, as long as no vector stands between.
      let isChain = arguments[0].shape.rank == 2 && arguments[1].isChain
      return infix(
        arguments, style == .latex ? " " : "·", .product, isChain ? .product : .power)
    }
    let left = raised(arguments[0], style == .latex ? "\\top" : "ᵀ").text
    return Piece(
      left + (style == .latex ? " " : "·") + argument(arguments[1], .power), .product)
  }

  /// The entry-by-entry product of two tensors, or the product with a scalar.
  private func product(_ arguments: Arguments) -> Piece {
    let hasScalar = arguments.contains { $0.shape.isScalar }
    if hasScalar {
      // A number stands before what it multiplies.
      let ordered = arguments[0].shape.isScalar ? arguments : [arguments[1], arguments[0]]
      return infix(ordered, style == .latex ? " \\cdot " : "·", .product, .product)
    }
    for (place, other) in [(0, 1), (1, 0)] {
      guard let piece = scaledByDiagonal(arguments[place], arguments[other])
      else { continue }
      return piece
    }
    return infix(arguments, style == .latex ? " \\odot " : " ⊙ ", .hadamard, .product)
  }

  /// Rows of a matrix times the entries of a vector: diag(v)·M; its columns: M·diag(v).
  private func scaledByDiagonal(_ vector: Expression, _ matrix: Expression) -> Piece? {
    guard matrix.shape.rank == 2 else { return nil }
    if case .apply(.reshape, let inner, let shape) = vector, inner[0].shape.rank == 1,
      shape == Shape([matrix.shape.extents[0], 1]), matrix.shape.extents[1] != 1
    {
      let diagonal = FormulaText(functionName("diag")) + bracketed(text(inner[0]))
      return Piece(diagonal + times + argument(matrix, .power), .product)
    }
    if case .apply(.sum(let axes?, true), let inner, let shape) = vector, shape.rank == 2,
      axes.count == 1, matrix.shape != shape
    {
      let sum = Expression.known(.sum(axes: axes, keepingAxes: false), inner.elements)
      let diagonal = FormulaText(functionName("diag")) + bracketed(text(sum))
      return axes == [1]
        ? Piece(diagonal + times + argument(matrix, .power), .product)
        : Piece(argument(matrix, .product) + times + diagonal, .product)
    }
    guard vector.shape.rank == 1 else { return nil }
    let diagonal = FormulaText(functionName("diag")) + bracketed(text(vector))
    return Piece(argument(matrix, .product) + times + diagonal, .product)
  }

  /// A function of one argument.
  func call(of name: String, _ argument: FormulaText) -> Piece {
    if style == .latex, name == "sqrt" { return Piece("\\sqrt{" + argument + "}", .atom) }
    return Piece(FormulaText(functionName(name)) + bracketed(argument), .atom)
  }

  /// A power; `number` is its exponent, which is written small where it is a whole one.
  func power(_ base: FormulaText, _ exponent: Piece, of number: Expression) -> Piece {
    if case .number(let value) = number, let whole = Int(exactly: value), style == .unicode {
      return Piece(base + FormulaText(NumberText.superscripted(whole)), .atom)
    }
    guard style == .latex else {
      let text = exponent.binding >= .atom ? exponent.text : bracketed(exponent.text)
      return Piece(base + "^" + text, .power)
    }
    return Piece(base + "^{" + exponent.text + "}", .power)
  }

  /// A text that is one piece, turned over.
  func turned(_ text: FormulaText) -> FormulaText { text + transposeMark }

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

  /// A⁻¹, and A⁻ᵀ where one of the two is transposed.
  private func inverse(_ argument: Expression, isTransposed: Bool) -> Piece {
    if case .apply(.transpose, let inner, _) = argument {
      return inverse(inner[0], isTransposed: !isTransposed)
    }
    let mark = isTransposed ? (style == .latex ? "-\\top" : "⁻ᵀ") : style == .latex ? "-1" : "⁻¹"
    guard case .apply(.inverse, _, _) = argument else { return raised(argument, mark) }
    let text = bracketed(self.text(argument))
    return style == .latex
      ? Piece(text + FormulaText("^{\(mark)}"), .power) : Piece(text + FormulaText(mark), .atom)
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

  func functionName(_ name: String) -> String {
    guard style == .latex else { return name }
    let known = [
      "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "det", "max", "min",
    ]
    if name.hasSuffix("'") { return functionName(String(name.dropLast())) + "'" }
    return known.contains(name) ? "\\\(name)" : "\\operatorname{\(name)}"
  }
}

extension Expression {
  /// Whether it is a matrix product that brackets around it change nothing of.
  fileprivate var isChain: Bool {
    guard case .apply(.matrixProduct, let arguments, _) = self else { return false }
    return arguments[0].shape.rank == 2
  }
}

extension Extremum {
  fileprivate var short: String {
    switch self {
    case .maximum: "max"
    case .minimum: "min"
    }
  }
}
