import MatrixCalculus
import TensorCore
import Testing

/// What is printed means what was meant, read with the rules of linear algebra alone.
struct MathematicalNotationTests {
  /// The closed forms of the corpus: gradient, Jacobian, and every step of every link.
  @Test(arguments: CorpusTests.rows) func textHasTheValueOfTheForm(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    for form in Self.forms(of: derived) {
      try Self.check(form, derived.values)
    }
  }

  /// What NumPy spreads in silence, on square shapes too, where a column taken for a row fits as well.
  static let spread = [
    CorpusRow("", "", "Y = A / sum(A, axis=1, keepdims=True)", by: "A", "A=3x3:positive", ""),
    CorpusRow("", "", "Y = A / sum(A, axis=0, keepdims=True)", by: "A", "A=3x3:positive", ""),
    CorpusRow("", "", "Y = A / sum(A, axis=0)", by: "A", "A=3x3:positive", ""),
    CorpusRow("", "", "Y = A - max(A, axis=1, keepdims=True)", by: "A", "A=3x3", ""),
    CorpusRow("", "", "Y = A - max(A, axis=0, keepdims=True)", by: "A", "A=3x3", ""),
    CorpusRow("", "", "Y = A / sqrt(sum(A**2, axis=1, keepdims=True))", by: "A", "A=3x3", ""),
    CorpusRow(
      "", "", "E = sum(((X @ W) * sum(Y, axis=1, keepdims=True))**2)", by: "X",
      "X=4x3 W=3x4 Y=4x5", ""),
    CorpusRow(
      "", "", "E = sum((X @ W * sum(Y, axis=0) + b)**3)", by: "W", "X=4x3 W=3x4 Y=5x4 b=4", ""),
    CorpusRow("", "", "E = sum((X @ W + b)**-2)", by: "b", "X=3x3 W=3x3 b=3", ""),
    CorpusRow("", "", "Y = tanh(X @ W + b)", by: "W", "X=3x3 W=3x3 b=3", ""),
    CorpusRow("", "", "Y = maximum(X, c) * r", by: "X", "X=3x3 c=3x1 r=1x3", ""),
    CorpusRow("", "", "Y = where(X > c, X * r, c)", by: "c", "X=3x3 c=3x1 r=3", ""),
    CorpusRow("", "", "Y = X ** r", by: "r", "X=3x3:positive r=3", ""),
    CorpusRow("", "", "Y = X ** c", by: "X", "X=3x3:positive c=3x1", ""),
    CorpusRow("", "", "Y = c * r / (c + r)", by: "c", "c=3x1:positive r=3:positive", ""),
    CorpusRow("", "", "Y = (x @ A) * B", by: "A", "x=3 A=3x3 B=3x3", ""),
    CorpusRow("", "", "Y = reshape(x, (3, 1)) / A * x", by: "x", "x=3 A=3x3:positive", ""),
    CorpusRow("", "", "y = A[1] * x + A[:, 1]", by: "x", "x=3 A=3x3", ""),
    CorpusRow("", "", "Y = (A - mean(A)) / sqrt(mean((A - mean(A))**2))", by: "A", "A=3x3", ""),
    CorpusRow(
      "", "", "m = mean(X, axis=0, keepdims=True); Y = (X - m) / sqrt(mean((X - m)**2, axis=0))",
      by: "X", "X=3x3", ""),
    CorpusRow("", "", "Y = A * softmax(A, axis=0) @ c", by: "A", "A=3x3 c=3x1", ""),
    CorpusRow("", "", "Y = X * prod(X, axis=1, keepdims=True)", by: "X", "X=3x3", ""),
    CorpusRow("", "", "Y = X - logsumexp(X, axis=0, keepdims=True)", by: "X", "X=3x3", ""),
    CorpusRow("", "", "Y = outer(x, x) * x / norm(x)", by: "x", "x=3", ""),
    CorpusRow("", "", "Y = A @ (norm(x) * outer(x, y)) @ A", by: "x", "A=3x3 x=3 y=3", ""),
  ]

  @Test(arguments: spread) func whatIsSpreadIsSaid(row: CorpusRow) throws {
    let derived = try DerivedRow(row)
    for form in Self.forms(of: derived) {
      let read = try Self.check(form, derived.values)
      #expect(read, "\(ExpressionNotation.unicode.text(form).text)")
    }
  }

