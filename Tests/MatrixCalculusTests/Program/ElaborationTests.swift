import MatrixCalculus
import TensorCore
import Testing

/// Formulas mean what NumPy means: shapes and the first eight entries on the right were computed by NumPy 2.
struct ElaborationTests {
  /// An argument that were read twice would be read 2³⁰ times at the bottom.
  @Test(arguments: ["softmax", "sum", "prod", "logsumexp"])
  func nestedCallsReadTheirArgumentOnce(name: String) throws {
    let inner = name == "softmax" ? "" : ", axis=0, keepdims=True"
    let text = (0..<30).reduce("X") { text, _ in "\(name)(\(text)\(inner))" }
    let program = try FormulaProgram.reading("y = \(text)", shapes: ["X": [1, 3]])
    #expect(program.statements[0].variable.shape == Shape([1, 3]))
  }

  @Test func transposesOfTransposesAreReadOnce() throws {
    let text = "X" + String(repeating: ".T", count: 61)
    let program = try FormulaProgram.reading("y = \(text)", shapes: ["X": [2, 3]])
    #expect(program.statements[0].variable.shape == Shape([3, 2]))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let formula: String
    let extents: [Int]
    let entries: [Double]
    init(_ formula: String, _ extents: [Int], _ entries: [Double]) {
      self.formula = formula
      self.extents = extents
      self.entries = entries
    }
    var testDescription: String { formula }
  }

  /// The entry at position p is ((7p + 3) mod 11 − 5) / 2.
  static let inputs: [Variable: Tensor] = {
    let extents = [
      "X": [3, 4], "A": [4, 2], "v": [4], "w": [3], "c": [], "S": [2, 3, 4], "M": [3, 3],
      "R": [1, 4], "K": [2, 4, 3],
    ]
    return Dictionary(
      uniqueKeysWithValues: extents.map { name, extents in
        let shape = Shape(extents)
        let tensor = Tensor(shape: shape) { Double((7 * $0 + 3) % 11 - 5) / 2 }
        return (Variable(name, shape: shape), tensor)
      })
  }()

  private func read(_ text: String) throws -> Expression {
    let source = SourceText(name: "formula", text: text)
    let syntax = try #require(Parser.expression(source).expression)
    let names = Dictionary(
      uniqueKeysWithValues: Self.inputs.keys.map { ($0.name, $0) })
    return try Elaboration(source, names: names).expression(syntax)
  }

  @Test(arguments: cases)
  func meansWhatNumPyMeans(_ example: Case) throws {
    let expression = try read(example.formula)
    #expect(expression.shape == Shape(example.extents))
    let program = Program(inputs: Array(Self.inputs.keys), statements: [])
    let tensor = Valuation(program, inputs: Self.inputs).evaluate(expression)
    #expect(tensor.shape == Shape(example.extents))
    let entries = tensor.elements.prefix(8)
    #expect(entries.count == example.entries.count)
    for (found, expected) in zip(entries, example.entries) {
      let isSame =
        found == expected || (found.isNaN && expected.isNaN)
        || abs(found - expected) <= 1e-13 * max(1, abs(expected))
      #expect(isSame, "\(found) is not \(expected)")
    }
  }

