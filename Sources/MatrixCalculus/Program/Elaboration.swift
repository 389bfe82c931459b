import TensorCore

/// Syntax → expression: names are looked up, functions are found, shapes are checked.
///
/// What NumPy means by a text is what the expression means. The first mistake of an expression is thrown.
public struct Elaboration {
  public typealias Mistake = Diagnostic<FormulaMistake>

  /// The variables that may be read, by name.
  public var names: [String: Variable]
  /// How many entries a value may have, those within a formula too: each of them is computed whole.
  public var elementLimit: Int
  let source: SourceText

  /// How many axes a value may have.
  static let rankLimit = 6

  public init(_ source: SourceText, names: [String: Variable], elementLimit: Int = 1 << 26) {
    self.source = source
    self.names = names
    self.elementLimit = elementLimit
  }

  /// The expression of a piece of syntax.
  public func expression(_ syntax: Syntax) throws(Mistake) -> Expression {
    switch syntax.kind {
    case .number(let literal): return .number(literal.value)
    case .name(let name): return .variable(try variable(name, at: syntax.range))
    case .list: return .literal(try LiteralTensor.tensor(syntax))
    case .unary(.minus, let operand):
      if case .number(let literal) = operand.kind { return .number(-literal.value) }
      return try apply(.negate, [operand], at: syntax)
    case .unary(.plus, let operand): return try expression(operand)
    case .binary(let symbol, let left, let right):
      guard let operation = operation(symbol) else {
        throw Mistake(
          .notATensor("`\(symbol.rawValue)` stands in the entry of a claim only"), at: syntax.range)
      }
      return try apply(operation, [left, right], at: syntax)
    case .transposed(let operand):
      let inner = try expression(operand)
      guard inner.shape.rank > 1 else { return inner }
      return try node(.transpose, [inner], written: [operand], at: syntax)
    case .subscripted(let base, let subscripts):
      let inner = try expression(base)
      let items = try SliceReader.items(subscripts, shape: inner.shape, at: syntax.range)
      return try node(.slice(items), [inner], at: syntax)
    case .call(let name, let arguments): return try call(name, arguments, at: syntax)
    case .string: throw Mistake(.notATensor("a string is no tensor"), at: syntax.range)
    case .boolean: throw Mistake(.notATensor("`True` and `False` are no tensors"), at: syntax.range)
    case .none:
      throw Mistake(
        .notATensor("`None` is no tensor; it stands only as `axis=None`"), at: syntax.range)
    case .tuple:
      throw Mistake(.notATensor("a tuple is no tensor; write `[…]`"), at: syntax.range)
    case .unary(.not, _), .conditional:
      throw Mistake(.notATensor("conditions stand in the entry of a claim only"), at: syntax.range)
    }
  }

  private func variable(_ name: String, at range: SourceRange) throws(Mistake) -> Variable {
    guard let variable = names[name] else {
      throw Mistake(
        .unknownName(name, nearest: nearestName(to: name, among: names.keys.sorted())), at: range)
    }
    return variable
  }

  private func operation(_ symbol: BinaryOperator) -> Operation? {
    switch symbol {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .matrixMultiply: .matrixProduct
    case .power: .power
    case .less: .comparison(.less)
    case .lessOrEqual: .comparison(.lessOrEqual)
    case .greater: .comparison(.greater)
    case .greaterOrEqual: .comparison(.greaterOrEqual)
    case .equal: .comparison(.equal)
    case .notEqual: .comparison(.notEqual)
    case .or, .and: nil
    }
  }

  private func apply(_ operation: Operation, _ operands: [Syntax], at syntax: Syntax)
    throws(Mistake) -> Expression
  {
    var arguments: [Expression] = []
    for operand in operands { arguments.append(try expression(operand)) }
    return try node(operation, arguments, written: operands, at: syntax)
  }

  /// The node, its mistakes said in the words of the text.
  func node(
    _ operation: Operation, _ arguments: [Expression], written: [Syntax] = [], at syntax: Syntax
  ) throws(Mistake) -> Expression {
    if operation.takesTruthForLogic(arguments), !arguments.isEmpty {
      throw Mistake(.truthAsNumber, at: syntax.range)
    }
    do {
      return try checked(try Expression.applying(operation, arguments))
    } catch {
      var sentence = error.sentence
      var shapes: [String] = []
      for (place, argument) in arguments.enumerated() {
        let name =
          place < written.count ? shortened(written[place].description) : "argument \(place + 1)"
        sentence = sentence.replacingFirst("{\(place)}", with: name)
        sentence = sentence.replacingFirst("{\(place)}", with: name)
        if case .number = argument { continue }
        if case .literal = argument, name.first == "[" { continue }
        shapes.append("\(name) is \(argument.shape)")
      }
      throw Mistake(
        .shapes(
          formula: shortened(syntax.description), sentence: sentence,
          shapes: shapes.joined(separator: ", ")), at: syntax.range)
    }
  }

  /// The node, where its value is not too large to be computed.
  private func checked(_ node: Expression) throws(ShapeMismatch) -> Expression {
    guard node.shape.count <= elementLimit else {
      throw ShapeMismatch("\(node.shape) entries are more than the limit of \(elementLimit)")
    }
    guard node.shape.rank <= Self.rankLimit else {
      throw ShapeMismatch("\(node.shape.rank) axes are more than the limit of \(Self.rankLimit)")
    }
    return node
  }

