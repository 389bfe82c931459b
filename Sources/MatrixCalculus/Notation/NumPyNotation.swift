import TensorCore

/// The NumPy side of the notation: what NumPy evaluates to the same value.
extension ExpressionNotation {
  func numpy(_ operation: Operation, _ arguments: Arguments, _ shape: Shape) -> Piece {
    if operation.hasListOperand(arguments) {
      return numpy(operation, Arguments(arguments.map(\.asArray)), shape)
    }
    if operation.takesTruthForLogic(arguments.elements) {
      return numpy(operation, Arguments(arguments.map(\.asNumbers)), shape)
    }
    func plain(_ place: Int) -> FormulaText { text(arguments[place]) }
    switch operation {
    case .add: return infix(arguments, " + ", .sum, .sum)
    case .subtract: return infix(arguments, " - ", .sum, .product)
    case .multiply: return infix(arguments, " * ", .product, .negation)
    case .divide:
      // Python's own numbers cannot be divided by 0, NumPy's can.
      if case .number(let value) = arguments[0], arguments[1] == .number(0) {
        return quotientByZero(value)
      }
      return infix(arguments, " / ", .product, .negation)
    case .matrixProduct: return infix(arguments, " @ ", .product, .negation)
    case .power:
      return Piece(
        argument(arguments[0], .atom) + "**" + argument(arguments[1], .negation), .power)
    case .negate: return Piece(FormulaText("-") + argument(arguments[0], .negation), .negation)
    case .function(let name):
      guard let pattern = ScalarRule.named(name).numpy else { return call(name, [plain(0)]) }
      let parts = pattern.split(separator: "{x}", omittingEmptySubsequences: false)
      return Piece(
        FormulaText(String(parts[0])) + argument(arguments[0], .sum)
          + FormulaText(String(parts[1])),
        .atom)
    case .transpose: return Piece(argument(arguments[0], .atom) + ".T", .atom)
    case .sum, .mean, .product, .greatest, .logSumExp, .softmax, .logSoftmax:
      return fibreFunction(operation, arguments)
    case .greatestShare(let axes):
      let isGreatest = Expression.known(
        .comparison(.equal),
        [arguments[0], .known(.greatest(axes: axes, keepingAxes: true), [arguments[0]])])
      return infix(
        [isGreatest, isGreatest.summed(axes: axes, keepingAxes: true)], " / ", .product, .negation)
    case .comparison(let relation):
      let text = infix(arguments, FormulaText(" \(relation.rawValue) "), .sum, .sum).text
      return Piece(FormulaText("(") + text + ")", .atom)
    case .extremum(let extremum): return call(extremum.rawValue, arguments.map(text))
    case .extremumShare(let extremum):
      let sides = [arguments[0], arguments[1]]
      let wins = Expression.known(.comparison(extremum.relation), sides)
      let ties = Expression.known(.comparison(.equal), sides)
      return Piece(bracketed(text(wins + ties / 2)), .atom)
    case .choice:
      guard case .apply(.comparison(let relation), let sides, _) = arguments[0] else {
        return call("where", arguments.map(text))
      }
      let condition = infix(sides, FormulaText(" \(relation.rawValue) "), .sum, .sum).text
      return call("where", [condition] + arguments.dropFirst().map(text))
    case .contraction(let axes):
      return call("tensordot", [plain(0), plain(1), FormulaText("axes=\(axes)")])
    case .einsum(let inputs, let output):
      let subscripts = FormulaText("\"\(inputs.joined(separator: ","))->\(output)\"")
      return call("einsum", [subscripts] + arguments.indices.map(plain))
    case .outer: return call("outer", [plain(0), plain(1)])
    case .kron: return call("kron", [plain(0), plain(1)])
    case .vec: return call("vec", [plain(0)])
    case .determinant: return call("det", [plain(0)])
    case .logDeterminant: return call("logdet", [plain(0)])
    case .inverse:
      // A⁻ᵀ is inv(A).T, the transpose last.
      guard case .apply(.transpose, let inner, _) = arguments[0] else {
        return call("inv", [plain(0)])
      }
      return Piece(call("inv", [text(inner[0])]).text + ".T", .atom)
    case .cofactors:
      return isTotal ? minors(arguments[0]) : printed(cofactorFormula(arguments[0]))
    case .secondCofactors(let part): return printed(part.formula(arguments[0]))
    case .norm: return call("norm", [plain(0)])
    case .direction:
      let norm = Expression.known(.norm, [arguments[0]])
      guard isTotal else { return printed(arguments[0] / norm) }
      return printed(arguments[0] / (norm + .known(.comparison(.equal), [norm, 0])))
    case .reshape(let shape): return call("reshape", [plain(0), tuple(shape.extents)])
    case .slice(let items):
      return Piece(
        argument(arguments[0], .atom) + "[" + subscripts(items, of: arguments[0].shape) + "]",
        .atom)
    case .stack(let shape): return call("array", [stacked(arguments, in: shape)])
    case .diagonal: return call("diag", [plain(0)])
    case .trace: return call("trace", [plain(0)])
    case .ones(let shape): return call("ones", [tuple(shape.extents)])
    case .zeros(let shape): return call("zeros", [tuple(shape.extents)])
    case .identity(let extent): return call("eye", [FormulaText(String(extent))])
    case .rest: return call("sum", [plain(0) + " * " + plain(1)])
    }
  }

