import TensorCore

/// Calls whose arguments are more than tensors: shapes, subscripts, bounds.
extension CallReader {
  /// A function along the last axis unless `axis=` names others; with None it is one of all entries.
  func alongLast(_ operation: ([Int]?) -> Operation) throws(Mistake) -> Expression {
    try expect(tensors: 1, placed: ["axis"])
    let argument = try tensor(0)
    let rank = argument.shape.rank
    if let syntax = self.argument("axis", place: 1) {
      return try node(operation(try axes(syntax, rank: rank)), [argument])
    }
    guard rank > 0 else { throw mistake("\(name) needs an axis, and a scalar has none") }
    return try node(operation([rank - 1]), [argument])
  }

  /// clip(a, low, high) = min(max(a, low), high).
  func clip() throws(Mistake) -> Expression {
    try expect(tensors: 3)
    let raised = try elaboration.node(
      .extremum(.maximum), [try tensor(0), try tensor(1)],
      written: [arguments[0].value, arguments[1].value], at: syntax)
    return try elaboration.node(
      .extremum(.minimum), [raised, try tensor(2)],
      written: [arguments[0].value, arguments[2].value], at: syntax)
  }

  /// NumPy's dot: a product with a scalar, else the sum over the last axis of the first and the last but
  /// one of the second.
  func dot() throws(Mistake) -> Expression {
    try expect(tensors: 2)
    let (a, b) = (try tensor(0), try tensor(1))
    if a.shape.isScalar || b.shape.isScalar { return try node(.multiply, [a, b]) }
    guard b.shape.rank > 2 else { return try node(.matrixProduct, [a, b]) }
    throw mistake("dot takes vectors and matrices; write einsum for tensors of more axes")
  }

  /// reshape(a, (m, n)): a −1 stands for what is left.
  func reshape() throws(Mistake) -> Expression {
    try expect(tensors: 1, placed: ["shape"], required: 1, example: "reshape(a, (m, n))")
    guard let written = argument("shape", place: 1) else {
      throw mistake("reshape needs the new shape: reshape(a, (2, 3))")
    }
    let tensor = try tensor(0)
    var extents = try self.extents(written, allowsRest: true)
    if let rest = extents.firstIndex(of: -1) {
      let count = tensor.shape.count
      let known = extents.reduce(1) { $1 == -1 ? $0 : saturatingProduct($0, $1) }
      guard known > 0, count.isMultiple(of: known) else {
        throw Mistake(
          .argument("\(counted(count, "entry does", "entries do")) not fill rows of \(known)"),
          at: written.range)
      }
      extents[rest] = count / known
    }
    return try node(.reshape(try shape(extents, at: written)), [tensor])
  }

  /// array([a, b]), array([[a, b], [c, d]]): scalars put together; of what is a tensor already, that.
  func array() throws(Mistake) -> Expression {
    try expect(tensors: 1, example: "array([a, b])")
    let list = arguments[0].value
    if let numbers = try? LiteralTensor.tensor(list), numbers.shape.rank > 0 {
      return .literal(numbers)
    }
    guard case .list = list.kind else { return try tensor(0) }
    var entries: [Syntax] = []
    let shape = try shape(try extents(ofList: list, into: &entries), at: list)
    var scalars: [Expression] = []
    for entry in entries { scalars.append(try elaboration.expression(entry)) }
    return try elaboration.node(.stack(shape), scalars, written: entries, at: syntax)
  }

  /// How many entries a list has along each axis; none for what is no list.
  private func extents(ofList list: Syntax, into entries: inout [Syntax]) throws(Mistake) -> [Int] {
    guard case .list(let rows) = list.kind else {
      entries.append(list)
      return []
    }
    var inner: [Int]?
    for row in rows {
      let own = try extents(ofList: row, into: &entries)
      if let inner, inner != own {
        throw Mistake(
          .argument("rows differ: this one is \(Shape(own)), the first is \(Shape(inner))"),
          at: row.range)
      }
      inner = own
    }
    return [rows.count] + (inner ?? [])
  }

