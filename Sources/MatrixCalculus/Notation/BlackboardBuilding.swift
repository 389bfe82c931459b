import TensorCore

/// Expressions as linear algebra writes them; what it has no sign for stays in NumPy's words.
extension ExpressionNotation {
  func form(_ expression: Expression) -> BlackboardForm {
    switch expression {
    case .variable(let variable): return BlackboardForm(.piece(name(variable)), variable.shape)
    case .number(let value): return .number(value)
    case .literal(let tensor):
      return BlackboardForm(.piece(Piece(literal(tensor), .atom)), tensor.shape)
    case .apply(let operation, let arguments, let shape):
      let whole = form(operation, arguments, shape)
      // Tensors of higher rank are spread as NumPy does it.
      return shape.rank > 2 ? BlackboardForm(whole.node, shape) : whole
    }
  }

  private func form(
    _ operation: Operation, _ arguments: Arguments, _ shape: Shape
  ) -> BlackboardForm {
    func piece(_ piece: Piece) -> BlackboardForm { BlackboardForm(.piece(piece), shape) }
    func named(_ name: String) -> BlackboardForm {
      piece(call(functionName(name), [text(arguments[0])]))
    }
    guard !isBesideMatrix || operation.isByEntryOrFibre else {
      return with(isBesideMatrix: false).form(operation, arguments, shape)
    }
    switch operation {
    case .add, .subtract: return sum(arguments, shape, isNegative: operation == .subtract)
    case .negate: return form(arguments[0]).negated
    case .multiply:
      let parts = arguments.map { repeated($0, shape) }
      return parts[0].timesSpread(parts[1], over: shape, scaling: arguments.map(\.isStanding))
    case .divide:
      let parts = arguments.map { repeated($0, shape) }
      let (above, below) = (parts[0], parts[1])
      return (above.isScalar ? above : above.beside(below, in: shape))
        .divided(by: below.isScalar ? below : below.beside(above, in: shape))
    case .power: return power(arguments, shape)
    case .function(let name): return piece(call(of: name, text(arguments[0])))
    case .matrixProduct: return matrixProduct(arguments, shape)
    case .outer: return form(arguments[0]).multiplied(by: form(arguments[1]).turned)
    case .transpose: return form(arguments[0]).transposed(of: arguments[0].shape)
    case .inverse: return form(arguments[0]).inverted
    case .diagonal:
      return arguments[0].shape.rank == 1 ? form(arguments[0]).diagonal : named("diag")
    case .trace: return named("tr")
    case .vec: return named("vec")
    case .determinant: return named("det")
    case .logDeterminant: return named("logdet")
    case .norm:
      return style == .latex
        ? piece(Piece("\\left\\lVert " + text(arguments[0]) + " \\right\\rVert", .atom))
        : named("norm")
    case .rest: return named("g")
    case .cofactors: return form(cofactorFormula(arguments[0]))
    case .secondCofactors(let part): return form(part.formula(arguments[0]))
    case .direction: return form(arguments[0] / .known(.norm, [arguments[0]]))
    case .identity: return BlackboardForm(.identity, shape)
    case .ones: return shape.rank > 2 ? piece(symbol(for: 1)) : .ones(shape)
    case .zeros: return piece(symbol(for: 0))
    case .sum, .mean, .product, .greatest, .greatestShare, .logSumExp, .softmax, .logSoftmax:
      return reduction(operation, arguments, shape)
    case .reshape: return reshaped(arguments[0], shape)
    case .slice(let items): return sliced(arguments[0], items, shape)
    case .stack(let shape): return piece(Piece(stacked(arguments, in: shape), .atom))
    case .comparison, .extremum, .extremumShare, .choice, .contraction, .einsum, .kron:
      return piece(words(operation, arguments, shape))
    }
  }

  /// The operand, in words that keep an axis where it is repeated in a matrix of this shape.
  private func repeated(_ argument: Expression, _ shape: Shape) -> BlackboardForm {
    let isMatrix = shape.rank == 2 && !shape.extents.contains(1)
    guard isMatrix, argument.shape != shape else { return operand(argument, shape) }
    return with(isBesideMatrix: true).operand(argument, shape)
  }

  func with(isBesideMatrix: Bool) -> ExpressionNotation {
    var notation = self
    notation.isBesideMatrix = isBesideMatrix
    return notation
  }

  /// The argument as it stands beside others in a result of this shape.
  private func operand(_ argument: Expression, _ shape: Shape) -> BlackboardForm {
    guard shape.rank > 2, argument.shape.rank == 2,
      case .apply(let operation, let inner, let own) = argument
    else { return form(argument).aligned(argument.shape, to: shape) }
    // Beside tensors of higher rank the axes are said.
    switch operation {
    case .reshape: return BlackboardForm(.piece(reshapeCall(inner[0], own)), own)
    case .sum(_, true), .mean(_, true):
      return BlackboardForm(.piece(fibreFunction(operation, inner)), own)
    default: return form(argument)
    }
  }

  /// An argument of a function of several, in full.
  private func spreadText(_ argument: Expression, _ shape: Shape) -> Piece {
    let operand = operand(argument, shape)
    return printed(operand.isScalar ? operand : operand.spread(over: shape))
  }