  /// `1:4, :, 0`, whole axes at the end left out.
  private func subscripts(_ items: [SliceItem], of shape: Shape) -> FormulaText {
    func isWhole(_ axis: Int) -> Bool {
      items[axis] == .run(start: 0, count: shape.extents[axis])
    }
    let last = items.indices.last { !isWhole($0) } ?? 0
    let pieces = (0...last).map { axis -> FormulaText in
      switch items[axis] {
      case .entry(let place): FormulaText(String(place))
      case .run(let start, let count):
        FormulaText(isWhole(axis) ? ":" : "\(start):\(start + count)")
      }
    }
    return IndexNotation.joined(pieces, ", ")
  }

  /// A function of whole fibres, with `axis=` and `keepdims=` as far as they are needed.
  func fibreFunction(_ operation: Operation, _ arguments: Arguments) -> Piece {
    switch operation {
    case .sum(let axes, let keeping): reduction("sum", arguments[0], axes, keeping)
    case .mean(let axes, let keeping): reduction("mean", arguments[0], axes, keeping)
    case .product(let axes, let keeping): reduction("prod", arguments[0], axes, keeping)
    case .greatest(let axes, let keeping): reduction("max", arguments[0], axes, keeping)
    case .logSumExp(let axes, let keeping): reduction("logsumexp", arguments[0], axes, keeping)
    case .softmax(let axes): alongLast("softmax", arguments[0], axes)
    case .logSoftmax(let axes): alongLast("log_softmax", arguments[0], axes)
    case .greatestShare(let axes): reduction("max'", arguments[0], axes, false)
    default: preconditionFailure("a function of fibres")
    }
  }

  private func reduction(
    _ name: String, _ argument: Expression, _ axes: [Int]?, _ keeping: Bool
  ) -> Piece {
    var arguments = [text(argument)]
    if let axes { arguments.append(keyword("axis") + axis(axes)) }
    if keeping { arguments.append(keyword("keepdims") + keyword("True", "")) }
    return call(style == .latex ? functionName(name) : name, arguments)
  }

  private func alongLast(_ name: String, _ argument: Expression, _ axes: [Int]?) -> Piece {
    reduction(
      style == .latex ? name.filter { $0 != "_" } : name, argument,
      (axes ?? Array(0..<argument.shape.rank)) == [argument.shape.rank - 1]
        ? nil : axes ?? Array(0..<argument.shape.rank), false)
  }

