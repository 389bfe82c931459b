import TensorCore

/// Why an entry of a Jacobian is what it is: `∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2`.
public struct EntryReason: Hashable, Sendable {
  public let text: FormulaText
  public let value: Double
  /// Whether deltas alone make the entry zero.
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
      values.evaluator(of: contribution.jacobian, in: link), base: base)
  }

  /// The same, with the evaluator of the contribution's Jacobian at hand.
  public init(
    _ contribution: Link.Contribution, of link: Link, at coordinates: [Int],
    _ evaluator: EntryEvaluator, base: Int
  ) {
    let writer = ReasonWriter(
      contribution: contribution, variable: link.variable, coordinates: coordinates, base: base)
    value = evaluator.entry(at: coordinates)
    isStructuralZero = evaluator.isStructuralZero(at: coordinates)
    let alive = contribution.jacobian.terms.indices.filter {
      !evaluator.isStructuralZero(term: $0, at: coordinates)
    }
    .map { contribution.jacobian.terms[$0] }
    reads = alive.flatMap(writer.reads)
    text = isStructuralZero ? writer.zero() : writer.nonzero(alive, value)
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
  /// Coordinates from zero, those of the output first.
  public static func derivativeName(
    of output: Variable, by variable: Variable, _ coordinates: [Int], base: Int
  ) -> String {
    let upper = entryName(output.name, Array(coordinates.prefix(output.shape.rank)), base: base)
    let lower = entryName(
      variable.name, Array(coordinates.dropFirst(output.shape.rank)), base: base)
    return output.role == .gradient ? "∂²\(upper.dropFirst())∂\(lower)" : "∂\(upper)/∂\(lower)"
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

  /// `∂y₁₂/∂A₂₂ = `.
  private var left: FormulaText {
    FormulaText(
      EntryReason.derivativeName(of: output, by: variable, coordinates, base: base), .name) + " = "
  }

  func nonzero(_ terms: [Term<Expression>], _ value: Double) -> FormulaText {
    var text = left
    let product = products(terms)
    // In a sentence the sign is a minus, as in every other line beside it.
    let short = NumberText.short(value)
    let number = value < 0 && value.isFinite ? "−" + short.dropFirst() : short
    if product.text != number { text += product + " = " }
    text += FormulaText(number, .value)
    let conditions = terms.flatMap(\.deltas).map(equality)
    guard !conditions.isEmpty else { return text }
    return text + ", because " + IndexNotation.joined(conditions, " and ")
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
    for (number, term) in terms.enumerated() {
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
    let sides = places.form(delta.left) + " = " + places.form(delta.right)
    guard let value = value(delta.left), delta.left.number ?? delta.right.number == nil else {
      return sides
    }
    return sides + " = " + FormulaText(String(value + base), .value)
  }

  private func inequality(_ delta: KroneckerDelta) -> FormulaText {
    places.form(delta.left) + " ≠ " + places.form(delta.right)
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
