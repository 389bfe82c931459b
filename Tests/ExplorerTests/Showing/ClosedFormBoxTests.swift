import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// The box at the end of a tour says the short form that the numbers allow, and what it assumes of them.
struct ClosedFormBoxTests {
  /// A quadratic form with a symmetric matrix, and a chain of three links below one-hot rows.
  private static let quadratic = """
    W = [[2, 1], [1, 3]]
    x = [1, -2]
    E = x @ W @ x
    show(E, wrt=x)
    """

  private static func atTheEnd(_ text: String) throws -> Model {
    var model = try Lessons.model(text)
    model.go(toStep: model.stepCount)
    return model
  }

  @Test func theShortFormIsShownWithWhatItAssumes() throws {
    let closed = try #require(try Self.atTheEnd(Self.quadratic).picture.closedForm)
    #expect(closed.formula.text == "∂E/∂x = 2·W·x")
    #expect(closed.assumption?.words == "where W is symmetric, as here")
    #expect(closed.assumption?.general.text == "∂E/∂x = (W + Wᵀ)·x")
    #expect(closed.certificate.hasPrefix("three routes agree"))
  }

  /// An edit that breaks the assumption brings the general form back, and taking it back the short one.
  @Test func anEditDecidesWhichFormIsShown() throws {
    let model = try Self.atTheEnd(Self.quadratic)
    let broken = try model.pressing("w 2 g Right e 5 Enter")
    let general = try #require(broken.picture.closedForm)
    #expect(general.formula.text == "∂E/∂x = (W + Wᵀ)·x")
    #expect(general.assumption == nil)
    #expect(general.certificate.hasPrefix("three routes agree"))
    #expect(try broken.pressing("u").picture.closedForm == model.picture.closedForm)
  }

  /// Numbers that nothing is true of have one form alone; so has a chain's link before the last.
  @Test func whatNothingIsTrueOfAssumesNothing() throws {
    for (name, text) in Lessons.all where name != "hessian" {
      var model = try Lessons.model(text)
      for step in 1...model.stepCount {
        model.go(toStep: step)
        #expect(model.picture.closedForm?.assumption == nil, "\(name) step \(step)")
      }
    }
  }

  /// The formula and its assumption are seen together; the general one where there are rows for it, and
  /// alone where there is none for the assumption.
  @Test(arguments: [(80, 24), (100, 30), (160, 45)])
  func theShippedSceneSaysIt(columns: Int, rows: Int) throws {
    var model = try ShippedScenes.model("softmax-cross-entropy")
    for (step, form) in [(10, "= softmax(z) − T"), (18, "Xᵀ·(softmax(z) − T)")] {
      model.go(toStep: step)
      let text = model.text(columns, rows)
      #expect(text.contains("\(form)   where each row of T adds up to 1, as here"))
      #expect(text.contains("in general ") || (step == 10 && rows == 24))
    }
  }

  @Test func aShortFormNeverStandsWithoutItsAssumption() throws {
    var model = try ShippedScenes.model("softmax-cross-entropy")
    model.go(toStep: 10)
    for columns in stride(from: 40, through: 120, by: 8) {
      for rows in stride(from: 12, through: 40, by: 4) {
        let text = model.text(columns, rows)
        let box = text.split(separator: "\n").filter { $0.hasPrefix(" ║") }.joined()
        #expect(!box.contains("= softmax(z) − T") || box.contains("where"), "\(columns)×\(rows)")
      }
    }
  }

  /// H = W + Wᵀ, and 2·W where W is its own transpose; by hand ((4, 2), (2, 6)).
  @Test func aHessianHasItsShortFormToo() throws {
    let hessian = Self.quadratic.replacing("wrt=x)", with: "wrt=x, order=2)")
    let closed = try #require(try Self.atTheEnd(hessian).picture.closedForm)
    #expect(closed.formula.text == "∂²E/∂x² = 2·W")
    #expect(closed.assumption?.words == "where W is symmetric, as here")
    #expect(closed.assumption?.general.text == "∂²E/∂x² = W + Wᵀ")
  }

  /// Where rows are few the certificate stands in the border, and the formula is the whole one.
  @Test func theCertificateMovesIntoTheBorder() throws {
    let text = try Lessons.model(Lessons.layers).pressing("8 Enter").text(46, 18)
    #expect(text.contains("║  ∂E/∂W = Xᵀ·(y·Vᵀ ⊙ (1 − h ⊙ h))"))
    #expect(text.contains("╚═ three routes agree to") || text.contains("║  three routes agree to"))
  }

  /// Of 10⁶ entries a sample is certified, and none is asked whether it is that of a symmetric matrix.
  @Test func whatIsNotLookedForIsSaid() throws {
    let large = """
      W = normal((1000, 1000), seed=1)
      x = normal((1000), seed=2)
      E = x @ W @ x
      show(E, wrt=x)
      """
    var model = try Self.atTheEnd(large)
    model.finishWork()
    let closed = try #require(model.picture.closedForm)
    #expect(closed.assumption == nil)
    #expect(closed.certificate.contains("certified on"))
    #expect(closed.certificate.hasSuffix("; it is shorter where W is symmetric: not looked for"))
  }
}
