import TensorCore

/// A row of the table of entry-by-entry functions.
///
/// Source of the derivatives: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964),
/// 3.3 and 4.2 to 4.6; at kinks the value is the one that the language fixes.
public struct ScalarRule: Sendable {
  public let name: String
  let value: @Sendable (Double) -> Double
  /// f'(x) as an expression of the argument x and of the value y; nil where it is 0 everywhere.
  let derivative: (@Sendable (_ x: Expression, _ y: Expression) -> Expression)?
  /// Where the derivative jumps.
  let kinks: [Double]
  /// Whether the function is real at x.
  let domain: @Sendable (Double) -> Bool
  /// How NumPy says it, `{x}` standing for the argument; nil where it has the function under its name.
  let numpy: String?

  init(
    _ name: String, _ value: @escaping @Sendable (Double) -> Double,
    kinks: [Double] = [], domain: @escaping @Sendable (Double) -> Bool = { _ in true },
    numpy: String? = nil,
    derivative: (@Sendable (_ x: Expression, _ y: Expression) -> Expression)?
  ) {
    self.name = name
    self.value = value
    self.kinks = kinks
    self.domain = domain
    self.numpy = numpy
    self.derivative = derivative
  }

  /// The row of that name; traps where there is none, since expressions are built from the table.
  static func named(_ name: String) -> ScalarRule {
    guard let row = byName[name] else {
      preconditionFailure("an entrywise function is in the table")
    }
    return row
  }

  /// The functions that a formula may call.
  public static let table: [ScalarRule] = [
    ScalarRule("exp", ScalarFunction.exp) { _, y in y },
    ScalarRule("log", ScalarFunction.log, domain: { $0 > 0 }) { x, _ in 1 / x },
    ScalarRule("log1p", ScalarFunction.log1p, domain: { $0 > -1 }) { x, _ in 1 / (1 + x) },
    ScalarRule("sqrt", { $0.squareRoot() }, kinks: [0], domain: { $0 >= 0 }) { _, y in 1 / (2 * y)
    },
    ScalarRule("square", { $0 * $0 }) { x, _ in 2 * x },
    ScalarRule("reciprocal", { 1 / $0 }, domain: { $0 != 0 }) { x, _ in -(1 / x.power(2)) },
    ScalarRule("abs", { $0.magnitude }, kinks: [0]) { x, _ in .function("sign", x) },
    ScalarRule("sign", { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }, kinks: [0], derivative: nil),
    ScalarRule("sin", ScalarFunction.sin) { x, _ in .function("cos", x) },
    ScalarRule("cos", ScalarFunction.cos) { x, _ in -.function("sin", x) },
    ScalarRule("tan", ScalarFunction.tan) { _, y in 1 + y.power(2) },
    ScalarRule("arctan", ScalarFunction.arctan) { x, _ in 1 / (1 + x.power(2)) },
    ScalarRule("sinh", ScalarFunction.sinh) { x, _ in .function("cosh", x) },
    ScalarRule("cosh", ScalarFunction.cosh) { x, _ in .function("sinh", x) },
    ScalarRule("tanh", ScalarFunction.tanh) { _, y in 1 - y.power(2) },
    ScalarRule("sigmoid", ScalarFunction.sigmoid) { _, y in y * (1 - y) },
    ScalarRule("softplus", ScalarFunction.softplus) { x, _ in .function("sigmoid", x) },
    ScalarRule("relu", { $0 > 0 ? $0 : $0.isNaN ? $0 : 0 }, kinks: [0]) { x, _ in
      .function("relu'", x)
    },
    ScalarRule("erf", ScalarFunction.erf) { x, _ in
      .number(2 / Double.pi.squareRoot()) * .function("exp", -x.power(2))
    },
  ]

  /// Functions that occur in derivatives only, and that no formula can call.
  static let derived: [ScalarRule] = [
    ScalarRule(
      "relu'", { $0 > 0 ? 1 : $0.isNaN ? $0 : 0 }, kinks: [0], numpy: "({x} > 0)", derivative: nil)
  ]

  private static let byName = Dictionary(
    (table + derived).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Expression: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
}
