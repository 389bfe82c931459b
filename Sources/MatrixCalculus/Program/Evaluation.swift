import TensorCore

/// Numbers that are given from outside: stored, or a function of their position.
public enum InputNumbers: Hashable, Sendable {
  case dense(Tensor)
  case generated(GeneratedTensor)

  public var shape: Shape {
    switch self {
    case .dense(let tensor): tensor.shape
    case .generated(let tensor): tensor.shape
    }
  }

  /// All numbers.
  ///
  /// Cost: one evaluation an entry where they are generated.
  public var tensor: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .generated(let tensor): tensor.filled
    }
  }

  /// The entry at `coordinates`, which count from zero.
  public subscript(coordinates: [Int]) -> Double {
    get {
      switch self {
      case .dense(let tensor): tensor[coordinates]
      case .generated(let tensor): tensor[coordinates]
      }
    }
    set {
      switch self {
      case .dense(var tensor):
        tensor[coordinates] = newValue
        self = .dense(tensor)
      case .generated(var tensor):
        tensor[coordinates] = newValue
        self = .generated(tensor)
      }
    }
  }
}

/// Values that are computed in slices, one name after the other.
///
/// The loop of a program advances it whenever no key waits; what is known is read meanwhile. How large
/// the slices are changes no number. A value like any other: it can be copied, dropped and tested.
public struct Evaluation: Sendable {
  /// What is to be computed, and under which name it is kept.
  public struct Assignment: Sendable {
    /// A variable, or an expression whose value is wanted as it stands.
    public let target: Expression
    public let source: Source
    let cost: Double

    public init(_ target: Expression, _ source: Source) {
      self.target = target
      self.source = source
      cost = source.cost
    }
  }

  public enum Source: Sendable {
    case generated(GeneratedTensor)
    case expression(Expression)
    /// A sum of products, entry by entry.
    case form(StructuredTensor<Expression>)
    /// The same by loops over the entries, Jacobians of the link read by their deltas.
    case entries(StructuredTensor<Expression>, Link)
  }

  /// The numbers of names that are known by now.
  public private(set) var values: Valuation
  /// Those of expressions that were asked for as they stand.
  private var others: [Expression: Tensor] = [:]
  private let assignments: [Assignment]
  private var next = 0
  private var current: ExpressionWork?
  /// Multiplications that are done, and all of them, about.
  public private(set) var done = 0.0
  public let cost: Double

  /// Assigns in order; each reads `values` and what was assigned before it.
  public init(_ values: Valuation, _ assignments: [Assignment]) {
    self.values = values
    self.assignments = assignments
    cost = assignments.reduce(0) { $0 + $1.cost }
  }

  public var isComplete: Bool { next == assignments.count }

  /// The name that is being computed.
  public var target: Expression? { isComplete ? nil : assignments[next].target }

  /// The numbers behind a variable or an expression that was assigned; nil where they are not known yet.
  public subscript(expression: Expression) -> Tensor? {
    switch expression {
    case .variable(let variable): values[variable]
    case .number(let value): Tensor(scalar: value)
    case .literal(let tensor): tensor
    case .apply: others[expression]
    }
  }

  /// An entry, in row-major order, of what is being computed just now, where it is known already.
  public func entry(of expression: Expression, at position: Int) -> Double? {
    target == expression ? current?.entry(at: position) : nil
  }

  /// Computes until about `budget` multiplications are spent, or all is done.
  ///
  /// Gives what was spent. A step that cannot be cut is done whole.
  @discardableResult
  public mutating func advance(by budget: Int) -> Int {
    var spent = 0
    while spent < budget, !isComplete {
      if current == nil { current = work(of: assignments[next].source) }
      spent += step(budget - spent) + 1
      guard let result = current?.result else { continue }
      current = nil
      keep(result, as: assignments[next].target)
      next += 1
    }
    done = isComplete ? cost : min(cost, done + Double(spent))
    return spent
  }

