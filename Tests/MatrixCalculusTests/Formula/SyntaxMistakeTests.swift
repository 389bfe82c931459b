import MatrixCalculus
import Testing

/// Every mistake of grammar: where it is placed, how long its mark is, and what is said.
struct SyntaxMistakeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let mistakes: [String]
    init(_ text: String, _ mistakes: String...) {
      self.text = text
      self.mistakes = mistakes
    }
    var testDescription: String { text }
  }

  /// `line:column mark sentence` of every mistake of a text.
  private func mistakes(in text: String) -> [String] {
    let source = SourceText(name: "f", text: text)
    return Parser.program(source).diagnostics.map { diagnostic in
      let place = source.location(of: diagnostic.range.start)
      let lines = DiagnosticText().lines(diagnostic, in: source)
      let mark = lines[2].drop { $0 != "^" }
      return "\(place.line):\(place.column) \(mark) \(diagnostic.mistake.sentence)"
    }
  }

  @Test(arguments: cases)
  func saysWhatIsWrong(_ example: Case) {
    #expect(mistakes(in: example.text) == example.mistakes)
  }

  static let cases: [Case] = [
    Case("y = X^2", "1:6 ^ `^`: write `**` for a power"),
    Case("y = X' @ (Y)'", "1:6 ^ `X'`: write `.T`", "1:13 ^ `)'`: write `.T`"),
    Case("y = Xᵀ @ A", "1:6 ^ `ᵀ`: write `.T`"),
    Case("y = 2x + 3y", "1:5 ^~ `2x`: write `2*x`", "1:10 ^~ `3y`: write `3*y`"),
    Case("y = np.exp(X)", "1:5 ^~~~~~ `np.exp`: functions have no prefix; write `exp`"),
    Case(
      "y = np.linalg.inv(X)",
      "1:5 ^~~~~~~~~~~~~ `np.linalg.inv`: functions have no prefix; write `inv`"),
    Case(
      "y = np.array([[1, 2]]) @ X",
      "1:5 ^~~~~~~~ `np.array`: functions have no prefix; write `array`"),
    Case("y = np.pi * X", "1:5 ^~~~~ `np.pi`: write 3.141592653589793"),
    Case("y = np.linalg.solve(A, b)", "1:5 ^~~~~~~~~~~~~~~ `np.linalg.solve`: write `inv(A) @ b`"),
    Case("y = np.foo(X)", "1:5 ^~~~~~ `np.foo`: there is no function `foo` here"),
    Case(
      "y = np.sigmiod(X)",
      "1:5 ^~~~~~~~~~ `np.sigmiod`: there is no function `sigmiod` here; did you mean `sigmoid`?"),
    Case(
      "X = np.random.normal((2, 2))",
      "1:5 ^~~~~~~~~~~~~~~~ `np.random.normal`: functions have no prefix; write `normal`"),
    Case("y = X.sum()", "1:7 ^~~ `.sum`: there are no methods; write `sum(X)`"),
    Case("y = X.dot(A)", "1:7 ^~~ `.dot`: there are no methods; write `X @ b`"),
    Case("y = X.shape", "1:7 ^~~~~ `.shape`: the only attribute is `.T`"),
    Case(
      "lambda = 3",
      "1:1 ^~~~~~ `lambda`: write `lam` or `λ` for a name; there are no functions to define"),
    Case(
      "y = lambda x: x",
      "1:5 ^~~~~~ `lambda`: write `lam` or `λ` for a name; there are no functions to define"),
    Case(
      "y = a == b == c",
      "1:5 ^~~~~~~~~ comparisons are not chained; write `(a < b) * (b < c)`"),
    Case(
      "if x > 0:\n    y = 1\n\n    z = 2\nw = 2",
      "1:1 ^~ `if`: there are no branches; write `where(c, a, b)`"),
    Case("import numpy as np", "1:1 ^~~~~~ `import`: nothing runs here but formulas"),
    Case("for = 1", "1:1 ^~~ `for`: there are no loops; a formula speaks of whole tensors"),
    Case("X @ A", "1:1 ^~~~~ this value has no name; write `name = …`"),
    Case("y = X @", "1:8 ^ expected an expression, found the end"),
    Case("y = X @\nz = 1", "1:8 ^ expected an expression, found the end of the line"),
    Case("y = [1, 2 3]", "1:11 ^ expected `,` or `]`, found `3`"),
    Case("y = (1 + 2", "1:5 ^ `(` is never closed"),
    Case(
      "y = [1,\n 2\nz = 3 4", "1:5 ^ `[` is never closed",
      "3:7 ^ expected an operator or the end of the statement, found `4`"),
    Case("y = [1,\nz = 2", "1:5 ^ `[` is never closed"),
    Case("y = 1 + 2)", "1:10 ^ `)` closes nothing"),
    Case("y = (1, 2]", "1:10 ^ `]` cannot close `(`"),
    Case("  y = 1", "1:3 ^ a statement begins in the first column"),
    Case("f(x) = 3", "1:1 ^~~~ `f(…)` cannot be assigned; write a name"),
    Case("X[0] = 1", "1:1 ^~~~ entries cannot be assigned; a name stands for one tensor"),
    Case("X.T = 1", "1:1 ^~~ only a name can stand on the left of `=`"),
    Case("(x) = 1", "1:1 ^~~ only a name can stand on the left of `=`"),
    Case("True = 1", "1:1 ^~~~ `True` and `False` are values and cannot be names"),
    Case("a = b = c", "1:7 ^ a statement gives one name to one value"),
    Case("a, b = 1", "1:2 ^ expected `=` or the end of the statement, found `,`"),
    Case("y += 1", "1:3 ^~ `+=`: a name is assigned once; write `new = old …`"),
    Case("y = a[0:4:2]", "1:7 ^~~~ `::`: slices have no step"),
    Case("y = a[]", "1:7 ^ expected an index, found `]`"),
    Case("y = \"abc", "1:5 ^ this string is never closed; its end \" is missing"),
    Case("y = '''abc\nz = 1", "1:5 ^~~ this string is never closed; its end ''' is missing"),
    Case("y = '\\d'", "1:6 ^~ the escape \\d has no meaning; write \\\\d"),
    Case("y = '\\ud800'", "1:6 ^~~~~~ the escape \\ud800 names no character"),
    Case("y = '\\x4'", "1:6 ^~~ the escape \\x4 names no character"),
    Case("y = 'a\\", "1:5 ^ this string is never closed; its end ' is missing"),
    Case("y = r'abc'", "1:6 ^ `r'`: a string has no letter before it"),
    Case("y = 1e400", "1:5 ^~~~~ 1e400 is too large for a double, which ends at 1.8e308"),
    Case("y = 0x10", "1:5 ^~~~ `0x10` is not a number of the language"),
    Case("y = 1j", "1:5 ^~ `1j` is not a number of the language"),
    Case("y = 012", "1:5 ^~~ `012` is not a number of the language"),
    Case("y = 1__0", "1:5 ^~~~ `1__0` is not a number of the language"),
    Case("y = 1_", "1:5 ^~ `1_` is not a number of the language"),
    Case("y = 3and 4", "1:5 ^~~~ `3and` is not a number of the language"),
    Case("y = x²", "1:6 ^ `²`: write `**2`"),
    Case("y = f(b=1, b=2)", "1:12 ^ `b=` is given twice"),
    Case("y = f(*a)", "1:7 ^ `*`: arguments are written one by one"),
    Case("y = a(b)(c)", "1:5 ^~~~~ expected an operator, found `(`"),
    Case("y = a ? b", "1:7 ^ the character `?` (U+003F) has no meaning in a formula"),
    Case("y = a \u{7}", "1:7 ^ the character U+0007 has no meaning in a formula"),
    Case("y = \u{1D400}", "1:5 ^ the character `\u{1D400}` (U+1D400) has no meaning in a formula"),
    Case("None = 1", "1:1 ^~~~ `None` is a value and cannot be a name"),
    Case("y = X None", "1:7 ^~~~ expected an operator or the end of the statement, found `None`"),
    Case(
      "y = [x for x in y]", "1:8 ^~~ `for`: there are no loops; a formula speaks of whole tensors"),
    Case("a = 1;;b = 2", "1:7 ^ expected an expression, found `;`"),
    Case("y = a if b", "1:11 ^ expected `else`, found the end"),
    Case(
      "y = " + String(repeating: "a", count: 65),
      "1:5 ^" + String(repeating: "~", count: 39)
        + " a name has at most 64 characters, and this one has 65"),
    Case(
      "y = 1" + String(repeating: "0", count: 400),
      "1:5 ^" + String(repeating: "~", count: 39)
        + " 10\(String(repeating: "0", count: 28))… is too large for a double, which ends at 1.8e308"
    ),
    Case(
      "y = " + String(repeating: "(", count: 40), "1:37 ^ brackets are nested more than 32 deep"),
  ]

  /// Three mistakes in one file, each in its line; good statements in between are kept.
  @Test func reportsAllMistakesOfAFile() {
    let text = "a = 1 +\nb = 2\nc = X'\nd = )\n"
    #expect(mistakes(in: text).map { $0.prefix(3) } == ["1:8", "3:6", "4:5"])
  }

  @Test func reportsAtMostTwenty() {
    let source = SourceText(name: "f", text: String(repeating: "a = )\n", count: 100))
    #expect(Parser.program(source).diagnostics.count == 20)
  }

  /// Bytes that are no UTF-8 are a mistake, in a comment they are not.
  @Test func invalidBytesArePlaced() {
    let bytes: [UInt8] =
      [0xEF, 0xBB, 0xBF] + Array("λ = \"".utf8) + [0xC3] + Array("\"\nb = ".utf8) + [0xFF, 0xFE]
      + Array("# ".utf8) + [0x80]
    let source = SourceText(name: "f", bytes: bytes)
    let diagnostics = Parser.program(source).diagnostics
    #expect(
      diagnostics.map(\.mistake) == [.invalidUTF8(byteOffset: 9), .invalidUTF8(byteOffset: 16)])
    #expect(
      diagnostics.map { source.location(of: $0.range.start) } == [
        SourceLocation(line: 1, column: 6), SourceLocation(line: 2, column: 5),
      ])
  }
}
