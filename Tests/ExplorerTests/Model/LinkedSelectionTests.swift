import MatrixCalculus
import TensorCore
import Testing

@testable import Explorer

/// The table of linked selection, row by row.
@Suite struct LinkedSelectionTests {
  private static func model(_ text: String, focus: String, at cell: [Int]) throws -> Model {
    var model = try Lessons.model(text)
    model.go(toStep: model.stepCount)
    let subject = try #require(model.reading?.subjects.first { $0.variable.name == focus })
    model.moveCursor(to: cell, in: subject)
    return model
  }

  /// The linked cells of the panel of a tensor, from zero.
  private static func linked(_ model: Model, _ name: String) throws -> Set<[Int]> {
    let reading = try #require(model.reading)
    let panel = try #require(reading.subjects.firstIndex { $0.variable.name == name })
    let shape = reading.subjects[panel].variable.shape
    return Set(
      (0..<shape.count).map(shape.coordinates)
        .filter { model.cell(panel: panel, at: $0).marks.contains(.linked) })
  }

  private static func cells(_ extents: [Int], _ isLinked: ([Int]) -> Bool) -> Set<[Int]> {
    let shape = Shape(extents)
    return Set((0..<shape.count).map(shape.coordinates).filter(isLinked))
  }

  @Test func fromTheJacobian() throws {
    let model = try Self.model(Lessons.matmul, focus: "∂y/∂A", at: [0, 1, 1, 1])
    #expect(try Self.linked(model, "y") == [[0, 1]])
    #expect(try Self.linked(model, "A") == [[1, 1]])
    #expect(try Self.linked(model, "X") == [[0, 1]])
    #expect(try Self.linked(model, "∂E/∂y") == [[0, 1]])
    #expect(try Self.linked(model, "∂E/∂A") == [[1, 1]])
    #expect(try Self.linked(model, "∂y/∂A") == [])
  }