  /// The reader repeats a row or a column in a matrix beside it and nothing else: a column and a row by
  /// themselves, a scalar for a vector of no length, and readings that are not one, are mistakes.
  @Test(arguments: [
    "A·1 − 1ᵀ·A", "x + xᵀ", "xᵀ ⊙ x", "G − (A·1 ⊙ 1ᵀ·A)", "x − sum(A, axis=0)", "A + A[0:2, 1]",
    "1 / x·xᵀ", "A²", "x·x", "1ᵀ·1·A", "G ⊙ A / G", "A·sum(A, axis=0)",
  ])
  func theReaderTakesNothingForGranted(text: String) throws {
    let square = PlainValue(rows: 3, columns: 3, entries: [1, 2, 3, 4, 5, 6, 7, 8, 10])
    let column = PlainValue(rows: 3, columns: 1, entries: [1, 2, 3])
    #expect(throws: PlainValue.Mistake.self) {
      try PlainReader.value(of: text, ["A": square, "G": square, "x": column])
    }
    let sum = try PlainReader.value(of: "xᵀ·A·1 + 2·xᵀ·x", ["A": square, "x": column])
    #expect(sum.entries == [139])
    let rows = try PlainReader.value(of: "A − sum(A, axis=1) + xᵀ", ["A": square, "x": column])
    #expect(rows.entries == [-4, -2, 0, -10, -8, -6, -17, -15, -12])
  }

  /// Beside tensors of higher rank the reader leaves out twenty-one closed forms of the corpus: twenty
  /// with slices or reshapes of I and 1, whose length the text does not say, and one with a Kronecker product.
  @Test func fewClosedFormsAreLeftOut() throws {
    var leftOut: [String] = []
    for row in CorpusTests.rows {
      let derived = try DerivedRow(row)
      guard let form = derived.derivation.closedForm, !form.isOfHigherRank else { continue }
      if try !Self.check(form, derived.values) { leftOut.append(row.id) }
    }
    #expect(leftOut.count == 21, "\(leftOut)")
  }

  struct Spelling: Sendable {
    let formula: String
    let unicode: String
    let latex: String

    init(_ formula: String, _ unicode: String, _ latex: String) {
      (self.formula, self.unicode, self.latex) = (formula, unicode, latex)
    }
  }

  static let byHand: [Spelling] = [
    Spelling(
      "A / sum(A, axis=1, keepdims=True)", "A / sum(A, axis=1)",
      #"\frac{A}{\operatorname{sum}\left(A, \mathrm{axis}=1\right)}"#),
    Spelling("A + x", "A + xᵀ", #"A + x^{\top}"#),
    Spelling("A + sum(A)", "A + sum(A)", #"A + \operatorname{sum}\left(A\right)"#),
    Spelling("x - x @ x", "x − (xᵀ·x)·1", #"x - \left(x^{\top} x\right) \cdot \mathbf{1}"#),
    Spelling(
      "reshape(x, (3, 1)) + x", "x·1ᵀ + 1·xᵀ", #"x \mathbf{1}^{\top} + \mathbf{1} x^{\top}"#),
    Spelling("eye(3) - x", "I − 1·xᵀ", #"I - \mathbf{1} x^{\top}"#),
    Spelling("A * B / x", "(A ⊙ B) / xᵀ", #"\frac{A \odot B}{x^{\top}}"#),
    Spelling(
      "A * x / exp(x)", "A·diag(x / exp(x))",
      #"A \operatorname{diag}\left(\frac{x}{\exp\left(x\right)}\right)"#),
    Spelling(
      "A * x / sum(B, axis=0)", "A·diag(x) / sum(B, axis=0)",
      #"\frac{A \operatorname{diag}\left(x\right)}{\operatorname{sum}\left(B, \mathrm{axis}=0\right)}"#
    ),
    Spelling(
      "A - mean(A, axis=0)", "A − mean(A, axis=0)",
      #"A - \operatorname{mean}\left(A, \mathrm{axis}=0\right)"#),
    Spelling(
      "A * mean(A * B, axis=0)", "A ⊙ mean(A ⊙ B, axis=0)",
      #"A \odot \operatorname{mean}\left(A \odot B, \mathrm{axis}=0\right)"#),
    Spelling("A * reshape(x, (3, 1))", "diag(x)·A", #"\operatorname{diag}\left(x\right) A"#),
    Spelling("A * x", "A·diag(x)", #"A \operatorname{diag}\left(x\right)"#),
    Spelling(
      "A * sum(B, axis=1, keepdims=True)", "A ⊙ sum(B, axis=1)",
      #"A \odot \operatorname{sum}\left(B, \mathrm{axis}=1\right)"#),
    Spelling("reshape(x, (3, 1)) * x", "x·xᵀ", #"x x^{\top}"#),
    Spelling("x @ A", "Aᵀ·x", #"A^{\top} x"#),
    Spelling("x @ A @ x", "xᵀ·A·x", #"x^{\top} A x"#),
    Spelling("ones((3, 3)) - A", "1 − A", "1 - A"),
    Spelling("ones((3, 3)) * s", "s·1·1ᵀ", #"s \cdot \mathbf{1} \mathbf{1}^{\top}"#),
    Spelling("A @ (s * B) @ x", "s·A·B·x", #"s \cdot A B x"#),
    Spelling("x @ x * A", "(xᵀ·x)·A", #"\left(x^{\top} x\right) \cdot A"#),
    Spelling("A @ (B / s)", "A·B / s", #"\frac{A B}{s}"#),
    Spelling("A @ (B / A)", "A·(B / A)", #"A \frac{B}{A}"#),
    Spelling("x * (1 / x)", "x ⊙ (1 / x)", #"x \odot \frac{1}{x}"#),
    Spelling("A @ outer(x, x) + B", "A·x·xᵀ + B", #"A x x^{\top} + B"#),
    Spelling("sqrt(s)**2", "sqrt(s)²", #"\left(\sqrt{s}\right)^{2}"#),
    Spelling("A**2", "A ⊙ A", #"A \odot A"#),
    Spelling("(A + B)**2", "(A + B)^∘2", #"\left(A + B\right)^{\circ 2}"#),
    Spelling("A**-1", "1 / A", #"\frac{1}{A}"#),
    Spelling("inv(A)", "A⁻¹", "A^{-1}"),
    Spelling("inv(inv(A).T)", "(A⁻¹)⁻ᵀ", #"\left(A^{-1}\right)^{-\top}"#),
    Spelling("A.T**4", "(Aᵀ)^∘4", #"\left(A^{\top}\right)^{\circ 4}"#),
    Spelling("outer(x, x**2)", "x·(x²)ᵀ", #"x \left(x^{2}\right)^{\top}"#),
    Spelling("mean(A, axis=0)", "Aᵀ·1 / 3", #"\frac{A^{\top} \mathbf{1}}{3}"#),
    Spelling("A[1] * x", "A[1, :]ᵀ ⊙ x", #"\left(A_{[1, :]}\right)^{\top} \odot x"#),
    Spelling("eye(3)[1] * x", "I[:, 1] ⊙ x", #"I_{[:, 1]} \odot x"#),
  ]

  /// By hand: one spelling for what is spread, scalars in front, brackets where they are needed.
  @Test(arguments: byHand) func spellings(example: Spelling) throws {
    let row = CorpusRow("", "", "Y = A * B * s * x", by: "A", "A=3x3 B=3x3 x=3 s=scalar", "")
    let expression = try DerivedRow(row).expression(example.formula)
    #expect(ExpressionNotation.unicode.text(expression).text == example.unicode)
    #expect(ExpressionNotation.latex.text(expression).text == example.latex)
  }

  /// The closed forms, every step that is one, and the statements.
  private static func forms(of derived: DerivedRow) -> [Expression] {
    let forms = [derived.derivation.closedForm, derived.derivation.jacobianClosedForm]
    let steps = derived.derivation.links.flatMap { $0.steps.compactMap(\.matrixForm) }
    return forms.compactMap { $0 } + steps + derived.derivation.program.statements.map(\.expression)
  }

  /// Whether the text of the form could be read; then its value is the form's, and so is LaTeX's.
  @discardableResult
  private static func check(_ form: Expression, _ values: Valuation) throws -> Bool {
    guard let expected = plain(values.evaluate(form)) else { return false }
    var names: [String: PlainValue] = [:]
    var latexNames: [String: String] = [:]
    for variable in form.variables {
      guard let value = values[variable], let plain = plain(value) else { return false }
      names[variable.name] = plain
      latexNames[ExpressionNotation.latex.text(.variable(variable)).text] = variable.name
    }
    let text = ExpressionNotation.unicode.text(form).text
    let latex = ExpressionNotation.latex.text(form).text
    return try check(text, names, expected)
      && check(PlainLaTeX.line(latex, latexNames), names, expected)
  }

  private static func check(
    _ text: String, _ names: [String: PlainValue], _ expected: PlainValue
  ) throws -> Bool {
    do {
      let value = try PlainReader.value(of: text, names)
      let scale = expected.entries.reduce(1e-3) { max($0, $1.magnitude) }
      let difference = try value.combined(expected, -)
      let isClose = difference.entries.allSatisfy { !($0.magnitude > 1e-9 * scale) }
      let fits =
        value.isNumber
        || difference.rows == expected.rows && difference.columns == expected.columns
      #expect(isClose && fits, "\(text)")
      return true
    } catch PlainValue.Mistake.unread {
      return false
    } catch {
      Issue.record("\(text): \(error)")
      return true
    }
  }

  /// A vector as a column; nil above rank two.
  private static func plain(_ tensor: Tensor) -> PlainValue? {
    let extents = tensor.shape.extents
    guard extents.count <= 2 else { return nil }
    return PlainValue(
      rows: extents.first ?? 1, columns: extents.count == 2 ? extents[1] : 1,
      entries: tensor.elements)
  }
}

extension Expression {
  /// Whether a tensor of rank three or more stands anywhere in the formula.
  fileprivate var isOfHigherRank: Bool {
    guard case .apply(_, let arguments, let shape) = self else { return shape.rank > 2 }
    return shape.rank > 2 || arguments.contains(where: \.isOfHigherRank)
  }
}
