import TensorCore

/// Rules of operations that act entry by entry, with NumPy's broadcasting.
extension Rule {
  /// f(x)[i…] = f(x[i…]).
  static func entrywise(_ row: ScalarRule) -> Rule {
    Rule(
      name: row.name, source: "Abramowitz and Stegun (1964), chapters 3 and 4",
      shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
      value: { $0[0].map(row.value) },
      derivative: .entrywise { node, arguments in
        [row.derivative?(arguments[0], node)]
      },
      sides: { arguments in
        row.kinks.flatMap { kink in
          arguments[0].elements.map { $0 < kink ? -1 : $0 > kink ? 1 : 0 }
        }
      },
      domain: { arguments in
        let outside = arguments[0].elements.count { !row.domain($0) }
        let count = arguments[0].shape.count
        return outside == 0
          ? nil
          : "\(outside) of \(counted(count, "input")) \(outside == 1 ? "lies" : "lie") outside the domain of \(row.name)"
      })
  }

  /// (a ± b)[i…] = a[i…] ± b[i…].
  static func sum(sign: Double) -> Rule {
    Rule(
      name: sign > 0 ? "sum" : "difference", source: "Petersen and Pedersen (2012), eq. 35",
      shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
      value: { $0[0].zipped($0[1]) { $0 + sign * $1 } },
      derivative: .multilinear { shapes, out, _ in
        [
          Term(factors: [Factor(0, aligned(out, to: shapes[0]))]),
          Term(coefficient: sign, factors: [Factor(1, aligned(out, to: shapes[1]))]),
        ]
      })
  }

  /// (a ⊙ b)[i…] = a[i…]·b[i…].
  static let hadamardProduct = Rule(
    name: "Hadamard product", source: "Petersen and Pedersen (2012), eq. 38",
    shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
    value: { $0[0].zipped($0[1], *) },
    derivative: .multilinear { shapes, out, _ in
      [
        Term(factors: [
          Factor(0, aligned(out, to: shapes[0])), Factor(1, aligned(out, to: shapes[1])),
        ])
      ]
    })

  /// (a / b)[i…] = a[i…]/b[i…]; ∂/∂a = 1/b, ∂/∂b = −a/b².
  static let quotient = Rule(
    name: "quotient", source: "Abramowitz and Stegun (1964), 3.3.4",
    shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
    value: { $0[0].zipped($0[1], /) },
    derivative: .entrywise { _, arguments in
      if case .number(let divisor) = arguments[1] { return [.number(1 / divisor), nil] }
      return [1 / arguments[1], -(arguments[0] / arguments[1].power(2))]
    })

  /// (a ** b)[i…] = a[i…]^b[i…]; ∂/∂a = b·a^(b−1), ∂/∂b = a^b·log a.
  static let power = Rule(
    name: "power", source: "Abramowitz and Stegun (1964), 4.2.33",
    shape: { (shapes) throws(ShapeMismatch) in try broadcastShape(shapes) },
    value: { $0[0].zipped($0[1], ScalarFunction.power) },
    derivative: .entrywise { node, arguments in
      let (base, exponent) = (arguments[0], arguments[1])
      if case .number(let c) = exponent {
        return [c == 0 ? nil : .number(c) * base.power(.number(c - 1)), nil]
      }
      return [exponent * base.power(exponent - 1), node * .function("log", base)]
    })

  /// (−a)[i…] = −a[i…].
  static let negation = Rule(
    name: "negation", source: "Petersen and Pedersen (2012), eq. 34",
    shape: { (shapes) throws(ShapeMismatch) in shapes[0] },
    value: { $0[0].map { -$0 } },
    derivative: .multilinear { _, out, _ in
      [Term(coefficient: -1, factors: [Factor(0, indices: out)])]
    })
}
