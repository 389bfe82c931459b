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
    FunctionRow(name: "ones") { (call) throws(Mistake) in
      try call.constant { .ones($0) }
    },
    FunctionRow(name: "zeros") { (call) throws(Mistake) in
      try call.constant { .zeros($0) }
    },
    FunctionRow(name: "eye") { (call) throws(Mistake) in try call.identity() },
    FunctionRow(name: "einsum") { (call) throws(Mistake) in try call.einsum() },
    FunctionRow(name: "tensordot") { (call) throws(Mistake) in
      try call.expect(tensors: 2, keywords: ["axes"], positional: 3)
      let axes = try call.integer("axes", place: 2) ?? 2
      return try call.node(.contraction(axes: axes), 2)
    },
    FunctionRow(name: "rest") { (call) throws(Mistake) in
      try call.expect(tensors: 1, keywords: ["gradient"], positional: 2)
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

/// One call being read: its arguments by place or by name.
struct CallReader {
  typealias Mistake = Elaboration.Mistake

  let elaboration: Elaboration
  let name: String
  let arguments: [Syntax.Argument]
  let syntax: Syntax

  /// Checks the number of tensors that come first, and that every keyword is known.
  func expect(tensors: Int, keywords: [String] = [], positional: Int? = nil) throws(Mistake) {
    let unnamed = arguments.prefix { $0.label == nil }.count
    if let late = arguments.dropFirst(unnamed).first(where: { $0.label == nil }) {
      throw Mistake(
        .argument("an argument without a name cannot follow one with a name"), at: late.value.range)
    }
    guard unnamed >= tensors, unnamed <= positional ?? tensors else {
      throw mistake(
        "\(name) takes \(tensors) \(tensors == 1 ? "argument" : "arguments"), not \(unnamed)")
    }
    for argument in arguments {
      guard let label = argument.label, !keywords.contains(label.text) else { continue }
      let known =
        keywords.isEmpty ? "it has none" : "it has \(keywords.joined(separator: ", "))"
      throw Mistake(
        .argument("\(name) has no argument `\(label.text)=`; \(known)"), at: label.range)
    }
  }

  func mistake(_ sentence: String) -> Mistake { Mistake(.argument(sentence), at: syntax.range) }

  /// The argument of that name, or at that place among those without a name.
  func argument(_ label: String, place: Int) -> Syntax? {
    if let named = arguments.first(where: { $0.label?.text == label }) { return named.value }
    return place < arguments.count && arguments[place].label == nil ? arguments[place].value : nil
  }

  func tensor(_ place: Int) throws(Mistake) -> Expression {
    try elaboration.expression(arguments[place].value)
  }

  /// The operation on the first `count` arguments.
  func node(_ operation: Operation, _ count: Int) throws(Mistake) -> Expression {
    var tensors: [Expression] = []
    for place in 0..<count { tensors.append(try tensor(place)) }
    return try node(operation, tensors)
  }

  /// The operation on the first arguments, read already: reading each twice would double the work at every
  /// level of a formula.
  func node(_ operation: Operation, _ tensors: [Expression]) throws(Mistake) -> Expression {
    try elaboration.node(
      operation, tensors, written: arguments.prefix(tensors.count).map(\.value), at: syntax)
  }

  func integer(_ label: String, place: Int) throws(Mistake) -> Int? {
    guard let syntax = argument(label, place: place) else { return nil }
    guard let value = syntax.integerValue else {
      throw Mistake(.argument("`\(label)=` of \(name) is a whole number"), at: syntax.range)
    }
    return value
  }

  /// A reduction with NumPy's `axis=` and `keepdims=`.
  func reduction(_ operation: ([Int]?, Bool) -> Operation) throws(Mistake) -> Expression {
    try expect(tensors: 1, keywords: ["axis", "keepdims"], positional: 2)
    let argument = try tensor(0)
    var axes: [Int]?
    if let syntax = self.argument("axis", place: 1) {
      axes = try self.axes(syntax, rank: argument.shape.rank)
    }
    var keeping = false
    if let syntax = self.argument("keepdims", place: .max) {
      guard case .boolean(let value) = syntax.kind else {
        throw Mistake(.argument("`keepdims=` is True or False"), at: syntax.range)
      }
      keeping = value
    }
    return try node(operation(axes, keeping), [argument])
  }

  /// One axis or a tuple of them; negative ones count from the last.
  func axes(_ syntax: Syntax, rank: Int) throws(Mistake) -> [Int] {
    var places = [syntax]
    if case .tuple(let elements) = syntax.kind { places = elements }
    var axes: [Int] = []
    for place in places {
      guard let axis = place.integerValue else {
        throw Mistake(.argument("`axis=` is a whole number"), at: place.range)
      }
      guard axis >= -rank, axis < rank else {
        let last = rank == 0 ? "a scalar has no axes" : "its axes are 0 to \(rank - 1)"
        throw Mistake(.argument("there is no axis \(axis): \(last)"), at: place.range)
      }
      let resolved = axis < 0 ? axis + rank : axis
      guard !axes.contains(resolved) else {
        throw Mistake(.argument("axis \(axis) is named twice"), at: place.range)
      }
      axes.append(resolved)
    }
    return axes
  }
}
