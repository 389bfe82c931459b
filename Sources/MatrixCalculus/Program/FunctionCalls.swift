import TensorCore

/// The functions that a formula may call, beside the entry-by-entry ones of `ScalarRule.table`.
extension Elaboration {
  /// How one function reads its arguments.
  struct FunctionRow: Sendable {
    let name: String
    let read: @Sendable (CallReader) throws(Mistake) -> Expression
  }

  static let functions: [FunctionRow] = [
    FunctionRow(name: "sum") { (call) throws(Mistake) in
      try call.reduction { .sum(axes: $0, keepingAxes: $1) }
    },
    FunctionRow(name: "mean") { (call) throws(Mistake) in
      try call.reduction { .mean(axes: $0, keepingAxes: $1) }
    },
    FunctionRow(name: "prod") { (call) throws(Mistake) in
      try call.reduction { .product(axes: $0, keepingAxes: $1) }
    },
    FunctionRow(name: "max") { (call) throws(Mistake) in
      try call.reduction { .greatest(axes: $0, keepingAxes: $1) }
    },
    FunctionRow(name: "logsumexp") { (call) throws(Mistake) in
      try call.reduction { .logSumExp(axes: $0, keepingAxes: $1) }
    },
    FunctionRow(name: "softmax") { (call) throws(Mistake) in
      try call.alongLast { .softmax(axes: $0) }
    },
    FunctionRow(name: "log_softmax") { (call) throws(Mistake) in
      try call.alongLast { .logSoftmax(axes: $0) }
    },
    fixed("maximum", .extremum(.maximum), 2),
    fixed("minimum", .extremum(.minimum), 2),
    fixed("where", .choice, 3),
    FunctionRow(name: "clip") { (call) throws(Mistake) in try call.clip() },
    fixed("transpose", .transpose, 1),
    fixed("trace", .trace, 1),
    fixed("det", .determinant, 1),
    fixed("logdet", .logDeterminant, 1),
    fixed("inv", .inverse, 1),
    fixed("norm", .norm, 1),
    fixed("diag", .diagonal, 1),
    fixed("outer", .outer, 2),
    fixed("kron", .kron, 2),
    fixed("vec", .vec, 1),
    FunctionRow(name: "dot") { (call) throws(Mistake) in try call.dot() },
    FunctionRow(name: "reshape") { (call) throws(Mistake) in try call.reshape() },
    FunctionRow(name: "array") { (call) throws(Mistake) in try call.array() },
    FunctionRow(name: "ones") { (call) throws(Mistake) in
      try call.constant { .ones($0) }
    },
    FunctionRow(name: "zeros") { (call) throws(Mistake) in
      try call.constant { .zeros($0) }
    },
    FunctionRow(name: "eye") { (call) throws(Mistake) in try call.identity() },
    FunctionRow(name: "einsum") { (call) throws(Mistake) in try call.einsum() },
    FunctionRow(name: "tensordot") { (call) throws(Mistake) in
      try call.expect(tensors: 2, placed: ["axes"])
      let axes = try call.integer("axes", place: 2) ?? 2
      return try call.node(.contraction(axes: axes), 2)
    },
    FunctionRow(name: "rest") { (call) throws(Mistake) in
      try call.expect(tensors: 1, placed: ["gradient"], required: 1)
      guard let gradient = call.argument("gradient", place: 1) else {
        throw call.mistake("rest needs `gradient=`, the numbers of ∂E/∂y")
      }
      return try call.elaboration.node(
        .rest, [try call.tensor(0), try call.elaboration.expression(gradient)],
        written: [call.arguments[0].value, gradient], at: call.syntax)
    },
  ]

  /// A function of so many tensors and nothing else.
  private static func fixed(_ name: String, _ operation: Operation, _ count: Int) -> FunctionRow {
    FunctionRow(name: name) { (call) throws(Mistake) in
      try call.expect(tensors: count)
      return try call.node(operation, count)
    }
  }

  static let functionNames = Set(functions.map(\.name) + ScalarRule.table.map(\.name))

  /// What gives numbers to an input of a scene; a name cannot be one of these.
  public static let generatorNames = [
    "load", "normal", "uniform", "integers", "zeros", "ones", "eye", "arange", "linspace", "range",
  ]

  /// Whether a name is a function's, which cannot be assigned.
  public static func isFunction(_ name: String) -> Bool { functionNames.contains(name) }

  func call(_ name: Name, _ arguments: [Syntax.Argument], at syntax: Syntax) throws(Mistake)
    -> Expression
  {
    let reader = CallReader(
      elaboration: self, name: name.text, arguments: arguments, syntax: syntax)
    if let row = Self.functions.first(where: { $0.name == name.text }) {
      return try row.read(reader)
    }
    guard ScalarRule.table.contains(where: { $0.name == name.text }) else {
      if let habit = HabitTable.rowOfFunction[name.text] {
        throw Mistake(.foreignFunction(name.text, advice: habit.advice), at: name.range)
      }
      throw Mistake(
        .unknownFunction(
          name.text, nearest: nearestName(to: name.text, among: Self.functionNames.sorted())),
        at: name.range)
    }
    try reader.expect(tensors: 1)
    return try reader.node(.function(name.text), 1)
  }
}
