import MatrixCalculus
import Testing

/// The grouping of every form is the one that Python's own parser gives: the right column was printed by
/// `ast.parse(text, mode="eval")` of Python 3.11.
struct ParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let grouping: String
    init(_ text: String, _ grouping: String) {
      self.text = text
      self.grouping = grouping
    }
    var testDescription: String { text }
  }

  @Test(arguments: cases)
  func groupsAsPythonDoes(_ example: Case) throws {
    let parsed = Parser.expression(SourceText(name: "formula", text: example.text))
    #expect(parsed.diagnostics == [])
    #expect(parsed.expression.map(grouping) == example.grouping)
  }

  /// A printed tree reads as the same tree, and printing it again changes nothing.
  @Test(arguments: cases)
  func printedTextReadsAsTheSameTree(_ example: Case) throws {
    let parsed = Parser.expression(SourceText(name: "formula", text: example.text))
    let printed = try #require(parsed.expression).description
    let again = Parser.expression(SourceText(name: "printed", text: printed)).expression
    #expect(again.map(grouping) == example.grouping, "printed: \(printed)")
    #expect(again?.description == printed)
  }

  @Test(arguments: [
    ("((a)) + (b*c)", "a + b * c"), ("(a+b)*c", "(a + b) * c"), ("a-(b-c)", "a - (b - c)"),
    ("(a**b)**c", "(a**b)**c"), ("a**(b**c)", "a**b**c"), ("-(a**2)", "-a**2"),
    ("(-a)**2", "(-a)**2"), ("a**(-b)", "a**-b"), ("(a@b).T", "(a @ b).T"), ("(1).T", "(1).T"),
    ("(a if b else c) if d else e", "(a if b else c) if d else e"),
    ("not (a and b)", "not (a and b)"),
    ("f( (a,b) , axis = 0)[0,:,1:(2)]", "f((a, b), axis=0)[0, :, 1:2]"), ("(a,)", "(a,)"),
  ])
  func printsTheParenthesesThatAreNeeded(_ text: String, _ expected: String) {
    let parsed = Parser.expression(SourceText(name: "formula", text: text))
    #expect(parsed.expression?.description == expected)
  }

  @Test func statementsEndAtLineEndsAndSemicolons() {
    let text =
      "\u{FEFF}\"\"\"title\r\n\r\ntext\"\"\"\r\n\r\nX = [[1,\r\n 2]] # numbers\r\ny = X;z=y ;\rshow(z)"
    let program = Parser.program(SourceText(name: "a.scene", text: text))
    #expect(program.diagnostics == [])
    #expect(program.statements.map { $0.target?.text } == [nil, "X", "y", "z", nil])
    #expect(program.statements.first?.value.map(grouping) == #""title\u{a}\u{a}text""#)
  }

  @Test func everyNodeKnowsItsPlace() throws {
    let text = "y = (a @ b) + f(c, axis=0)"
    let program = Parser.program(SourceText(name: "formula", text: text))
    let value = try #require(program.statements.first?.value)
    guard case .binary(.add, let left, let right) = value.kind else {
      Issue.record("not a sum")
      return
    }
    let source = SourceText(name: "formula", text: text)
    #expect(source.text(value.range) == "(a @ b) + f(c, axis=0)")
    #expect(source.text(left.range) == "a @ b")
    #expect(source.text(right.range) == "f(c, axis=0)")
  }

  /// A formula inside a string is read in place, so that its mistakes are placed in the file.
  @Test func readsTheInsideOfAString() throws {
    let source = SourceText(name: "a.scene", text: "claim(E, wrt=A, \"X @ ^ y\")")
    let statement = try #require(Parser.program(source).statements.first)
    guard case .call(_, let arguments)? = statement.value?.kind,
      case .string(let literal)? = arguments.last?.value.kind
    else {
      Issue.record("not a call with a string")
      return
    }
    let range = try #require(literal.verbatimRange)
    let parsed = Parser.expression(source, in: range)
    #expect(parsed.diagnostics.map { source.location(of: $0.range.start).column } == [22, 22])
  }

  @Test func valuesAreReadAfterBrokenStatements() {
    let text = "a = [1, 2\nb = 3\nif x:\n  c = 4\n\n  d = 5\ne = (1 + \nf = 2 +\ng = 7"
    let program = Parser.program(SourceText(name: "formula", text: text))
    #expect(program.statements.map { $0.target?.text } == ["a", "b", "e", "f", "g"])
    #expect(program.statements.map { $0.value != nil } == [false, true, false, false, true])
    #expect(program.diagnostics.count == 4)
  }

  // MARK: - Hostile texts

  @Test(arguments: [
    "[", "(", "((((", "f(", "a[", "[[0],", "-", "+-", "not ", "a**", "1 if 1 else ",
  ])
  func deepNestingIsAMistakeAndNoCrash(_ piece: String) {
    let count = (1 << 20) / piece.utf8.count
    let text = String(repeating: piece, count: count)
    var parsed = Parser.expression(SourceText(name: "deep", text: ""))
    let time = ContinuousClock().measure {
      parsed = Parser.expression(SourceText(name: "deep", text: text))
    }
    #expect(parsed.expression == nil)
    #expect(!parsed.diagnostics.isEmpty)
    #expect(time < .seconds(2))
  }

  @Test(arguments: ["+a", "@a", ".T", "[0]", " or a", "*2", "'"])
  func longChainsAreAMistakeAndNoCrash(_ piece: String) {
    let text = "a" + String(repeating: piece, count: (1 << 20) / piece.utf8.count)
    let parsed = Parser.expression(SourceText(name: "long", text: text))
    #expect(parsed.expression == nil)
    #expect(!parsed.diagnostics.isEmpty)
    #expect(parsed.diagnostics.count <= mistakesReportedAtMost)
  }

  @Test func limitsAreReachedExactly() {
    func isRead(_ text: String) -> Bool {
      Parser.expression(SourceText(name: "limit", text: text)).expression != nil
    }
    func brackets(_ count: Int) -> String {
      String(repeating: "(", count: count) + "a" + String(repeating: ")", count: count)
    }
    #expect(isRead(brackets(32)) && !isRead(brackets(33)))
    #expect(isRead("a" + String(repeating: "+a", count: 199)))
    #expect(!isRead("a" + String(repeating: "+a", count: 200)))
    #expect(isRead(String(repeating: "-", count: 199) + "a"))
    #expect(!isRead(String(repeating: "-", count: 200) + "a"))
    #expect(isRead(String(repeating: "a", count: 64)) && !isRead(String(repeating: "a", count: 65)))
  }

  static let cases: [Case] = [
    Case("a + b - c", "(- (+ a b) c)"),
    Case("a - b - c", "(- (- a b) c)"),
    Case("a * b @ c / d", "(/ (@ (* a b) c) d)"),
    Case("a @ b * c", "(* (@ a b) c)"),
    Case("a / b * c", "(* (/ a b) c)"),
    Case("a + b * c", "(+ a (* b c))"),
    Case("a * b + c", "(+ (* a b) c)"),
    Case("-a**2", "(neg (** a 2))"),
    Case("-a**-b", "(neg (** a (neg b)))"),
    Case("2**-1", "(** 2 (neg 1))"),
    Case("2**-1**2", "(** 2 (neg (** 1 2)))"),
    Case("a**b**c", "(** a (** b c))"),
    Case("(a**b)**c", "(** (** a b) c)"),
    Case("(-a)**2", "(** (neg a) 2)"),
    Case("--a", "(neg (neg a))"),
    Case("-+-a", "(neg (pos (neg a)))"),
    Case("-a @ b", "(@ (neg a) b)"),
    Case("-a * b", "(* (neg a) b)"),
    Case("a * -b", "(* a (neg b))"),
    Case("a - -b", "(- a (neg b))"),
    Case("a @ -b.T", "(@ a (neg (T b)))"),
    Case("A.T.T", "(T (T A))"),
    Case("A.T @ B.T", "(@ (T A) (T B))"),
    Case("-A.T", "(neg (T A))"),
    Case("A.T**2", "(** (T A) 2)"),
    Case("(A @ B).T", "(T (@ A B))"),
    Case("a[0]", "(at a 0)"),
    Case("a[:, 1]", "(at a (slice _ _) 1)"),
    Case("a[1:3, -1]", "(at a (slice 1 3) (neg 1))"),
    Case("a[:]", "(at a (slice _ _))"),
    Case("a[1:]", "(at a (slice 1 _))"),
    Case("a[:-1]", "(at a (slice _ (neg 1)))"),
    Case("a[0][1]", "(at (at a 0) 1)"),
    Case("a[i + 1:2*j]", "(at a (slice (+ i 1) (* 2 j)))"),
    Case("A.T[0].T", "(T (at (T A) 0))"),
    Case("-a[0]**b[1]", "(neg (** (at a 0) (at b 1)))"),
    Case("f(a)[0]", "(at (call f a) 0)"),
    Case("f()", "(call f)"),
    Case("f(a)", "(call f a)"),
    Case("f(a,)", "(call f a)"),
    Case("f(a, b=1)", "(call f a b=1)"),
    Case("f(a, axis=0, keepdims=True)", "(call f a axis=0 keepdims=True)"),
    Case("f(g(a), h(b, c))", "(call f (call g a) (call h b c))"),
    Case("f(a)**2", "(** (call f a) 2)"),
    Case("f(a + b, -c)", "(call f (+ a b) (neg c))"),
    Case("a > b", "(> a b)"),
    Case("a + b > c * d", "(> (+ a b) (* c d))"),
    Case("a == b", "(== a b)"),
    Case("a != -b", "(!= a (neg b))"),
    Case("not a", "(not a)"),
    Case("not a == b", "(not (== a b))"),
    Case("not not a", "(not (not a))"),
    Case("a and b or c", "(or (and a b) c)"),
    Case("a or b and c", "(or a (and b c))"),
    Case("a and not b or c", "(or (and a (not b)) c)"),
    Case("not a and b", "(and (not a) b)"),
    Case("a < b and c >= d", "(and (< a b) (>= c d))"),
    Case("a or b or c", "(or (or a b) c)"),
    Case("a and b and c", "(and (and a b) c)"),
    Case("a if c else b", "(if c a b)"),
    Case("a if b else c if d else e", "(if b a (if d c e))"),
    Case("(a if b else c) if d else e", "(if d (if b a c) e)"),
    Case("a + b if c == d else e * f", "(if (== c d) (+ a b) (* e f))"),
    Case("X[i, l] if j == l else 0", "(if (== j l) (at X i l) 0)"),
    Case("a if not b else -c", "(if (not b) a (neg c))"),
    Case("f(a if b else c, d)", "(call f (if b a c) d)"),
    Case("[1, 2, 3]", "[1 2 3]"),
    Case("[[1, 2], [3, -4]]", "[[1 2] [3 (neg 4)]]"),
    Case("[1, 2,]", "[1 2]"),
    Case("[]", "[]"),
    Case("()", "(tuple)"),
    Case("(a,)", "(tuple a)"),
    Case("(a, b)", "(tuple a b)"),
    Case("((a))", "a"),
    Case("(a)", "a"),
    Case("((1, 2), 3)", "(tuple (tuple 1 2) 3)"),
    Case("[a if b else c, d]", "[(if b a c) d]"),
    Case("1", "1"),
    Case("0", "0"),
    Case("007.5", "f401e000000000000"),
    Case("1.", "1"),
    Case(".5", "f3fe0000000000000"),
    Case("1.5e3", "1500"),
    Case("1e-3", "f3f50624dd2f1a9fc"),
    Case("1E+3", "1000"),
    Case("1_000", "1000"),
    Case("1_0.0_1e1_0", "100100000000"),
    Case("00", "0"),
    Case("0.0", "0"),
    Case("0_0", "0"),
    Case("1e-400", "0"),
    Case("9007199254740993", "f4340000000000000"),
    Case("123456789012345678901234567890", "f45f8ee90ff6c373e"),
    Case("2.e1", "20"),
    Case("'a'", "\"a\""),
    Case("\"a\"", "\"a\""),
    Case("\"a\" 'b'", "\"ab\""),
    Case("\"\"\"a\nb\"\"\"", "\"a\\u{a}b\""),
    Case("'''a\"b'''", "\"a\\u{22}b\""),
    Case("\"\"", "\"\""),
    Case("\"a\\tb\\\\c\\\"d\\'\"", "\"a\\u{9}b\\u{5c}c\\u{22}d'\""),
    Case("\"\\x41\\101\\u00e9\\U0001F600\\0\"", "\"AA\\u{e9}\\u{1f600}\\u{0}\""),
    Case("'it is \"so\"'", "\"it is \\u{22}so\\u{22}\""),
    Case("\"a\\\nb\"", "\"ab\""),
    Case("True", "True"),
    Case("False", "False"),
    Case("λ * θ_1", "(* λ θ_1)"),
    Case("µ + ϵ + ϕ", "(+ (+ μ ε) φ)"),
    Case("A1_b", "A1_b"),
    Case("(a\n + b)", "(+ a b)"),
    Case("a \\\n + b", "(+ a b)"),
    Case("[1, # one\n 2]", "[1 2]"),
    Case("a[(0, 1)]", "(at a 0 1)"),
    Case("a[0, 1:2, :]", "(at a 0 (slice 1 2) (slice _ _))"),
    Case("sum((y - T)**2) / 2", "(/ (call sum (** (- y T) 2)) 2)"),
    Case("2*x", "(* 2 x)"),
    Case("1 .T", "(T 1)"),
    Case("1..T", "(T 1)"),
    Case("(1).T", "(T 1)"),
    Case("a.T[0]", "(at (T a) 0)"),
    Case("0 if x else 1", "(if x 0 1)"),
    Case("1 - 2 - 3 ** 4 ** 5 * -6 / 7 @ 8", "(- (- 1 2) (@ (/ (* (** 3 (** 4 5)) (neg 6)) 7) 8))"),
  ]
}
