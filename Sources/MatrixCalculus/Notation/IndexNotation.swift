import TensorCore

/// Structured tensors in index notation: `Σᵢ ∂E/∂y[i,l]·X[i,k]`, `X[i,k]·δ[j,l]`.
enum IndexNotation {
  /// The tensor's sum of products; `0` where it has no term.
  static func text(_ tensor: StructuredTensor<Expression>, sorted: Bool = false) -> FormulaText {
    guard !tensor.terms.isEmpty else { return "0" }
    var text = FormulaText()
    for (number, term) in tensor.terms.enumerated() {
      let isNegative = term.coefficient < 0
      if number > 0 { text += isNegative ? " − " : " + " } else if isNegative { text += "−" }
      text += product(term, free: tensor.free, sorted: sorted)
    }
    return text
  }

  /// `∂y/∂A[i,j,k,l]`.
  static func entry(_ variable: Variable, _ indices: [Index]) -> FormulaText {
    FormulaText(variable.name, .name) + subscripts(indices.map(IndexForm.init))
  }

  /// The term without its sign.
  ///
  /// Sorted, items stand in the order of the axis that their first subscript runs along, factors
  /// before deltas; otherwise as the derivation left them, deltas last.
  static func product(_ term: Term<Expression>, free: [Index], sorted: Bool) -> FormulaText {
    var items = term.factors.enumerated().map { place, factor in
      (
        key: sorted ? axis(factor.subscripts.first, free) : 0, kind: 0, place: place,
        text: self.factor(factor)
      )
    }
    items += term.deltas.enumerated().map { place, delta in
      (
        key: sorted ? axis(delta.left, free) : 0, kind: 1, place: place, text: self.delta(delta)
      )
    }
    items.sort { ($0.key, $0.kind, $0.place) < ($1.key, $1.kind, $1.place) }
    var pieces = items.map(\.text)
    let magnitude = term.coefficient.magnitude
    if magnitude != 1 || pieces.isEmpty { pieces.insert(coefficient(magnitude), at: 0) }
    return sums(term.bound) + joined(pieces, "·")
  }

  /// `Σᵢ Σⱼ `, each sum followed by a blank.
  static func sums(_ bound: [Index]) -> FormulaText {
    bound.reduce(into: FormulaText()) { text, index in
      text += FormulaText("Σ", .summation)
      text += FormulaText(subscripted(index.letter), .index(index.letter)) + " "
    }
  }

  static func factor(_ factor: Factor<Expression>) -> FormulaText {
    // ∂E/∂y[i,j] needs no brackets: the name is one word.
    let label =
      if case .variable(let variable) = factor.label {
        FormulaText(variable.name, .name)
      } else {
        ExpressionNotation.unicode.atom(factor.label)
      }
    return factor.subscripts.isEmpty ? label : label + subscripts(factor.subscripts)
  }

  static func delta(_ delta: KroneckerDelta) -> FormulaText {
    FormulaText("δ" + subscripts([delta.left, delta.right]).text, .delta)
  }

  /// `[i,6·k + l]`; nothing for a scalar.
  static func subscripts(_ forms: [IndexForm]) -> FormulaText {
    guard !forms.isEmpty else { return FormulaText() }
    return FormulaText("[") + joined(forms.map(form), ",") + "]"
  }

  static func form(_ form: IndexForm) -> FormulaText {
    var pieces = form.terms.map { term -> FormulaText in
      let letter = FormulaText(term.index.letter, .index(term.index.letter))
      return term.coefficient == 1 ? letter : FormulaText("\(term.coefficient)·") + letter
    }
    if form.constant != 0 || pieces.isEmpty { pieces.append(FormulaText(String(form.constant))) }
    return joined(pieces, " + ")
  }

  static func coefficient(_ value: Double) -> FormulaText {
    guard let fraction = NumberText.fraction(value), fraction.denominator > 1 else {
      return FormulaText(NumberText.decimal(value), .value)
    }
    return FormulaText("\(fraction.numerator)/\(fraction.denominator)", .value)
  }

  static func joined(_ pieces: [FormulaText], _ separator: FormulaText) -> FormulaText {
    guard let first = pieces.first else { return FormulaText() }
    return pieces.dropFirst().reduce(first) { $0 + separator + $1 }
  }

  private static func axis(_ form: IndexForm?, _ free: [Index]) -> Int {
    form?.indices.compactMap { free.firstIndex(of: $0) }.min() ?? free.count
  }

  /// The Unicode subscript of a letter; the letter after `_` where there is none.
  private static func subscripted(_ letter: String) -> String {
    let known = [
      "a": "ₐ", "e": "ₑ", "h": "ₕ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "l": "ₗ", "m": "ₘ", "n": "ₙ",
      "o": "ₒ", "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ", "u": "ᵤ", "v": "ᵥ", "x": "ₓ",
    ]
    return known[letter] ?? "_" + letter
  }
}