  @Test(arguments: [
    ("X @ X", "1:1 X @ X: X has 4 columns but X has 3 rows"),
    ("v[0:1] @ X", "1:1 v[0:1] @ X: v[0:1] has 1 entry but X has 3 rows"),
    ("X[:, 0:1] @ X", "1:1 X[:, 0:1] @ X: X[:, 0:1] has 1 column but X has 3 rows"),
    ("X[9223372036854775807]", "1:3 this index is outside every axis"),
    ("X[-9223372036854775808]", "1:3 this index is outside every axis"),
    ("c[0]", "1:1 1 index for a tensor of rank 0"),
    ("v @ X", "1:1 v @ X: v has 4 entries but X has 3 rows"),
    ("X @ w", "1:1 X @ w: X has 4 columns but w has 3 entries"),
    ("1 + X @ (A + A) @ A", "1:5 X @ (A + A) @ A: X @ (A + A) has 2 columns but A has 4 rows"),
    ("c @ X", "1:1 c @ X: @ takes no scalar; write * for a product with a number"),
    ("X + w", "1:1 X + w: the shapes 3×4 and 3 do not broadcast"),
    ("X[3]", "1:3 index 3 is outside an axis of extent 3"),
    ("X[0, 0, 0]", "1:1 3 indices for a tensor of rank 2"),
    ("X[0.5]", "1:3 an index is a whole number"),
    ("B + X", "1:1 `B` is not known here"),
    ("sgimoid(X)", "1:1 there is no function `sgimoid`"),
    (
      "asarray([[1, 2]]) @ A",
      "1:1 there is no function `asarray`: write the numbers themselves: `[[1, 2], [3, 4]]`"
    ),
    ("array([w, 2])", "1:1 array([w, 2]): entries are scalars, and w is none"),
    ("array([[c, 1], [2]])", "1:16 rows differ: this one is 1, the first is 2"),
    ("array([c], 2)", "1:1 array takes 1 argument, not 2: `array([a, b])`"),
    ("array(c, w)", "1:1 array takes 1 argument, not 2: `array([a, b])`"),
    ("matmul(X, A)", "1:1 there is no function `matmul`: write `A @ B`"),
    ("sum(X, axis=2)", "1:13 there is no axis 2: its axes are 0 to 1"),
    ("sum(X, axis=(0, -2))", "1:17 axis -2 is named twice"),
    ("sum(c, axis=0)", "1:13 there is no axis 0: a scalar has no axes"),
    ("sum(X, axes=0)", "1:8 sum has no argument `axes=`; it has axis, keepdims"),
    ("sum(X, axis=0, X)", "1:16 an argument without a name cannot follow one with a name"),
    ("sum(X, 0, True)", "1:1 sum takes 1 or 2 arguments, not 3; `keepdims=` is given by its name"),
    (
      "sum(axis=0)",
      "1:1 sum takes 1 or 2 arguments without a name, not 0; `keepdims=` is given by its name"
    ),
    ("reshape(X, 3, 2)", "1:1 reshape takes 2 arguments, not 3: `reshape(a, (m, n))`"),
    ("reshape(X, shape=2, order='F')", "1:21 reshape has no argument `order=`; it has shape"),
    ("ones(2, 3)", "1:1 ones takes 1 argument, not 2: `ones((m, n))`"),
    ("eye(2, 3)", "1:1 eye takes 1 argument, not 2: `eye(n)`"),
    ("tensordot(X)", "1:1 tensordot takes 2 or 3 arguments, not 1"),
    ("softmax(X, 0, 1)", "1:1 softmax takes 1 or 2 arguments, not 3"),
    ("maximum(X)", "1:1 maximum takes 2 arguments, not 1"),
    ("exp(x=X)", "1:5 exp has no argument `x=`; it takes none by name"),
    (
      "einsum('ij->ij', X, optimize=True)",
      "1:21 einsum has no argument `optimize=`; it takes none by name"
    ),
    ("sum(X, 0, axis=1)", "1:11 \(twice("axis"))"),
    ("mean(X, 0, axis=0)", "1:12 \(twice("axis"))"),
    ("prod(X, 0, axis=1)", "1:12 \(twice("axis"))"),
    ("max(X, None, axis=1)", "1:14 \(twice("axis"))"),
    ("logsumexp(X, 0, axis=1, keepdims=True)", "1:17 \(twice("axis"))"),
    ("softmax(X, 0, axis=1)", "1:15 \(twice("axis"))"),
    ("log_softmax(X, 0, axis=1)", "1:19 \(twice("axis"))"),
    ("tensordot(X, X.T, 1, axes=2)", "1:22 \(twice("axes"))"),
    ("reshape(X, 12, shape=(4, 3))", "1:16 \(twice("shape"))"),
    ("rest(X, X, gradient=X)", "1:12 \(twice("gradient"))"),
    ("v[None]", "1:3 indices add no axes here; write `reshape(a, (m, 1))`"),
    ("X[:, None, :]", "1:6 indices add no axes here; write `reshape(a, (m, 1))`"),
    ("v[newaxis]", "1:3 indices add no axes here; write `reshape(a, (m, 1))`"),
    ("X + None", "1:5 `None` is no tensor; it stands only as `axis=None`"),
    ("sum(X, axis=(0, None))", "1:17 `axis=` is a whole number, or None for all"),
    ("exp()", "1:1 exp takes 1 argument, not 0"),
    ("trace(X)", "1:1 trace(X): trace takes a square matrix, not 3×4"),
    (
      "tensordot(X, A, axes=2)",
      "1:1 tensordot(X, A, axes=2): the last 2 axes of X are 3×4 but the first 2 of A are 4×2"
    ),
    ("[[1, 2], [3]]", "1:10 rows differ: this one is 1, the first is 2"),
    ("[1, [2]]", "1:5 rows differ: this one is 1, the first is scalar"),
    ("[1, X]", "1:5 a list holds numbers, and rows of numbers"),
    ("'a' + X", "1:1 a string is no tensor"),
    ("(1, 2) + X", "1:1 a tuple is no tensor; write `[…]`"),
    ("True * X", "1:1 `True` and `False` are no tensors"),
    ("(X > 0) + (X > 1)", "1:1 in NumPy a comparison is True or False, which is no number here"),
    ("1 - -(X > 0).T", "1:5 in NumPy a comparison is True or False, which is no number here"),
    (
      "X @ A + (M > 0) @ (M > 1)[:, 1:]",
      "1:9 in NumPy a comparison is True or False, which is no number here"
    ),
    (
      "exp((X > 0) * (X > 1))",
      "1:1 in NumPy a comparison is True or False, which is no number here"
    ),
    ("X and 0", "1:1 `and` stands in the entry of a claim only"),
    ("X if c else X", "1:1 conditions stand in the entry of a claim only"),
  ])
  func placesItsMistakes(_ formula: String, _ expected: String) throws {
    let source = SourceText(name: "formula", text: formula)
    let found = #expect(throws: Elaboration.Mistake.self) { try read(formula) }
    let mistake = try #require(found)
    let place = source.location(of: mistake.range.start)
    #expect("\(place.line):\(place.column) \(mistake.mistake.sentence)" == expected)
  }

