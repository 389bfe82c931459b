import MatrixCalculus
import Scenes
import TensorCore
import Testing

/// What is said of scenes that are wrong: `line:column sentence`, and the notes behind `=`.
struct SceneMistakeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let mistakes: [String]
    init(_ text: String, _ mistakes: String...) {
      self.text = text
      self.mistakes = mistakes
    }
    var testDescription: String { text }
  }

  private func mistakes(
    in text: String, files: [String: [UInt8]] = [:], elementLimit: Int = elementLimit
  ) -> [String] {
    guard case .mistakes(let found) = readScene(text, files: files, elementLimit: elementLimit)
    else { return [] }
    let source = SourceText(name: "a.scene", text: text)
    return found.map { diagnostic in
      let place = source.location(of: diagnostic.range.start)
      let notes = diagnostic.mistake.notes.map { " = \($0)" }.joined()
      return "\(place.line):\(place.column) \(diagnostic.mistake.sentence)\(notes)"
    }
  }

  @Test(arguments: cases)
  func saysWhatIsWrong(_ example: Case) {
    let files = [
      "t.csv": Array("a,b\n1,2\n3,x\n".utf8), "bad.npy": [1, 2, 3],
      "big.npy": NPYFile.bytes(Tensor(repeating: 0, shape: Shape([1, 1, 1, 1, 1, 1]))),
    ]
    #expect(mistakes(in: example.text, files: files) == example.mistakes)
  }

  private static let head = "X = [[1, 2]]\ny = exp(X)\nE = sum(y)\n"

  static let cases: [Case] = [
    Case("", "1:1 the scene has no formula to derive = write for instance `y = X @ A`"),
    Case("X = 1", "1:1 the scene has no formula to derive = write for instance `y = X @ A`"),
    Case("y = X @ A", "1:5 `X` is not known here = an input gets its numbers before it is used"),
    Case("X = [1]\nX = [2]", "2:1 `X` has a value already; a name is assigned once"),
    Case("sum = [1]", "1:1 `sum` is a function and cannot be assigned"),
    Case("load = [1]", "1:1 `load` is a function and cannot be assigned"),
    Case("X = [1]\n\"text\"", "2:1 a text of its own stands only at the head of the file"),
    Case(
      head + "step('sparsity', 'a')\nstep('sparsity', 'b', select=(1, 1, 1, 1))",
      "5:6 this step has its text already = it is said in line 4"
        + " = one `step` may hold several sentences"),
    Case(
      head + "show(E, wrt=X)\nstep('y: jacobian', 'a')\nstep('y: jacobian', notes='b')\n"
        + "step('jacobian', 'c')\nshow(E, wrt=X)\nstep('jacobian', 'd')"),
    Case(head + "exp(X)", "4:1 this value has no name; write `name = …`"),
    Case(head + "shwo(E, wrt=X)", "4:1 there is no function `shwo` = did you mean `show`?"),
    Case(head + "show(E)", "4:1 show needs `wrt=`, the name to derive by"),
    Case(head + "show(E, wtr=X)", "4:9 show has no argument `wtr=` = did you mean `wrt=`?"),
    Case(head + "show(E, wrt=x)", "4:13 `x` is not known here = did you mean `X`?"),
    Case(head + "show(X, wrt=E)", "4:13 X does not depend on E"),
    Case(head + "show(y + 1, wrt=X)", "4:6 a name is expected here, not `y + 1`"),
    Case(head + "show(E, wrt=X, order=3)", "4:22 `order=` is a whole number from 1 to 2"),
    Case(head + "show(E, wrt=X, order='2')", "4:22 `order=` is a whole number from 1 to 2"),
    Case(head + "show(y, wrt=X, order=2)", "4:22 y is 1×2, and a Hessian is of a scalar"),
    Case(
      "x = [1, 2]\nE = sum(" + (1...30).map { "sin(\($0)*x)" }.joined(separator: "*")
        + ")\nshow(E, wrt=x, order=2)",
      "3:22 ∂E/∂x has no closed form that could be derived once more"),
    Case(
      head + "show(E, wrt=X, order=2)\nstep('chain rule', 'a')",
      "5:6 this derivation has no step \"chain rule\" = its steps are forward, jacobian, sparsity, closed form"
    ),
    Case(
      head + "show(E, wrt=X, order=2)\nstep('jacobian', 'a', select=(1, 2, 1, 3))",
      "5:6 select=(1, 2, 1, 3) lies outside ∂²E/∂X², which is 1×2×1×2"),
    Case(head + "axes(X, 'a')", "4:1 X has 2 axes, not 1"),
    Case(head + "options(base=2)", "4:14 `base=` is a whole number from 0 to 1"),
    Case(
      head + "options(theme='drak')",
      "4:15 `theme=` is one of dark, light, high-contrast, mono = did you mean \"dark\"?"),
    Case(
      head + "options(colour=1)",
      "4:9 options has no argument `colour=` = known: base, theme, digits, size, autoplay"),
    Case(
      head + "show(E, wrt=X)\nstep('jacobain', 'a')",
      "5:6 there is no step named \"jacobain\" = did you mean \"jacobian\"?"),
    Case(head + "step(99, 'a')", "4:6 there is no step 99; this tour has 8"),
    Case(head + "step('forward', 3)", "4:17 what is said is a text in quotes"),
    Case(
      head + "step('forward', 'a', select=(1, 1, 1, 3))",
      "4:6 select=(1, 1, 1, 3) lies outside ∂y/∂X, which is 1×2×1×2"),
    Case(
      head + "step('forward', 'a', select=(0, 1, 1, 1))",
      "4:6 select=(0, 1, 1, 1) lies outside ∂y/∂X, which is 1×2×1×2"),
    Case(
      head + "step('forward', 'a', focus='X', select=(1, 3))",
      "4:6 select=(1, 3) lies outside X, which is 1×2"),
    Case(
      head + "step('forward', 'a', focus='dE/dZ')",
      "4:6 this tour shows no tensor \"dE/dZ\" = did you mean \"dE/dy\"?"),
    Case(
      "X = eye(2); A = eye(2)\ny = X @ A\nshow(y, wrt=X)\nstep('transpose', 'a')",
      "4:6 this derivation has no step \"transpose\" = its steps are forward, jacobian, sparsity, chain rule, delta, product, closed form"
    ),
    Case(
      head + "step('forward', 'a', speed=1e300)",
      "4:28 `speed=` is a number above 0, at most 100"),
    Case(
      head + "claim(E, wrt=X, \"y @ dE_dy\")",
      "4:18 y @ dE_dy: y has 2 columns but dE_dy has 1 row"),
    Case(
      head + "claim(E, wrt=X, \"y * dE_dz\")",
      "4:22 `dE_dz` is not known here = did you mean `dE_dX`?"),
    Case(head + "claim(E, wrt=X, \"y * * 2\")", "4:22 expected an expression, found `*`"),
    Case(
      head + "claim(y, wrt=X, entry=\"y[i,j] if i == m else 0\")",
      "4:39 in the claim: `m` is neither one of the indices i, j, k, l nor a scalar"),
    Case(head + "claim(E, wrt=X)", "4:1 claim needs a formula as text, or `entry=`"),
    Case("X = load('u.csv')", "1:10 u.csv: there is no such file"),
    Case("X = load('/etc/passwd')", "1:10 load reads files that end in .csv or .npy"),
    Case("X = load('/tmp/t.csv')", "1:10 a scene loads files of its own folder and below it"),
    Case("X = load('../t.csv')", "1:10 a scene loads files of its own folder and below it"),
    Case("X = load('a/../../t.csv')", "1:10 a scene loads files of its own folder and below it"),
    Case("X = load('t.csv')", "1:10 t.csv: line 3, column 3: `x` in column `b` is no number"),
    Case(
      "X = load('t.csv', columns='c')",
      "1:10 t.csv: there is no column `c`; the columns are `a`, `b`"),
    Case(
      "X = load('t.csv', rows=range(3))", "1:24 there is no row 2; the file has 2 rows, from 0 on"),
    Case("X = load('t.csv', rows=range(0, 9, 0))", "1:24 the step of a range is not 0"),
    Case("X = load('t.csv', rows=[0])", "1:24 `rows=` is a range, such as range(0, 150, 3)"),
    Case(
      "X = load('bad.npy')",
      "1:10 bad.npy: byte 0: this is no .npy file; it does not begin with \\x93NUMPY"),
    Case(
      "X = load('big.npy', rows=range(1))", "1:26 columns, rows and onehot choose from a .csv file"),
    Case("X = normal((4, -1))", "1:16 an extent is a whole number from 0 to 1099511627776"),
    Case(
      "A = [[1, 2], [2, 4]]\nx = [1, 1]\ny = A @ inv(A) @ x",
      "3:9 A is singular on these numbers, it has no inverse"),
    Case(
      head + "options(base=2, theme=\"drak\", digits=3, size=(0, 30))",
      "4:14 `base=` is a whole number from 0 to 1",
      "4:23 `theme=` is one of dark, light, high-contrast, mono = did you mean \"dark\"?",
      "4:47 the columns is a whole number from 1 to 1000"),
    Case(
      head + "step(\"forwrad\", \"a\", speed=0, view=\"slices\")",
      "4:6 there is no step named \"forwrad\" = did you mean \"forward\"?",
      "4:28 `speed=` is a number above 0, at most 100",
      "4:36 `view=` is one of blocks, slice, matrix, pattern, heat = did you mean \"slice\"?"),
    Case("X = zeros((1, 1, 1, 1, 1, 1, 1))", "1:11 a tensor has at most 6 axes, not 7"),
    Case(
      "X = zeros((8192, 8193))",
      "1:11 8192×8193 is more than the limit of 67108864 elements = `--limit` raises it"),
    Case("X = arange(0, 1, 0)", "1:5 arange would have more than 67108864 entries"),
    Case("X = arange(0, -1e300)\ny = exp(X)\nz = )", "3:5 `)` closes nothing"),
    Case(
      "X = integers(3, low=2, high=2)",
      "1:5 integers lie below `high=`, so that it must be above `low=`"),
    Case("X = uniform(3, low=2, high=1)", "1:5 `low=` lies below `high=`, and both within 1e15"),
  ]

  @Test func everyMistakeIsReportedAtOnceInOrder() {
    let text = """
      X = [[1, 2, 3], [4, 5, 6]]
      A = [[1, 2], [3, 4], [5, 6], [7, 8]]
      y = X @ A
      z = X @ B
      w = sinn(X)
      v = y + 1
      u = [[1, 2], [3]]
      t = load("none.csv")
      """
    #expect(
      mistakes(in: text) == [
        "3:5 X @ A: X has 3 columns but A has 4 rows",
        "4:9 `B` is not known here = an input gets its numbers before it is used",
        "5:5 there is no function `sinn` = did you mean `sin`?",
        "7:14 rows differ: this one is 1, the first is 2",
        "8:10 none.csv: there is no such file",
      ])
  }

  /// A mistake in a statement is said once, not again wherever its name is used.
  @Test func consequencesAreNotRepeated() {
    let text = "X = [1, 2\nA = [[1], [2, 3]]\ny = X @ A\nE = sum(y)\nshow(E, wrt=A)\nz = q"
    #expect(mistakes(in: text).map { $0.prefix(4) } == ["1:5 ", "2:11", "6:5 "])
  }

  /// Steps are judged even where something else is wrong.
  @Test func everyStatementIsJudged() {
    let text = Self.head + "show(E, wrt=X)\nstep('delta 3', 'a')\nq = r"
    #expect(mistakes(in: text).map { $0.prefix(4) } == ["5:6 ", "6:5 "])
  }

  @Test func limitsHoldExactly() {
    let text = "X = zeros(60)\nA = zeros(40)\ny = outer(X, X)\nE = sum(y)"
    #expect(mistakes(in: text, elementLimit: 3600) == [])
    #expect(
      mistakes(in: text, elementLimit: 3599)
        == ["3:5 outer(X, X): 60×60 entries are more than the limit of 3599"])
    #expect(
      mistakes(in: "X = zeros(60)\nA = zeros(40)\ny = exp(X)", elementLimit: 99)
        == [
          "2:11 the inputs have 100 elements in all, more than the limit of 99 = `--limit` raises it"
        ])
    let names = (0..<63).map { "a\($0) = 1\n" }.joined()
    #expect(mistakes(in: names + "b = exp(a0)") == [])
    #expect(
      mistakes(in: names + "b = exp(a0)\nc = exp(b)")
        == ["65:5 a scene has at most 64 names, and this is number 65"])
    let steps = String(repeating: "step(1, notes='a')\n", count: 1000)
    #expect(mistakes(in: Self.head + steps) == [])
    #expect(mistakes(in: Self.head + steps + "step(1, 'a')").count == 1)
    let shows = String(repeating: "show(E, wrt=X)\n", count: 64)
    #expect(mistakes(in: Self.head + shows) == [])
    #expect(mistakes(in: Self.head + shows + "show(E, wrt=X)").count == 1)
  }

  /// Anything is read, or refused, in little time.
  ///
  /// Built for speed, a mebibyte takes a second at most; this is a small part of it, for a build that checks
  /// everything.
  @Test(arguments: [
    "a = 1\n", "show(E, wrt=X)\n", "step('forward', 'a')\n", "claim(E, wrt=X, 'y')\n", "q = X\n",
    "1,", "[1],", "[", "(", "\"", "X = [\n", "a + ", "é", "\u{0}", "f(", "if x:\n", "axes(X)\n",
    "'''", "\\", "X.T", "; ", "# ", "\r",
  ])
  func hostileTextsAreReadInLittleTime(_ piece: String) {
    let count = (1 << 14) / piece.utf8.count
    for head in ["", Self.head, Self.head + "Z = [", Self.head + "Z = "] {
      let text = head + String(repeating: piece, count: count)
      let time = ContinuousClock().measure { _ = readScene(text) }
      #expect(time < .seconds(10), "\(piece.debugDescription) took \(time)")
    }
  }
}
