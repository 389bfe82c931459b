import TensorCore

/// Products of tensors as words.
extension NormalForm {
  /// The expression as one product, where it is no sum.
  mutating func product(_ expression: Expression) -> Monomial {
    let product = uncheckedProduct(expression)
    return product.isZero ? Monomial(coefficient: 0) : product
  }

  private mutating func uncheckedProduct(_ expression: Expression) -> Monomial {
    guard case .apply(let operation, let arguments, let shape) = expression else {
      return letter(expression)
    }
    if let divisor = divisorForms[expression] { return divisor }
    if divisors.contains(expression) { return letter(expression) }
    switch operation {
    case .multiply:
      let (left, right) = (arguments[0].scalar(beside: shape), arguments[1].scalar(beside: shape))
      return entrywise(monomial(left), left.shape, monomial(right), right.shape)
    case .divide:
      let (left, right) = (arguments[0].scalar(beside: shape), arguments[1].scalar(beside: shape))
      return entrywise(
        monomial(left), left.shape, inverted(monomial(right), right.shape), right.shape)
    case .power: return power(arguments, shape)
    case .function("square"): return power([arguments[0], 2], shape)
    case .function("reciprocal"): return inverted(monomial(arguments[0]), shape)
    case .matrixProduct where arguments.allSatisfy { $0.shape.rank <= 2 }:
      return matrixProduct(arguments, shape)
    case .outer:
      let (left, right) = (monomial(arguments[0]), monomial(arguments[1]))
      return joined(left, transposedWord(right))
    case .diagonal where shape.rank == 2:
      var vector = monomial(arguments[0])
      guard !vector.isZero else { return vector }
      guard vector.word.count == 1 else { break }
      vector.word[0].kind = .diagonal
      return vector
    case .identity, .ones, .zeros: return letter(expression)
    case .inverse: return inverse(arguments[0])
    case .cofactors where spelling.contains(.splitInverses): return cofactors(arguments[0])
    case .cofactors where !spelling.contains(.asRead): return letter(cofactorMatrix(arguments[0]))
    case .determinant: return determinant(arguments[0])
    case .trace: return trace(arguments[0])
    case .direction where spelling.contains(.asRead):
      return product(arguments[0] / .known(.norm, arguments.elements))
    case .cofactors where spelling.contains(.asRead):
      return product(
        .known(.determinant, arguments.elements)
          * .known(.inverse, [arguments[0].transposed]))
    case .sum(let axes, let keeping):
      if let constant = workedOut(expression) ?? countOfSelected(expression) {
        return letter(constant)
      }
      return sum(monomial(arguments[0]), arguments[0].shape, axes, keeping)
    case .mean(let axes, let keeping):
      let count = arguments[0].shape.count / max(1, shape.count)
      return sum(monomial(arguments[0]), arguments[0].shape, axes, keeping)
        .scaled(by: 1 / Double(count))
    case .reshape(.scalar):
      guard let entry = arguments[0].onlyEntry else {
        return reshape(monomial(arguments[0]), .scalar)
      }
      return monomial(entry)
    case .reshape(let target): return reshape(monomial(arguments[0]), target)
    case .contraction(axes: 1):
      return reshapedProduct(arguments) ?? multilinear(operation, arguments)
    case .vec where arguments[0].shape.extents.contains(1):
      return reshape(monomial(arguments[0]), shape)
    case .diagonal: return diagonalEntries(arguments[0])
    case .slice, .vec, .kron, .einsum, .contraction, .matrixProduct, .transpose:
      return multilinear(operation, arguments)
    default: break
    }
    let rebuilt = arguments.map { self.rebuilt($0) }
    return letter(asked(operation, rebuilt))
  }

