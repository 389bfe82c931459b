import TensorCore

/// One call being read: its arguments by place or by name.
struct CallReader {
  typealias Mistake = Elaboration.Mistake

  let elaboration: Elaboration
  let name: String
  let arguments: [Syntax.Argument]
  let syntax: Syntax

  /// Checks the call against the function's arguments, as Python binds them.
  ///
  /// So many tensors come first, then what may be given by place or by name (the first `required` of
  /// them must be), then what is given by name alone. An `example` shows how the function is called.
  func expect(
    tensors: Int, placed: [String] = [], required: Int = 0, named: [String] = [],
    example: String? = nil
  ) throws(Mistake) {
    let unnamed = arguments.prefix { $0.label == nil }.count
    if let late = arguments.dropFirst(unnamed).first(where: { $0.label == nil }) {
      throw Mistake(
        .argument("an argument without a name cannot follow one with a name"), at: late.value.range)
    }
    for label in arguments.compactMap(\.label) where !(placed + named).contains(label.text) {
      let known = (placed + named).joined(separator: ", ")
      let advice = known.isEmpty ? "it takes none by name" : "it has \(known)"
      throw Mistake(
        .argument("\(name) has no argument `\(label.text)=`; \(advice)"), at: label.range)
    }
    guard unnamed >= tensors, unnamed <= tensors + placed.count else {
      let isNamed = unnamed < arguments.count
      let fewest = isNamed ? tensors : tensors + required
      let count = Self.countText(fewest...(tensors + placed.count))
      let advice =
        example.map { ": `\($0)`" } ?? named.first.map { "; `\($0)=` is given by its name" } ?? ""
      throw mistake(
        "\(name) takes \(count)\(isNamed ? " without a name" : ""), not \(unnamed)\(advice)")
    }
    for (place, option) in placed.enumerated() where unnamed > tensors + place {
      guard let label = arguments.compactMap(\.label).first(where: { $0.text == option }) else {
        continue
      }
      throw Mistake(
        .argument("`\(option)=` is given twice, by its place and by its name; leave one out"),
        at: label.range)
    }
  }

  /// `1 argument`, `1 or 2 arguments`.
  private static func countText(_ range: ClosedRange<Int>) -> String {
    let most = counted(range.upperBound, "argument")
    return range.count == 1 ? most : "\(range.lowerBound) or \(most)"
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
    try expect(tensors: 1, placed: ["axis"], named: ["keepdims"])
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

  /// One axis or a tuple of them, negative ones counted from the last; nil for `None`, which is all.
  func axes(_ syntax: Syntax, rank: Int) throws(Mistake) -> [Int]? {
    if syntax.kind == .none { return nil }
    var places = [syntax]
    if case .tuple(let elements) = syntax.kind { places = elements }
    var axes: [Int] = []
    for place in places {
      guard let axis = place.integerValue else {
        throw Mistake(.argument("`axis=` is a whole number, or None for all"), at: place.range)
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
