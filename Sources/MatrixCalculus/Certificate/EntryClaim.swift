import TensorCore

/// An entry of a Jacobian by its indices, as somebody claims it: `X[i,l] if j == l else 0`.
///
/// The axes of the output are called i, j, …, those of the variable k, l, …; names are those of the
/// program. Indices are compared and subscribed as they are, from whatever they count.
public struct EntryClaim: Equatable, Sendable {
  /// As it was typed.
  public let text: String
  private let syntax: Syntax
  /// The letters of the Jacobian's axes.
  private let letters: [String]
  private let names: [String: Variable]

  /// Takes a claim that has been read; throws where it is no formula of indices and known names.
  public init(
    _ syntax: Syntax, text: String, elaboration: Elaboration, output: Shape, variable: Shape
  ) throws(Elaboration.Mistake) {
    self.text = text
    self.syntax = syntax
    letters =
      Array(Lettering.output.prefix(output.rank)) + Lettering.variable.prefix(variable.rank)
    names = elaboration.names
    try check(syntax)
  }

  /// The claimed value at `coordinates`, which count from zero; nil where a subscript leaves its axis.
  public func value(at coordinates: [Int], _ values: Valuation) -> Double? {
    value(syntax, coordinates, values)
  }

  private func check(_ syntax: Syntax) throws(Elaboration.Mistake) {
    if case .subscripted(let base, let subscripts) = syntax.kind {
      guard case .name(let name) = base.kind, let variable = names[name],
        variable.shape.rank == subscripts.count
      else {
        throw Elaboration.Mistake(
          .argument("in the claim: `\(syntax)` is no entry of a known tensor"), at: syntax.range)
      }
    } else if case .name(let name) = syntax.kind {
      guard letters.contains(name) || names[name]?.shape.isScalar == true else {
        throw Elaboration.Mistake(
          .argument(
            "in the claim: `\(name)` is neither one of the indices \(letters.joined(separator: ", ")) nor a scalar"
          ),
          at: syntax.range)
      }
    } else {
      for child in syntax.kind.children { try check(child) }
    }
    if case .call(let name, _) = syntax.kind {
      throw Elaboration.Mistake(
        .argument("in the claim: functions such as `\(name.text)` do not stand in an entry"),
        at: syntax.range)
    }
  }

  private func value(_ syntax: Syntax, _ coordinates: [Int], _ values: Valuation) -> Double? {
    func inner(_ syntax: Syntax) -> Double? { value(syntax, coordinates, values) }
    switch syntax.kind {
    case .number(let literal): return literal.value
    case .boolean(let truth): return truth ? 1 : 0
    case .name(let name):
      if let axis = letters.firstIndex(of: name) { return Double(coordinates[axis]) }
      return names[name].flatMap { values[$0]?.onlyElement }
    case .unary(let symbol, let operand):
      guard let number = inner(operand) else { return nil }
      return symbol == .minus ? -number : symbol == .not ? (number == 0 ? 1 : 0) : number
    case .binary(let symbol, let left, let right):
      guard let a = inner(left), let b = inner(right) else { return nil }
      return symbol.applied(a, b)
    case .conditional(let then, let condition, let otherwise):
      return inner(condition).flatMap { $0 != 0 ? inner(then) : inner(otherwise) }
    case .subscripted(let base, let subscripts):
      guard case .name(let name) = base.kind, let variable = names[name],
        let tensor = values[variable]
      else { return nil }
      var places: [Int] = []
      for (subscript_, extent) in zip(subscripts, tensor.shape.extents) {
        guard case .index(let index) = subscript_, let number = inner(index),
          let place = Int(exactly: number), place >= 0, place < extent
        else { return nil }
        places.append(place)
      }
      return tensor[places]
    case .string, .none, .list, .tuple, .transposed, .call: return nil
    }
  }
}

extension BinaryOperator {
  fileprivate func applied(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .or: a != 0 || b != 0 ? 1 : 0
    case .and: a != 0 && b != 0 ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    case .add: a + b
    case .subtract: a - b
    case .multiply, .matrixMultiply: a * b
    case .divide: a / b
    case .power: ScalarFunction.power(a, b)
    }
  }
}
