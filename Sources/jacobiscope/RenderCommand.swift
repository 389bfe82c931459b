import ArgumentParser
import Explorer
import Export
import Scenes
import Screen

/// Prints a frame without a terminal: cell by cell the one that the explorer shows.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print a frame without a terminal.",
    discussion: """
      A step without --at is complete; with --at it has been played for so many seconds.
      Example: jacobiscope render matmul --keys 'Down Down Tab n n Space wait:1' --size 100x30
      """)

  @Argument(help: "A path, a shipped scene, or - for standard input.") var scene = "matmul"
  @Option(help: ArgumentHelp("Columns and rows.", valueName: "100x30")) var size = "100x30"
  @Option(help: "The step to show; 0 is the overview.") var step: Int?
  @Option(help: ArgumentHelp("Seconds into the step's animation.", valueName: "seconds"))
  var at: Double?
  @Option(help: "Keys pressed first, separated by blanks; wait:0.5 and resize:80x24 as well.")
  var keys = ""
  @Option(help: "text or ansi.") var format = FrameFormat.text
  @Option(help: "dark, light, high-contrast or mono.") var theme: Theme?
  @Flag(help: "Draw with ASCII characters alone.") var ascii = false
  @Option(help: ArgumentHelp("Where to write, in place of standard output.", valueName: "file"))
  var output: String?
  @Flag(help: "Write over an existing file.") var force = false

  func run() throws {
    var size = try Self.size(size, "--size")
    var model = try OpenedScene.open(scene).read(
      into: Settings(theme: theme, isASCII: ascii, library: OpenedScene.library))
    send(.resized(size), to: &model)
    if let step { try go(to: step, &model) }
    for word in keys.split(separator: " ") { try press(String(word), &model, &size) }
    if let at {
      guard at >= 0, at <= 3600 else { throw Failure.arguments("--at is from 0 to 3600 seconds") }
      send(.key(.character("r")), to: &model)
      pass(at, &model)
    }
    let glyphs: GlyphSet = ascii ? .ascii : .unicode
    let document = format.document(of: model.frame(size), glyphs: glyphs)
    try Destination(output, mayReplace: force).write { $0.bytes(document.utf8) }
  }

  private func go(to step: Int, _ model: inout Model) throws {
    guard step >= 0, step <= model.stepCount else {
      throw Failure.arguments("--step \(step): the scene has steps 1 to \(model.stepCount), and 0")
    }
    for digit in String(step).unicodeScalars { send(.key(.character(digit)), to: &model) }
    send(.key(.enter), to: &model)
  }

  private func press(_ word: String, _ model: inout Model, _ size: inout Size) throws {
    if word.hasPrefix("wait:"), let seconds = Double(word.dropFirst(5)),
      (0...3600).contains(seconds)
    {
      return pass(seconds, &model)
    }
    if word.hasPrefix("resize:") {
      size = try Self.size(String(word.dropFirst(7)), "resize")
      return send(.resized(size), to: &model)
    }
    guard let key = Key(name: word) else {
      throw Failure.arguments("--keys: there is no key \(word)")
    }
    send(.key(key), to: &model)
  }

  /// Time as the loop gives it: thirty times a second.
  private func pass(_ seconds: Double, _ model: inout Model) {
    var left = seconds
    while left > 0 {
      send(.elapsed(min(left, 1.0 / 30)), to: &model)
      left -= 1.0 / 30
    }
  }

  private func send(_ message: Message, to model: inout Model) {
    for effect in Explorer.update(&model, message) {
      if case .openScene(let name) = effect { send(OpenedScene.answer(to: name), to: &model) }
      if case .reloadScene(let name) = effect { send(OpenedScene.answer(to: name), to: &model) }
    }
  }

  /// `100x30`.
  static func size(_ text: String, _ option: String) throws(Failure) -> Size {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (0...1000).contains(columns), (0...1000).contains(rows)
    else {
      throw .arguments("\(option) \(text): columns and rows, such as 100x30, at most 1000x1000")
    }
    return Size(columns: columns, rows: rows)
  }
}

extension FrameFormat: ExpressibleByArgument {}

extension OpenedScene {
  /// The model of a scene without mistakes.
  fileprivate func read(into settings: Settings) throws(Failure) -> Model {
    _ = try read()
    return model(settings)
  }
}
