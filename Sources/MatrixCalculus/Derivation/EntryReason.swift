import TensorCore

/// Why an entry of a Jacobian is what it is: `∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2`.
public struct EntryReason: Hashable, Sendable {
  public let text: FormulaText
  public let value: Double
  /// Whether the entry is zero whatever the numbers are: deltas strike it out, its terms cancel, or what it
  /// reads is zero.
  public let isStructuralZero: Bool
  /// The entries of named tensors that the value is read from, coordinates from zero.
  public let reads: [Read]

  public struct Read: Hashable, Sendable {
    public let variable: Variable
    public let coordinates: [Int]
  }

  /// The reason of the entry at `coordinates` (from zero) of a contribution's Jacobian.
  ///
  /// `base` is what indices are shown to count from, 0 or 1.
  public init(
    _ contribution: Link.Contribution, of link: Link, at coordinates: [Int], _ values: Valuation,
    base: Int
  ) {
    self.init(
      contribution, of: link, at: coordinates,
      values.evaluator(of: contribution.jacobian, pattern: contribution.pattern, in: link),
      base: base
    ) { values[$0]?[$1] }
  }

  /// The same, with the evaluator of the contribution's Jacobian at hand, and what gives an entry of a
  /// named tensor, nil where it is not known.
  public init(
    _ contribution: Link.Contribution, of link: Link, at coordinates: [Int],
    _ evaluator: EntryEvaluator, base: Int, number: (Variable, [Int]) -> Double?
  ) {
    let writer = ReasonWriter(
      contribution: contribution, variable: link.variable, coordinates: coordinates, base: base)
    value = evaluator.entry(at: coordinates)
    isStructuralZero = evaluator.isStructuralZero(at: coordinates)
    let alive = contribution.jacobian.terms.indices.filter {
      !evaluator.isStructuralZero(term: $0, at: coordinates)
    }
    let terms = alive.map { contribution.jacobian.terms[$0] }
    reads = terms.flatMap(writer.reads)
    guard !isStructuralZero else {
      text = terms.isEmpty ? writer.zero() : writer.identicallyZero(terms)
      return
    }
    guard value == 0, !writer.conditions(terms).text.isEmpty else {
      text = writer.nonzero(terms, value)
      return
    }
    let zero = alive.count == 1 ? evaluator.zeroFactor(ofTerm: alive[0], at: coordinates) : nil
    text = writer.vanishing(terms, because: zero.map { terms[0].factors[$0] }, number)
  }
}

extension EntryEvaluator {
  /// The first factor of a term that is read as 0; nil where there is none, or the term is a sum.
  fileprivate func zeroFactor(ofTerm term: Int, at coordinates: [Int]) -> Int? {
    (0..<factorCount(ofTerm: term)).first {
      factor($0, ofTerm: term, at: coordinates) == 0
    }
  }
}

extension EntryReason {
  /// The name of an entry: X₁₂, from the tenth on X[12,3]; coordinates from zero.
  public static func entryName(_ name: String, _ coordinates: [Int], base: Int) -> String {
    guard !coordinates.isEmpty else { return name }
    let shown = coordinates.map { $0 + base }
    return shown.allSatisfy { (0...9).contains($0) }
      ? name + shown.map(NumberText.subscripted).joined()
      : name + "[" + shown.map(String.init).joined(separator: ",") + "]"
  }

  /// The name of an entry of a Jacobian, `∂y₁₂/∂A₂₂`; of a gradient's Jacobian, `∂²E/∂x₁∂x₂`.
  ///
  /// Coordinates from zero, those of the output first; `bar` says what is held fixed: `∂E/∂w₁|r`.
  public static func derivativeName(
    of output: Variable, by variable: Variable, _ coordinates: [Int], base: Int, bar: String = ""
  ) -> String {
    let upper = entryName(output.name, Array(coordinates.prefix(output.shape.rank)), base: base)
    let lower = entryName(
      variable.name, Array(coordinates.dropFirst(output.shape.rank)), base: base)
    return output.role == .gradient
      ? "∂²\(upper.dropFirst())∂\(lower)" : "∂\(upper)/∂\(lower)\(bar)"
  }
}

private struct ReasonWriter {
  let contribution: Link.Contribution
  let variable: Variable
  let coordinates: [Int]
  let base: Int

  private var output: Variable { contribution.statement.variable }
  private var free: [Index] { contribution.jacobian.free }
  private var outputName: String {
    EntryReason.entryName(output.name, Array(coordinates.prefix(output.shape.rank)), base: base)
  }

  private var derivativeName: FormulaText {
    FormulaText(
      EntryReason.derivativeName(
        of: output, by: variable, coordinates, base: base, bar: contribution.bar), .name)
  }

  /// `∂y₁₂/∂A₂₂ = `.
  private var left: FormulaText { derivativeName + " = " }

