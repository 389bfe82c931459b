import TensorCore

/// Expressions built by hand from parts whose shapes are known to fit, with the trivial cases gone.
///
/// Rules, recognition and tests write formulas with these; text comes in through the parser, which
/// keeps what a person wrote as it is.
extension Expression {
  public static func + (a: Expression, b: Expression) -> Expression { known(.add, [a, b]) }

  public static func - (a: Expression, b: Expression) -> Expression { known(.subtract, [a, b]) }

  public static func / (a: Expression, b: Expression) -> Expression { known(.divide, [a, b]) }

  public static prefix func - (a: Expression) -> Expression {
    if case .number(let value) = a { return .number(-value) }
    return known(.negate, [a])
  }

  /// The entry-by-entry product; a factor 1 vanishes.
  public static func * (a: Expression, b: Expression) -> Expression {
    if a == .number(1) { return b }
    if b == .number(1) { return a }
    if case .number(let x) = a, case .number(let y) = b { return .number(x * y) }
    return known(.multiply, [a, b])
  }

  /// The entry-by-entry power; an exponent 1 vanishes.
  public func power(_ exponent: Expression) -> Expression {
    exponent == .number(1) ? self : .known(.power, [self, exponent])
  }

  public static func function(_ name: String, _ argument: Expression) -> Expression {
    known(.function(name), [argument])
  }

  public func matrixProduct(_ other: Expression) -> Expression {
    .known(.matrixProduct, [self, other])
  }

  public func summed(axes: [Int]?, keepingAxes: Bool = false) -> Expression {
    .known(.sum(axes: axes, keepingAxes: keepingAxes), [self])
  }

  /// The tensor with its axes in the order `axes`: axis n of the result is axis `axes[n]` of this.
  func permuted(_ axes: [Int]) -> Expression {
    if axes == Array(axes.indices) { return self }
    if axes == Array(axes.indices.reversed()) { return transposed }
    let letters = Array("ijklmnop")
    let output = String(axes.map { letters[$0] })
    return .known(.einsum(inputs: [String(letters.prefix(axes.count))], output: output), [self])
  }

  public func reshaped(to shape: Shape) -> Expression {
    shape == self.shape ? self : .known(.reshape(shape), [self])
  }

  /// The transpose, pushed to the leaves: (A·B)ᵀ = Bᵀ·Aᵀ, (Aᵀ)ᵀ = A.
  public var transposed: Expression {
    guard shape.rank > 1 else { return self }
    if case .literal(let tensor) = self { return .literal(tensor.transposed) }
    guard case .apply(let operation, let arguments, _) = self else {
      return .known(.transpose, [self])
    }
    switch operation {
    case .transpose: return arguments[0]
    case .matrixProduct where arguments.allSatisfy { $0.shape.rank == 2 }:
      return arguments[1].transposed.matrixProduct(arguments[0].transposed)
    case .outer: return .known(.outer, [arguments[1], arguments[0]])
    case .negate: return -arguments[0].transposed
    case .identity: return self
    case .inverse, .cofactors, .secondCofactors, .direction:
      return .known(operation, [arguments[0].transposed])
    case .ones(let shape): return .known(.ones(shape.reversed), [])
    case .zeros(let shape): return .known(.zeros(shape.reversed), [])
    case .comparison, .extremum, .extremumShare, .choice:
      guard arguments.allSatisfy({ $0.shape == shape || $0.shape.isScalar }) else { break }
      return .known(operation, arguments.map(\.transposed))
    case .diagonal where arguments[0].shape.rank == 1: return self
    case .function:
      let inner = arguments[0].transposed
      if case .apply(.transpose, _, _) = inner { break }
      return .known(operation, [inner])
    case .add, .subtract, .multiply, .divide, .power:
      guard arguments.allSatisfy({ $0.shape == shape || $0.shape.isScalar }) else { break }
      return .known(operation, arguments.map(\.transposed))
    default: break
    }
    return .known(.transpose, [self])
  }

  /// What stands where a rewriting met shapes that do not fit: no number, and no form that holds it is used.
  static let misfit = Expression.number(.nan)

  /// Whether a rewriting went wrong somewhere in the formula.
  var isMisfit: Bool {
    switch self {
    case .number(let value): value.isNaN
    case .variable, .literal: false
    case .apply(_, let arguments, _): arguments.contains(where: \.isMisfit)
    }
  }

  /// The node, where the shapes are known to fit; `misfit` where they do not after all.
  static func known(_ operation: Operation, _ arguments: [Expression]) -> Expression {
    do {
      return try applying(operation, arguments)
    } catch {
      return misfit
    }
  }
}
