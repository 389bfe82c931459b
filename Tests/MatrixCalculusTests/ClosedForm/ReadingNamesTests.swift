import TensorCore
import Testing

@testable import MatrixCalculus

/// Forms that are read by a name of the program, and what they say and are where that reading fails.
struct ReadingNamesTests {
  private struct Read {
    let form: String
    let numPy: String
    let note: String?
    let gradient: [Double]
  }

  private func read(
    _ program: String, by variable: String, _ inputs: [(name: String, tensor: Tensor)]
  ) throws -> Read {
    let shapes = Dictionary(uniqueKeysWithValues: inputs.map { ($0.name, $0.tensor.shape.extents) })
    let read = try FormulaProgram.reading(program, shapes: shapes)
    let output = try #require(read.statements.last?.variable)
    let derivation = Derivation.deriving(
      output, by: try #require(read.variable(named: variable)), in: read)
    var tensors: [Variable: Tensor] = [:]
    for input in inputs { tensors[try #require(read.variable(named: input.name))] = input.tensor }
    let values = Valuation(derivation.program, inputs: tensors)
    let form = try #require(derivation.closedForm)
    return Read(
      form: ExpressionNotation.unicode.text(form).text, numPy: values.numPyText(form).text,
      note: values.reading(of: form, in: .unicode), gradient: values.evaluate(form).elements)
  }

  private func vector(_ numbers: Double...) -> Tensor {
    Tensor(shape: Shape([numbers.count]), elements: numbers)
  }

  /// 21·(A·x) and (A·x)·3·7 may differ in the last digit: compared, they would never be equal.
  @Test func whatIsComparedForNumPyRoundsTheSame() throws {
    let inputs = [
      ("A", Tensor(shape: Shape([2, 2]), elements: [1, 2, 3, 4])), ("x", vector(0.1, 0.7)),
    ]
    let scaled = try read("E = max(A @ x * 3 * 7)", by: "x", inputs)
    #expect(scaled.form == "21·Aᵀ·[21·A·x = E]")
    #expect(scaled.numPy == "21 * (A.T @ (21 * (A @ x) == max(21 * (A @ x))))")
    #expect(try read("E = max(A @ x)", by: "x", inputs).numPy == "A.T @ (A @ x == E)")
  }

  /// Outside the slice x is no number, and the derivative is 0 there.
  @Test func whatASliceLeavesOutIsNotRead() throws {
    let x = vector(.infinity, 1, 2, .nan)
    #expect(try read("E = sum(x[1:3]**2)", by: "x", [("x", x)]).gradient == [0, 2, 4, 0])
  }

  /// z = (−1, 2) away from the kink, and (0, 2) on it: there the mask is ½, which h alone does not say.
  @Test func masksAreReadFromWhatWasClipped() throws {
    let program = "h = maximum(0, a - b); E = sum(h)"
    let clear = try read(program, by: "a", [("a", vector(1, 3)), ("b", vector(2, 1))])
    #expect(clear.form == "[h > 0]")
    #expect(clear.numPy == "(h > 0)")
    #expect(clear.note == nil)
    #expect(clear.gradient == [0, 1])
    let tied = try read(program, by: "a", [("a", vector(2, 3)), ("b", vector(2, 1))])
    #expect(tied.form == "[h > 0]")
    #expect(tied.numPy == "((a - b > 0) + (a - b == 0) / 2)")
    #expect(tied.note == "On these numbers read [h > 0] as max'(a − b, 0).")
    #expect(tied.gradient == [0.5, 1])
  }

  @Test func theSmallerIsReadWithItsOwnSign() throws {
    let capped = try read(
      "h = minimum(a - b, 1); E = sum(h)", by: "b", [("a", vector(1, 5)), ("b", vector(2, 1))])
    #expect(capped.form == "−[h < 1]")
    #expect(capped.gradient == [-1, 0])
  }

  /// Without the axis that is kept, maxima of rows would stand beside columns.
  @Test func maximaStandBesideTheirOwnFibres() throws {
    let square = Tensor(shape: Shape([2, 2]), elements: [1, 2, 4, 3])
    let ones = Tensor(shape: Shape([2, 2]), elements: [1, 1, 1, 1])
    for (program, form) in [
      ("m = max(A * B, axis=1, keepdims=True); E = sum(m)", "[A ⊙ B = m·1ᵀ] ⊙ B"),
      ("m = max(A * B, axis=0); E = sum(m)", "[A ⊙ B = 1·mᵀ] ⊙ B"),
      ("m = max(A * B); E = m + 1", "[A ⊙ B = m] ⊙ B"),
    ] {
      let own = try read(program, by: "A", [("A", square), ("B", ones)])
      #expect(own.form == form)
    }
    let rows = try read(
      "m = max(A * B, axis=1); E = sum(m)", by: "A", [("A", square), ("B", ones)])
    #expect(!rows.form.contains("m]"), "\(rows.form)")
    #expect(rows.gradient == [0, 1, 1, 0])
  }

  @Test func lengthsDivideByTheirNames() throws {
    let program = "d = norm(x - y); E = d**2 + d"
    let apart = try read(program, by: "x", [("x", vector(3, 4)), ("y", vector(0, 0))])
    #expect(apart.form == "(2 + 1 / d)·(x − y)")
    #expect(apart.gradient.map { ($0 * 1e12).rounded() / 1e12 } == [6.6, 8.8])
    let same = try read(program, by: "x", [("x", vector(3, 4)), ("y", vector(3, 4))])
    #expect(same.note == "On these numbers read (x − y) / d as 0.")
    #expect(same.gradient == [0, 0])
  }

  /// The output's own det(A) and norm(x) are what books print; names of anything longer are used.
  @Test func aNameThatSavesNothingIsNotUsed() throws {
    let matrix = Tensor(shape: Shape([2, 2]), elements: [2, 1, 0, 3])
    #expect(try read("d = det(A)", by: "A", [("A", matrix)]).form == "det(A)·A⁻ᵀ")
    #expect(try read("n = norm(x)", by: "x", [("x", vector(3, 4))]).form == "x / norm(x)")
    #expect(try read("d = det(A); E = d + d", by: "A", [("A", matrix)]).form == "2·d·A⁻ᵀ")
    #expect(
      try read("d = det(A @ A.T)", by: "A", [("A", matrix)]).form == "2·d·A⁻ᵀ")
  }

  /// A Hessian is derived from the form without the names it is read by.
  @Test func namesAreNoArguments() throws {
    let program = try FormulaProgram.reading(
      "d = norm(x - y); E = d**3", shapes: ["x": [2], "y": [2]])
    let (x, y) = (
      try #require(program.variable(named: "x")), try #require(program.variable(named: "y"))
    )
    let derivation = Derivation.deriving(
      try #require(program.variable(named: "E")), by: x, in: program)
    let (second, extended) = try #require(derivation.second(in: program))
    let values = Valuation(extended, inputs: [x: vector(3, 4), y: vector(0, 0)])
    let hessian = values.evaluate(try #require(second.jacobianForm))
    // 3·d·I + 3·x·xᵀ/d
    for (own, expected) in zip(hessian.elements, [20.4, 7.2, 7.2, 24.6]) {
      #expect((own - expected).magnitude < 1e-12)
    }
  }
}
