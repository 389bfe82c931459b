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
    FunctionRow(name: "transpose") { (call) throws(Mistake) in
      try call.expect(tensors: 1)
      return try call.node(.transpose, 1)
    },
    FunctionRow(name: "trace") { (call) throws(Mistake) in
      try call.expect(tensors: 1)
      return try call.node(.trace, 1)
    },
    FunctionRow(name: "diag") { (call) throws(Mistake) in
      try call.expect(tensors: 1)
      return try call.node(.diagonal, 1)
    },
    FunctionRow(name: "outer") { (call) throws(Mistake) in
      try call.expect(tensors: 2)
      return try call.node(.outer, 2)
    },
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

  static let functionNames = Set(functions.map(\.name) + ScalarRule.table.map(\.name))

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
    return try elaboration.node(
      operation, tensors, written: arguments.prefix(count).map(\.value), at: syntax)
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
    let rank = try tensor(0).shape.rank
    var axes: [Int]?
    if let syntax = argument("axis", place: 1) { axes = try self.axes(syntax, rank: rank) }
    var keeping = false
    if let syntax = argument("keepdims", place: .max) {
      guard case .boolean(let value) = syntax.kind else {
        throw Mistake(.argument("`keepdims=` is True or False"), at: syntax.range)
      }
      keeping = value
    }
    return try node(operation(axes, keeping), 1)
  }

  /// One axis or a tuple of them; negative ones count from the last.
  private func axes(_ syntax: Syntax, rank: Int) throws(Mistake) -> [Int] {
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
