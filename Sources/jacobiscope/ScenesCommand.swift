import ArgumentParser
import Explorer
import Screen

/// Lists the scenes that ship with the program.
struct ScenesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenes",
    abstract: "List the scenes that ship with the program.",
    discussion: "In teaching order, a name and a title a line. Example: jacobiscope scenes")

  func run() throws {
    let scenes = ShippedScenes.entries.map {
      (name: SafeText($0.name), title: SafeText($0.title))
    }
    let width = scenes.map(\.name.columns).max() ?? 0
    try Destination.standardOutput.write { output in
      for scene in scenes { output.line(scene.name.padded(to: width + 2) + scene.title) }
    }
  }
}
