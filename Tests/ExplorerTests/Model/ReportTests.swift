import Screen
import Testing

@testable import Explorer

/// The report of a file that is broken: how it is closed, recalled, and left behind when it is mended.
@Suite struct ReportTests {
  private static let report = ["lesson.scene:1:5: no such name", "y = Q @ A", "    ^"]

  private static func broken() throws -> Model {
    var model = try Lessons.model(Lessons.matmul).pressing("n n")
    _ = update(&model, .sceneFailed(name: "test", report: report))
    return model
  }

  @Test func theFileIsReadAgainWhileTheReportIsOpen() throws {
    var model = try Self.broken()
    #expect(model.text(80, 24).contains("Ctrl-R reads the file again, Esc closes"))
    #expect(update(&model, .key(.control("r"))) == [.reloadScene(name: "test")])
    _ = update(&model, .sceneLoaded(name: "test", scene: try Lessons.scene(Lessons.matmul)))
    #expect(model.overlay == nil && model.failure == nil)
    #expect(model.step == 3, "step and cell are kept")
    #expect(model.text(80, 24).contains("q"))
    #expect(!model.text(80, 24).contains("no such name"))
  }

  @Test func aClosedReportCanBeRecalled() throws {
    var closed = try Self.broken().pressing("Esc")
    let bar = closed.frame(Size(columns: 120, rows: 30)).lines().last ?? ""
    #expect(bar.contains("Ctrl-R") && bar.contains(":report") && bar.contains("no such name"))
    #expect(update(&closed, .key(.control("r"))) == [.reloadScene(name: "test")])
    let recalled = try closed.pressing(": r e p o r t Enter")
    #expect(recalled.overlay == .report(title: "test", lines: Self.report, offset: 0))
    // It gives way to what is being typed.
    #expect(try closed.pressing("1 2").text(120, 30).contains("step 12"))
    let whole = try Lessons.model(Lessons.matmul).pressing(": r e p o r t Enter")
    #expect(whole.overlay == nil && whole.notice != nil)
  }

  @Test func aSceneBrokenFromTheStartSaysWhatToDo() throws {
    let model = Model(report: Self.report, name: "lesson.scene")
    let text = try model.pressing("Esc").text(80, 24)
    #expect(text.contains("lesson.scene:1:5: no such name"))
    #expect(text.contains("Ctrl-R") && text.contains(":report") && text.contains("S lists"))
  }
}