  private func sum(
    _ arguments: Arguments, _ shape: Shape, isNegative: Bool
  ) -> BlackboardForm {
    let parts = arguments.map { argument -> BlackboardForm in
      if case .number = argument { return form(argument) }
      return repeated(argument, shape)
    }
    return parts[0].beside(parts[1], in: shape)
      .adding(parts[1].beside(parts[0], in: shape), isNegative: isNegative)
  }

  private func matrixProduct(_ arguments: Arguments, _ shape: Shape) -> BlackboardForm {
    let (left, right) = (arguments[0], arguments[1])
    guard left.shape.rank <= 2, right.shape.rank <= 2 else {
      return BlackboardForm(.piece(infix(arguments, matrixTimes, .product, .power)), shape)
    }
    let row = left.shape.rank == 1 ? form(left).turned : form(left)
    let product = row.multiplied(by: form(right))
    return left.shape.rank == 1 ? product.turned : product
  }

  /// A power entry by entry; of a square matrix it is told apart from a product of matrices.
  private func power(_ arguments: Arguments, _ shape: Shape) -> BlackboardForm {
    let base = operand(arguments[0], shape)
    let whole = base.isScalar ? base : base.spread(over: shape)
    let isMatrix = shape.rank == 2 && whole.rows > 1 && whole.columns > 1
    if case .number(let value) = arguments[1], isMatrix, value < 0 {
      return BlackboardForm.number(1)
        .divided(by: power(Arguments([arguments[0], .number(-value)]), shape))
    }
    if arguments[1] == .number(1) { return whole }
    let (text, exponent) = (printed(whole), spreadText(arguments[1], shape))
    let isSquare = isMatrix && whole.rows == whole.columns && arguments[1].shape.isScalar
    if isSquare, case .number(let value) = arguments[1], [2, 3].contains(value),
      text.binding >= .power
    {
      let square = whole.timesEntrywise(whole)
      return value == 2 ? square : square.timesEntrywise(whole)
    }
    let atom = text.binding >= .atom ? text.text : bracketed(text.text)
    return BlackboardForm(
      .piece(power(atom, exponent, of: arguments[1], isEntrywise: isSquare)), shape)
  }

  /// n and n×1 are one column, 1×n is its transpose.
  private func reshaped(_ argument: Expression, _ shape: Shape) -> BlackboardForm {
    if case .apply(.ones, _, _) = argument, shape.rank <= 2 { return .ones(shape) }
    let inner = form(argument)
    let isVector =
      argument.shape.rank <= 2 && argument.shape.count == max(inner.rows, inner.columns)
    guard isVector, shape.rank <= 2, shape.count == shape.extents.max() ?? 1 else {
      return BlackboardForm(.piece(reshapeCall(argument, shape)), shape)
    }
    let column = inner.columns > 1 ? inner.turned : inner
    return shape.rank == 2 && shape.extents[0] == 1 ? column.turned : column
  }

  func reshapeCall(_ argument: Expression, _ shape: Shape) -> Piece {
    call(functionName("reshape"), [text(argument), extents(shape)])
  }

  /// Basic indexing: of a matrix, a row is a row.
  private func sliced(
    _ base: Expression, _ items: [SliceItem], _ shape: Shape
  ) -> BlackboardForm {
    guard base.shape.rank == 2, shape.rank == 1, case .entry = items[0] else {
      return BlackboardForm(.piece(slice(base, items)), shape)
    }
    if case .apply(.identity, _, _) = base {
      return BlackboardForm(.piece(slice(base, items.reversed())), shape)
    }
    return BlackboardForm(.piece(slice(base, items)), Shape([1] + shape.extents)).turned
  }

  /// Operations without a sign in linear algebra.
  private func words(_ operation: Operation, _ arguments: Arguments, _ shape: Shape) -> Piece {
    var parts: [FormulaText] { arguments.map { spreadText($0, shape).text } }
    switch operation {
    case .comparison(let relation):
      let sides = arguments.map { spreadText($0, shape) }
        .map { $0.binding >= .sum ? $0.text : bracketed($0.text) }
      let inner = sides[0] + FormulaText(" \(symbol(relation)) ") + sides[1]
      return Piece(
        style == .latex ? "\\left[ " + inner + " \\right]" : "[" + inner + "]", .atom)
    case .extremum(let extremum):
      return call(functionName(style == .latex ? extremum.short : extremum.rawValue), parts)
    case .extremumShare(let extremum):
      return call(functionName(extremum.short + "'"), Array(parts.prefix(2)))
    case .choice: return call(functionName("where"), parts)
    case .contraction(let axes):
      let symbol = style == .latex ? " \\otimes_{\(axes)} " : " ⊗\(NumberText.subscripted(axes)) "
      return infix(arguments, FormulaText(symbol), .kronecker, .power)
    case .einsum(let inputs, let output):
      let word = inputs.joined(separator: ",") + "->" + output
      let subscripts = FormulaText(style == .latex ? "\\texttt{\(word)}" : "\"\(word)\"")
      return call(functionName("einsum"), [subscripts] + arguments.map(text))
    default: return infix(arguments, style == .latex ? " \\otimes " : " ⊗ ", .kronecker, .power)
    }
  }
}

extension BlackboardForm {
  /// NumPy's transpose of a tensor of this shape, which leaves a vector as it is.
  func transposed(of shape: Shape) -> BlackboardForm { shape.rank == 1 ? self : turned }
}

extension Extremum {
  fileprivate var short: String {
    switch self {
    case .maximum: "max"
    case .minimum: "min"
    }
  }
}
