import ArgumentParser
import Explorer
import Glibc
import Screen
import Terminal

/// Opens the explorer on a scene.
struct ExploreCommand: ParsableCommand {
  enum Switch: String, ExpressibleByArgument, CaseIterable { case on, off }

  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Open a scene in the explorer.",
    discussion: """
      SCENE is a path, the name of a shipped scene, or - for standard input; the matrix product
      where there is none. Example: jacobiscope iris --theme light

      Should a terminal be left in disorder after the program was killed outright: type `reset`.
      """)

  @Argument(help: "A scene: a path, a shipped name, or - for standard input.")
  var scene = "matmul"
  @Option(help: "Colours: dark, light, high-contrast or mono.") var theme: Theme?
  @OptionGroup var terminal: TerminalArguments
  @Flag(help: "Play every step, and go on by itself.") var play = false
  @Option(help: "Whether anything moves by itself: on or off.") var motion: Switch?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Elements of all inputs together, at most; 67108864 unless said.", valueName: "elements"),
    transform: NumberArguments.elements)
  var limit = SceneFile.defaultElementLimit

  func run() throws {
    let file = try SceneFile.scene(scene)
    let command = self
    try MainActor.assumeIsolated {
      try TerminalRun.run(options: command.terminal.options) { capabilities in
        ExplorerProgram(
          file: file, argument: command.scene, settings: command.settings(capabilities),
          limit: command.limit)
      }
    }
  }

  private func settings(_ capabilities: TerminalCapabilities) -> Settings {
    let depth: ColorDepth =
      switch capabilities.colours {
      case .full: .palette256
      case .eight: .eight
      case .none: .mono
      }
    let environment = Self.environment("JACOBISCOPE_MOTION").flatMap(Switch.init(rawValue:))
    return Settings(
      theme: theme ?? Self.environment("JACOBISCOPE_THEME").flatMap(Theme.init(rawValue:)),
      depth: depth, isASCII: capabilities.glyphs == .ascii, motion: (motion ?? environment) != .off,
      autoplay: play ? true : nil, library: ShippedScenes.entries)
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
