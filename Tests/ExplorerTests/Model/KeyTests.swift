import MatrixCalculus
import Screen
import Testing

@testable import Explorer

/// The key table and the contexts: R69 and R80, and what each key does.
@Suite struct KeyTests {
  private static let library = [
    Overlay.SceneEntry(name: "test", title: "This one"),
    Overlay.SceneEntry(name: "other", title: "Another"),
  ]

  private static func model(_ text: String = Lessons.matmul) throws -> Model {
    try Lessons.model(text, settings: Settings(library: library))
  }

  /// R80: no key twice.
  @Test func noKeyTwice() {
    let keys = KeyTable.rows.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(KeyTable.rows.map(\.action)) == Set(Action.allCases))
  }

  /// R80: every listed key does something, in one of a few places.
  @Test func everyListedKeyActs() throws {
    let start = try Self.model()
    var far = try start.pressing("n n n v v Tab Right")
    far.speed = 2
    let places = [
      try start.pressing("n"), far, try start.pressing("n n n ; ;"), try far.pressing("G w 1"),
      try start.pressing("2 0"), try start.pressing("w 1 e 7 Enter u"),
      try start.pressing("w 1 e 7 Enter"), try start.pressing("n n n v Right"),
    ]
    for row in KeyTable.rows {
      for key in row.keys {
        let acts = places.contains { place in
          var model = place
          let effects = update(&model, .key(key))
          model.notice = place.notice
          return model != place || !effects.isEmpty
        }
        #expect(acts, "\(key.name)")
      }
    }
  }

  /// R80: a key that is not listed does nothing.
  @Test func everyActingKeyIsListed() throws {
    let listed = Set(KeyTable.rows.flatMap(\.keys))
    let places = [
      try Self.model(), try Self.model().pressing("n n n ; ;"), try Self.model().pressing("P"),
    ]
    let all =
      (33...126).compactMap { Unicode.Scalar(UInt32($0)).map(Key.character) }
      + (97...122).compactMap { Unicode.Scalar(UInt32($0)).map(Key.control) }
      + (1...12).map(Key.function) + Key.named.map(\.key)
    for key in all where !listed.contains(key) {
      for place in places {
        var model = place
        #expect(update(&model, .key(key)) == [], "\(key.name)")
        model.notice = place.notice
        #expect(model == place, "\(key.name)")
      }
    }
  }

  @Test func printed() {
    let table = keyTableMarkdown()
    for row in KeyTable.rows { #expect(table.contains(row.words)) }
    let help = KeyTable.help.flatMap(\.rows)
    #expect(help.count == KeyTable.rows.count + Command.all.count + Legend.rows.count)
    #expect(
      KeyTable.bar.map { "\($0.key) \($0.words)" }
        == [
          "←↑↓→ cell", "Tab panel", "PgDn next", "PgUp back", "Space play", ": command", "? help",
          "q quit",
        ])
  }

  /// R69: Esc never quits and never changes scene or step.
  @Test(arguments: ["", "n n", "n n n Space", "?", "S", ": x", "2", "b", "P", "z", "P b"])
  func escapeNeverQuits(keys: String) throws {
    let before = try Self.model().pressing(keys)
    var model = before
    for _ in 0..<5 {
      #expect(update(&model, .key(.escape)) == [])
      #expect(model.step == before.step)
      #expect(model.sceneName == before.sceneName)
    }
    #expect(model.overlay == nil && model.prompt == nil && !model.isBlank)
  }

  /// R69: what blanks or steps unblanks without stepping.
  @Test(arguments: ["b", ".", "Esc", "PgDn", "PgUp"])
  func unblanking(key: String) throws {
    let before = try Self.model().pressing("n n b")
    #expect(before.isBlank)
    let after = try before.pressing(key)
    #expect(!after.isBlank)
    #expect(after.step == before.step)
  }

  /// R69: under the lock a clicker steps in every state, and nothing else acts.
  @Test func lock() throws {
    let locked = try Self.model().pressing("n n P")
    #expect(try locked.pressing("PgDn").step == 4)
    #expect(try locked.pressing("Space").step == 4)
    #expect(try locked.pressing("Left").step == 2)
    #expect(try locked.pressing("n T R 7 Enter").theme == locked.theme)
    var open = try Self.model().pressing("n n ?")
    open.isLocked = true
    let stepped = try open.pressing("PgDn")
    #expect(stepped.overlay == nil && stepped.step == 4)
    var model = locked
    #expect(update(&model, .key(.character("q"))) == [])
    #expect(model.notice != nil)
    #expect(update(&model, .key(.character("Q"))) == [.quit])
    #expect(try !locked.pressing("P").isLocked)
    #expect(locked.picture.status == "locked  step 3/8")
  }

  /// Without the lock an overlay scrolls and the step stays.
  @Test func overlayScrolls() throws {
    let model = try Self.model().pressing("? PgDn")
    #expect(model.step == 1)
    guard case .help(let offset) = model.overlay else {
      Issue.record("the help is closed")
      return
    }
    #expect(offset > 0)
    #expect(try model.pressing("Home").overlay == .help(offset: 0))
    #expect(try model.pressing("q").overlay == nil)
  }

  @Test func scenes() throws {
    var model = try Self.model().pressing("S Down")
    #expect(model.overlay == .scenes(selected: 1))
    #expect(update(&model, .key(.enter)) == [.openScene(name: "other")])
    var next = try Self.model()
    #expect(update(&next, .key(.character("}"))) == [.openScene(name: "other")])
    #expect(update(&next, .key(.character("{"))) == [.openScene(name: "other")])
    #expect(update(&next, .key(.control("r"))) == [.reloadScene(name: "test")])
    let scene = try Lessons.scene(Lessons.gram)
    _ = update(&next, .sceneLoaded(name: "other", scene: scene))
    #expect(next.sceneName == "other" && next.step == 1 && next.stepCount == 10)
  }

  /// A scene read again keeps step, cell and look.
  @Test func reload() throws {
    var model = try Self.model().pressing("n n n Down T")
    let before = model
    _ = update(&model, .sceneLoaded(name: "test", scene: try Lessons.scene(Lessons.matmul)))
    #expect(model.step == 4)
    #expect(model.cursor == before.cursor)
    #expect(model.theme == before.theme)
  }

  /// A scene with mistakes: the report, then the shipped scenes, and the way back.
  @Test func report() throws {
    var model = Model(
      report: ["bad.scene:1:5: no such name", "y = Q @ A", "    ^"], name: "bad.scene",
      settings: Settings(library: Self.library))
    let text = model.frame(Size(columns: 80, rows: 24)).text()
    #expect(text.contains("bad.scene:1:5: no such name"))
    for key in [Key.pageDown, .tab, .enter, .character(";"), .character("e"), .character("v")] {
      #expect(update(&model, .key(key)) == [])
    }
    #expect(model.stepCount == 0)
    model = try model.pressing("S Down")
    #expect(update(&model, .key(.enter)) == [.openScene(name: "other")])
    _ = update(&model, .sceneLoaded(name: "other", scene: try Lessons.scene(Lessons.gram)))
    #expect(model.stepCount == 10)
    _ = update(&model, .sceneFailed(name: "other", report: ["no"]))
    #expect(model.stepCount == 10, "what was open stays")
    #expect(model.overlay == .report(title: "other", lines: ["no"], offset: 0))
  }

  /// The way a look was chosen is the scene's: another one begins in blocks, the same one keeps it.
  @Test func anotherSceneBeginsInBlocks() throws {
    var model = try Self.model().pressing("n n v v v v")
    #expect(model.view == .heat)
    _ = update(&model, .sceneLoaded(name: "test", scene: try Lessons.scene(Lessons.matmul)))
    #expect(model.view == .heat)
    _ = update(&model, .sceneLoaded(name: "other", scene: try Lessons.scene(Lessons.gram)))
    #expect(model.view == .blocks)
  }

  @Test func theViewSaysWhoseItIs() throws {
    let model = try Self.model().pressing("n n")
    #expect(try model.pressing("v").notice?.text == "view: slice")
    #expect(try model.pressing("w 6 v").notice?.text == "view of ∂y/∂A: slice")
  }

  @Test func interrupt() throws {
    var model = try Self.model().pressing("n n n Space :")
    #expect(update(&model, .interrupted) == [])
    #expect(model.prompt == nil)
    #expect(update(&model, .interrupted) == [])
    #expect(model.playback?.isPlaying == false)
    #expect(update(&model, .interrupted) == [.dieByInterrupt])
  }

  @Test func panelsAndJumps() throws {
    let start = try Self.model().pressing("n n")
    let operand = try start.pressing("Tab Tab")
    #expect(operand.cursor.focus?.name == "X", "after the last panel comes the first")
    #expect(try operand.pressing("Shift-Tab").cursor.focus?.name == "∂E/∂A")
    #expect(try start.pressing("w 3").cursor.focus?.name == "y")
    #expect(try start.pressing("w 9").notice?.isWarning == true)
    let back = try start.pressing("g Backspace")
    #expect(back.frame(Size(columns: 100, rows: 30)) == start.frame(Size(columns: 100, rows: 30)))
  }

  @Test func slices() throws {
    let model = try Self.model().pressing("n n v")
    #expect(model.view == .slice)
    let panel = try #require(model.picture.panels.first { $0.place == .main })
    #expect(panel.fixed == [0: 0, 1: 1])
    let next = try model.pressing("]").picture.panels.first { $0.place == .main }
    #expect(next?.fixed == [0: 1, 1: 0])
    let matrix = try model.pressing("v").picture.panels.first { $0.place == .main }
    #expect(matrix?.rows == [0, 1] && matrix?.columns == [2, 3])
  }
}
