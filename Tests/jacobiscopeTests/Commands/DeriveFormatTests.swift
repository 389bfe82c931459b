import Foundation
import TestSupport
import Testing

/// `derive --format latex|numpy|markdown`: what comes out is what LaTeX, Python and Markdown take.
struct DeriveFormatTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let program: String
    let variable: String
    let shapes: [String]
    var others: [String] = []

    var testDescription: String { program }

    func derive(_ format: String) throws -> String {
      let run = try Program.run(
        ["derive", program, "--wrt", variable, "--format", format]
          + shapes.flatMap { ["--shape", $0] } + others)
      #expect(run.end == .exited(0), "\(run.error)")
      return run.output
    }
  }

  static let cases = [
    Case(program: "y = X @ A", variable: "A", shapes: ["X=3x4", "A=4x2"]),
    Case(
      program: "h_1 = tanh(X @ W1); E = sum((h_1 - T)**2) / 2", variable: "W1",
      shapes: ["X=3x4", "W1=4x2", "T=3x2"]),
    Case(
      program: "E = norm(A @ θ - b)", variable: "θ", shapes: ["A=3x2", "θ=2", "b=3"],
      others: ["--order", "2"]),
    Case(program: "y = softmax(relu(X @ A) / 2)", variable: "A", shapes: ["X=3x4", "A=4x2"]),
    Case(
      program: "E = logdet(A) + det(A) * trace(inv(A))", variable: "A", shapes: [],
      others: ["--value", "A=[[2,1],[0.5,3]]"]),
    Case(program: "y = kron(A, B)", variable: "A", shapes: ["A=2x3", "B=2x2"]),
    Case(program: "y = reshape(vec(A), (3, 2))[1:, 0]", variable: "A", shapes: ["A=2x3"]),
    Case(
      program: "y = where(X > Z, 1e-9 * X**3, maximum(X, -Z)) + max(X, axis=0)", variable: "X",
      shapes: ["X=2x3", "Z=2x3"]),
    Case(
      program: "y = (2 * [1, 2, 3] + [1, 1, 2]**2) * x + [[1, 2, 3], [3, 2, 1]].T @ [1, 2]",
      variable: "x", shapes: ["x=3"]),
    Case(
      program: "y = erf(x) + softplus(x) + sigmoid(x) + logsumexp(x) + log_softmax(x) + prod(x)",
      variable: "x", shapes: ["x=4"]),
    Case(
      program: "E = rest(einsum('ij,jk->ik', X, A), gradient=G)", variable: "A",
      shapes: ["X=3x4", "A=4x2", "G=3x2"]),
    Case(
      program: "E = sum((relu(X) + relu(X + 1) - relu(Z)) * (Z > X) * (X < 2))", variable: "X",
      shapes: ["X=2x3", "Z=2x3"]),
    Case(
      program: "y = (sigmoid([-1, 2, 3]) + relu([-1, 2, 3])) * vec([[1, 2, 3]]) * x", variable: "x",
      shapes: ["x=3"]),
    // A gradient that is a comparison, derived once more.
    Case(program: "E = sum(relu(x))", variable: "x", shapes: ["x=3"], others: ["--order", "2"]),
    Case(program: "print = x * 2; range = print @ x; len = 1 + x", variable: "x", shapes: ["x=2"]),
  ]

  // MARK: LaTeX

  /// Commands of LaTeX itself and of amsmath, by hand.
  private static let commands: Set<String> = [
    "documentclass", "usepackage", "setlength", "parindent", "begin", "end", "section",
    "subsection", "item", "textbf", "emph", "boxed", "frac", "partial", "sum", "delta", "left",
    "right", "top", "mathrm", "operatorname", "odot", "otimes", "times", "cdot", "to", "mathbf",
    "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "det", "max", "min", "le",
    "ge", "ne", "lVert", "rVert", "vert", "theta", "texttt", "dots", "cr", "infty",
    // The head of the document.
    "emergencystretch", "newsavebox", "formulabox", "newcommand", "maybebreak", "penalty", "fitted",
    "sbox", "displaystyle", "ifdim", "wd", "linewidth", "resizebox", "usebox", "else", "fi", "let",
    "plainfrac", "mathchardef", "plaincomma", "mathcode", "catcode", "gdef", "breakingcommas",
    "def",
    "broken", "relpenalty", "binoppenalty", "raggedright", "hangindent", "mathopen", "mathclose",
    "par", "formula", "medskip", "framed", "fbox", "dimexpr", "fboxsep", "fboxrule", "allowbreak",
  ]

  @Test(arguments: cases) func latexIsBalancedAndKnown(example: Case) throws {
    let text = try example.derive("latex")
    #expect(text.utf8.allSatisfy { $0 < 128 }, "pdflatex rejects raw Unicode")
    var depth = 0
    var commands: [String] = []
    var characters = Array(text)[...]
    while let character = characters.popFirst() {
      if character == "\\" {
        let name = characters.prefix(while: \.isLetter)
        if name.isEmpty { characters = characters.dropFirst() }
        characters = characters.dropFirst(name.count)
        if !name.isEmpty { commands.append(String(name)) }
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        depth -= 1
        #expect(depth >= 0)
      }
    }
    #expect(depth == 0)
    #expect(Set(commands).subtracting(Self.commands).isEmpty)
    for (open, close) in [("left", "right"), ("begin", "end"), ("lVert", "rVert")] {
      #expect(commands.count { $0 == open } == commands.count { $0 == close })
    }
    #expect(text.hasPrefix("\\documentclass") && text.hasSuffix("\\end{document}\n"))
  }

  @Test(.enabled(if: Self.has("pdflatex --version")), arguments: cases)
  func latexCompiles(example: Case) throws {
    let text = try example.derive("latex")
    try Program.withFolder { folder in
      try text.write(toFile: folder + "/d.tex", atomically: true, encoding: .utf8)
      let run = try Program.shell(
        "cd '\(folder)' && pdflatex -halt-on-error -interaction=nonstopmode d.tex | grep '^!'")
      #expect(run.output == "")
      #expect(FileManager.default.fileExists(atPath: folder + "/d.pdf"))
    }
  }

  /// Layer norm in one formula, a factor of seven functions, matrices of many columns, long names, a Hessian.
  static let wide = [
    Case(
      program: "y = (X - mean(X, axis=1, keepdims=True)) / sqrt(mean((X - mean(X, axis=1, "
        + "keepdims=True))**2, axis=1, keepdims=True) + 0.00001) * g + b", variable: "X",
      shapes: ["X=3x4", "g=4", "b=4"]),
    Case(
      program: "E = sum(sin(x) * cos(x) * exp(x) * tanh(x) * sigmoid(x) * arctan(x))",
      variable: "x", shapes: ["x=3"]),
    Case(program: "y = tanh(X @ A)", variable: "X", shapes: ["X=3x20", "A=20x16"]),
    Case(
      program: "prediction_of_the_net = inputs_of_layer @ weights_of_layer + bias_of_layer; "
        + "E = sum((prediction_of_the_net - target_of_training)**2)", variable: "weights_of_layer",
      shapes: [
        "inputs_of_layer=3x4", "weights_of_layer=4x2", "bias_of_layer=2", "target_of_training=3x2",
      ]),
    Case(
      program: "E = sum(softmax(A @ x) * b)", variable: "x", shapes: ["A=4x3", "x=3", "b=4"],
      others: ["--order", "2"]),
  ]

  /// What sticks out by less than a few points nobody sees.
  @Test(.enabled(if: Self.has("pdflatex --version && kpsewhich graphicx.sty")), arguments: wide)
  func nothingRunsOffThePage(example: Case) throws {
    let text = try example.derive("latex")
    try Program.withFolder { folder in
      try text.write(toFile: folder + "/d.tex", atomically: true, encoding: .utf8)
      let run = try Program.shell(
        "cd '\(folder)' && pdflatex -halt-on-error -interaction=nonstopmode d.tex "
          + "| grep -E '^!|^Overfull .hbox .([0-9]{2,}|[5-9])[.0-9]*pt'")
      #expect(run.output == "")
      #expect(FileManager.default.fileExists(atPath: folder + "/d.pdf"))
    }
  }

  @Test func theObjectsHoldTheSameLaTeX() throws {
    let run = try Program.derive(
      "E = x @ A @ x", "--wrt", "x", "--shape", "A=3x3", "--shape", "x=3", "--order", "2")
    #expect(run["gradient"]["latex"].text == "\\left(A + A^{\\top}\\right) x")
    #expect(run["hessian"]["latex"].text == "A + A^{\\top}")
    let checks = run["hessian"]["checks"].array
    #expect(checks.count >= 4 && checks.allSatisfy { $0["passed"].number == 1 })
    #expect(checks.contains { $0["name"].text == "Jacobian = differences of ∂E/∂x" })
    #expect(run["checks"].array.contains { $0["name"].text == "Jacobian = differences of E" })
    #expect(run["jacobian"]["latex"].text != nil)
    #expect(run["steps"].array.allSatisfy { $0["latex"].text?.isEmpty == false })
  }

  /// The minors of a 3×3 matrix: what cancels is written as 0, and not as what rounding leaves of it.
  @Test func aStructuralZeroIsWrittenAsZero() throws {
    let run = try Program.derive(
      "E = det(X)", "--wrt", "X", "--shape", "X=3x3", "--order", "2", "--seed", "3")
    let hessian = run["hessian"]
    let entries = hessian["values"].array.flatMap(\.array).flatMap(\.array).flatMap(\.vector)
    #expect(hessian["nonzeros"].number == 36)
    #expect(entries.count == 81 && entries.count { $0 == 0 } == 45)
    #expect(hessian["cost"]["zeros_on_these_numbers"].number == 0)
  }

  // MARK: NumPy

  @Test(.enabled(if: Self.has("python3 -c 'import numpy'")), arguments: cases)
  func theScriptRunsAndAgrees(example: Case) throws {
    let text = try example.derive("numpy")
    #expect(text.contains("\ndef softplus(a):\n"))
    let run = try python(text)
    #expect(run.end == .exited(0), "\(run.error)")
    let compared = run.output.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }
    #expect(!compared.isEmpty && compared.allSatisfy { $0[0] > 0 && $0[0] == $0[1] })
  }

  /// A script that cannot fail proves nothing.
  @Test(.enabled(if: Self.has("python3 -c 'import numpy'")), arguments: cases.prefix(4))
  func aWrongGradientFailsTheScript(example: Case) throws {
    let text = try example.derive("numpy")
    let wrong = text.replacing("_gradient = ", with: "_gradient = 1.001 * ")
    #expect(wrong != text)
    let run = try python(wrong)
    #expect(run.end == .exited(1))
    #expect(run.error.contains("AssertionError"))
  }

  struct OnAKink: Sendable, CustomTestStringConvertible {
    let program: String
    let numbers: String
    /// The names behind `# not compared, on a kink:`; none where there is no such comment.
    let entries: String?
    let compared: String

    var testDescription: String { program }
  }

  /// Central differences at a kink agree with each other, and with nothing else.
  @Test(
    .enabled(if: Self.has("python3 -c 'import numpy'")),
    arguments: [
      OnAKink(program: "y = relu(x)", numbers: "[0,1,-1]", entries: "x[0]", compared: "2 of 3"),
      OnAKink(
        program: "y = max(x, axis=1)", numbers: "[[1,1,1],[2,3,3]]",
        entries: "x[0, 0], x[0, 1], x[0, 2], x[1, 1], x[1, 2]", compared: "1 of 6"),
      OnAKink(
        program: "y = where(x > 0, x, 2*x)", numbers: "[0,1]", entries: "x[0]", compared: "1 of 2"),
      OnAKink(program: "E = abs(x)", numbers: "0", entries: "x", compared: "0 of 1"),
      OnAKink(program: "y = sqrt(x)", numbers: "[4,1]", entries: nil, compared: "2 of 2"),
      OnAKink(program: "y = x * (1 / 0)", numbers: "[4,1]", entries: nil, compared: "0 of 2"),
    ])
  func theScriptLeavesKinksOut(_ example: OnAKink) throws {
    let text = try Program.run(
      "derive", example.program, "--wrt", "x", "--value", "x=\(example.numbers)", "--format",
      "numpy"
    ).output
    let comment = text.split(separator: "\n").first { $0.hasPrefix("# not compared") }
    #expect(
      comment.map(String.init) == example.entries.map { "# not compared, on a kink: \($0)" })
    let run = try python(text)
    #expect(run.end == .exited(0), "\(run.error)")
    #expect(run.output.contains("differences at \(example.compared) entries"))
  }

  @Test(
    .enabled(if: Self.has("python3 -c 'import numpy'")),
    arguments: ["E = mean(x)", "E = logsumexp(x)", "y = softmax(x)", "E = norm(x)"])
  func aScriptWithoutEntriesRuns(program: String) throws {
    let text = try Program.run(
      "derive", program, "--wrt", "x", "--shape", "x=0", "--format", "numpy"
    ).output
    let run = try python(text)
    #expect(run.end == .exited(0), "\(run.error)")
  }

  private func python(_ text: String) throws -> Command {
    var run: Command?
    try Program.withFolder { folder in
      try text.write(toFile: folder + "/d.py", atomically: true, encoding: .utf8)
      run = try Program.shell("python3 '\(folder)/d.py'")
    }
    return try #require(run)
  }

  private static func has(_ command: String) -> Bool {
    (try? Program.shell(command + " > /dev/null 2>&1"))?.end == .exited(0)
  }

  // MARK: Layouts

  /// y of 3×2 by A of 4×2, named and placed in every layout, on a blackboard and in LaTeX.
  struct Layout: Sendable, CustomTestStringConvertible {
    let name: String
    let plain: [String]
    let latex: [String]
    let shape: [Double]

    var testDescription: String { name }
  }

  static let layouts = [
    Layout(
      name: "numerator", plain: ["∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]"],
      latex: [#"\left[\frac{\partial y}{\partial A}\right]_{i j k l} = X_{i k} \delta_{j l}"#],
      shape: [3, 2, 4, 2]),
    Layout(
      name: "denominator", plain: ["(∂y/∂A)ᵀ[k,l,i,j] = X[i,k]·δ[j,l]"],
      latex: [
        #"\left(\frac{\partial y}{\partial A}\right)^{\top}\right]_{k l i j} = X_{i k} \delta_{j l}"#
      ], shape: [4, 2, 3, 2]),
    Layout(
      name: "vec-column",
      plain: [
        "∂vec(y)/∂vec(A)ᵀ[3·(j − 1) + i, 4·(l − 1) + k] = X[i,k]·δ[j,l]",
        "∂vec(y)/∂vec(A)ᵀ = I ⊗ X",
      ],
      latex: [
        #"\operatorname{vec}\left(A\right)^{\top}}\right]_{3 (j - 1) + i, 4 (l - 1) + k} = X_{i k} \delta_{j l}"#,
        #"\operatorname{vec}\left(A\right)^{\top}} = I \otimes X"#,
      ], shape: [6, 8]),
    Layout(
      name: "vec-row",
      plain: [
        "∂vec(yᵀ)/∂vec(Aᵀ)ᵀ[2·(i − 1) + j, 2·(k − 1) + l] = X[i,k]·δ[j,l]",
        "∂vec(yᵀ)/∂vec(Aᵀ)ᵀ = X ⊗ I",
      ],
      latex: [
        #"\operatorname{vec}\left(A^{\top}\right)^{\top}}\right]_{2 (i - 1) + j, 2 (k - 1) + l} = X_{i k} \delta_{j l}"#,
        #"\operatorname{vec}\left(A^{\top}\right)^{\top}} = X \otimes I"#,
      ], shape: [6, 8]),
  ]

  @Test(arguments: layouts) func aLayoutSaysTheSameInEveryFormat(layout: Layout) throws {
    func derive(_ format: String) throws -> String {
      var example = Self.cases[0]
      example.others = ["--layout", layout.name]
      return try example.derive(format).replacing(" \\maybebreak ", with: " ")
    }
    let (text, latex, markdown) = (try derive("text"), try derive("latex"), try derive("markdown"))
    #expect(layout.plain.allSatisfy(text.contains))
    #expect(layout.latex.allSatisfy(latex.contains))
    #expect(layout.latex.allSatisfy(markdown.contains))
    let json = try Program.derive(
      "y = X @ A", "--wrt", "A", "--shape", "X=3x4", "--shape", "A=4x2", "--layout", layout.name)[
        "jacobian"]
    #expect(json["index_form"].text == "X[i,k]·δ[j,l]")
    guard layout.name != "numerator" else { return }
    #expect(layout.plain.allSatisfy(try derive("numpy").contains))
    // Data count from zero, as the index form beside it does.
    let fromZero = ["i", "j", "k", "l"].reduce(layout.plain[0]) {
      $0.replacing("(\($1) − 1)", with: $1)
    }
    #expect(json["layout"]["entries"].text == fromZero)
    #expect(json["layout"]["kronecker"].text == (layout.plain.count > 1 ? layout.plain[1] : nil))
    #expect(json["layout"]["shape"].vector == layout.shape)
  }

  /// Kronecker forms with every kind of matrix in them, against the reordered array that differences have
  /// confirmed.
  @Test(
    .enabled(if: Self.has("python3 -c 'import numpy'")),
    arguments: [
      "y = X @ A", "y = A.T @ A", "y = relu(A)", "y = A[1:3] * 2", "y = kron(A, B)",
      "y = X @ sigmoid(A @ B)", "y = sum(A, axis=0)", "E = sum((X @ A)**2)",
    ], ["vec-column", "vec-row", "denominator"])
  func theScriptLaysItOut(program: String, layout: String) throws {
    let shapes = ["X=3x4", "A=4x2", "B=2x2"].filter { program.contains($0.prefix(1)) }
    let example = Case(
      program: program, variable: "A", shapes: shapes,
      others: ["--layout", layout] + (program.hasPrefix("E") ? ["--order", "2"] : []))
    let text = try example.derive("numpy")
    let run = try python(text)
    #expect(run.end == .exited(0), "\(run.error)")
    guard layout != "denominator" else { return }
    #expect(run.output.contains("agrees with the same array"))
    let wrong = try python(text.replacing("_laid_out = ", with: "_laid_out = 1.001 * "))
    #expect(wrong.end == .exited(1))
  }

  /// Turned, the Jacobian is titled and written as what it is, beside its own numbers.
  @Test func theDenominatorLayoutTurnsTheFormToo() throws {
    func derive(_ format: String) throws -> String {
      try Program.run(
        "derive", "y = A @ x", "--wrt", "x", "--value", "A=[[1,2,3],[4,5,6]]", "--value",
        "x=[1,1,1]", "--layout", "denominator", "--format", format
      ).output
    }
    let text = try derive("text")
    #expect(text.contains("\n(∂y/∂x)ᵀ 3×2 · "))
    #expect(text.contains("\n(∂y/∂x)ᵀ = Aᵀ\nNumPy: A.T\n"))
    let name = #"\left(\frac{\partial y}{\partial x}\right)^{\top}"#
    #expect(try derive("markdown").contains("\n$\(name) = A^{\\top}$\n"))
    let latex = try derive("latex")
    #expect(latex.contains("\\formula{\(name) = A^{\\top}}"))
    #expect(latex.contains(#"\begin{array}{rr} 1 & 4 \\ 2 & 5 \\ 3 & 6 \end{array}"#))
    #expect(try derive("numpy").contains("_same(\"(∂y/∂x)ᵀ\", _laid_out, A.T)"))
    let json = try Program.derive(
      "y = A @ x", "--wrt", "x", "--shape", "A=2x3", "--shape", "x=3", "--layout", "denominator")[
        "jacobian"]["layout"]
    #expect(json["closed_form"].text == "Aᵀ" && json["closed_form_numpy"].text == "A.T")
  }

  /// A gradient stands in the shape of its variable, whatever the layout.
  @Test func aGradientIsNotTurned() throws {
    let run = try Program.run(
      "derive", "E = sum(X @ A)", "--wrt", "A", "--shape", "X=3x4", "--shape", "A=4x2", "--layout",
      "denominator")
    #expect(!run.output.contains("(∂E/∂A)ᵀ"))
    #expect(run.output.contains("\n∂E/∂A[k,l] = "))
  }

  /// K of the program is not the commutation matrix.
  @Test func theCommutationMatrixTakesAFreeLetter() throws {
    func derive(_ name: String) throws -> String {
      try Program.run(
        "derive", "Y = \(name).T @ X.T", "--wrt", "X", "--shape", "\(name)=2x2", "--shape", "X=2x2",
        "--layout", "vec-column"
      ).output
    }
    #expect(try derive("A").contains("= (I ⊗ Aᵀ)·K(2,2)\nK(m,n)·vec(A) = vec(Aᵀ) for A of m×n"))
    #expect(
      try derive("K").contains(
        "= (I ⊗ Kᵀ)·C(2,2)\nC(m,n)·vec(A) = vec(Aᵀ) for A of m×n: the commutation matrix, K(m,n) in books\n"
      ))
  }

  /// Vectors are columns, and a Hessian has its numbers as a gradient has.
  @Test func latexHasTheNumbersOfBothOrders() throws {
    let text = try Program.run(
      "derive", "E = x @ A @ x", "--wrt", "x", "--value", "A=[[1,2],[4,3]]", "--value", "x=[1,-1]",
      "--order", "2", "--format", "latex"
    ).output
    #expect(
      text.contains(
        #"\frac{\partial E}{\partial x} = \left[\begin{array}{r} -4 \\ 0 \end{array}\right]"#))
    #expect(
      text.contains(
        #"\frac{\partial^2 E}{\partial x^2} = \left[\begin{array}{rr} 2 & 6 \\ 6 & 6 \end{array}\right]"#
      ))
  }

  /// The script names what it compares.
  @Test func theScriptNamesTheHessian() throws {
    let text = try Self.cases[2].derive("numpy")
    #expect(text.contains("_check(\"d2E_dθ2\", _derivative, θ, _hessian"))
  }

  /// What is true of the numbers shortens the form in every format.
  @Test func theShortFormIsSaidInEveryFormat() throws {
    func derive(_ format: String) throws -> String {
      try Program.run(
        "derive", "E = x @ W @ x", "--wrt", "x", "--value", "W=[[2,1],[1,3]]", "--value",
        "x=[1,-2]", "--format", format
      ).output
    }
    let words = "where W is symmetric, as here"
    #expect(try derive("text").contains("∂E/∂x = 2·W·x   \(words)\n"))
    #expect(try derive("markdown").contains(" = 2 \\cdot W x$ \(words)\n"))
    #expect(try derive("latex").contains("\(words)\n"))
    #expect(try derive("numpy").contains("_same(\"dE_dx, \(words)\", _gradient, 2 * (W @ x))"))
  }

  // MARK: Markdown

  @Test(arguments: cases) func markdownLeavesFormulasAlone(example: Case) throws {
    let text = try example.derive("markdown")
    var isFenced = false
    var formulas: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isFenced.toggle()
      } else if !isFenced {
        let pieces = line.replacing("\\$", with: "").split(
          separator: "$", omittingEmptySubsequences: false)
        #expect(pieces.count % 2 == 1, "a dollar sign without its partner: \(line)")
        for place in pieces.indices where place % 2 == 1 { formulas.append(pieces[place]) }
      }
    }
    #expect(!isFenced)
    #expect(formulas.count > 10)
    for formula in formulas {
      #expect(formula.utf8.allSatisfy { $0 < 128 })
      #expect(formula.first != " " && formula.last != " ", "\(formula)")
      // A backslash before a sign is Markdown's own, and would be gone.
      #expect(!formula.contains(/\\[^A-Za-z]/), "\(formula)")
    }
  }

  @Test func markdownOfTheLesson() throws {
    let text = try Self.cases[0].derive("markdown")
    #expect(text.hasPrefix("# ∂E/∂A\n\n```python\ny = X @ A\n```\n"))
    #expect(
      text.contains(
        """
        5. **delta**: δ\\[j,l\\] ends the sum over j: only j = l is left. (24 multiplications)
           $\\frac{\\partial E}{\\partial A_{k l}} = \\sum_{i} \\frac{\\partial E}{\\partial y_{i l}} X_{i k}$
        """))
    #expect(text.contains("```python\nX.T @ dE_dy\n```"))
  }
}
