import Screen
import Testing

@testable import Explorer

/// What the zeros of a Jacobian look like, and when.
struct StopReadingTests {
  /// Row i = 3, k = 3 of ∂y/∂A: X₃₃ = 0 is a number, and j ≠ l is none.
  private func row(_ keys: String, _ settings: Settings = Settings()) throws -> String {
    let model = try ShippedScenes.model("matmul", settings: settings).pressing(keys)
    let lines = model.frame(Size(columns: 100, rows: 30)).lines()
    return lines[21].filter { $0 != " " }
  }

  @Test func aStructuralZeroNeverLooksLikeANumber() throws {
    #expect(try row("1 Enter") == "│3????│")
    #expect(try row("2 Enter") == "║30⁰⁰0║")
    #expect(try row("3 Enter") == "║30··0║")
    #expect(try row("2 Enter", Settings(isASCII: true)) == "#30,,0#")
    #expect(try row("3 Enter", Settings(isASCII: true)) == "#30..0#")
  }

  /// The zeros fade block by block while the step plays.
  @Test func zerosFadeAtTheStepThatExplainsThem() throws {
    #expect(try row("3 Enter ; ; ; ; ;") == "║30·⁰0║")
    #expect(try row("3 Enter ; ; ; ; ; ;") == "║30··0║")
  }
}
