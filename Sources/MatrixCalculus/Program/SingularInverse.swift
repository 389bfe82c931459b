import TensorCore

/// An inverse that does not exist on the numbers at hand: elimination meets a pivot that is exactly zero,
/// where NumPy raises `LinAlgError`.
public struct SingularInverse: Hashable, Sendable {
  /// The statement in whose formula it stands.
  public let statement: Program.Statement
  /// What is to be inverted.
  public let matrix: Expression
}

extension Program {
  /// The first inverse, in the order of evaluation, that does not exist where the inputs have these
  /// numbers; nil where all do, and where it would take more than `budget` multiplications to know.
  ///
  /// Only what an inverse reads is evaluated.
  public func singularInverse(
    _ inputs: [Variable: InputNumbers], budget: Double = .infinity
  ) -> SingularInverse? {
    let inverted = statements.map(\.expression.inverted)
    let matrices = inverted.flatMap { $0 }
    guard !matrices.isEmpty else { return nil }
    let needed = matrices.flatMap(\.variables)
      .reduce(into: Set<Variable>()) { $0.formUnion(sources(of: $1)) }
    let steps = statements.filter { needed.contains($0.variable) }
    let cost = (steps.map(\.expression) + matrices).reduce(0) { $0 + $1.cost }
    guard cost <= budget else { return nil }
    var values = Valuation()
    for input in self.inputs where needed.contains(input) { values[input] = inputs[input]?.tensor }
    for (statement, matrices) in zip(statements, inverted) {
      if let matrix = matrices.first(where: { values.evaluate($0).isSingular }) {
        return SingularInverse(statement: statement, matrix: matrix)
      }
      if needed.contains(statement.variable) {
        values[statement.variable] = values.evaluate(statement.expression)
      }
    }
    return nil
  }
}

extension Elaboration {
  /// What is said of an inverse that does not exist, at the place of its `inv`; nil where the text of the
  /// statement has none of this matrix.
  public func mistake(_ singular: SingularInverse, in syntax: Syntax) -> Mistake? {
    for child in syntax.kind.children {
      if let mistake = mistake(singular, in: child) { return mistake }
    }
    guard case .call(let name, let arguments) = syntax.kind, name.text == "inv",
      let argument = arguments.first?.value, (try? expression(argument)) == singular.matrix
    else { return nil }
    let text = shortened(argument.description)
    return Mistake(
      .argument("\(text) is singular on these numbers, it has no inverse"), at: syntax.range)
  }
}

extension Expression {
  /// What it inverts, the inner ones first.
  fileprivate var inverted: [Expression] {
    guard case .apply(let operation, let arguments, _) = self else { return [] }
    return arguments.flatMap(\.inverted) + (operation == .inverse ? arguments : [])
  }
}
