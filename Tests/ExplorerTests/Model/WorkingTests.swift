import MatrixCalculus
import Scenes
import Screen
import TensorCore
import Testing

@testable import Explorer

/// Long work in slices: a key acts at once, what is known is seen, Esc stops, the end is that of work done
/// at once.
@Suite struct WorkingTests {
  private static let size = Size(columns: 120, rows: 36)

  /// More than is computed before the first frame.
  private static let large = """
    X = normal((160, 150), seed=1)
    A = normal((150, 140), seed=2)
    y = X @ A
    E = sum(y**2) / 2
    show(E, wrt=A)
    """

  private static let huge = large.replacing("160", with: "4096").replacing("150", with: "4096")
    .replacing("140", with: "4096")

  /// Small scenes are complete before the first frame.
  @Test(arguments: Lessons.all)
  func smallScenesAreComplete(name: String, text: String) throws {
    var model = try Lessons.model(text)
    for step in 0...model.stepCount {
      model.go(toStep: step)
      #expect(!model.isWorking, "\(name), step \(step)")
    }
  }

  /// Slice by slice or at once: the same model, the same frame.
  @Test func slicesEndWhereAllEnds() throws {
    // Few values, and a certificate that takes samples.
    let text = Self.large.replacing("160", with: "100").replacing("150", with: "90")
      .replacing("140", with: "80")
    let start = try Lessons.model(text).pressing("8 Enter")
    #expect(start.isWorking)
    var atOnce = start
    atOnce.finishWork()
    var sliced = start
    var slices = 0
    while sliced.isWorking, slices < 1000 {
      _ = update(&sliced, .idled)
      slices += 1
    }
    #expect(slices > 1 && slices < 1000)
    #expect(sliced.frame(Self.size) == atOnce.frame(Self.size))
    #expect(sliced.certificates == atOnce.certificates)
    let certificate = try #require(atOnce.certificates[0])
    #expect(certificate.verdict == .passed)
    #expect(certificate.scope == "64 of 7200 entries and along 4 directions")
    #expect(certificate.checks.count == 5)
    _ = update(&sliced, .idled)
    #expect(sliced.frame(Self.size) == atOnce.frame(Self.size), "idling on changes nothing")
  }

  /// Inputs and patterns are seen at once, the rest as it comes; the bar says how far it is.
  @Test func whatIsKnownIsSeen() throws {
    var model = try Lessons.model(Self.huge).pressing("3 Enter")
    let text = model.frame(Self.size).text()
    #expect(text.contains("…") && text.contains("%  Esc stops"))
    let lesson = try #require(model.lesson)
    let x = try #require(lesson.scene.program.variable(named: "X"))
    let known = RandomNumbers(seed: 1).normal(at: 3 * 4096 + 5)
    #expect(model.numbers?.entry(of: x, at: [3, 5]) == known)
    let reading = try #require(model.reading)
    let jacobian = try #require(
      reading.subjects.first { if case .jacobian = $0.role { true } else { false } })
    #expect(reading.cell(of: jacobian, at: [3, 7, 5, 7]).value == .number(known))
    #expect(reading.cell(of: jacobian, at: [3, 7, 5, 8]).value == .structuralZero)
    let gradient = try #require(reading.subjects.last)
    model.stepNumber = 0
    #expect(model.reading?.cell(of: gradient, at: [0, 0]).value == .pending)
  }

  /// A key during the work is answered without waiting for it: nothing is computed but a first slice.
  @Test func keysActAtOnce() throws {
    var model = try Lessons.model(Self.huge)
    for key in ["n", "n", "G", "Up", "z", "z", "v", "Tab", "Left", "PgUp", "?", "Esc"] {
      _ = update(&model, .idled)
      let step = model.step
      model = try model.pressing(key)
      if key == "n" { #expect(model.step == step + 1) }
      #expect(model.isWorking && (model.numbers?.fraction ?? 1) < 0.01, "\(key)")
      #expect(model.frame(Self.size).size == Self.size)
    }
    let coordinates = try #require(model.reading?.focus).variable.shape.extents.map { $0 - 1 }
    #expect(coordinates.allSatisfy { $0 == 4095 })
    #expect(update(&model, .key(.character("q"))) == [.quit])
  }

  /// Nothing that is not known is played.
  @Test func nothingUnknownMoves() throws {
    let model = try Lessons.model(Self.huge).pressing("4 Enter Space")
    #expect(model.playback == nil)
    #expect(model.notice?.text == "these numbers are still being computed")
    #expect(try model.pressing(";").playback == nil)
  }

  /// Esc and Ctrl-C stop what is computed, and what is known stays; `:compute` goes on to the same end.
  @Test(arguments: [Message.key(.escape), .interrupted])
  func stopping(message: Message) throws {
    var model = try Lessons.model(Self.large)
    _ = update(&model, .idled)
    #expect(update(&model, message).isEmpty)
    #expect(!model.isWorking && model.isStopped)
    let stopped = model
    _ = update(&model, .idled)
    #expect(model == stopped)
    model = try model.pressing("n p Down")
    #expect(!model.isWorking, "steps do not begin again")
    #expect(model.frame(Self.size).text().contains("Esc stops") == false)
    var resumed = try stopped.pressing(": c o m p u t e Enter")
    #expect(resumed.isWorking)
    resumed.finishWork()
    var direct = try Lessons.model(Self.large)
    direct.finishWork()
    #expect(resumed.frame(Self.size) == direct.frame(Self.size))
  }

  /// A number that is changed during the work is in what comes out.
  @Test func editing() throws {
    var model = try Lessons.model(Self.large).pressing("w 1 e 5 Enter")
    #expect(model.isWorking)
    model.finishWork()
    let lesson = try #require(model.lesson)
    let program = lesson.scene.program
    let (x, a) = (program.inputs[0], program.inputs[1])
    let y = try #require(program.variable(named: "y"))
    #expect(lesson.inputs[x]?[[0, 0]] == 5)
    var expected = 0.0
    for k in 0..<150 {
      expected += (lesson.inputs[x]?[[0, k]] ?? 0) * (lesson.inputs[a]?[[k, 3]] ?? 0)
    }
    let found = try #require(model.numbers?.entry(of: y, at: [0, 3]))
    #expect((found - expected).magnitude < 1e-12 * 150)
  }
}
