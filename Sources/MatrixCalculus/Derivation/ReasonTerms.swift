import TensorCore

/// What an entry is read from: the products of its terms, and the entries in them.
extension ReasonWriter {
  func reads(_ term: Term<Expression>) -> [EntryReason.Read] {
    term.factors.compactMap { factor in
      guard case .variable(let variable) = factor.label else { return nil }
      let places = factor.subscripts.map(value)
      return places.contains(nil)
        ? nil : EntryReason.Read(variable: variable, coordinates: places.compactMap { $0 })
    }
  }

  func products(_ terms: [Term<Expression>]) -> FormulaText {
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
  func entry(_ factor: Factor<Expression>) -> FormulaText {
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
  func value(_ form: IndexForm) -> Int? {
    var value = form.constant
    for term in form.terms {
      guard let axis = free.firstIndex(of: term.index) else { return nil }
      value += term.coefficient * coordinates[axis]
    }
    return value
  }
}
