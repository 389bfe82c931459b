import TestSupport
import Testing

/// Expected numbers were computed with NumPy, from the formulas of the textbook.
struct DeriveCommandTests {
  private let lesson = [
    "--value", "X=[[1,2,-1,0],[0,1,3,2],[-2,1,0,1]]", "--value", "A=[[1,0],[2,-1],[0,3],[1,1]]",
    "--value", "T=[[4,-3],[4,9],[3,0]]",
  ]

  @Test func theLessonInNumbers() throws {
    let run = try Program.run(
      ["derive", "y = X @ A; E = sum((y - T)**2) / 2", "--wrt", "A", "--wrt", "X"] + lesson)
    #expect(run.end == .exited(0))
    #expect(run.error == "")
    #expect(run.output.contains("[[ 5, -2],\n [ 0, -3],\n [-1,  5],\n [-2,  2]]"))
    #expect(run.output.contains("[[ 1,  4, -6, -1],\n [ 0, -1,  3,  1],\n [-2, -4,  0, -2]]"))
    #expect(run.output.contains("∂E/∂A = Xᵀ·(y − T)\nNumPy: X.T @ (y - T)\n"))
    #expect(run.output.contains("three routes agree"))
  }

  @Test func theObjectHasEveryKeyOfTheManual() throws {
    let json = try Program.derive(
      "y = X @ A", "--wrt", "A", "--value", "X=[[1,2],[3,4]]", "--value", "A=[[1,0,2],[0,1,1]]",
      "--upstream", "y=[[1,-1,0],[2,0,1]]")
    #expect(json["program"].array.map(\.text) == ["y = X @ A"])
    #expect(json["of"].text == "y")
    #expect(json["wrt"].text == "A")
    #expect(json["inputs"]["X"]["shape"].vector == [2, 2])
    #expect(json["inputs"]["A"]["values"].matrix == [[1, 0, 2], [0, 1, 1]])
    #expect(json["output"]["values"].matrix == [[1, 2, 4], [3, 4, 10]])
    let jacobian = json["jacobian"]
    #expect(jacobian["shape"].vector == [2, 3, 2, 3])
    #expect(jacobian["output_rank"].number == 2)
    #expect(jacobian["index_form"].text == "X[i,k]·δ[j,l]")
    #expect(jacobian["nonzero_condition"].text == "j = l")
    #expect(jacobian["entries"].number == 36)
    #expect(jacobian["nonzeros"].number == 12)
    #expect(jacobian["structure"].text == "X ⊗ I")
    #expect(jacobian["closed_form"].text == "einsum(\"ik,jl->ijkl\", X, I)")
    #expect(jacobian["numpy"].text == "einsum(\"ik,jl->ijkl\", X, eye(3))")
    #expect(jacobian["matrix_form"].number == 0, "it says so")
    #expect(jacobian["latex"].text == "X_{i k} \\delta_{j l}")
    #expect(jacobian["values"][1][2].matrix == [[0, 0, 3], [0, 0, 4]])
    let gradient = json["gradient"]
    #expect(gradient["upstream"]["name"].text == "∂E/∂y")
    #expect(gradient["upstream"]["numpy"].text == "dE_dy")
    #expect(gradient["upstream"]["values"].matrix == [[1, -1, 0], [2, 0, 1]])
    #expect(gradient["index_form"].text == "Σᵢ ∂E/∂y[i,l]·X[i,k]")
    #expect(gradient["closed_form"].text == "Xᵀ·∂E/∂y")
    #expect(gradient["numpy"].text == "X.T @ dE_dy")
    #expect(gradient["latex"].text == "X^{\\top} \\frac{\\partial E}{\\partial y}")
    #expect(gradient["values"].matrix == [[7, -1, 3], [10, -2, 4]])
    #expect(json["hessian"].isNull)
    let rules = json["steps"].array.map(\.["rule"].text)
    #expect(
      rules == [
        "forward", "jacobian", "sparsity", "chain rule", "delta", "product", "transpose",
        "closed form",
      ])
    #expect(json["steps"][3]["multiplications"].number == 36)
    let checks = json["checks"].array
    #expect(
      checks.map(\.["name"].text) == [
        "closed form = contraction", "closed form = differences", "contraction = differences",
        "Jacobian = differences of y", "dense random upstream",
      ])
    #expect(checks.allSatisfy { $0["passed"].number == 1 })
  }

  @Test func severalVariablesMakeAnArray() throws {
    let json = try Program.derive(
      "y = relu(X @ A + b); E = sum((y - T)**2)/2", "--wrt", "A", "--wrt", "b",
      "--value", "X=[[1,-1],[2,0.5],[0,1]]", "--value", "A=[[1,0,-1],[2,1,1]]",
      "--value", "b=[0.5,-1,0]", "--value", "T=[[0,1,0],[1,0,0],[2,1,1]]")
    #expect(json.array.count == 2)
    #expect(json[0]["output"]["values"].number == 4.25)
    #expect(json[0]["gradient"]["upstream"].isNull)
    #expect(json[0]["gradient"]["values"].matrix == [[5, 0, 0], [1.75, 0, 0]])
    #expect(json[1]["gradient"]["values"].vector == [3, 0, 0])
  }

  @Test func theJacobianByAVectorIsTheMatrix() throws {
    let json = try Program.derive(
      "y = A @ x", "--wrt", "x", "--value", "A=[[2,-1,0],[1,3,-2]]", "--value", "x=[1,2,-1]")
    #expect(json["jacobian"]["closed_form"].text == "A")
    #expect(json["jacobian"]["values"].matrix == [[2, -1, 0], [1, 3, -2]])
  }

  @Test func scalarsAndLeastSquares() throws {
    let json = try Program.derive(
      "E = sum((A @ x - b)**2)", "--wrt", "x", "--value", "A=[[1,2],[3,4]]",
      "--value", "x=[1,-1]", "--value", "b=[0,1]")
    #expect(json["output"]["values"].number == 5)
    #expect(json["gradient"]["values"].vector == [-14, -20])
    #expect(json["gradient"]["closed_form"].text == "2·Aᵀ·(A·x − b)")
  }

  @Test func numbersThatJSONCannotHold() throws {
    let json = try Program.derive(
      "y = x * a", "--wrt", "a", "--value", #"x=["nan","inf","-inf",1]"#,
      "--value", "a=[1,1,1,0.1]", "--upstream", "y=[1,1,1,1]")
    #expect(json["inputs"]["x"]["values"].array.map(\.text) == ["nan", "inf", "-inf", nil])
    #expect(json["inputs"]["a"]["values"][3].number == 0.1)
    let checks = json["checks"].array
    #expect(checks.contains { $0["passed"].isNull && $0["reason"].text != nil })
  }

  @Test func inputsFromFiles() throws {
    try Program.withFolder { folder in
      let made = try Program.shell(
        """
        printf '1,2\\n3,4\\n' > '\(folder)/A.csv'
        printf '\\223NUMPY\\001\\000v\\000' > '\(folder)/x.npy'
        printf "%-117s\\n" "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }" >> '\(folder)/x.npy'
        printf '\\000\\000\\000\\000\\000\\000\\360\\077\\000\\000\\000\\000\\000\\000\\000\\300' >> '\(folder)/x.npy'
        $J derive 'y = A @ x' --wrt x --value A='\(folder)/A.csv' --value x='\(folder)/x.npy' \
          --upstream 'y=[1,1]' --format json
        """)
      #expect(made.error == "")
      #expect(made.output.contains(#""values": [-3, -5]"#), "\(made.output)")
    }
  }

  @Test func claimsAreJudged() throws {
    let arguments =
      ["derive", "y = X @ A; E = sum((y - T)**2) / 2", "--wrt", "A"] + lesson + ["--claim"]
    let right = try Program.run(arguments + ["X.T @ (y - T)"])
    #expect(right.end == .exited(0))
    #expect(right.output.hasSuffix("claim X.T @ (y - T): right\n"))
    let wrong = try Program.run(arguments + ["2 * X.T @ dE_dy"])
    #expect(wrong.end == .exited(1))
    #expect(
      wrong.output.hasSuffix("claim 2 * X.T @ dE_dy: wrong, ∂E/∂A₁₁ is 5.0 and not 10.0\n"))
    let shape = try Program.run(arguments + ["X @ A"])
    #expect(shape.end == .exited(1))
    #expect(
      shape.output.hasSuffix(
        "wrong, the claim is a matrix 3×2 and ∂E/∂A is a matrix 4×2, as A is\n"))
    let two = try Program.run(arguments + ["X.T @ dE_dy", "--wrt", "X"])
    #expect(two.end == .exited(2))
    #expect(two.output.isEmpty)
    #expect(two.error.contains("--claim is about one gradient, and there are 2 --wrt: A, X"))
  }

  @Test func layoutsShowTheSameEntries() throws {
    func table(_ layout: String) throws -> String {
      try Program.run(
        "derive", "y = X @ A", "--wrt", "A", "--value", "X=[[1,2],[3,4]]",
        "--value", "A=[[1,0],[0,1]]", "--layout", layout
      ).output
    }
    // Blocks over the inputs, a grid of outputs: in each block the column j = l is row i of X.
    #expect(
      try table("numerator").contains(
        """
        i=1  k=1      1    ·      ·    1
               2      2    ·      ·    2
          2  k=1      3    ·      ·    3
               2      4    ·      ·    4
        """))
    // Rows one after the other: X ⊗ I.
    #expect(
      try table("vec-row").contains(
        """
        i=1  j=1      1    ·      2    ·
               2      ·    1      ·    2
          2  j=1      3    ·      4    ·
               2      ·    3      ·    4
        """))
    // Columns one after the other: I ⊗ X.
    #expect(
      try table("vec-column").contains(
        """
        j=1  i=1      1    2      ·    ·
               2      3    4      ·    ·
          2  i=1      ·    ·      1    2
               2      ·    ·      3    4
        """))
    // Turned over: a grid of inputs, each a block over the outputs.
    #expect(
      try table("denominator").contains(
        """
        k=1  i=1      1    ·      ·    1
               2      3    ·      ·    3
          2  i=1      2    ·      ·    2
               2      4    ·      ·    4
        """))
  }

  @Test func layoutsSayTheirFormula() throws {
    func text(_ layout: String, _ program: String = "y = X @ A") throws -> String {
      let inputs = program.contains("X") ? ["--shape", "X=3x4"] : []
      return try Program.run(
        ["derive", program, "--wrt", "A", "--shape", "A=4x2", "--layout", layout] + inputs
      ).output
    }
    #expect(try text("numerator").contains("\n∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]\n"))
    #expect(try text("denominator").contains("\n(∂y/∂A)ᵀ[k,l,i,j] = X[i,k]·δ[j,l]\n"))
    let columns = try text("vec-column")
    #expect(
      columns.contains(
        "\n∂vec(y)/∂vec(A)ᵀ[3·(j − 1) + i, 4·(l − 1) + k] = X[i,k]·δ[j,l]\n∂vec(y)/∂vec(A)ᵀ = I ⊗ X\n"
      ))
    #expect(
      try text("vec-row").contains(
        "\n∂vec(yᵀ)/∂vec(Aᵀ)ᵀ[2·(i − 1) + j, 2·(k − 1) + l] = X[i,k]·δ[j,l]\n∂vec(yᵀ)/∂vec(Aᵀ)ᵀ = X ⊗ I\n"
      ))
    #expect(try text("vec-column", "y = A.T").contains("= K(4,2)\nK(m,n)·vec(A) = vec(Aᵀ)"))
    #expect(try text("vec-column", "y = sum(A) * 2").contains("\n∂y/∂vec(A)ᵀ = 2·1ᵀ\n"))
  }

  /// R of 3×2: two terms of 12 entries, of which 6 have i = j = l.
  @Test func costsAreToldInALine() throws {
    let run = try Program.run("derive", "K = R.T @ R", "--wrt", "R", "--shape", "R=3x2")
    #expect(
      run.output.contains(
        """
        ∂K/∂R 2×2×3×2 · zero unless i = l or j = l: 18 of 24 left · sparse
        the 6 where both hold counted once · 192 bytes dense, 48 bytes by its factors · 4 reverse passes or 6 forward passes

        """))
    let lesson = try Program.run(
      "derive", "y = X @ A", "--wrt", "A", "--shape", "X=3x4", "--shape", "A=4x2")
    #expect(lesson.output.contains("384 bytes dense, 96 bytes by its factors"))
    #expect(lesson.output.contains("24 of 48 multiplications saved"))
  }

  /// Structural zeros and numbers that are 0 are counted apart, the output goes by its name, and what
  /// has been named is said.
  @Test func wordsOfTheText() throws {
    let run = try Program.run(
      "derive", "K = tanh(X @ A)", "--wrt", "A", "--shape", "X=2x2", "--value",
      "A=[[1,0],[0,1]]")
    #expect(run.output.hasPrefix("K = tanh(X @ A)\nwith z = X @ A\nX 2×2, A 2×2, K 2×2, z 2×2\n"))
    #expect(run.output.contains(" Jacobian = differences of K  ok"))
    #expect(!run.output.contains("chain rule   chain rule") && !run.output.contains("chain rule,"))
    let zeros = try Program.run(
      "derive", "y = A @ x", "--wrt", "x", "--value", "A=[[1,0],[0,3]]",
      "--value", "x=[1,2]")
    #expect(zeros.output.contains("∂y/∂x 2×2 · 4 of 4 entries not struck out"))
    #expect(zeros.output.contains("\n2 of these 4 are 0 on these numbers · 32 bytes · "))
  }

  /// ∂(Xᵀ − X)/∂X: 9 + 9 entries ±1, of which the three of the diagonal cancel whatever X is.
  @Test func entriesThatCancelAreNoZerosOfTheNumbers() throws {
    for (formula, left) in [("X.T - X", 12), ("(X - X.T) / 2", 12), ("A @ X - X @ A", 42)] {
      let inputs =
        formula.contains("A") ? ["--shape", "X=3x3", "--shape", "A=3x3"] : ["--shape", "X=3x3"]
      let derived = try Program.run(["derive", "y = \(formula)", "--wrt", "X"] + inputs)
      #expect(derived.output.contains("\(left) of 81 left"))
      #expect(!derived.output.contains("0 on these numbers"))
      let json = try Program.run(
        ["derive", "y = \(formula)", "--wrt", "X", "--format", "json"] + inputs)
      #expect(json.output.contains("\"zeros_on_these_numbers\": 0"))
    }
  }

  /// The gradient of a scalar is its Jacobian: (2·1, 2·3), once.
  @Test func oneTableForAScalar() throws {
    let run = try Program.run("derive", "E = sum(x**2)", "--wrt", "x", "--value", "x=[1,3]")
    #expect(run.output.ranges(of: "[2, 6]").count == 1)
    #expect(run.output.ranges(of: "\n∂E/∂x = 2·x\n").count == 1)
    #expect(!run.output.contains("k=1"))
  }

  /// Rows of M times ones are its row sums; no word of NumPy within mathematics.
  @Test func rowSumsAreProductsWithOnes() throws {
    let run = try Program.run(
      "derive", "E = sum(softmax(S) * W)", "--wrt", "S", "--shape", "S=2x3", "--shape", "W=2x3")
    #expect(run.output.contains("\n∂E/∂S = softmax(S) ⊙ (W − sum(W ⊙ softmax(S), axis=1))\n"))
    #expect(run.output.ranges(of: "keepdims").count == 1, "NumPy's line alone")
    #expect(run.output.split(separator: "\n").contains { $0.contains("[k,l]  Entry meets") })
  }

  @Test func examplesOfTheHelpCanBePasted() throws {
    let help = try Program.run("derive", "--help")
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count < 80 })
    #expect(
      help.output.contains(" --wrt x \\\n    --value A='[[1,2],[3,4]]' --value x='[1,-1]' \\\n"))
  }

  @Test func costsAndKroneckerFormsInTheObject() throws {
    let json = try Program.derive(
      "y = relu(Z)", "--wrt", "Z", "--value", "Z=[[1,-2,3],[0.5,-1,-4]]")
    let cost = json["jacobian"]["cost"]
    #expect(json["jacobian"]["nonzeros"].number == 6)
    #expect(cost["zeros_on_these_numbers"].number == 3)
    #expect(cost["bytes_dense"].number == 288 && cost["bytes_structured"].number == 48)
    #expect(cost["multiplications_dense"].number == 36)
    #expect(cost["multiplications_structured"].number == 6)
    #expect(cost["multiplications_saved"].number == 30)
    #expect(cost["forward_passes"].number == 6 && cost["reverse_passes"].number == 6)
    let kronecker = json["jacobian"]["kronecker"]
    #expect(kronecker["vec-column"].text == "diag(vec(relu'(Z)))")
    #expect(kronecker["vec-row"].text == "diag(vec(relu'(Z)ᵀ))")
    let none = try Program.derive(
      "y = einsum('bik,bkj->bij', T, U)", "--wrt", "T", "--shape", "T=2x3x4", "--shape", "U=2x4x5")
    #expect(none["jacobian"]["kronecker"]["vec-row"].isNull)
  }

  @Test func aLargeJacobianIsNotWritten() throws {
    let json = try Program.derive(
      "y = X @ A", "--wrt", "A", "--shape", "X=32x32", "--shape", "A=32x32")
    #expect(json["jacobian"]["entries"].number == 1_048_576)
    #expect(json["jacobian"]["values"].isMissing)
    #expect(json["gradient"]["values"].array.count == 32)
  }

  @Test func theSeedDecides() throws {
    func output(_ seed: String) throws -> String {
      try Program.run("derive", "y = x * 2", "--wrt", "x", "--shape", "x=3", "--seed", seed).output
    }
    #expect(try output("1") == output("1"))
    #expect(try output("1") != output("2"))
  }
}
