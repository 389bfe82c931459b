import MatrixCalculus
import TensorCore
import Testing

/// Every step of the lesson in LaTeX, written by hand from the index calculus.
struct EquationTests {
  private func formulas(_ program: String, by variable: String, _ shapes: [String: [Int]]) throws
    -> [String]
  {
    let (derivation, _) = try DerivationTests.Case(
      program: program, output: "y", variable: variable, shapes: shapes, closedForm: ""
    ).derived()
    return derivation.links.flatMap(\.steps).map { $0.equation.text(in: .latex).text }
  }

  @Test func theLesson() throws {
    let gradient = "\\frac{\\partial E}{\\partial A_{k l}}"
    let upstream = "\\left(\\frac{\\partial E}{\\partial y}\\right)^{\\top}"
    let jacobian = "\\left[\\frac{\\partial y}{\\partial A}\\right]_{i j k l}"
    let product = "\\left(\(upstream) X\\right)"
    #expect(
      try formulas("y = X @ A", by: "A", DerivationTests.product) == [
        "y_{i j} = \\sum_{k} X_{i k} A_{k j}",
        "\(jacobian) = \\frac{\\partial y_{i j}}{\\partial A_{k l}}",
        "\(jacobian) = X_{i k} \\delta_{j l}",
        "\(gradient) = \\sum_{i} \\sum_{j} \\frac{\\partial E}{\\partial y_{i j}} \(jacobian)",
        "\(gradient) = \\sum_{i} \\frac{\\partial E}{\\partial y_{i l}} X_{i k}",
        "\(gradient) = \\sum_{i} \(upstream)_{l i} X_{i k} = \(product)_{l k}",
        "\\frac{\\partial E}{\\partial A} = \(product)^{\\top} = X^{\\top} \\frac{\\partial E}{\\partial y}",
        "\\frac{\\partial E}{\\partial A} = X^{\\top} \\frac{\\partial E}{\\partial y}",
      ])
  }

  @Test func theInverseIsToldByWhatItDoes() throws {
    let steps = try formulas("y = inv(A)", by: "A", ["A": [2, 2]])
    #expect(steps[0] == "A y = I")
    #expect(
      steps[2] == "\\left[\\frac{\\partial y}{\\partial A}\\right]_{i j k l} = -y_{i k} y_{l j}")
  }

  /// s[i]·δ[i,k] − s[i]·s[k]: a delta in one term, and yet no entry is zero.
  @Test func softmaxIsDense() throws {
    let (derivation, _) = try DerivationTests.Case(
      program: "y = softmax(z)", output: "y", variable: "z", shapes: ["z": [3]], closedForm: ""
    ).derived()
    let step = try #require(derivation.links.last?.steps.first { $0.rule == .sparsity })
    #expect(step.words.hasSuffix("dense: every output reads every input."))
  }

  @Test func affineDeltasAndFractions() throws {
    let steps = try formulas("y = vec(A) / 3", by: "A", ["A": [2, 3]])
    #expect(
      steps[2]
        == "\\left[\\frac{\\partial y}{\\partial A}\\right]_{i k l} = \\frac{1}{3} \\delta_{i, k + 2 l}"
    )
  }
}