  private func keyword(_ word: String, _ mark: String = "=") -> FormulaText {
    FormulaText((style == .latex ? "\\mathrm{\(word)}" : word) + mark)
  }

  private func axis(_ axes: [Int]) -> FormulaText {
    axes.count == 1 ? FormulaText(String(axes[0])) : tuple(axes)
  }

  /// `reshape(1, ()) / 0`: what is no number, or infinite, as NumPy's value.
  func quotientByZero(_ value: Double) -> Piece {
    let dividend = call("reshape", [text(.number(value)), tuple([])]).text
    return Piece(dividend + " / 0", .product)
  }

  /// det(A)·A⁻ᵀ, which the cofactors of A are where it has an inverse.
  func cofactorFormula(_ argument: Expression) -> Expression {
    let determinant = Expression.known(.determinant, [argument])
    // The inverse of an inverse is the matrix itself.
    if case .apply(.inverse, let inner, _) = argument { return determinant * inner[0].transposed }
    return determinant * .known(.inverse, [argument.transposed])
  }

  /// cof(A)[i,j] as the determinant of A with row i replaced by row j of I, for all i and j at once.
  private func minors(_ argument: Expression) -> Piece {
    let extent = argument.shape.extents[0]
    let identity = Expression.known(.identity(extent), [])
    let kept = text(.known(.reshape(Shape([extent, 1, extent, 1])), [1 - identity]))
    let rows = call("einsum", ["\"ik,jl->ijkl\"", text(identity), text(identity)]).text
    return call("det", [self.argument(argument, .product) + " * " + kept + " + " + rows])
  }

  func tuple(_ numbers: [Int]) -> FormulaText {
    let inner = numbers.map(String.init).joined(separator: ", ")
    return FormulaText(numbers.count == 1 ? "(\(inner),)" : "(\(inner))")
  }
}

extension Operation {
  /// Whether Python would take a list for an operand and not NumPy: `2 * [1, 2]` is `[1, 2, 1, 2]`.
  fileprivate func hasListOperand(_ arguments: Arguments) -> Bool {
    let lists = arguments.count {
      if case .literal = $0 { true } else { false }
    }
    switch self {
    case .transpose, .negate, .slice: return lists > 0
    case .add, .subtract, .multiply, .divide, .power, .matrixProduct, .comparison:
      let scalars = arguments.count { $0.shape.isScalar }
      return lists > 0 && lists + scalars == arguments.count
    default: return false
    }
  }
}

extension Expression {
  /// A list as an array of NumPy: `reshape([1, 2], (2,))`; anything else as it is.
  fileprivate var asArray: Expression {
    guard case .literal(let tensor) = self else { return self }
    return .known(.reshape(tensor.shape), [self])
  }
}

extension Operation {
  /// Whether NumPy would read True and False where numbers are meant: it adds them to `or`, and refuses
  /// to subtract them.
  func takesTruthForLogic(_ arguments: [Expression]) -> Bool {
    switch self {
    case .add, .subtract, .negate, .matrixProduct, .contraction, .einsum, .function:
      self != .function("relu'") && arguments.allSatisfy(\.isLogical)
    default: false
    }
  }
}

extension Expression {
  /// Whether NumPy's value is True and False instead of numbers.
  var isLogical: Bool {
    guard case .apply(let operation, let arguments, _) = self else { return false }
    switch operation {
    case .comparison, .function("relu'"): return true
    case .multiply, .extremum, .transpose, .slice, .stack, .reshape, .diagonal, .vec:
      return arguments.allSatisfy(\.isLogical)
    case .choice: return arguments.dropFirst().allSatisfy(\.isLogical)
    default: return false
    }
  }

  /// True and False as 1 and 0.
  fileprivate var asNumbers: Expression {
    isLogical ? .apply(.multiply, [1, self], shape) : self
  }
}