  func nonzero(_ terms: [Term<Expression>], _ value: Double) -> FormulaText {
    var text = left
    let product = products(terms)
    let number = number(value)
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
      + " = " + FormulaText(self.number(argument), .value)
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

  /// What an entry would have to fulfil and does not; empty where a summed index stands in it.
  private func brokenConditions(_ alternatives: [[KroneckerDelta]]) -> FormulaText {
    let broken = alternatives.map { $0.filter(isBroken) }
    guard broken.joined().allSatisfy({ $0.indices.allSatisfy(free.contains) }) else {
      return FormulaText()
    }
    return IndexNotation.joined(
      broken.map { IndexNotation.joined($0.map(inequality), " and ") }, ", ")
  }

  /// `i = j = 1 and k = l = 2`.
  private func equalities(_ equations: [KroneckerDelta]) -> FormulaText {
    var chains: [[Index]] = []
    var others: [KroneckerDelta] = []
    for equation in equations {
      guard let left = equation.left.plain, let right = equation.right.plain else {
        others.append(equation)
        continue
      }
      let touched = chains.filter { $0.contains(left) || $0.contains(right) }
      chains.removeAll { $0.contains(left) || $0.contains(right) }
      chains.append((touched.joined() + [left, right]))
    }
    let equalities = chains.map { chain in
      let axes = free.indices.filter { chain.contains(free[$0]) }
      let letters = axes.map { places.form(IndexForm(free[$0])) }
      let number = FormulaText(String((axes.first.map { coordinates[$0] } ?? 0) + base), .value)
      return IndexNotation.joined(letters + [number], " = ")
    }
    return IndexNotation.joined(equalities + others.map(equality), " and ")
  }

  /// What the deltas of the terms say here, each once.
  func conditions(_ terms: [Term<Expression>]) -> FormulaText {
    var conditions: [FormulaText] = []
    for condition in terms.flatMap(\.deltas).map(equality) where !conditions.contains(condition) {
      conditions.append(condition)
    }
    return IndexNotation.joined(conditions, " and ")
  }

  /// In a sentence the sign is a minus, as in every other line beside it.
  private func number(_ value: Double) -> String {
    let short = NumberText.short(value)
    return value < 0 && value.isFinite ? "−" + short.dropFirst() : short
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

  func reads(_ term: Term<Expression>) -> [EntryReason.Read] {
    term.factors.compactMap { factor in
      guard case .variable(let variable) = factor.label else { return nil }
      let places = factor.subscripts.map(value)
      return places.contains(nil)
        ? nil : EntryReason.Read(variable: variable, coordinates: places.compactMap { $0 })
    }
  }

  private func products(_ terms: [Term<Expression>]) -> FormulaText {
    var text = FormulaText()
    let read = StructuredTensor(free: free, terms: terms).asRead.terms
    for (number, term) in read.enumerated() {
      if number > 0 {
        text += term.coefficient < 0 ? " − " : " + "
      } else if term.coefficient < 0 {
        text += "−"
      }
      let ties = term.deltas.filter { $0.indices.contains { !free.contains($0) } }
      var pieces = term.factors.map(entry) + ties.map(places.delta)
      if term.coefficient.magnitude != 1 || pieces.isEmpty {
        pieces.insert(IndexNotation.unicode.coefficient(term.coefficient.magnitude), at: 0)
      }
      text += IndexNotation.unicode.sums(term.bound) + IndexNotation.joined(pieces, "·")
    }
    return text
  }

  /// `X₁₂`, and `X[n,2]` where the sum runs along an axis.
  private func entry(_ factor: Factor<Expression>) -> FormulaText {
    let name =
      if case .variable(let variable) = factor.label { variable.name } else {
        ExpressionNotation.unicode.atom(factor.label).text
      }
    let values = factor.subscripts.map(value)
    guard values.contains(nil) else {
      return FormulaText(
        EntryReason.entryName(name, values.compactMap { $0 }, base: base), .name)
    }
    let subscripts = zip(values, factor.subscripts).map { value, form in
      value.map { FormulaText(String($0 + base), .value) } ?? places.form(form)
    }
    return FormulaText(name, .name) + "[" + IndexNotation.joined(subscripts, ",") + "]"
  }

  /// The value of a form at the entry; nil where a bound index stands in it.
  private func value(_ form: IndexForm) -> Int? {
    var value = form.constant
    for term in form.terms {
      guard let axis = free.firstIndex(of: term.index) else { return nil }
      value += term.coefficient * coordinates[axis]
    }
    return value
  }

  private func isBroken(_ delta: KroneckerDelta) -> Bool { value(delta.left) != value(delta.right) }

  /// `j = l = 2`.
  private func equality(_ delta: KroneckerDelta) -> FormulaText {
    let (first, second) = delta.numberLast
    let sides = places.form(first) + " = " + places.form(second)
    guard let value = value(delta.left), delta.left.number ?? delta.right.number == nil else {
      return sides
    }
    return sides + " = " + FormulaText(String(value + base), .value)
  }

  private func inequality(_ delta: KroneckerDelta) -> FormulaText {
    let (first, second) = delta.numberLast
    return places.form(first) + " ≠ " + places.form(second)
  }

  private var places: IndexNotation { IndexNotation(notation: .unicode.counting(from: base)) }

  /// For deltas that tie an output's index to one of the variable's: the axis, the place that is read
  /// and the place that this is; nil where a delta is of another kind.
  private func brokenAxes(_ deltas: [KroneckerDelta]) -> [(axis: Int, wanted: Int, found: Int)]? {
    var axes: [(axis: Int, wanted: Int, found: Int)] = []
    for delta in deltas {
      guard let left = delta.left.plain.flatMap({ free.firstIndex(of: $0) }),
        let right = delta.right.plain.flatMap({ free.firstIndex(of: $0) })
      else { return nil }
      let (out, own) = (min(left, right), max(left, right))
      guard out < output.shape.rank, own >= output.shape.rank else { return nil }
      axes.append((own - output.shape.rank, coordinates[out], coordinates[own]))
    }
    return axes.isEmpty ? nil : axes
  }

  private func axisName(_ axis: Int) -> String {
    switch variable.shape.rank {
    case 1: "entry"
    case 2: axis == 0 ? "row" : "column"
    default: "place \(axis + 1), index"
    }
  }
}
