import TensorCore

/// Writes the sentence on an entry: its value, and the deltas because of which it is read or struck out.
struct ReasonWriter {
  let contribution: Link.Contribution
  let variable: Variable
  let coordinates: [Int]
  let base: Int
  /// How a number is written.
  let spelling: (Double) -> String

  var output: Variable { contribution.statement.variable }
  var free: [Index] { contribution.jacobian.free }
  var outputName: String {
    EntryReason.entryName(output.name, Array(coordinates.prefix(output.shape.rank)), base: base)
  }

  var derivativeName: FormulaText {
    FormulaText(
      EntryReason.derivativeName(
        of: output, by: variable, coordinates, base: base, bar: contribution.bar), .name)
  }

  /// `∂y₁₂/∂A₂₂ = `.
  var left: FormulaText { derivativeName + " = " }

  func nonzero(_ terms: [Term<Expression>], _ value: Double) -> FormulaText {
    var text = left
    let product = products(terms)
    let number = spelling(value)
    if product.text != number { text += product + " = " }
    text += FormulaText(number, .value)
    let conditions = conditions(terms)
    return conditions.text.isEmpty ? text : text + ", because " + conditions
  }

  /// An entry that no delta strikes out and that is 0.
  ///
  /// The deltas are why a factor is read, and what is read is why it is 0: `∂y₂₁/∂X₂₃ is A₃₁, because i = k = 2; A₃₁ is 0`.
  func vanishing(
    _ terms: [Term<Expression>], because factor: Factor<Expression>?,
    _ number: (Variable, [Int]) -> Double?
  ) -> FormulaText {
    let said =
      derivativeName + " is " + products(terms)
      + ", because " + conditions(terms) + "; "
    let zero = FormulaText(" is ") + FormulaText("0", .value)
    guard let factor else { return said + "that" + zero }
    let places = factor.subscripts.compactMap(value)
    guard case .apply(.function, let arguments, _) = factor.label,
      case .variable(let variable) = arguments[0], places.count == variable.shape.rank,
      let argument = number(variable, places)
    else { return said + entry(factor) + zero }
    let isWhole = terms[0].factors.count == 1 && terms[0].coefficient == 1
    let name = EntryReason.entryName(variable.name, places, base: base)
    return said + (isWhole ? "it" : entry(factor)) + zero + " at " + FormulaText(name, .name)
      + " = " + FormulaText(spelling(argument), .value)
  }

  /// Terms that no delta of theirs strikes out, of an entry that is zero whatever the numbers are:
  /// `∂y₁₁/∂A₁₁ = 0: X₁₁ − X₁₁ cancel, because i = j = k = l = 1`, `∂y₁₂/∂x₁ = 0: −y₁₁·y₁₂ is 0 whatever the numbers are, because j ≠ k`.
  func identicallyZero(_ terms: [Term<Expression>]) -> FormulaText {
    let pattern = contribution.pattern
    let cancelling = pattern.cancellation.flatMap { $0.cancels(at: coordinates) ? $0 : nil }
    let verb =
      terms.count == 1
      ? " is 0 whatever the numbers are"
      : cancelling == nil ? " add up to 0 whatever the numbers are" : " cancel"
    let said = left + FormulaText("0", .value) + ": " + products(terms) + FormulaText(verb)
    let reason =
      cancelling.map { equalities($0.equations(of: $0.case(at: coordinates))) }
      ?? brokenConditions(pattern.alternatives)
    return reason.text.isEmpty ? said : said + ", because " + reason
  }

  func zero() -> FormulaText {
    let terms = contribution.jacobian.terms
    guard terms.count == 1 else {
      let conditions = terms.map { term in
        IndexNotation.joined(term.deltas.filter(isBroken).map(inequality), " and ")
      }
      guard !conditions.isEmpty else {
        return left + "0: nothing of " + FormulaText(variable.name) + " is read"
      }
      return left + "0: no term reaches it, " + IndexNotation.joined(conditions, ", ")
    }
    let broken = terms[0].deltas.filter(isBroken)
    guard let axes = brokenAxes(broken) else {
      return left + "0, because " + IndexNotation.joined(broken.map(inequality), " and ")
    }
    let wanted = axes.map { "\(axisName($0.axis)) \($0.wanted + base)" }
    let found = axes.map { "\(axisName($0.axis)) \($0.found + base)" }
    return left
      + FormulaText(
        "0: \(outputName) reads \(wanted.joined(separator: " and ")) of \(variable.name), "
          + "and this is \(found.joined(separator: " and "))")
  }

  var places: IndexNotation { IndexNotation(notation: .unicode.counting(from: base)) }
}
