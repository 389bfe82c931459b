import TensorCore

/// Structured tensors in index notation: `Σᵢ ∂E/∂y[i,l]·X[i,k]`, `X[i,k]·δ[j,l]`.
///
/// The same in LaTeX: `\sum_{i} \frac{\partial E}{\partial y}_{i l} X_{i k}`.
struct IndexNotation {
  /// How the factors are written; what it says in NumPy's words has no index form.
  let notation: ExpressionNotation

  static let unicode = IndexNotation(notation: .unicode)

  var isLatex: Bool { notation.style == .latex }
  /// Between the factors of a product.
  var times: FormulaText { isLatex ? " " : "·" }
  var minus: String { notation.minus }

  /// The tensor's sum of products; `0` where it has no term.
  func text(_ tensor: StructuredTensor<Expression>, sorted: Bool = false) -> FormulaText {
    guard !tensor.terms.isEmpty else { return "0" }
    var text = FormulaText()
    for (number, term) in tensor.asRead.terms.enumerated() {
      let isNegative = term.coefficient < 0
      if number > 0 {
        text += FormulaText(isNegative ? " \(minus) " : " + ")
      } else if isNegative {
        text += FormulaText(minus)
      }
      text += product(term, free: tensor.free, sorted: sorted)
    }
    return text
  }

  /// `∂y/∂A[i,j,k,l]`.
  func entry(_ variable: Variable, _ indices: [Index]) -> FormulaText {
    read(variable, indices.map(IndexForm.init))
  }

  /// `∂y[i,j]/∂A[k,l]`, and `∂²E/∂x[i]∂x[k]` where the output is itself the gradient ∂E/∂x.
  func quotient(
    _ output: Variable, _ out: [Index], by variable: Variable, _ axes: [Index]
  ) -> FormulaText {
    let (above, below) = (entry(output, out), entry(variable, axes))
    if output.role == .gradient {
      guard isLatex else {
        let name = FormulaText(String(output.name.dropFirst()), .name)
        return "∂²" + name + subscripts(out.map(IndexForm.init)) + "∂" + below
      }
      return FormulaText("\\frac{\\partial}{\\partial ") + below + "} " + above
    }
    guard isLatex else { return FormulaText("∂") + above + "/∂" + below }
    return FormulaText("\\frac{\\partial ") + above + "}{\\partial " + below + "}"
  }

  /// The term without its sign.
  ///
  /// Sorted, items stand in the order of the axis that their first subscript runs along, factors
  /// before deltas; otherwise as the derivation left them, deltas last.
  func product(_ term: Term<Expression>, free: [Index], sorted: Bool) -> FormulaText {
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
    return sums(term.bound) + Self.joined(pieces, times)
  }

  /// `Σᵢ Σⱼ `, each sum followed by a blank.
  func sums(_ bound: [Index]) -> FormulaText {
    bound.reduce(into: FormulaText()) { text, index in
      let letter = index.letter
      text +=
        isLatex
        ? FormulaText("\\sum", .summation) + FormulaText("_{\(letter)}", .index(letter))
        : .sum(over: index)
      text += " "
    }
  }

  func factor(_ factor: Factor<Expression>) -> FormulaText {
    if case .variable(let variable) = factor.label { return read(variable, factor.subscripts) }
    guard !factor.subscripts.isEmpty else { return notation.atom(factor.label) }
    return notation.subscribed(factor.label) + subscripts(factor.subscripts)
  }

  func delta(_ delta: KroneckerDelta) -> FormulaText {
    FormulaText(
      (isLatex ? "\\delta" : "δ") + subscripts([delta.left, delta.right]).text, .delta)
  }

  /// `[i,6·k + l]`, in LaTeX `_{i, 6 k + l}`; nothing for a scalar.
  func subscripts(_ forms: [IndexForm]) -> FormulaText {
    guard !forms.isEmpty else { return FormulaText() }
    guard isLatex else { return FormulaText("[") + Self.joined(forms.map(form), ",") + "]" }
    let isPlain = forms.allSatisfy { $0.plain != nil }
    return FormulaText("_{") + Self.joined(forms.map(form), isPlain ? " " : ", ") + "}"
  }

  /// The form as a place along an axis: `2·i + j` from 0 is `2·i + j − 2` from 1.
  func form(_ form: IndexForm) -> FormulaText { sum(form, notation.base) }

  /// The form as a number that is no place, such as the dividend of `//`.
  func count(_ form: IndexForm) -> FormulaText { sum(form, 0) }

  private func sum(_ form: IndexForm, _ first: Int) -> FormulaText {
    let steps = form.terms.reduce(0) { $0 + $1.coefficient }
    let constant = form.constant + first - notation.base * steps
    let pieces = form.terms.map { term -> FormulaText in
      let letter = FormulaText(term.index.letter, .index(term.index.letter))
      return term.coefficient == 1 ? letter : FormulaText("\(term.coefficient)") + times + letter
    }
    guard !pieces.isEmpty else { return FormulaText(String(constant)) }
    let sum = Self.joined(pieces, " + ")
    guard constant != 0 else { return sum }
    return sum + FormulaText(constant < 0 ? " \(minus) \(-constant)" : " + \(constant)")
  }

  func coefficient(_ value: Double) -> FormulaText {
    guard let fraction = NumberText.fraction(value), fraction.denominator > 1 else {
      return isLatex
        ? notation.text(.number(value)) : FormulaText(NumberText.decimal(value), .value)
    }
    let (above, below) = (fraction.numerator, fraction.denominator)
    return FormulaText(isLatex ? "\\frac{\(above)}{\(below)}" : "\(above)/\(below)", .value)
  }

  static func joined(_ pieces: [FormulaText], _ separator: FormulaText) -> FormulaText {
    guard let first = pieces.first else { return FormulaText() }
    return pieces.dropFirst().reduce(first) { $0 + separator + $1 }
  }

  /// ∂E/∂y[i,j] needs no brackets: the name is one word.
  ///
  /// One entry counted from 1 is x₁; x[1] would be NumPy's.
  private func read(_ variable: Variable, _ forms: [IndexForm]) -> FormulaText {
    let places = subscripts(forms)
    let numbers = forms.compactMap(\.number)
    if !isLatex, notation.base == 1, numbers.count == forms.count {
      return FormulaText(EntryReason.entryName(variable.name, numbers, base: 1), .name)
    }
    guard isLatex else { return FormulaText(variable.name, .name) + places }
    return FormulaText(LaTeXName.text(variable, subscripts: places.text), .name)
  }

  private func axis(_ form: IndexForm?, _ free: [Index]) -> Int {
    form?.indices.compactMap { free.firstIndex(of: $0) }.min() ?? free.count
  }
}

extension FormulaText {
  /// `Σᵢ`; the letter after `_` where Unicode has no subscript of it.
  package static func sum(over index: Index) -> FormulaText {
    FormulaText("Σ", .summation)
      + FormulaText(subscripts[index.letter] ?? "_" + index.letter, .index(index.letter))
  }

  private static let subscripts = [
    "a": "ₐ", "e": "ₑ", "h": "ₕ", "i": "ᵢ", "j": "ⱼ", "k": "ₖ", "l": "ₗ", "m": "ₘ", "n": "ₙ",
    "o": "ₒ", "p": "ₚ", "r": "ᵣ", "s": "ₛ", "t": "ₜ", "u": "ᵤ", "v": "ᵥ", "x": "ₓ",
  ]
}
