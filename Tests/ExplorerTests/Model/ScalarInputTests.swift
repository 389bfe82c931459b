import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// A scalar that the reader gives has a panel, and is edited in it as an entry is.
struct ScalarInputTests {
  /// E = ½·Σ r² + ½·λ·Σ x², so ∂E/∂x = Aᵀ·r + λ·x = (4, 4) + λ·(1, 1) by hand.
  private static let ridge = """
    A = [[1, 0], [1, 1], [2, 1]]
    x = [1, 1]
    b = [0, 1, 2]
    λ = 0.5
    r = A @ x - b
    E = sum(r**2) / 2 + λ * sum(x**2) / 2
    show(E, wrt=x)
    show(E, wrt=λ)
    """

  private static func focused() throws -> Model {
    let model = try Lessons.model(ridge)
    let panel = try #require(model.reading?.subjects.firstIndex { $0.variable.name == "λ" })
    return try model.pressing("w \(panel + 1)")
  }

  @Test(arguments: [(80, 24), (100, 30)])
  func itIsOnTheScreenOnce(columns: Int, rows: Int) throws {
    let lines = try Lessons.model(Self.ridge).frame(Size(columns: columns, rows: rows)).lines()
    let panel = try #require(lines.firstIndex { $0.contains(" λ ─") })
    #expect(lines[panel + 1].contains("0.5"))
    #expect(!lines.contains { $0.contains("λ = 0.5") }, "and not beside E again")
    #expect(lines.joined().contains("E = 2"), "3/2 of the residuals (1, 1, 1), and λ·2/2")
  }

  @Test func editingItMovesWhatFollows() throws {
    let model = try Self.focused()
    #expect(model.picture.lines.contains { $0.text.text.hasPrefix("λ = 0.5, read by E") })
    let edited = try model.pressing("e 2 Enter")
    #expect(edited.notice?.text == "λ = 2")
    let numbers = try #require(edited.numbers)
    let gradient = try #require(numbers.derivation.links.last?.gradient)
    // r = (1, 1, 1): Aᵀ·r = (4, 2), and 2·x = (2, 2).
    #expect(numbers.entry(of: gradient, at: [0]) == 6)
    #expect(numbers.entry(of: gradient, at: [1]) == 4)
    #expect(try edited.pressing("u").lesson?.inputs == model.lesson?.inputs)
  }

  /// By λ the gradient is a number, ½·Σ x² = 1.
  @Test func itIsWhatATourIsAboutToo() throws {
    var model = try Lessons.model(Self.ridge)
    model.go(toStep: model.stepCount)
    let reading = try #require(model.reading)
    #expect(reading.link.variable.name == "λ")
    #expect(reading.numbers.entry(of: reading.link.gradient, at: []) == 1)
    #expect(reading.subjects.contains { $0.variable.name == "λ" })
  }

  /// What the tour ends in is on the screen, its number hidden until the story has reached it.
  @Test func itsGradientHasAPanel() throws {
    var model = try Lessons.model(Self.ridge)
    let last = model.stepCount
    model.go(toStep: last)
    #expect(model.reading?.subjects.last?.variable.name == "∂E/∂λ")
    let lines = model.frame(Size(columns: 80, rows: 24)).lines()
    let panel = try #require(lines.firstIndex { $0.contains(" ∂E/∂λ ═") })
    #expect(lines[panel + 1].contains("[ 1]"), "½·Σ x²")
    #expect(lines.contains { $0.contains("The gradient is a scalar, as λ is.") })
  }

  /// E = s² with s = Σ x: ∂E/∂s = 2·s is a number that ∂E/∂x = ∂E/∂s·1 reads.
  @Test func theGradientByAScalarInBetweenHasOneToo() throws {
    var model = try Lessons.model("x = [1, 2]\ns = sum(x)\nE = s**2\nshow(E, wrt=x)")
    model.go(toStep: model.stepCount)
    let text = model.text(80, 24)
    #expect(text.contains(" ∂E/∂s = 2·s ─"))
    #expect(text.contains("( 6)"), "2·(1 + 2)")
  }
}