  /// A function asked of what is nearer, where that gives the same answer: relu'(z) = relu'(h) where the program
  /// names h = relu(z), min'(max(a, low), high) = min'(a, high) for low < high, norm(vec(A)) = norm(A).
  mutating func asked(_ operation: Operation, _ arguments: [Expression]) -> Expression {
    if operation == .function("relu'"), arguments[0].size > 0,
      let name = names[.function("relu", arguments[0])]
    {
      return .known(operation, [.variable(name)])
    }
    if case .extremumShare(let extremum) = operation, case .number(let bound) = arguments[1],
      let (inner, other) = arguments[0].bounded(by: extremum.opposite),
      other != bound, extremum.value(other, bound) == other
    {
      return asked(operation, [inner, arguments[1]])
    }
    if let shorter = compared(operation, arguments) { return namedMasks[shorter] ?? shorter }
    if operation.isOfAllEntries { return ofAllEntries(operation, arguments[0]) }
    let own = Expression.known(operation, arguments)
    return namedMasks[own] ?? own
  }

  /// A function of all entries, of the matrix or its transpose, whichever it was asked of before.
  mutating func ofAllEntries(_ operation: Operation, _ argument: Expression) -> Expression {
    let tensor = argument.unrolled ?? argument
    let own = Expression.known(operation, [tensor])
    guard tensor.shape.rank == 2 else { return own }
    let turned = Expression.known(operation, [transposed(tensor)])
    let best = turned.weight < own.weight ? turned : own
    for known in scalarProducts where known.word.isEmpty {
      if known.expression == own || known.expression == turned { return known.expression }
    }
    scalarProducts.append(([], best))
    return best
  }

  /// The expression in its shortest form.
  mutating func rebuilt(_ argument: Expression) -> Expression {
    guard case .apply = argument else { return argument }
    let sum = factored(polynomial(argument))
    guard !sum.terms.isEmpty else { return ClosedForm.sum([], shape: argument.shape) }
    return expression(product(of: sum))
  }

  /// The word of a matrix or a vector, turned.
  private mutating func transposedWord(_ product: Monomial) -> Monomial {
    var turned = product
    turned.word = transposed(product.word)
    return turned
  }

  private mutating func matrixProduct(_ arguments: Arguments, _ shape: Shape) -> Monomial {
    var (left, right) = (monomial(arguments[0]), monomial(arguments[1]))
    if arguments[0].shape.rank == 1 { left = transposedWord(left) }
    let product = joined(left, right)
    // v·M is the vector Mᵀ·v.
    guard shape.rank == 1, product.word.first?.kind == .row else { return product }
    return transposedWord(product)
  }

  /// The matrix product of two words, what cancels gone and what is a scalar taken out.
  mutating func joined(_ left: Monomial, _ right: Monomial) -> Monomial {
    var result = Monomial(
      coefficient: left.coefficient * right.coefficient,
      scalars: left.scalars.multiplied(by: right.scalars), word: left.word + right.word)
    while let shorter = shortened(result) { result = shorter }
    return result
  }

