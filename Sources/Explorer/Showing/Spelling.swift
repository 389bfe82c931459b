import MatrixCalculus
import TensorCore

/// Numbers, entries and sums in the lines under the panels.
enum Spelling {
  /// `5`, `−2`, `0.125`; four digits after the point at most.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "+inf" }
    let magnitude = value.magnitude
    let sign = value < 0 ? "−" : ""
    if let whole = Int(exactly: magnitude), magnitude < 1e15 { return sign + String(whole) }
    guard magnitude >= 1e-3, magnitude < 1e9 else { return sign + scientific(magnitude) }
    let scaled = (magnitude * 10_000).rounded()
    guard let whole = Int(exactly: scaled) else { return sign + magnitude.description }
    var fraction = String(whole % 10_000)
    fraction = String(repeating: "0", count: 4 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let digits = String(whole / 10_000)
    return sign + (fraction.isEmpty ? digits : digits + "." + fraction)
  }

  private static func scientific(_ magnitude: Double) -> String {
    guard magnitude > 0 else { return "0" }
    var exponent = 0
    var mantissa = magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    return number((mantissa * 100).rounded() / 100) + "e\(exponent)"
  }

  /// `−2·2`, `1·(−1)`.
  static func product(_ factors: [Double]) -> String {
    guard !factors.isEmpty else { return "1" }
    return factors.enumerated().map { place, factor in
      let text = number(factor)
      return place > 0 && text.hasPrefix("−") ? "(\(text))" : text
    }
    .joined(separator: "·")
  }

  /// `X₁₂`, from the tenth on `X[12,3]`; of a Jacobian `∂y₁₂/∂A₂₂`.
  static func entry(_ variable: Variable, _ coordinates: [Int], base: Int) -> String {
    EntryReason.entryName(variable.name, coordinates, base: base)
  }

  /// `A[:,2]`: what is not said runs; `all of A` where nothing is.
  static func slice(_ variable: Variable, _ coordinates: [Int?], base: Int) -> String {
    let known = coordinates.compactMap { $0 }
    guard known.count < coordinates.count else { return entry(variable, known, base: base) }
    guard !known.isEmpty else { return "all of \(variable.name)" }
    let places = coordinates.map { $0.map { String($0 + base) } ?? ":" }
    return variable.name + "[" + places.joined(separator: ",") + "]"
  }

  /// A sum of products with some indices replaced by numbers: `Σᵢ ∂E/∂y[i,j] · ∂y/∂A[i,j,2,2]`.
  static func sum(_ form: StructuredTensor<Expression>, at target: [Int], base: Int) -> Phrase {
    let known = Dictionary(
      zip(form.free, target).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    guard !form.terms.isEmpty else { return "0" }
    var phrase = Phrase()
    for (number, term) in form.terms.enumerated() {
      let isNegative = term.coefficient < 0
      if number > 0 {
        phrase += Phrase(isNegative ? " − " : " + ")
      } else if isNegative {
        phrase += Phrase("−")
      }
      phrase += self.term(term, known, base)
    }
    return phrase
  }

  /// `Σⱼ`.
  static func sum(over index: Index) -> Phrase {
    Phrase(FormulaText.sum(over: index))
  }

  private static func term(_ term: Term<Expression>, _ known: [Index: Int], _ base: Int) -> Phrase {
    var phrase = Phrase()
    for index in term.bound { phrase += sum(over: index) + " " }
    var pieces = term.factors.map { factor in
      name(factor.label) + subscripts(factor.subscripts, known, base)
    }
    pieces += term.deltas.map { delta in
      Phrase("δ" + subscripts([delta.left, delta.right], known, base).text, .delta)
    }
    let magnitude = term.coefficient.magnitude
    if magnitude != 1 || pieces.isEmpty {
      pieces.insert(Phrase(number(magnitude), .value), at: 0)
    }
    for (place, piece) in pieces.enumerated() {
      phrase += place > 0 ? " · " + piece : piece
    }
    return phrase
  }

  private static func name(_ label: Expression) -> Phrase {
    let text = ExpressionNotation.unicode.text(label)
    switch label {
    case .variable(let variable): return Phrase(variable.name, .name)
    case .apply(.function, _, _): return Phrase(text)
    default: return "(" + Phrase(text) + ")"
    }
  }

  private static func subscripts(_ forms: [IndexForm], _ known: [Index: Int], _ base: Int)
    -> Phrase
  {
    guard !forms.isEmpty else { return Phrase() }
    var phrase: Phrase = "["
    for (place, form) in forms.enumerated() {
      if place > 0 { phrase += "," }
      phrase += subscripted(form, known, base)
    }
    return phrase + "]"
  }

  private static func subscripted(_ form: IndexForm, _ known: [Index: Int], _ base: Int) -> Phrase {
    var rest = form.constant
    var steps = 0
    var pieces: [Phrase] = []
    for term in form.terms {
      if let value = known[term.index] {
        rest += term.coefficient * value
      } else {
        let letter = Phrase(term.index.letter, .index(term.index.letter))
        steps += term.coefficient
        pieces.append(term.coefficient == 1 ? letter : Phrase("\(term.coefficient)·") + letter)
      }
    }
    if pieces.isEmpty { return Phrase(String(rest + base), .value) }
    rest += base - base * steps
    let sum = pieces.dropFirst().reduce(pieces[0]) { $0 + " + " + $1 }
    guard rest != 0 else { return sum }
    return sum + (rest < 0 ? " − " : " + ") + Phrase(String(abs(rest)), .value)
  }
}
