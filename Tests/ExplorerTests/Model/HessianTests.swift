import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// The tour of a Hessian: A has rows (1,0), (2,−1), (0,3), so that 2·AᵀA is ((10,−4),(−4,20)).
@Suite struct HessianTests {
  @Test func isTheJacobianOfTheGradient() throws {
    let model = try Lessons.model(Lessons.hessian)
    #expect(model.stepCount == 5, "forward, jacobian, sparsity, product, closed form")
    let first = model.text(100, 30)
    #expect(first.contains("4 ∂E/∂x = 2·Aᵀ·(y − b) 2"))
    #expect(first.contains("∂E/∂x[i] = 2·Σₙ A[n,i]·(y[n] − b[n])"))
    let second = try model.pressing("PgDn").text(100, 30)
    #expect(second.contains("i=1    10 [-4]"), "the axes of the gradient run down")
    #expect(second.contains("∂²E/∂x₁∂x₂ = Σₙ 2·A[n,1]·A[n,2] = −4"))
    #expect(second.contains("Four second derivatives."))
  }

  /// The sum behind an entry plays, and the others wait.
  @Test func theSumBehindAnEntryPlays() throws {
    let model = try Lessons.model(Lessons.hessian).pressing("4 Enter ; ;")
    let text = model.text(100, 30)
    #expect(text.contains("i=1     ? [-4]"), "2·1·0 and 2·2·(−1)")
    #expect(text.contains("2·1·0  [2·2·(−1)]  …"))
    #expect(text.contains("term 2 of 3"))
  }

  @Test func theClosedFormIsBoxedWithBothCertificates() throws {
    let model = try Lessons.model(Lessons.hessian).pressing("5 Enter")
    let text = model.text(100, 30)
    #expect(text.contains("∂²E/∂x² = 2·Aᵀ·A"))
    #expect(text.contains("three routes agree to"))
    let certificate = try #require(model.certificates[0])
    #expect(certificate.verdict == .passed)
    #expect(
      certificate.checks.map(\.name).count { $0 == "closed form = contraction" } == 2,
      "the gradient's and the Hessian's")
  }

  /// Enter on the gradient tells where it comes from.
  @Test func theGradientUnfolds() throws {
    let model = try Lessons.model(Lessons.hessian).pressing("w 4 Enter")
    let gradient = try #require(model.stop)
    #expect(gradient.link.link == 1 && gradient.step == 0)
    #expect(model.stepCount > 5)
    #expect(model.text(100, 30).contains("y[i] = Σₖ A[i,k]·x[k]"))
  }
}