  /// One pair of neighbours merged; nil where nothing is left to merge.
  private mutating func shortened(_ product: Monomial) -> Monomial? {
    var result = product
    for place in result.word.indices.dropLast() {
      let (a, b) = (result.word[place], result.word[place + 1])
      if a.isIdentity || b.isIdentity {
        result.word.remove(at: a.isIdentity ? place : place + 1)
        return result
      }
      if let matrix = adjugated(a, b) {
        result.word.removeSubrange(place...(place + 1))
        if result.word.isEmpty {
          result.word = [Letter(.matrix, .known(.identity(matrix.shape.extent(0)), []))]
        }
        return entrywise(result, .scalar, determinant(matrix), .scalar)
      }
      if let extent = cancelling(a, b) {
        result.word.removeSubrange(place...(place + 1))
        if result.word.isEmpty {
          result.word = [Letter(.matrix, .known(.identity(extent), []))]
        }
        return result
      }
      if let constant = workedOut(a, b) {
        result.word.replaceSubrange(place...(place + 1), with: [constant])
        return result
      }
      if let selected = selected(a, b) {
        result.word.replaceSubrange(place...(place + 1), with: selected)
        return result
      }
      if let vector = unrolled(a, b) {
        result.coefficient *= vector.coefficient
        result.scalars = result.scalars.multiplied(by: vector.scalars)
        result.word.replaceSubrange(place...(place + 1), with: vector.word)
        return result
      }
      guard a.kind == .diagonal && b.kind != .matrix || b.kind == .diagonal && a.kind != .matrix
      else { continue }
      let kind = a.kind == .diagonal ? b.kind : a.kind
      let factors = a.factors.multiplied(by: b.factors)
      let extent = a.factors[0].base.shape
      result.word[place] =
        factors.isEmpty ? Letter(kind, .known(.ones(extent), [])) : Letter(kind, factors)
      result.word.remove(at: place + 1)
      return result
    }
    guard
      let column = result.word.indices.dropFirst().first(where: { place in
        result.word[place].kind == .column && result.word[..<place].contains { $0.kind == .row }
      }), let row = result.word[..<column].lastIndex(where: { $0.kind == .row })
    else { return nil }
    let scalar = scalarProduct(Array(result.word[row...column]))
    result.coefficient *= scalar.coefficient
    result.scalars = result.scalars.multiplied(by: scalar.scalars)
    result.word.removeSubrange(row...column)
    return result
  }

  /// A where the neighbours are cof(A)·Aᵀ or Aᵀ·cof(A), which is det(A)·I.
  private func adjugated(_ a: Letter, _ b: Letter) -> Expression? {
    guard a.kind == .matrix, b.kind == .matrix, let left = a.only, let right = b.only else {
      return nil
    }
    for (cofactors, matrix) in [(left, right), (right, left)] {
      if case .apply(.cofactors, let arguments, _) = cofactors,
        arguments[0].transposed == matrix
      {
        return arguments[0]
      }
    }
    return nil
  }

  /// The extent of the identity that a matrix and its inverse make; nil for other neighbours.
  private func cancelling(_ a: Letter, _ b: Letter) -> Int? {
    guard a.kind == .matrix, b.kind == .matrix, let left = a.only, let right = b.only,
      left.inverted == right || right.inverted == left
    else { return nil }
    return left.shape.extent(0)
  }
}

extension Expression {
  /// The tensor and the number of which this is the greater, or the smaller.
  fileprivate func bounded(by extremum: Extremum) -> (inner: Expression, bound: Double)? {
    guard case .apply(.extremum(extremum), let arguments, _) = self else { return nil }
    if case .number(let bound) = arguments[1] { return (arguments[0], bound) }
    if case .number(let bound) = arguments[0] { return (arguments[1], bound) }
    return nil
  }

  /// What it is the inverse of.
  fileprivate var inverted: Expression? {
    guard case .apply(.inverse, let arguments, _) = self else { return nil }
    return arguments[0]
  }

  var isOnes: Bool {
    if case .apply(.ones, _, _) = self { true } else { false }
  }

  /// A tensor of n entries as a vector; a sum that keeps its axis, without.
  static func flattened(_ expression: Expression, _ extent: Int) -> Expression {
    if expression.shape.rank == 1 { return expression }
    if case .apply(.sum(let axes, true), let inner, let shape) = expression, shape.rank == 2,
      axes?.count == 1
    {
      return inner[0].summed(axes: axes)
    }
    if case .apply(.reshape, let inner, _) = expression, inner[0].shape.extents == [extent] {
      return inner[0]
    }
    if case .apply(.function(let name), let inner, _) = expression {
      let flat = flattened(inner[0], extent)
      if !flat.isReshaped { return .function(name, flat) }
    }
    return expression.reshaped(to: Shape([extent]))
  }

  private var isReshaped: Bool {
    if case .apply(.reshape, _, _) = self { true } else { false }
  }

  /// The base to its power, written as a quotient where the power is negative.
  static func entries(_ power: Power) -> Expression {
    power.exponent < 0
      ? 1 / power.base.power(.number(-power.exponent))
      : power.base.power(.number(power.exponent))
  }
}
