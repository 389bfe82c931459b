import TensorCore

/// What is true of an input on the numbers at hand, and what books assume of it: W = Wᵀ, Σ t = 1.
public struct InputFact: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case symmetric
    /// All entries along these axes, or all where nil, add up to 1.
    case distribution(axes: [Int]?)
  }

  let kind: Kind
  public let input: Variable

  /// `W is symmetric`, `each row of T adds up to 1`.
  public var words: String {
    switch kind {
    case .symmetric: "\(input.name) is symmetric"
    case .distribution(nil): "\(input.name) adds up to 1"
    case .distribution(let axes?):
      "each \(axes == [1] ? "row" : "column") of \(input.name) adds up to 1"
    }
  }

  /// What holds of the inputs: exact symmetry, and sums that are 1 but for rounding.
  public static func facts(of inputs: [Variable], _ values: Valuation) -> [InputFact] {
    inputs.flatMap { input in
      values[input].map { tensor in
        kinds(of: tensor).map { InputFact(kind: $0, input: input) }
      } ?? []
    }
  }

  /// What may be true of an input of this shape.
  static func possible(of input: Variable) -> [InputFact] {
    let extents = input.shape.extents
    guard extents.allSatisfy({ $0 > 1 }) else { return [] }
    let kinds: [Kind] =
      switch extents.count {
      case 1: [.distribution(axes: nil)]
      case 2:
        (extents[0] == extents[1] ? [.symmetric] : [])
          + [.distribution(axes: [1]), .distribution(axes: [0])]
      default: []
      }
    return kinds.map { InputFact(kind: $0, input: input) }
  }

  private static func kinds(of tensor: Tensor) -> [Kind] {
    func isOne(_ number: Double) -> Bool { (number - 1).magnitude <= 1e-12 }
    let extents = tensor.shape.extents
    switch extents.count {
    case 1 where extents[0] > 1:
      return isOne(tensor.elements.reduce(0, +)) ? [.distribution(axes: nil)] : []
    case 2 where extents[0] > 1 && extents[1] > 1:
      var kinds: [Kind] = []
      if extents[0] == extents[1], tensor == tensor.transposed { kinds.append(.symmetric) }
      let sum = Operation.sum(axes: [1], keepingAxes: false).rule.value
      if sum([tensor]).elements.allSatisfy(isOne) { kinds.append(.distribution(axes: [1])) }
      if sum([tensor.transposed]).elements.allSatisfy(isOne) {
        kinds.append(.distribution(axes: [0]))
      }
      return kinds
    default: return []
    }
  }
}

extension [InputFact] {
  /// `S is symmetric and t adds up to 1`.
  public var words: String { map(\.words).joined(separator: " and ") }
}

/// A closed form that is shorter than the general one where some facts hold, and these.
public struct SpecialForm: Hashable, Sendable {
  public let form: Expression
  public let facts: [InputFact]

  public init(form: Expression, facts: [InputFact]) {
    self.form = form
    self.facts = facts
  }
}

extension Derivation {
  /// A formula of the program's names where the facts hold; nil where they make it no shorter.
  ///
  /// Each fact that it names is needed. It has the general form's value on these numbers, and on others of
  /// which the facts are true.
  func specialForm(
    of general: Expression, given facts: [InputFact], on values: Valuation
  ) -> SpecialForm? {
    guard !facts.isEmpty else { return nil }
    func form(_ facts: [InputFact]) -> Expression {
      general.shortest(naming: program.assigned, given: facts)
    }
    let special = form(facts)
    guard special.reading < general.reading,
      values.evaluate(general).change(to: values.evaluate(special)) < 1e-9
    else { return nil }
    let needed = facts.reduce(facts) { kept, fact in
      let rest = kept.filter { $0 != fact }
      return form(rest).reading == special.reading ? rest : kept
    }
    return SpecialForm(form: form(needed), facts: needed)
  }

  /// The gradient's closed form where the facts hold; nil where they make it no shorter.
  public func specialForm(given facts: [InputFact], on values: Valuation) -> SpecialForm? {
    closedForm.flatMap { specialForm(of: $0, given: facts, on: values) }
  }
}
