/// Names in LaTeX: `\theta`, `\mathrm{W1}`, `\frac{\partial E}{\partial y}`.
///
/// What comes out is ASCII, its commands are those of LaTeX itself, and no backslash stands before a sign,
/// so that Markdown leaves it alone.
enum LaTeXName {
  /// A name of a program, of a gradient or of a Jacobian; subscripts stand in the place that they have.
  ///
  /// The subscripts of ∂E/∂y are those of y: `\frac{\partial E}{\partial y_{i j}}`.
  static func text(_ variable: Variable, subscripts: String = "") -> String {
    if let second = second(variable) {
      return subscripts.isEmpty ? second : "\\left[\(second)\\right]\(subscripts)"
    }
    var reader = Reader(rest: Array(variable.name.unicodeScalars)[...])
    guard let (above, below) = reader.fraction() else { return text(variable.name) + subscripts }
    guard variable.role == .gradient, reader.rest.isEmpty else {
      let bar = reader.rest.isEmpty ? "" : "\\vert_{\(text(String.from(reader.rest.dropFirst())))}"
      let fraction = "\\frac{\\partial \(above)}{\\partial \(below)}" + bar
      return subscripts.isEmpty ? fraction : "\\left[\(fraction)\\right]\(subscripts)"
    }
    return "\\frac{\\partial \(above)}{\\partial \(below)\(subscripts)}"
  }

  /// The Jacobian of ∂E/∂x by x, or by another variable, as a second derivative of E.
  ///
  /// Nil for any other name.
  private static func second(_ variable: Variable) -> String? {
    guard variable.role == .jacobian else { return nil }
    var reader = Reader(rest: Array(variable.name.unicodeScalars)[...])
    guard let (above, first, by) = reader.second() else { return nil }
    let below = first == by ? "\\partial \(by)^2" : "\\partial \(by) \\partial \(first)"
    return "\\frac{\\partial^2 \(above)}{\(below)}"
  }

  /// Whether the name is written as a fraction, which a superscript must not touch.
  static func isFraction(_ variable: Variable) -> Bool {
    var reader = Reader(rest: Array(variable.name.unicodeScalars)[...])
    return reader.fraction() != nil
  }

  /// A word; what stands behind `_` is set lower, unless nothing does.
  static func text(_ word: String) -> String {
    let parts = word.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 1, !parts.contains("") else { return plain(word) }
    let lower = parts.dropFirst().map { plain(String($0)) }.joined(separator: " ")
    return "{\(plain(String(parts[0])))_{\(lower)}}"
  }

  /// Letters as they are, Greek ones by their commands, any other by the number that it has.
  private static func plain(_ word: String) -> String {
    let scalars = Array(word.unicodeScalars)
    if scalars.count == 1, let letter = scalars.first {
      return letter.isASCII && letter != "_" ? word : symbol(letter)
    }
    var text = ""
    var run = ""
    func closed() -> String { run.isEmpty ? "" : "\\mathrm{\(run)}" }
    for scalar in scalars {
      if scalar.isASCII, scalar != "_" {
        run.unicodeScalars.append(scalar)
      } else {
        text += closed() + "{" + symbol(scalar) + "}"
        run = ""
      }
    }
    return text + closed()
  }

  /// One letter by its command, or by its number where it has none.
  static func symbol(_ scalar: Unicode.Scalar) -> String {
    if scalar == "_" { return "\\underline{\\hphantom{x}}" }
    return greek[scalar] ?? "\\mathrm{U\(String(scalar.value, radix: 16, uppercase: true))}"
  }

  private static let greek: [Unicode.Scalar: String] = {
    let names = [
      "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon",
      "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa",
      "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
      "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi", "ϕ": "phi", "χ": "chi",
      "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
      "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
    ]
    var table: [Unicode.Scalar: String] = [:]
    for (letter, name) in names {
      if let scalar = letter.unicodeScalars.first { table[scalar] = "\\" + name }
    }
    return table
  }()

  /// Reads ∂E/∂y, where either name may be such a fraction again: ∂∂E/∂x/∂x.
  private struct Reader {
    var rest: ArraySlice<Unicode.Scalar>

    /// Numerator and denominator in LaTeX, without their ∂; nil where the text is no fraction.
    mutating func fraction() -> (String, String)? {
      guard take("∂"), let above = name(), take("/"), take("∂"), let below = name() else {
        return nil
      }
      return (above, below)
    }

    /// E, x and y of ∂∂E/∂x/∂y, E, x and x of ∂²E/∂x²; nil where the text is anything else.
    mutating func second() -> (above: String, first: String, by: String)? {
      if rest.dropFirst().first == "²" { return square() }
      guard take("∂"), rest.first == "∂", let (above, first) = fraction(), take("/"), take("∂"),
        rest.first != "∂", let by = name(), rest.isEmpty
      else { return nil }
      return (above, first, by)
    }

    private mutating func square() -> (above: String, first: String, by: String)? {
      guard take("∂"), take("²"), let above = name(), take("/"), take("∂"), let by = name(),
        take("²"), rest.isEmpty
      else { return nil }
      return (above, by, by)
    }

    private mutating func name() -> String? {
      if rest.first == "∂" {
        return fraction().map { "\\frac{\\partial \($0)}{\\partial \($1)}" }
      }
      let word = rest.prefix { !["/", "|", "²"].contains($0) }
      rest = rest.dropFirst(word.count)
      return word.isEmpty ? nil : LaTeXName.text(String.from(word))
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
      guard rest.first == scalar else { return false }
      rest = rest.dropFirst()
      return true
    }
  }
}

extension String {
  fileprivate static func from(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return text
  }
}