  /// A tensor known by its shape alone.
  func constant(_ operation: (Shape) -> Operation) throws(Mistake) -> Expression {
    try expect(tensors: 1, example: "\(name)((m, n))")
    let written = arguments[0].value
    let shape = try shape(try extents(written, allowsRest: false), at: written)
    return try elaboration.node(operation(shape), [], at: syntax)
  }

  func identity() throws(Mistake) -> Expression {
    try expect(tensors: 1, example: "eye(n)")
    let written = arguments[0].value
    let extents = try extents(written, allowsRest: false)
    guard extents.count == 1 else {
      throw Mistake(.argument("eye takes one number, its rows and columns"), at: written.range)
    }
    _ = try shape(extents + extents, at: written)
    return try elaboration.node(.identity(extents[0]), [], at: syntax)
  }

  /// einsum("ik,kj->ij", X, A): letters an axis, the output stated.
  func einsum() throws(Mistake) -> Expression {
    try expect(tensors: arguments.count)
    guard let first = arguments.first, case .string(let literal) = first.value.kind else {
      throw mistake("einsum begins with its subscripts: einsum(\"ik,kj->ij\", X, A)")
    }
    let (inputs, output) = try subscripts(literal.value, at: first.value.range)
    guard inputs.count == arguments.count - 1 else {
      throw Mistake(
        .argument(
          "the subscripts name \(counted(inputs.count, "operand")), not \(arguments.count - 1)"),
        at: first.value.range)
    }
    var operands: [Expression] = []
    for place in 1..<arguments.count { operands.append(try tensor(place)) }
    return try elaboration.node(
      .einsum(inputs: inputs, output: output), operands,
      written: arguments.dropFirst().map(\.value), at: syntax)
  }

  private func subscripts(_ text: String, at range: SourceRange) throws(Mistake) -> (
    inputs: [String], output: String
  ) {
    func wrong(_ sentence: String) -> Mistake { Mistake(.argument(sentence), at: range) }
    let parts = String(text.filter { $0 != " " }).components(separatedBy: "->")
    guard parts.count == 2 else {
      throw wrong("einsum states its output: \"ik,kj->ij\"")
    }
    let inputs = parts[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let output = parts[1]
    guard (parts[0] + output).allSatisfy({ $0 == "," || $0.isASCII && $0.isLetter }) else {
      throw wrong("the subscripts of einsum are letters, a comma between operands")
    }
    if let missing = output.first(where: { letter in !inputs.contains { $0.contains(letter) } }) {
      throw wrong("the output names \(missing), which no operand has")
    }
    guard Set(output).count == output.count else {
      throw wrong("the output names a letter twice")
    }
    return (inputs, output)
  }

  private func extents(_ written: Syntax, allowsRest: Bool) throws(Mistake) -> [Int] {
    var places = [written]
    if case .tuple(let elements) = written.kind { places = elements }
    if case .list(let elements) = written.kind { places = elements }
    var extents: [Int] = []
    for place in places {
      guard let extent = place.integerValue else {
        throw Mistake(.argument("an extent is a whole number"), at: place.range)
      }
      let isRest = allowsRest && extent == -1 && !extents.contains(-1)
      guard extent >= 0 || isRest else {
        throw Mistake(
          .argument("an extent is not negative, and this is \(extent)"), at: place.range)
      }
      extents.append(extent)
    }
    return extents
  }

  private func shape(_ extents: [Int], at written: Syntax) throws(Mistake) -> Shape {
    do {
      return try Shape(checking: extents)
    } catch {
      throw Mistake(.argument("such a tensor would have more than 2⁶² entries"), at: written.range)
    }
  }
}

extension String {
  /// The pieces between the occurrences of a separator.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var pieces: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      pieces.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return pieces + [String(rest)]
  }
}