  private static func twice(_ option: String) -> String {
    "`\(option)=` is given twice, by its place and by its name; leave one out"
  }

  /// What is advised against is not in the language, and what is advised is.
  @Test func habitsOfLibrariesAreNoFunctions() {
    for row in HabitTable.functions {
      #expect(!Elaboration.isFunction(row.found), "\(row.found)")
      let formulas = row.advice.split(separator: "`", omittingEmptySubsequences: false)
      for (place, formula) in formulas.enumerated() where place % 2 == 1 {
        let parsed = Parser.program(SourceText(name: "advice", text: "y = \(formula)"))
        let isStatement = formula.contains(" = ")
        #expect(isStatement || parsed.diagnostics.isEmpty, "\(formula)")
      }
    }
  }

  /// The example of the language's page.
  @Test func showsTheShapesBeneathTheCaret() throws {
    let source = SourceText(name: "matmul.scene", text: "\n\n\n\n\n\ny = X @ A")
    let names = [
      "X": Variable("X", shape: Shape([2, 3])), "A": Variable("A", shape: Shape([4, 2])),
    ]
    let syntax = try #require(Parser.program(source).statements.first?.value)
    let mistake = #expect(throws: Elaboration.Mistake.self) {
      try Elaboration(source, names: names).expression(syntax)
    }
    let lines = DiagnosticText().lines(try #require(mistake), in: source)
    #expect(
      lines == [
        "matmul.scene:7:5: error: X @ A: X has 3 columns but A has 4 rows",
        "  7 | y = X @ A",
        "    |     ^~~~~ X is 2×3, A is 4×2",
      ])
  }

  /// A value that could not be held is a mistake before anything is computed.
  @Test func valuesHaveALimit() throws {
    let names = ["x": Variable("x", shape: Shape([1 << 20]))]
    let source = SourceText(name: "f", text: "outer(x, x)")
    let syntax = try #require(Parser.expression(source).expression)
    let mistake = #expect(throws: Elaboration.Mistake.self) {
      try Elaboration(source, names: names).expression(syntax)
    }
    #expect(
      mistake?.mistake.sentence
        == "outer(x, x): 1048576×1048576 entries are more than the limit of 67108864")
  }

  static let cases: [Case] = [
    Case("array([c, v[1] * 2, 3])", [3], [-1, 5, 3]),
    Case("array([[c, 2], [v[0], -c]])", [2, 2], [-1, 2, -1, 1]),
    Case("array([[1, 2], [3, 4]])[1] * array(c)", [2], [-3, -4]),
    Case("X @ A", [3, 2], [6.25, -8.5, -9.0, 7.25, 3.25, 1.0]),
    Case("X @ v", [3], [9.75, -5.25, -3.75]),
    Case("v @ A", [2], [6.25, -8.5]),
    Case("v @ v", [], [9.75]),
    Case("w @ X @ A", [2], [-27.125, 27.125]),
    Case("S @ A", [2, 3, 2], [6.25, -8.5, -9.0, 7.25, 3.25, 1.0, -9.25, 8.5]),
    Case("S @ v", [2, 3], [9.75, -5.25, -3.75, -5.0, -3.5, 0.75]),
    Case("w @ X", [4], [5.75, -3.75, -5.0, 4.75]),
    Case("S @ K", [2, 3, 3], [0.0, 1.75, 0.75, -1.75, 3.5, 0.5, 4.75, -5.75]),
    Case("X.T", [4, 3], [-1.0, 2.0, -0.5, 2.5, 0.0, -2.5, 0.5, -2.0]),
    Case("v.T", [4], [-1.0, 2.5, 0.5, -1.5]),
    Case("S.T", [4, 3, 2], [-1.0, 2.5, 2.0, 0.0, -0.5, -2.5, 2.5, 0.5]),
    Case("X + v", [3, 4], [-2.0, 5.0, 1.0, -3.0, 1.0, 2.5, -1.5, 0.0]),
    Case("X + R", [3, 4], [-2.0, 5.0, 1.0, -3.0, 1.0, 2.5, -1.5, 0.0]),
    Case("X - c", [3, 4], [0.0, 3.5, 1.5, -0.5, 3.0, 1.0, -1.0, 2.5]),
    Case("X * 2", [3, 4], [-2.0, 5.0, 1.0, -3.0, 4.0, 0.0, -4.0, 3.0]),
    Case("2 * X / 4", [3, 4], [-0.5, 1.25, 0.25, -0.75, 1.0, 0.0, -1.0, 0.75]),
    Case("-X**2", [3, 4], [-1.0, -6.25, -0.25, -2.25, -4.0, -0.0, -4.0, -2.25]),
    Case("(-X)**2", [3, 4], [1.0, 6.25, 0.25, 2.25, 4.0, 0.0, 4.0, 2.25]),
    Case("X**2 + X.T[0, 0]", [3, 4], [0.0, 5.25, -0.75, 1.25, 3.0, -1.0, 3.0, 1.25]),
    Case("w * M", [3, 3], [1.0, 6.25, 0.25, 1.5, 5.0, 0.0, 2.0, 3.75]),
    Case("M * w", [3, 3], [1.0, 6.25, 0.25, 1.5, 5.0, 0.0, 2.0, 3.75]),
    Case("X[0]", [4], [-1.0, 2.5, 0.5, -1.5]),
    Case("X[-1, 1:3]", [2], [-2.5, 1.0]),
    Case("X[:, 0]", [3], [-1.0, 2.0, -0.5]),
    Case("X[1:, :-1]", [2, 3], [2.0, 0.0, -2.0, -0.5, -2.5, 1.0]),
    Case("S[1, :, 2]", [3], [-1.5, 1.5, -1.0]),
    Case("S[0:2, 1:1]", [2, 0, 4], []),
    Case("X[5:9]", [0, 4], []),
    Case("X[-9:2]", [2, 4], [-1.0, 2.5, 0.5, -1.5, 2.0, 0.0, -2.0, 1.5]),
    Case("v[0]", [], [-1.0]),
    Case("v[-1]", [], [-1.5]),
    Case("[[1, 2], [3, 4]] @ A[0]", [2], [4.0, 7.0]),
    Case("X @ [[1], [2], [3], [4]]", [3, 1], [-0.5, 2.0, -6.5]),
    Case("sum(X)", [], [-1.0]),
    Case("sum(X, axis=0)", [4], [0.5, 0.0, -0.5, -1.0]),
    Case("sum(X, axis=1, keepdims=True)", [3, 1], [0.5, 1.5, -3.0]),
    Case("sum(X, 1)", [3], [0.5, 1.5, -3.0]),
    Case("sum(X, axis=None)", [], [-1.0]),
    Case("sum(X, None, keepdims=True)", [1, 1], [-1.0]),
    Case("mean(X, axis=None)", [], [-0.08333333333333333]),
    Case("max(X, axis=None)", [], [2.5]),
    Case("prod(X + 3, axis=None)", [], [38981.25]),
    Case("logsumexp(X, axis=None)", [], [3.4405168788206177]),
    Case(
      "softmax(X, axis=None)", [3, 4],
      [
        0.011789843024413329, 0.39042598027548325, 0.05283841062351469, 0.007150901267505804,
        0.23680532738544047, 0.03204811605364738, 0.004337240863320203, 0.14362969144255733,
      ]),
    Case(
      "log_softmax(X, axis=None)", [3, 4],
      [
        -4.440516878820618, -0.9405168788206177, -2.9405168788206177, -4.940516878820618,
        -1.4405168788206177, -3.4405168788206177, -5.440516878820618, -1.9405168788206177,
      ]),
    Case("softmax(c, axis=None)", [], [1.0]),
    Case("sum(S, axis=(0, 2))", [3], [4.0, 0.5, -3.0]),
    Case("sum(S, axis=-1)", [2, 3], [0.5, 1.5, -3.0, 3.5, -1.0, 0.0]),
    Case("mean(X)", [], [-0.08333333333333333]),
    Case(
      "mean(X, axis=0)", [4], [0.16666666666666666, 0.0, -0.16666666666666666, -0.3333333333333333]),
    Case(
      "mean(S, axis=(1, 2), keepdims=True)", [2, 1, 1], [-0.08333333333333333, 0.20833333333333334]),
    Case("transpose(S)", [4, 3, 2], [-1.0, 2.5, 2.0, 0.0, -0.5, -2.5, 2.5, 0.5]),
    Case("trace(M)", [], [0.5]),
    Case("diag(M)", [3], [-1.0, 2.0, -0.5]),
    Case("diag(w)", [3, 3], [-1.0, 0.0, 0.0, 0.0, 2.5, 0.0, 0.0, 0.0]),
    Case("outer(v, w)", [4, 3], [1.0, -2.5, -0.5, -2.5, 6.25, 1.25, -0.5, 1.25]),
    Case("tensordot(X, A, axes=1)", [3, 2], [6.25, -8.5, -9.0, 7.25, 3.25, 1.0]),
    Case(
      "tensordot(S, S.T, 0)[0, 1, 2]", [4, 3, 2], [2.0, -5.0, -4.0, 0.0, 1.0, 5.0, -5.0, -1.0]),
    Case("tensordot(X, X.T, axes=0)[2, 3, 3, 1]", [], [-1.5]),
    Case("tensordot(M, M)", [], [20.25]),
    Case(
      "exp(X / 4)", [3, 4],
      [
        0.7788007830714049, 1.8682459574322223, 1.1331484530668263, 0.6872892787909722,
        1.6487212707001282, 1.0, 0.6065306597126334, 1.4549914146182013,
      ]),
    Case(
      "log(X)", [3, 4],
      [
        .nan, 0.9162907318741551, -0.6931471805599453, .nan, 0.6931471805599453, -.infinity, .nan,
        0.4054651081081644,
      ]),
    Case(
      "sqrt(abs(X))", [3, 4],
      [
        1.0, 1.5811388300841898, 0.7071067811865476, 1.224744871391589, 1.4142135623730951, 0.0,
        1.4142135623730951, 1.224744871391589,
      ]),
    Case("square(X) - abs(X)", [3, 4], [0.0, 3.75, -0.25, 0.75, 2.0, 0.0, 2.0, 0.75]),
    Case(
      "sign(X) + sin(X) * cos(X)", [3, 4],
      [
        -1.454648713412841, 0.5205378626684307, 1.4207354924039484, -1.0705600040299337,
        0.6215987523460358, 0.0, -0.6215987523460358, 1.0705600040299337,
      ]),
    Case(
      "tanh(X) + arctan(X) + sinh(X) - cosh(X)", [3, 4],
      [
        -4.265274147812258, 2.0948192492100626, 0.3192341065481825, -6.36963104723026,
        1.9358410146332954, -1.0, -9.460232396800558, 1.6648118167437653,
      ]),
    Case(
      "sigmoid(X) + relu(X) + softplus(X)", [3, 4],
      [
        0.582203108888218, 6.003031554271306, 2.096536315381961, 0.3838388017891088,
        5.007725089020855, 1.1931471805599454, 0.24613093306509004, 4.018987754176396,
      ]),
    Case(
      "log1p(abs(X)) + erf(X)", [3, 4],
      [
        -0.1495536123897696, 2.252356016477923, 0.9259649859212109, -0.049814414601155654,
        2.0939345536870624, 0.0, 0.10329002364915685, 1.8823958783494659,
      ]),
    Case("sum((X @ A - [[1, 2], [3, 4], [5, 6]])**2) / 2", [], [160.21875]),
    Case("w**2 @ X", [4], [11.375, 1.875, -11.75, 7.625]),
    Case("-w @ X", [4], [-5.75, 3.75, 5.0, -4.75]),
    Case("X.T @ M", [4, 3], [-1.0, 0.75, -0.25, 2.5, 2.5, 2.5, 0.5, -1.25]),
    Case("M @ A.T[:3, :3].T", [3, 2], [3.25, -6.25, 2.5, -6.75, 1.75, -7.25]),
    Case("A.T @ X.T", [2, 3], [6.25, -9.0, 3.25, -8.5, 7.25, 1.0]),
    Case("X.T @ w", [4], [5.75, -3.75, -5.0, 4.75]),
    Case("A.T @ K", [2, 2, 3], [1.25, -0.5, 0.5, -4.0, 4.75, -0.25, -0.5, 0.5]),
    Case("X.T @ (M.T @ X)", [4, 4], [2.625, 1.25, -2.875, -5.625, -1.875, 0.0, 1.875, 3.75]),
    Case("R.T @ R", [4, 4], [1.0, -2.5, -0.5, 1.5, -2.5, 6.25, 1.25, -3.75]),
    Case("M @ M.T - M.T @ M", [3, 3], [0.25, 15.0, 5.0, 15.0, -6.25, 5.5, 5.0, 5.5]),
    Case("c**2", [], [1.0]),
    Case("2**-1", [], [0.5]),
    Case("+X", [3, 4], [-1.0, 2.5, 0.5, -1.5, 2.0, 0.0, -2.0, 1.5]),
  ]
}
