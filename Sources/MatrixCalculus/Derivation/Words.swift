import TensorCore

/// What each rule says in a sentence, in the names and numbers at hand.
enum Words {
  static func forward(_ contribution: Link.Contribution) -> String {
    let output = contribution.statement.variable
    let names = contribution.statement.expression.variables.map(\.name)
    return "\(output.name) is computed from \(listed(names))."
  }

  static func jacobian(_ contribution: Link.Contribution) -> String {
    if contribution.isOfGradient {
      return "All second derivatives at once: one for each pair of entries."
    }
    let free = contribution.jacobian.free
    let rank = contribution.statement.variable.shape.rank
    let outputs = Shape(free.prefix(rank).map(\.extent))
    let inputs = Shape(free.dropFirst(rank).map(\.extent))
    return "All derivatives at once: \(counted(outputs, "output")) × \(counted(inputs, "input"))."
  }

  static func sparsity(
    _ contribution: Link.Contribution, countingFrom base: Int = 1
  ) -> String {
    let pattern = contribution.pattern
    guard !pattern.isDense else {
      return dense(contribution)
    }
    guard !pattern.alternatives.isEmpty else { return "Every entry is zero." }
    return "Only entries with \(pattern.condition(countingFrom: base).text) survive: "
      + "\(pattern.nonzeroCount) of \(pattern.entryCount)."
  }

  /// Where every entry may be nonzero: no term has a delta, some have none, or what they ask always holds.
  private static func dense(_ contribution: Link.Contribution) -> String {
    let jacobian = contribution.jacobian
    let free = jacobian.terms.count { $0.deltas.isEmpty }
    let head =
      switch (free, jacobian.terms.count) {
      case (0, _): "No delta strikes out an entry"
      case (let free, let all) where free == all: "No delta"
      case (1, _): "One term has no delta"
      case (let free, _): "\(free) terms have no delta"
      }
    if contribution.isOfGradient { return head + ": the Hessian is dense." }
    return free == jacobian.terms.count
      ? head + ": every output reads every input, the Jacobian is dense."
      : head + ", the Jacobian is dense: every output reads every input."
  }

  /// `1 output`, `3×2 outputs`.
  private static func counted(_ shape: Shape, _ word: String) -> String {
    shape.count == 1 ? "1 \(word)" : "\(shape) \(word)s"
  }

  static func chainRule(_ contributions: [Link.Contribution]) -> String {
    let products = contributions.compactMap { contribution -> String? in
      guard let upstream = contribution.upstream else { return contribution.jacobianName.name }
      let rank = contribution.statement.variable.shape.rank
      return "\(upstream.name) ⊗\(NumberText.subscripted(rank)) \(contribution.jacobianName.name)"
    }
    return products.joined(separator: " + ")
  }

  static let distribute = "The product with a sum is the sum of the products."

  /// A sentence counts as people do, unless its reader wants it from zero.
  static func delta(_ collapse: Term<Expression>.Collapse, countingFrom base: Int = 1) -> String {
    let notation = IndexNotation(notation: .unicode.counting(from: base))
    let delta = notation.delta(collapse.delta).text
    let replacement = notation.form(collapse.replacement).text
    return "\(delta) ends the sum over \(collapse.index.letter): "
      + "only \(collapse.index.letter) = \(replacement) is left."
  }

  static let deltas = "Every delta that meets a sum ends it."
  static let collect = "Like terms are added up."
  static let factorOut = "A common factor is pulled out."
  static let noMatrixForm = "This sum has no matrix form; it stays a sum over indices."

  static func recognised(_ rule: StepRule, _ shape: Shape) -> String {
    switch rule {
    case .product: "Rows meet columns: a matrix product."
    case .hadamard: "Entry meets entry: a Hadamard product."
    case .trace: "A sum along the diagonal: a trace."
    case .sum: shape.isScalar ? "A sum of all entries." : "A sum along an axis."
    case .diagonal: "Only the diagonal is left."
    default: "No matrix form is known: the shortest einsum."
    }
  }

  static func transpose(_ form: Expression, _ variable: Variable) -> String {
    let shapes = form.productChain.map(\.shape.description).joined(separator: " · ")
    return "\(shapes) → \(form.shape), the shape of \(variable.name)."
  }

  static func closedForm(_ form: Expression, _ variable: Variable) -> String {
    form.shape.isScalar
      ? "The gradient is a scalar, as \(variable.name) is."
      : "The gradient has the shape of \(variable.name), \(form.shape)."
  }

  static func hessian(_ variable: Variable) -> String {
    variable.shape.isScalar
      ? "\(variable.name) is a number, and so is the second derivative."
      : "The Hessian has a row and a column for each entry of \(variable.name)."
  }

  static func hessianAsMatrix(_ side: Int) -> String {
    "As a matrix it is \(side)×\(side), entries counted row by row."
  }

  static func listed(_ names: [String]) -> String {
    guard let last = names.last else { return "constants" }
    return names.count == 1
      ? last : names.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Link.Contribution {
  /// Whether the statement is a gradient, and its Jacobian a Hessian.
  fileprivate var isOfGradient: Bool { statement.variable.role == .gradient }
}
