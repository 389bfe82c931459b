import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// The command line, and numbers edited by hand.
@Suite struct CommandTests {
  private static func typing(_ text: String, _ model: Model) -> (Model, [Effect]) {
    var model = model
    var effects: [Effect] = []
    for scalar in text.unicodeScalars { effects += update(&model, .key(.character(scalar))) }
    effects += update(&model, .key(.enter))
    return (model, effects)
  }

  private static func start() throws -> Model {
    let library = [
      Overlay.SceneEntry(name: "matmul", title: ""), Overlay.SceneEntry(name: "matvec", title: ""),
    ]
    return try Lessons.model(Lessons.matmul, settings: Settings(library: library))
  }

  @Test func commands() throws {
    let start = try Self.start().pressing("n n")
    #expect(Self.typing(":step 5", start).0.step == 5)
    #expect(Self.typing(":theme light", start).0.theme == .light)
    #expect(Self.typing(":base 0", start).0.picture.panels[0].base == 0)
    #expect(Self.typing(":speed 0.5", start).0.speed == 0.5)
    #expect(Self.typing(":view matrix", start).0.view == .matrix)
    #expect(Self.typing(":scene matvec", start).1 == [.openScene(name: "matvec")])
    #expect(Self.typing(":quit", start).1 == [.quit])
    #expect(Self.typing(":q", start).1 == [.quit])
    #expect(Self.typing(":help", start).0.overlay == .help(offset: 0))
    let moved = Self.typing(":cell 3 1 4 2", start).0
    let subject = try #require(moved.reading?.focus)
    #expect(moved.cursor.coordinates(in: subject) == [2, 0, 3, 1])
    let fromZero = Self.typing(":cell 2 0 3 1", Self.typing(":base 0", start).0).0
    #expect(fromZero.cursor == moved.cursor)
  }

  @Test(arguments: [
    (":cell 4 1 1 1", "3×2×4×2"), (":cell 1 2", "3×2×4×2"), (":cell x", "cell I J K L"),
    (":step 99", "1 to 8"), (":step", "step NUMBER"), (":theme pink", "high-contrast"),
    (":scene nothing", "matmul matvec"), (":dance", "step cell base"), (":base 2", "0 | 1"),
    (":speed 3", "0.25"),
    (":teme", "did you mean :theme?"), (":Quit", "did you mean :quit?"),
    (":cell -9223372036854775808 1 1 1", "3×2×4×2"),
  ])
  func mistakes(line: String, said: String) throws {
    let start = try Self.start().pressing("n n")
    var (model, effects) = Self.typing(line, start)
    #expect(effects.isEmpty)
    #expect(model.notice?.isWarning == true)
    #expect(model.notice?.text.contains(said) == true, "\(model.notice?.text ?? "")")
    model.notice = nil
    #expect(model == start)
  }

  @Test func completion() throws {
    let start = try Self.start()
    func completed(_ text: String) -> String? {
      var model = start
      for scalar in text.unicodeScalars { _ = update(&model, .key(.character(scalar))) }
      _ = update(&model, .key(.tab))
      return model.prompt?.string
    }
    #expect(completed(":th") == "theme ")
    #expect(completed(":s") == "s", "several are possible")
    #expect(completed(":scene m") == "scene mat")
    #expect(completed(":theme hi") == "theme high-contrast")
    #expect(completed(":nothing") == "nothing")
  }

  @Test func tabListsWhatIsPossibleUntilTheNextKey() throws {
    let start = try Self.start()
    let listed = try start.pressing(": Tab")
    let frame = listed.text(80, 24)
    for command in Command.all {
      #expect(frame.contains(":\(command.usage)  "), "\(command.usage)")
      #expect(frame.contains(command.words), "\(command.words)")
    }
    let some = try start.pressing(": s Tab").text(80, 24)
    #expect(some.contains(":step NUMBER") && some.contains(":scene NAME"))
    #expect(!some.contains(":theme"))
    #expect(try start.pressing(": v Tab Tab").text(80, 24).contains("pattern"))
    #expect(try start.pressing(": Tab b").overlay == nil)
    #expect(try start.pressing(": Tab b") == start.pressing(": b"))
  }

