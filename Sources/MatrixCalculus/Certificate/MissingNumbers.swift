import TensorCore

/// Why some values on the way to an output are no numbers: the first operation at which it begins.
///
/// What is undefined further on because of it is not told: in log(exp(x) / sum(exp(x))) at x = 1000 it is exp
/// that overflows, and log only gets what is left of ∞ / ∞.
struct MissingNumbers: Equatable, Sendable {
  /// `1 of 2 entries of exp(x) is infinite, in y`.
  let sentence: String
  /// Whether some function is not defined at its argument, so that routes may differ in what they make of it.
  let leavesDomain: Bool
}

extension Valuation {
  /// The first cause in the order of evaluation; nil where all values are numbers.
  ///
  /// Nothing is evaluated but arguments.
  func missingNumbers(in statements: [Program.Statement]) -> MissingNumbers? {
    var search = CauseSearch(values: self)
    for statement in statements { search.read(statement) }
    return search.cause.map {
      MissingNumbers(sentence: $0, leavesDomain: search.leavesDomain)
    }
  }
}

private struct CauseSearch {
  let values: Valuation
  var cause: String?
  var leavesDomain = false

  mutating func read(_ statement: Program.Statement) {
    guard let value = values[statement.variable] else { return }
    let isFirst = cause == nil
    read(statement.expression, value: value)
    if isFirst, let cause { self.cause = cause + ", in \(statement.variable.name)" }
  }

  /// The arguments first, then what the operation makes of them.
  private mutating func read(_ expression: Expression, value: Tensor) {
    switch expression {
    case .number, .literal: return
    case .variable(let variable):
      note(value, of: variable.name)
    case .apply(let operation, let arguments, _):
      let inputs = arguments.map(values.evaluate)
      for (argument, input) in zip(arguments, inputs) { read(argument, value: input) }
      if let sentence = operation.rule.domain(inputs) {
        leavesDomain = true
        cause = cause ?? sentence
      }
      guard cause == nil else { return }
      noteDivision(operation, arguments, inputs)
      note(value, of: ExpressionNotation.unicode.text(expression).text)
    }
  }

  /// `1 of 3 entries of x, the divisor, is 0`.
  private mutating func noteDivision(
    _ operation: Operation, _ arguments: Arguments, _ inputs: [Tensor]
  ) {
    guard operation == .divide, let divisors = inputs.last else { return }
    let zeros = divisors.elements.count { $0 == 0 }
    guard zeros > 0 else { return }
    let divisor = ExpressionNotation.unicode.text(arguments[1]).text
    cause =
      divisors.shape.isScalar
      ? "the divisor \(divisor) is 0"
      : Self.part(zeros, of: divisors, "\(divisor), the divisor,", "0")
  }

  /// `2 of 6 entries of exp(x) are infinite`.
  private mutating func note(_ value: Tensor, of name: String) {
    let missing = value.elements.count { !$0.isFinite }
    guard cause == nil, missing > 0 else { return }
    let kind = value.elements.contains(where: \.isNaN) ? "no number" : "infinite"
    cause = value.shape.isScalar ? "\(name) is \(kind)" : Self.part(missing, of: value, name, kind)
  }

  private static func part(
    _ count: Int, of tensor: Tensor, _ name: String, _ kind: String
  ) -> String {
    let all = counted(tensor.shape.count, "entry", "entries")
    return "\(count) of \(all) of \(name) \(count == 1 ? "is" : "are") \(kind)"
  }
}
