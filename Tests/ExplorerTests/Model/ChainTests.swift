import MatrixCalculus
import Scenes
import Screen
import Testing

@testable import Explorer

/// A chain of links: the cell that the scene selects, and the answer with all links written out.
@Suite struct ChainTests {
  /// A selected cell of the Jacobian stays in view; the keys go to what the step is about.
  @Test func theStepsSubjectHasTheKeys() throws {
    var model = try Lessons.model(Lessons.matmul)
    func focus(_ step: Int) -> String? {
      model.go(toStep: step)
      return model.reading?.focus?.variable.name
    }
    #expect((1...4).map(focus) == ["y", "∂y/∂A", "∂y/∂A", "∂E/∂A"])
    let text = model.text(100, 30)
    #expect(text.contains("║   2     0 [-3] ║"), "column 2 of A, row 2")
    #expect(text.contains("∂E/∂A₂₂ = −2·2 + 1·1 + 0·1 = −3"))
  }

  /// A tensor that the scene names keeps the keys.
  @Test func aNamedTensorHasTheKeys() throws {
    let named = Lessons.matmul.replacing("select=(", with: "focus=\"dy/dA\", select=(")
    var model = try Lessons.model(named)
    model.go(toStep: 4)
    #expect(model.reading?.focus?.variable.name == "∂y/∂A")
  }

  /// The box says what the last link ends in and the whole; where that is too long, the whole, as `derive` does.
  @Test func theBoxSaysTheWholeChain() throws {
    let model = try Lessons.model(Lessons.layers).pressing("8 Enter")
    let box = "∂E/∂W = Xᵀ·∂E/∂z = Xᵀ·(y·Vᵀ ⊙ (1 − h ⊙ h))"
    #expect(model.text(100, 30).contains(box))
    let narrow = model.text(46, 30)
    #expect(!narrow.contains(box) && narrow.contains("║  ∂E/∂W = Xᵀ·(y·Vᵀ ⊙ (1 − h ⊙ h))  "))
    let product = try Lessons.model(Lessons.matmul).pressing("8 Enter")
    #expect(product.text(100, 30).contains("║  ∂E/∂A = Xᵀ·∂E/∂y = Xᵀ·(y − T)  "))
  }

  /// A remark on a link by name is told there, and not where that name is only read.
  @Test func aRemarkBelongsToOneLink() throws {
    let model = try Lessons.model(Lessons.layers + "\nstep(\"h: product\", \"Through V.\")")
    let told = (1...model.stepCount).filter { step in
      var model = model
      model.go(toStep: step)
      return model.text(100, 30).contains("Through V.")
    }
    #expect(told.count == 1)
    var there = model
    there.go(toStep: told[0])
    #expect(there.text(100, 30).contains("∂E/∂h[k,l] = "))
  }
}