  func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 40 ? text : String(text.unicodeScalars.prefix(38)) + "…"
  }
}

extension String {
  fileprivate func replacingFirst(_ mark: String, with text: String) -> String {
    let parts = split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? parts[0] + text + parts[1] : self
  }
}

/// Nested lists of numbers as tensors.
public enum LiteralTensor {
  /// The tensor that a nested list is; throws where rows differ in length or an entry is no number.
  ///
  /// `"nan"`, `"inf"` and `"-inf"` are numbers only where they are allowed: never in a formula.
  public static func tensor(_ syntax: Syntax, allowsSpecialNumbers: Bool = false)
    throws(Elaboration.Mistake) -> Tensor
  {
    var elements: [Double] = []
    let extents = try extents(syntax, allowsSpecialNumbers, into: &elements)
    guard let shape = try? Shape(checking: extents), shape.count == elements.count else {
      throw Elaboration.Mistake(.argument("this list has rows without an entry"), at: syntax.range)
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// The extents of a list, or none for a number.
  private static func extents(
    _ syntax: Syntax, _ allowsSpecialNumbers: Bool, into elements: inout [Double]
  ) throws(Elaboration.Mistake) -> [Int] {
    if let value = syntax.numericValue ?? (allowsSpecialNumbers ? syntax.specialValue : nil) {
      elements.append(value)
      return []
    }
    guard case .list(let rows) = syntax.kind else {
      throw Elaboration.Mistake(
        .argument("a list holds numbers, and rows of numbers"), at: syntax.range)
    }
    var inner: [Int]?
    for row in rows {
      let own = try extents(row, allowsSpecialNumbers, into: &elements)
      if let inner, inner != own {
        let expected = Shape(inner)
        throw Elaboration.Mistake(
          .argument("rows differ: this one is \(Shape(own)), the first is \(expected)"),
          at: row.range)
      }
      inner = own
    }
    return [rows.count] + (inner ?? [])
  }
}

extension Syntax {
  /// The value of a number with or without a sign.
  public var numericValue: Double? {
    switch kind {
    case .number(let literal): literal.value
    case .unary(.minus, let operand): operand.numericValue.map { -$0 }
    case .unary(.plus, let operand): operand.numericValue
    default: nil
    }
  }

  /// What a string that names no finite number stands for.
  fileprivate var specialValue: Double? {
    guard case .string(let literal) = kind else { return nil }
    let values: [String: Double] = ["nan": .nan, "inf": .infinity, "-inf": -.infinity]
    return values[literal.value]
  }

  /// The value of a whole number with or without a sign.
  public var integerValue: Int? {
    switch kind {
    case .number(let literal): literal.integer
    case .unary(.minus, let operand): operand.integerValue.map { -$0 }
    case .unary(.plus, let operand): operand.integerValue
    default: nil
    }
  }
}

/// Basic indexing as NumPy reads it: negative places count from the end, runs are cut to the axis.
enum SliceReader {
  static func items(_ subscripts: [Syntax.Subscript], shape: Shape, at range: SourceRange)
    throws(Elaboration.Mistake) -> [SliceItem]
  {
    if let axis = subscripts.first(where: \.addsAxis) {
      throw Elaboration.Mistake(
        .argument("indices add no axes here; write `reshape(a, (m, 1))`"),
        at: axis.children.first?.range ?? range)
    }
    guard subscripts.count <= shape.rank else {
      throw Elaboration.Mistake(
        .argument(
          "\(counted(subscripts.count, "index", "indices")) for a tensor of rank \(shape.rank)"),
        at: range)
    }
    var items: [SliceItem] = []
    for (subscript_, extent) in zip(subscripts, shape.extents) {
      items.append(try item(subscript_, extent))
    }
    return items
      + shape.extents.dropFirst(subscripts.count).map { .run(start: 0, count: $0) }
  }

  private static func item(_ subscript_: Syntax.Subscript, _ extent: Int)
    throws(Elaboration.Mistake) -> SliceItem
  {
    switch subscript_ {
    case .index(let syntax):
      let place = try integer(syntax)
      guard place >= -extent, place < extent else {
        throw Elaboration.Mistake(
          .argument("index \(place) is outside an axis of extent \(extent)"), at: syntax.range)
      }
      return .entry(place < 0 ? place + extent : place)
    case .slice(let from, let to, _):
      let start = try bound(from, extent) ?? 0
      let end = try bound(to, extent) ?? extent
      return .run(start: min(start, extent), count: max(0, end - start))
    }
  }

  private static func bound(_ syntax: Syntax?, _ extent: Int) throws(Elaboration.Mistake) -> Int? {
    guard let syntax else { return nil }
    let place = try integer(syntax)
    return max(0, min(extent, place < 0 ? place + extent : place))
  }

  private static func integer(_ syntax: Syntax) throws(Elaboration.Mistake) -> Int {
    guard let value = syntax.integerValue else {
      let isLarge = (syntax.numericValue?.magnitude ?? 0) >= 1e15
      throw Elaboration.Mistake(
        .argument(isLarge ? "this index is outside every axis" : "an index is a whole number"),
        at: syntax.range)
    }
    return value
  }
}

extension Syntax.Subscript {
  /// Whether NumPy would put a new axis here: `a[:, None]`, `a[newaxis]`.
  fileprivate var addsAxis: Bool {
    guard case .index(let index) = self else { return false }
    return index.kind == .none || index.kind == .name("newaxis")
  }
}