  /// Where a delta is zero the links are struck through, nothing is read, and the reason says why.
  @Test func fromAStructuralZero() throws {
    let model = try Self.model(Lessons.matmul, focus: "∂y/∂A", at: [0, 1, 1, 0])
    #expect(try Self.linked(model, "y") == [[0, 1]])
    #expect(try Self.linked(model, "A") == [[1, 0]])
    #expect(try Self.linked(model, "X") == [])
    #expect(model.cell(panel: 2, at: [0, 1]).marks == [.linked, .struck])
    let reason = try model.pressing("4 Enter").picture.lines.first { $0.kind == .reason }
    #expect(
      reason?.text.text == "∂y₁₂/∂A₂₁ = 0: y₁₂ reads column 2 of A, and this is column 1")
  }

  @Test func fromTheOutput() throws {
    let model = try Self.model(Lessons.matmul, focus: "y", at: [2, 1])
    #expect(try Self.linked(model, "X") == Self.cells([3, 4]) { $0[0] == 2 })
    #expect(try Self.linked(model, "A") == Self.cells([4, 2]) { $0[1] == 1 })
    #expect(
      try Self.linked(model, "∂y/∂A") == Self.cells([3, 2, 4, 2]) { $0[0] == 2 && $0[1] == 1 })
    #expect(try Self.linked(model, "∂E/∂A") == [])
  }

  @Test func fromTheVariable() throws {
    let model = try Self.model(Lessons.matmul, focus: "A", at: [3, 0])
    #expect(try Self.linked(model, "y") == Self.cells([3, 2]) { $0[1] == 0 })
    #expect(
      try Self.linked(model, "∂y/∂A") == Self.cells([3, 2, 4, 2]) { $0[2] == 3 && $0[3] == 0 })
    #expect(try Self.linked(model, "∂E/∂A") == [[3, 0]])
    #expect(try Self.linked(model, "X") == [])
  }

  @Test func fromAnOperand() throws {
    let model = try Self.model(Lessons.matmul, focus: "X", at: [1, 2])
    #expect(try Self.linked(model, "y") == Self.cells([3, 2]) { $0[0] == 1 })
    #expect(
      try Self.linked(model, "∂y/∂A")
        == Self.cells([3, 2, 4, 2]) { $0[0] == 1 && $0[2] == 2 && $0[1] == $0[3] })
  }

  @Test func fromTheUpstreamGradient() throws {
    let model = try Self.model(Lessons.matmul, focus: "∂E/∂y", at: [2, 0])
    #expect(
      try Self.linked(model, "∂y/∂A") == Self.cells([3, 2, 4, 2]) { $0[0] == 2 && $0[1] == 0 })
    #expect(try Self.linked(model, "∂E/∂A") == Self.cells([4, 2]) { $0[1] == 0 })
  }

  @Test func fromTheGradient() throws {
    let model = try Self.model(Lessons.matmul, focus: "∂E/∂A", at: [1, 1])
    #expect(
      try Self.linked(model, "∂y/∂A")
        == Self.cells([3, 2, 4, 2]) { $0[2] == 1 && $0[3] == 1 && $0[1] == 1 })
    #expect(try Self.linked(model, "∂E/∂y") == Self.cells([3, 2]) { $0[1] == 1 })
    // What the sum reads of X: column k, and nothing of A.
    #expect(try Self.linked(model, "X") == Self.cells([3, 4]) { $0[1] == 1 })
    #expect(try Self.linked(model, "A") == [])
    let reason = try model.pressing("4 Enter").picture.lines.first { $0.kind == .reason }
    #expect(reason?.text.text == "∂E/∂A₂₂ = −2·2 + 1·1 + 0·1 = −3")
    // The sum's own order is that of the rows: 1·1, then 0·0, then −2·(−2).
    let other = try Self.model(Lessons.matmul, focus: "∂E/∂A", at: [0, 0]).pressing("4 Enter")
    #expect(
      other.picture.lines.first { $0.kind == .reason }?.text.text
        == "∂E/∂A₁₁ = −2·(−2) + 1·1 + 0·0 = 5, largest first")
  }

  /// RᵀR: every cell of the variable, against what the entries of the Jacobian say.
  @Test(arguments: [Lessons.gram, Lessons.matmul, Lessons.relu, Lessons.layers])
  func dependentsByTheEntries(text: String) throws {
    var model = try Lessons.model(text)
    model.go(toStep: model.stepCount)
    let reading = try #require(model.reading)
    let variable = try #require(reading.subjects.first { $0.role == .variable })
    let output = try #require(reading.subjects.first { $0.role == .output })
    let jacobian = reading.numbers.jacobian(ofContribution: 0, inLink: reading.stop.link.link)
    let shape = variable.variable.shape
    for position in 0..<shape.count {
      let cell = shape.coordinates(of: position)
      model.moveCursor(to: cell, in: variable)
      let expected = Self.cells(output.variable.shape.extents) {
        !jacobian.isStructuralZero(at: $0 + cell)
      }
      #expect(try Self.linked(model, output.variable.name) == expected)
    }
  }

  @Test func reasonsOfTheOthers() throws {
    func reason(_ focus: String, _ cell: [Int]) throws -> String? {
      let model = try Self.model(Lessons.matmul, focus: focus, at: cell).pressing("4 Enter")
      return model.picture.lines.first { $0.kind == .reason }?.text.text
    }
    #expect(try reason("y", [0, 1]) == "y₁₂ = −5 reads X[1,:] and A[:,2]")
    #expect(try reason("X", [0, 1]) == "X₁₂ = 2, read by y[1,:]")
    #expect(try reason("A", [1, 1]) == "A₂₂ = −1, read by y[:,2]")
    #expect(try reason("∂E/∂y", [0, 1]) == "∂E/∂y₁₂ = −2, contributes to ∂E/∂A[:,2]")
  }

  /// The reason of one cell of every panel of other shipped scenes, written by hand from their numbers.
  @Test(arguments: [
    ("batch-relu", "Z", [1, 0], "Z₂₁ = −1, read by y₂₁"),
    ("batch-relu", "y", [2, 1], "y₃₂ = 0.5 reads Z₃₂"),
    ("batch-relu", "∂E/∂y", [1, 0], "∂E/∂y₂₁ = −1, contributes to ∂E/∂Z₂₁"),
    (
      "batch-relu", "∂y/∂Z", [0, 0, 1, 1],
      "∂y₁₁/∂Z₂₂ = 0: y₁₁ reads row 1 and column 1 of Z, and this is row 2 and column 2"
    ),
    ("batch-relu", "∂E/∂Z", [2, 1], "∂E/∂Z₃₂ = −0.5·1 = −0.5"),
    ("matvec-dA", "A", [1, 2], "A₂₃ = −2, read by y₂"),
    ("matvec-dA", "x", [2], "x₃ = −1, read by all of y"),
    ("matvec-dA", "y", [1], "y₂ = 9 reads A[2,:] and all of x"),
    ("matvec-dA", "∂y/∂A", [1, 1, 2], "∂y₂/∂A₂₃ = x₃ = −1, because i = k = 2"),
    ("matvec-dA", "∂y/∂A", [0, 1, 2], "∂y₁/∂A₂₃ = 0: y₁ reads row 1 of A, and this is row 2"),
    ("tensor-product", "G", [0, 1], "G₁₂ = −1, read by all of D"),
    ("tensor-product", "J", [1, 0, 1, 0], "J₂₁₂₁ = −1, read by D₂₁"),
    ("tensor-product", "D", [1, 1], "D₂₂ = −2 reads all of G and J[:,:,2,2]"),
    ("tensor-product", "∂D/∂G", [1, 0, 1, 0], "∂D₂₁/∂G₂₁ = J₂₁₂₁ = −1"),
    // A softmax reads its row: 0.9 less the logarithm of e^3.8 + e^4.7 + e^0.9.
    ("softmax-cross-entropy", "L", [1, 2], "L₂₃ = −4.1569 reads z[2,:]"),
    ("softmax-cross-entropy", "z", [2, 0], "z₃₁ = 2, read by L[3,:]"),
    // An inverse reads everything.
    ("inverse-determinant", "B", [1, 0], "B₂₁ = −2 reads all of A"),
    ("inverse-determinant", "A", [0, 1], "A₁₂ = 1, read by all of B"),
    // A gradient that is its own Jacobian has the reason of an entry of one.
    ("trace-tricks", "∂t/∂X", [2, 0], "∂t/∂X₃₁ = A₁₃ = 2"),
    ("gram", "∂K/∂R", [0, 0, 2, 0], "∂K₁₁/∂R₃₁ = R₃₁ + R₃₁ = 6, because i = l = 1 and j = l = 1"),
  ])
  func reasonsOfTheShippedScenes(scene: String, panel: String, cell: [Int], words: String) throws {
    var model = try ShippedScenes.model(scene)
    model.go(toStep: 0)
    let subject = try #require(model.reading?.subjects.first { $0.variable.name == panel })
    model.moveCursor(to: cell, in: subject)
    #expect(model.picture.lines.first { $0.kind == .reason }?.text.text == words)
  }

  /// Functions of whole rows and of whole matrices read more than the entry at their own place.
  @Test(arguments: [
    ("softmax(A)", "y₁₂", "A[1,:]"), ("log_softmax(A)", "y₁₂", "A[1,:]"),
    ("softmax(A, axis=0)", "y₁₂", "A[:,2]"), ("logsumexp(A, axis=1)", "y₁", "A[1,:]"),
    ("max(A, axis=0)", "y₁", "A[:,1]"), ("prod(A, axis=1)", "y₁", "A[1,:]"),
    ("inv(A)", "y₁₂", "all of A"), ("det(A) * A", "y₁₂", "all of A"),
    ("A / norm(A)", "y₁₂", "all of A"), ("A * A + A.T", "y₁₂", "A₁₂ and A₂₁"),
  ])
  func whatAFunctionReads(formula: String, entry: String, read: String) throws {
    var model = try Lessons.model("A = [[1, 2], [3, 5]]\ny = \(formula)\nshow(y, wrt=A)\n")
    model.go(toStep: 0)
    let subject = try #require(model.reading?.subjects.first { $0.variable.name == "y" })
    model.moveCursor(to: subject.variable.shape.rank == 2 ? [0, 1] : [0], in: subject)
    let line = try #require(model.picture.lines.first { $0.kind == .reason }).text.text
    #expect(line.hasPrefix(entry) && line.hasSuffix(" reads \(read)"), "\(line)")
  }

  @Test func aRowIsLitForSoftmax() throws {
    var model = try Lessons.model("S = [[1, 2], [3, 5]]\nP = softmax(S)\nshow(P, wrt=S)\n")
    model.go(toStep: 0)
    let subject = try #require(model.reading?.subjects.first { $0.variable.name == "P" })
    model.moveCursor(to: [0, 1], in: subject)
    #expect(try Self.linked(model, "S") == [[0, 0], [0, 1]])
  }

  /// A number that is 0 is 0 because of what is read; a delta says only what is read.
  @Test(arguments: [
    (
      "Z = [[1, -2], [3, 4]]\ny = relu(Z)\nshow(y, wrt=Z)", [0, 1, 0, 1],
      "∂y₁₂/∂Z₁₂ is relu'(Z)₁₂, because i = k = 1 and j = l = 2; it is 0 at Z₁₂ = −2"
    ),
    (
      "X = [[1, 2]]\nA = [[0, 3], [4, 5]]\ny = X @ A\nshow(y, wrt=X)", [0, 0, 0, 0],
      "∂y₁₁/∂X₁₁ is A₁₁, because i = k = 1; A₁₁ is 0"
    ),
    (
      "X = [[1, 2]]\nA = [[0, 3], [4, 5]]\ny = X @ A\nshow(y, wrt=X)", [0, 1, 0, 0],
      "∂y₁₂/∂X₁₁ = A₁₂ = 3, because i = k = 1"
    ),
    (
      "S = [[0, 0]]\nP = softmax(S)\nshow(P, wrt=S)", [0, 0, 0, 0],
      "∂P₁₁/∂S₁₁ = P₁₁ − P₁₁·P₁₁ = 0.25, because i = k = 1 and j = l = 1"
    ),
  ])
  func reasonsOfNumbers(scene: String, cell: [Int], words: String) throws {
    var model = try Lessons.model(scene + "\n")
    model.go(toStep: 3)
    let subject = try #require(
      model.reading?.subjects.first { if case .jacobian = $0.role { true } else { false } })
    model.moveCursor(to: cell, in: subject)
    #expect(model.picture.lines.first { $0.kind == .reason }?.text.text == words)
  }

  /// The rows of the table in the scenes with three axes and with two deltas.
  @Test func linksOfTheShippedScenes() throws {
    func linked(_ scene: String, _ panel: String, _ cell: [Int], _ other: String) throws -> Set<
      [Int]
    > {
      var model = try ShippedScenes.model(scene)
      model.go(toStep: 0)
      let subject = try #require(model.reading?.subjects.first { $0.variable.name == panel })
      model.moveCursor(to: cell, in: subject)
      return try Self.linked(model, other)
    }
    // y_i reads row i of A and all of x; its block of the Jacobian is [i,:,:].
    #expect(try linked("matvec-dA", "y", [1], "A") == [[1, 0], [1, 1], [1, 2]])
    #expect(try linked("matvec-dA", "y", [1], "x") == [[0], [1], [2]])
    #expect(
      try linked("matvec-dA", "y", [1], "∂y/∂A") == Self.cells([2, 2, 3]) { $0[0] == 1 })
    #expect(try linked("matvec-dA", "A", [0, 2], "y") == [[0]])
    #expect(try linked("matvec-dA", "A", [0, 2], "∂y/∂A") == [[0, 0, 2], [1, 0, 2]])
    #expect(try linked("matvec-dA", "x", [1], "∂y/∂A") == [[0, 0, 1], [1, 1, 1]])
    #expect(try linked("matvec-dA", "∂y/∂A", [1, 1, 2], "x") == [[2]])
    #expect(try linked("matvec-dA", "∂y/∂A", [0, 1, 2], "x") == [])
    // Of relu every cell is about its own place alone.
    #expect(try linked("batch-relu", "Z", [1, 0], "y") == [[1, 0]])
    #expect(try linked("batch-relu", "y", [1, 0], "Z") == [[1, 0]])
    #expect(try linked("batch-relu", "∂E/∂y", [1, 0], "∂E/∂Z") == [[1, 0]])
    #expect(try linked("batch-relu", "∂E/∂Z", [1, 0], "∂y/∂Z") == [[1, 0, 1, 0]])
    #expect(
      try linked("batch-relu", "∂E/∂y", [1, 0], "∂y/∂Z")
        == Self.cells([3, 2, 3, 2]) { $0[0] == 1 && $0[1] == 0 })
    // D[i,j] reads all of G, and J[:,:,i,j].
    #expect(try linked("tensor-product", "D", [0, 1], "G") == Self.cells([2, 2]) { _ in true })
    #expect(
      try linked("tensor-product", "D", [0, 1], "J")
        == Self.cells([2, 2, 2, 2]) { $0[2] == 0 && $0[3] == 1 })
    #expect(try linked("tensor-product", "∂D/∂G", [0, 1, 1, 0], "J") == [[1, 0, 0, 1]])
    #expect(try linked("tensor-product", "J", [1, 0, 0, 1], "∂D/∂G") == [[0, 1, 1, 0]])
    // A softmax's row, and all of what an inverse is taken of.
    #expect(
      try linked("softmax-cross-entropy", "L", [1, 0], "z") == [[1, 0], [1, 1], [1, 2]])
    #expect(
      try linked("softmax-cross-entropy", "z", [0, 2], "L") == [[0, 0], [0, 1], [0, 2]])
    #expect(
      try linked("inverse-determinant", "B", [0, 1], "A") == Self.cells([2, 2]) { _ in true })
  }
}
