import MatrixCalculus
import Screen
import TensorCore
import Testing

@testable import Explorer

/// The default scene step by step, against the numbers of the design, which were worked out by hand.
@Suite struct WalkTests {
  /// The example frame of the design: step 3, the cursor on ∂y₁₂/∂A₂₂.
  @Test func exampleFrame() throws {
    let frame = try Lessons.model(Lessons.matmul).pressing("n n").text(100, 30)
    let expected = [
      " Matrix product: where does dE/dA come from?                        step 3 of 8  sparsity  ●●◉○○○○○",
      "┌1 X 3×4 ────────────────┐┌2 A 4×2 ────────┐┌3 y = X·A 3×2 ──┐┌4 ∂E/∂y = y − T 3×2 ─┐",
      "│       k=1   2   3   4  ││       l=1   2  ││       j=1   2  ││       j=1   2       │",
      "│ i=1     1 ( 2) -1   0  ││ k=1     1   0  ││ i=1     5 (-5) ││ i=1     1 (-2)      │     E = 5",
      "│   2     0   1   3   2  ││   2     2 (-1) ││   2     4  10  ││   2     0   1       │",
      "│   3    -2   1   0   1  ││   3     0   3  ││   3     1   0  ││   3    -2   0       │",
      "└────────────────────────┘│   4     1   1  │└────────────────┘└─────────────────────┘",
      " ∂y/∂A[i,j,k,l] = X[i,k]·δ[j,l]",
      " ∂y₁₂/∂A₂₂ = X₁₂ = 2, because j = l = 2",
      " Only j = l survives.",
      " ←↑↓→ cell  Tab panel  PgDn next  PgUp back  Space play  : command  ? help  q quit",
    ]
    let lines = frame.split(separator: "\n").map(String.init)
    for line in expected { #expect(lines.contains(line), "\(line)") }
    for row in [
      " i = 1   k=1     1   ·           ·   1 ", "           2     2   ·           · [ 2]",
      "           3    -1   ·           ·  -1 ", "           4     0   ·           ·   0 ",
      " i = 2   k=1     0   ·           ·   0 ", " i = 3   k=1    -2   ·           ·  -2 ",
    ] {
      #expect(frame.contains(row), "\(row)")
    }
    #expect(frame.contains("5 ∂y/∂A 3×2×4×2 · nonzero where j = l: 24 of 48 ═"))
    #expect(frame.contains("│   2     ? ( ?) │"))
  }

  /// Step 4, on ∂E/∂A₂₂, after four of six terms.
  @Test func sumUnderWay() throws {
    let frame = try Lessons.model(Lessons.matmul).pressing("n n n ; ; ; ;").text(100, 30)
    for line in [
      " ∂E/∂A₂₂ = Σᵢ Σⱼ ∂E/∂y[i,j] · ∂y/∂A[i,j,2,2]          chain rule, ∂E/∂y ⊗₂ ∂y/∂A",
      " (1·0)  −2·2  (0·0)  [1·1]  …                         sum −3    term 4 of 6, 2 struck out by δ",
      " 48 products for all of ∂E/∂A, 24 struck out by δ     next: the delta ends the sum over j",
    ] {
      #expect(frame.contains(line), "\(line)")
    }
    #expect(frame.contains("│   2     0 < 1>      │"), "the factor of ∂E/∂y is lit")
    #expect(frame.contains("·   1 ") && frame.contains("· < 1>"), "and the one of ∂y/∂A")
    #expect(frame.contains("║   2     ? [-3] ║"), "the sum stands where it belongs")
  }

  @Test(arguments: [
    (1, "forward", "24 products"), (4, "chain rule", "48 products"), (5, "delta", "24 products"),
    (6, "product", "24 products"),
  ])
  func counts(step: Int, name: String, count: String) throws {
    let model = try Lessons.model(Lessons.matmul).pressing("\(step) Enter ;")
    let picture = model.picture
    #expect(picture.progress?.name == name)
    #expect(picture.lines.last?.text.text.hasPrefix(count) == true)
  }

  /// What the story has not reached is `?`; a tensor that it has reached is a number.
  @Test(arguments: 0...8)
  func reached(step: Int) throws {
    let model = try Lessons.model(Lessons.matmul).pressing("\(step) Enter")
    func value(_ panel: Int, _ cell: [Int]) -> CellContent.Value {
      model.cell(panel: panel, at: cell).value
    }
    #expect(value(0, [0, 1]) == .number(2))
    #expect(value(2, [0, 1]) == .number(-5))
    #expect(value(3, [0, 1]) == .number(-2))
    let jacobian: [CellContent.Value] =
      switch step {
      case 1: [.unknown, .unknown]
      case 2: [.number(2), .untoldZero]
      default: [.number(2), .structuralZero]
      }
    #expect([value(4, [0, 1, 1, 1]), value(4, [0, 1, 1, 0])] == jacobian)
    #expect(value(5, [1, 1]) == ((1...3).contains(step) ? .unknown : .number(-3)))
    // A number that happens to be zero stays one.
    if step != 1 { #expect(value(4, [0, 0, 3, 0]) == .number(0)) }
  }

  /// The product comes out as [l,k], and the transpose turns it over.
  @Test func turned() throws {
    let start = try Lessons.model(Lessons.matmul)
    let product = try start.pressing("6 Enter").picture.panels
    #expect(product[5].rows == [1] && product[5].columns == [0])
    #expect(product[5].title.text == "(∂E/∂A)ᵀ 2×4")
    #expect(product[3].title.text == "(∂E/∂y)ᵀ 2×3")
    #expect(product[3].axes.map(\.letter) == ["i", "l"])
    let transposed = try start.pressing("7 Enter").picture.panels
    #expect(transposed[5].rows == [0] && transposed[5].columns == [1])
    #expect(transposed[3].title.text == "∂E/∂y = y − T 3×2")
  }

  @Test func closedForm() throws {
    let picture = try Lessons.model(Lessons.matmul).pressing("n n n n n n n").picture
    #expect(picture.closedForm?.formula.text == "∂E/∂A = Xᵀ·(y − T)", "as `derive` says it")
    #expect(picture.closedForm?.whole?.text == "∂E/∂A = Xᵀ·∂E/∂y = Xᵀ·(y − T)")
    #expect(picture.closedForm?.certificate.hasPrefix("three routes agree to") == true)
    let before = try Lessons.model(Lessons.matmul).pressing("7 Enter").picture
    #expect(before.closedForm == nil)
  }

  /// The sum of a step's products is the entry that the panel shows, at every step and cell.
  @Test(arguments: Lessons.all)
  func sums(name: String, text: String) throws {
    var model = try Lessons.model(text)
    for step in 1...model.stepCount {
      _ = update(&model, .key(.escape))
      model.go(toStep: step)
      let reading = try #require(model.reading)
      guard
        let subject = reading.subjects.first(where: { $0.variable == reading.animation.subject }),
        reading.sum != nil, let tensor = reading.numbers.valuation[subject.variable]
      else { continue }
      for position in 0..<tensor.shape.count {
        model.moveCursor(to: tensor.shape.coordinates(of: position), in: subject)
        let sum = try #require(model.reading?.sum)
        let total = sum.partial(sum.count)?.sum
        // A forward step of a nonlinear function tells the value and no sum of inputs.
        #expect(
          ((total ?? .nan) - tensor[position: position]).magnitude <= 1e-9,
          "\(name), step \(step), entry \(position)")
      }
    }
  }
}
