import ArgumentParser
import Explorer
import Glibc
import Scenes
import Screen
import Terminal

extension Theme: ExpressibleByArgument {}

/// Opens the explorer; what happens where no command is named.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Open a scene and walk through it with the arrow keys.",
    discussion: """
      SCENE is a path, the name of a shipped scene, or - for standard input.
      Example: jacobiscope explore matmul --theme light
      """)

  enum Motion: String, ExpressibleByArgument, CaseIterable { case on, off }

  @Argument(help: "A path, a shipped scene, or - for standard input.") var scene = "matmul"
  @Option(help: "dark, light, high-contrast or mono.") var theme: Theme?
  @Flag(help: "Play every step when it is entered.") var play = false
  @Option(help: "Whether anything moves by itself: on or off.") var motion: Motion?
  @Option(help: ArgumentHelp("Elements that all inputs may have.", valueName: "elements"))
  var limit = 1 << 26
  @OptionGroup var terminal: TerminalArguments

  func run() throws {
    let opened = try OpenedScene.open(scene, limit: limit)
    let options = terminal.options
    let settings = self.settings
    try MainActor.assumeIsolated {
      try TerminalRun.run(options: options) { capabilities in
        var settings = settings
        settings.isASCII = capabilities.glyphs == .ascii
        settings.depth =
          switch capabilities.colours {
          case .full: .palette256
          case .eight: .eight
          case .none: .mono
          }
        return ExplorerProgram(opened.model(settings))
      }
    }
  }

  private var settings: Settings {
    let chosen = getenv("JACOBISCOPE_THEME").flatMap { Theme(rawValue: String(cString: $0)) }
    let moves =
      motion ?? getenv("JACOBISCOPE_MOTION").flatMap { Motion(rawValue: String(cString: $0)) }
    return Settings(
      theme: theme ?? chosen, motion: moves != .off, autoplay: play ? true : nil,
      library: OpenedScene.library)
  }
}

/// The explorer as the loop runs it: messages in, effects carried out, frames out.
@MainActor
struct ExplorerProgram: LoopProgram {
  private var model: Model
  private(set) var isFinished = false

  init(_ model: Model) { self.model = model }

  var wantsTick: Duration? { model.needsTime ? .milliseconds(33) : nil }
  var takesText: Bool { model.isTyping }

  mutating func update(_ event: LoopEvent) {
    switch event {
    case .key(let key): send(.key(key))
    case .resized(let size): send(.resized(size))
    case .elapsed(let time):
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
      send(.elapsed(seconds))
    case .interrupted: send(.interrupted)
    case .pasted(let count): send(.pasted(count: count))
    }
  }

  func frame(_ size: Size) -> Grid { model.frame(size) }

  private mutating func send(_ message: Message) {
    for effect in Explorer.update(&model, message) {
      switch effect {
      case .quit, .dieByInterrupt: isFinished = true
      case .openScene(let name), .reloadScene(let name): send(OpenedScene.answer(to: name))
      case .suspend: raise(SIGTSTP)
      case .redraw: break
      }
    }
  }
}
