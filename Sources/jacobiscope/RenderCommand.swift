import ArgumentParser
import Explorer
import Export
import Screen

/// Prints frames of the explorer without a terminal.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print a frame without a terminal.",
    discussion: """
      What is printed is, cell by cell, what the explorer shows after the same keys at the same size.
      The walk begins at --step, then --keys are pressed there, then --at plays the step that they led to.
      Examples:
        jacobiscope render matmul --step 3 --size 100x30
        jacobiscope render matmul --step 3 --keys 'Down Down' --format ansi
        jacobiscope render matmul --keys 'n n n Space wait:0.5'
      """)

  @Argument(help: "A scene: a path, a shipped name, or - for standard input.")
  var scene: String
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Columns × rows, each from 1 to 1000; 100x30 unless said.", valueName: "columnsxrows"),
    transform: SizeArgument.reading)
  var size = SizeArgument(Size(columns: 100, rows: 30))
  @Option(
    parsing: .unconditional,
    help: "The step to begin at, from 1; 0 is the overview. Complete, unless --at says when.",
    transform: NumberArguments.step)
  var step: Int?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The time into the step's animation, from 0 to 3600.", valueName: "seconds"),
    transform: NumberArguments.seconds)
  var at: Double?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Keys pressed at that step, by the names of the help overlay; wait:0.5 lets time pass, resize:80x24 resizes.",
      valueName: "keys"))
  var keys = ""
  @Option(help: "text, or ansi with colours.") var format = FrameFormat.text
  @Option(help: "Colours: dark, light, high-contrast or mono.") var theme: Theme?
  @Flag(help: "Draw with ASCII characters alone.") var ascii = false
  @Option(help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"))
  var output: String?
  @Flag(help: "Write over a file that exists.") var force = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Elements of all inputs together, at most; 67108864 unless said.", valueName: "elements"),
    transform: NumberArguments.elements)
  var limit = SceneFile.defaultElementLimit

  func run() throws {
    let script = try KeyScript(keys)
    let scene = try SceneFile.scene(self.scene).scene(limit: limit)
    let settings = Settings(
      theme: theme, isASCII: ascii, autoplay: false, library: ShippedScenes.entries)
    var walk = Walk(
      model: Model(scene: scene, name: self.scene, settings: settings), size: size.size)
    if let step {
      let count = walk.model.stepCount
      guard step >= 0, step <= count else {
        throw Failure.arguments(
          "--step \(step): the scene has steps 1 to \(count), and 0, the overview")
      }
      walk.go(to: step)
    }
    for action in script.actions { try walk.take(action) }
    if let at { walk.play(until: at) }
    let document = format.document(of: walk.frame, glyphs: ascii ? .ascii : .unicode)
    try Destination(output, mayReplace: force).write { $0.bytes(document.utf8) }
  }
}

extension FrameFormat: ExpressibleByArgument {}

/// What `--keys` says is to be done, in order.
struct KeyScript {
  enum Action: Equatable {
    case key(Key)
    case wait(Double)
    case resize(Size)
  }

  let actions: [Action]

  init(_ text: String) throws(Failure) {
    var actions: [Action] = []
    for word in text.split(separator: " ") { actions.append(try Self.action(String(word))) }
    self.actions = actions
  }

  private static func action(_ word: String) throws(Failure) -> Action {
    if word.hasPrefix("wait:") {
      guard let seconds = NumberArguments.plain(String(word.dropFirst(5))), seconds <= 3600 else {
        throw .arguments("--keys: \(word): a time is from 0 to 3600 seconds, such as wait:0.5")
      }
      return .wait(seconds)
    }
    if word.hasPrefix("resize:") {
      guard let argument = SizeArgument(argument: String(word.dropFirst(7))) else {
        throw .arguments("--keys: \(word): \(SizeArgument.range), such as resize:80x24")
      }
      return .resize(argument.size)
    }
    guard let key = Key(name: word) else {
      let names = Key.named.map(\.name).joined(separator: " ")
      throw .arguments(
        "--keys: no key is called \(word); keys are single characters, \(names) Space, Ctrl-A to "
          + "Ctrl-Z, F1 to F12")
    }
    return .key(key)
  }
}

extension Walk {
  fileprivate mutating func take(_ action: KeyScript.Action) throws(Failure) {
    switch action {
    case .key(let key): for effect in press(key) { try perform(effect) }
    case .wait(let seconds): pass(seconds)
    case .resize(let size): resize(size)
    }
  }

  /// Opens another scene; nothing else that a key asks for leaves a mark on a frame.
  private mutating func perform(_ effect: Effect) throws(Failure) {
    guard case .openScene(let name) = effect else { return }
    switch try SceneFile.scene(name).loaded() {
    case .success(let scene): take(.sceneLoaded(name: name, scene: scene))
    case .failure(let report):
      take(.sceneFailed(name: name, report: report.lines.map(\.string)))
    }
  }
}
