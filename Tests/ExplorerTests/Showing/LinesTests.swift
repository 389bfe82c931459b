import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// The lines under the panels say what the derivation says.
struct LinesTests {
  /// What E is made of stands where the story begins and where E comes in, and in the overview.
  @Test func theScalarIsWrittenOut() throws {
    let model = try ShippedScenes.model("matmul")
    for (step, isTold) in [(0, true), (1, true), (2, false), (4, true), (8, false)] {
      let asides = try model.pressing("\(step) Enter").picture.lines.flatMap(\.asides)
      #expect(asides.contains { $0.text == "E = sum((y − T)²) / 2" } == isTold, "step \(step)")
    }
    // The link that ends in E's own operand says it in its formula; of g(y) nothing is known.
    let rest = try Lessons.model(Lessons.rest).pressing("1 Enter").picture.lines
    #expect(!rest.flatMap(\.asides).contains { $0.text.contains("E =") })
  }

  /// What is read is listed as people list, and numbers have four digits in every line.
  @Test func aReasonReadsAsASentence() throws {
    func reason(_ scene: String, _ keys: String) throws -> String? {
      try ShippedScenes.model(scene).pressing(keys).picture.lines
        .first { $0.kind == .reason }?.text.text
    }
    #expect(try reason("hessian", "6 Enter") == "∂E/∂x₁ = 0 reads Q[1,:], all of x and Q[:,1]")
    #expect(
      try reason("softmax-cross-entropy", "3 Enter")
        == "∂L₁₁/∂z₁₂ = −softmax(z)₁₂ = −0.3381, because i = k = 1")
    #expect(try reason("two-layer", "3 Enter")?.hasPrefix("∂Y₁₂/∂W2[2,2] = H₁₂") == true)
  }

  /// The multiplications told of a sum under way are those of its step, which `derive` prints too.
  @Test(arguments: ShippedScenes.names)
  func theCountIsTheStepsOwn(scene: String) throws {
    var model = try ShippedScenes.model(scene)
    var told = 0
    for step in 1...model.stepCount {
      model.go(toStep: step)
      guard let reading = model.reading, reading.animation.kind == .sum else { continue }
      let line = try model.pressing(";").picture.lines.last?.text.text ?? ""
      let parts = line.split(separator: " for all of ")
      guard parts.count == 2 else { continue }
      let words = parts[0].split(separator: " ")
      #expect(words.count == 2 && (words[1].hasPrefix("product") || words[1].hasPrefix("multipl")))
      #expect(Int(words[0]) == reading.step.multiplications, "\(scene) step \(step): \(line)")
      told += 1
    }
    #expect(told > 0)
  }
}