  private mutating func step(_ budget: Int) -> Int {
    let (values, others) = (values, others)
    return current?.advance(by: budget) { expression in
      if case .apply = expression, let known = others[expression] { return known }
      return values.evaluate(expression)
    } ?? 0
  }

  private mutating func keep(_ result: Tensor, as target: Expression) {
    if case .variable(let variable) = target {
      values[variable] = result
    } else {
      others[target] = result
    }
  }

  private func work(of source: Source) -> ExpressionWork {
    switch source {
    case .generated(let tensor): ExpressionWork(TensorWork(tensor))
    case .expression(let expression): ExpressionWork(expression) { others[$0] != nil }
    case .form(let form):
      form.einsums.map { expression in ExpressionWork(expression) { others[$0] != nil } }
        ?? ExpressionWork(work(of: form))
    case .entries(let form, let link):
      ExpressionWork(Self.entries(form.shape, values.evaluator(of: form, in: link)))
    }
  }

  private static func entries(_ shape: Shape, _ evaluator: EntryEvaluator) -> TensorWork {
    TensorWork(shape: shape, cost: 32 * evaluator.productsPerEntry) { positions in
      positions.map { evaluator.entry(at: shape.coordinates(of: $0)) }
    }
  }

  /// Pairwise products at once where they are few, else entry by entry, which can be cut.
  private func work(of form: StructuredTensor<Expression>) -> TensorWork {
    let known = Set(form.terms.flatMap(\.factors).map(\.label))
      .reduce(into: [Expression: Tensor]()) { $0[$1] = self[$1] ?? values.evaluate($1) }
    let value: @Sendable (Expression) -> Tensor = { label in
      guard let tensor = known[label] else {
        preconditionFailure("every factor of the form has been evaluated")
      }
      return tensor
    }
    guard form.multiplications > 1 << 22 else {
      return TensorWork(
        at: { form.evaluated(value) }, shape: form.shape, cost: form.multiplications)
    }
    return Self.entries(form.shape, EntryEvaluator(form) { .dense(value($0)) })
  }
}

extension Evaluation.Source {
  fileprivate var cost: Double {
    switch self {
    case .generated(let tensor): 64 * Double(tensor.shape.count)
    case .expression(let expression): expression.cost
    case .form(let form): form.einsums?.cost ?? 32 * Double(form.multiplications)
    case .entries(let form, _): 32 * Double(form.multiplications)
    }
  }
}

extension StructuredTensor<Expression> {
  /// The sum of products as einsums, which can be cut; nil where a delta is left, where a subscript is
  /// more than an index, or where a term lacks an axis.
  fileprivate var einsums: Expression? {
    guard let first = terms.first, let start = first.einsum(free) else { return nil }
    return terms.dropFirst().reduce(start as Expression?) { sum, term in
      guard let sum, let next = term.einsum(free) else { return nil }
      return sum + next
    }
  }
}

extension Term<Expression> {
  fileprivate func einsum(_ free: [Index]) -> Expression? {
    var letters: [Index: Character] = [:]
    for (place, index) in (free + bound).enumerated() {
      letters[index] = Unicode.Scalar(UInt32(0x3B1 + place)).map(Character.init)
    }
    let read = factors.map { $0.subscripts.compactMap(\.plain) }
    guard deltas.isEmpty, !factors.isEmpty,
      // An index may run along the first entries of an axis only.
      zip(factors, read).allSatisfy({ $0.label.shape.extents == $1.map(\.extent) }),
      (free + bound).allSatisfy({ index in read.contains { $0.contains(index) } })
    else { return nil }
    func name(_ indices: [Index]) -> String { String(indices.compactMap { letters[$0] }) }
    let product = Expression.known(
      .einsum(inputs: read.map(name), output: name(free)), factors.map(\.label))
    return coefficient == 1 ? product : .number(coefficient) * product
  }
}