  @Test func helpListsTheCommands() throws {
    let help = try Self.start().pressing(": h e l p Enter").text(160, 100)
    for command in Command.all { #expect(help.contains(":\(command.usage)  ")) }
  }

  @Test func editing() throws {
    let start = try Self.start().pressing("8 Enter w 1")
    var (model, _) = Self.typing("e-1.5", try start.pressing(":  Esc"))
    model = try start.pressing("g")
    (model, _) = Self.typing("e3", model)
    // X₁₁ = 3: y₁ gets 2·A₁ more, so does ∂E/∂y; ∂E/∂A₁₁ = 3·3 + 0·0 − 2·(−2) = 13.
    #expect(model.cell(panel: 0, at: [0, 0]).value == .number(3))
    #expect(model.cell(panel: 2, at: [0, 0]).value == .number(7))
    #expect(model.cell(panel: 3, at: [0, 0]).value == .number(3))
    #expect(model.cell(panel: 5, at: [0, 0]).value == .number(13))
    #expect(model.picture.closedForm != nil, "the certificate follows")
    let undone = try model.pressing("u")
    #expect(undone.cell(panel: 5, at: [0, 0]).value == .number(5))
    #expect(try undone.pressing("U").cell(panel: 5, at: [0, 0]).value == .number(13))
  }

  @Test(arguments: ["enan", "einf", "e0x10", "e1e999", "e--", "ex"])
  func numbersThatAreNone(keys: String) throws {
    let start = try Self.start().pressing("w 1 g")
    var (model, _) = Self.typing(keys, start)
    #expect(model.notice?.isWarning == true)
    model.notice = nil
    #expect(model == start)
  }

  @Test func anEmptyNumberStaysOpenAnEmptyCommandCloses() throws {
    let start = try Self.start()
    #expect(try start.pressing("w 1 e 1 Backspace Backspace").prompt?.text == [])
    #expect(try start.pressing("w 1 e 1 Backspace Backspace Esc").prompt == nil)
    #expect(try start.pressing(": x Backspace").prompt?.text == [])
    #expect(try start.pressing(": x Backspace Backspace").prompt == nil)
  }

  /// A number without which a matrix can no longer be inverted is refused, and everything stays.
  @Test func anEditThatLeavesNoInverseIsRefused() throws {
    let start = try Lessons.model(
      "A = [[1, 2], [3, 4]]\nx = [1, 1]\ny = inv(A) @ x\nshow(y, wrt=x)")
    let open = try start.pressing("w 1 G e")
    // 1·6 − 2·3 = 0.
    var (refused, _) = Self.typing("6", open)
    #expect(
      refused.notice?.text
        == "A₂₂ = 6 is refused: A would be singular, without an inverse")
    refused.notice = nil
    #expect(try refused == start.pressing("w 1 G"))
    #expect(Self.typing("5", open).0.notice?.text == "A₂₂ = 5")
  }

  @Test func onlyInputsAreEdited() throws {
    let model = try Self.start().pressing("w 3 e")
    #expect(model.prompt == nil)
    #expect(model.notice?.text == "only inputs can be edited: X, A, T")
  }

  /// A certificate that takes very long is made when it is asked for.
  @Test func check() throws {
    let text = """
      X = normal((2048, 2048), seed=1)
      A = normal((2048, 2048), seed=2)
      y = X @ A
      E = sum(y**2) / 2
      show(E, wrt=A)
      """
    let start = try Lessons.model(text)
    #expect(Self.typing(":check", start).0.notice == nil, "the values come first")
    let open = try start.pressing("8 Enter")
    let stopped = try open.pressing("Esc")
    #expect(stopped.picture.closedForm?.certificate.contains(":check") == true)
    #expect(Self.typing(":check", stopped).0.isWorking)
    let small = try Lessons.model(Lessons.matmul)
    #expect(Self.typing(":check", small).0.notice?.isWarning == true)
  }

  @Test func notesAreShownWhenTheyAreAskedFor() throws {
    let text = Lessons.byX + "step(\"jacobian\", \"Said.\", notes=\"Ask first: which are zero?\")\n"
    let model = try Lessons.model(text).pressing("n")
    #expect(!model.text(80, 24).contains("Ask first"))
    let (asked, _) = Self.typing(":notes", model)
    #expect(asked.text(80, 24).contains("Ask first: which are zero?"))
    #expect(asked.text(80, 24).contains("Notes of step 2"))
    #expect(try asked.pressing("Esc") == model)
    let (none, _) = Self.typing(":notes", try model.pressing("n"))
    #expect(none.overlay == nil)
    #expect(none.notice?.text == "the scene has no notes for this step")
  }

  /// Pasted text goes into an open line, and is no key there either; elsewhere it does nothing.
  @Test func pastedText() throws {
    let start = try Self.start().pressing("n n")
    var ignored = start
    #expect(update(&ignored, .pastedText(":q\nquit\n")) == [])
    #expect(ignored.notice?.text == "pasted text ignored; press : or e first")
    ignored.notice = nil
    #expect(ignored == start)
    var typed = try start.pressing(": x Left")
    #expect(update(&typed, .pastedText("\nstep\t3 \n")) == [])
    #expect(typed.prompt?.string == "step 3x")
    #expect(typed.prompt?.cursor == 6)
    _ = update(&typed, .pastedText(String(repeating: "a", count: 1000)))
    #expect(typed.prompt?.text.count == 200)
  }

  @Test func pasted() throws {
    var model = try Self.start()
    _ = update(&model, .pasted(count: 400))
    #expect(model.notice?.text.contains("400") == true)
  }
}
