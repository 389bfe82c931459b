import ArgumentParser
import Screen
import Terminal

/// The options of every command that takes the terminal.
struct TerminalArguments: ParsableArguments {
  enum Colour: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Flag(help: "Draw with ASCII characters alone.") var ascii = false
  @Flag(help: "Draw with Unicode characters whatever the locale says.") var unicode = false
  @Option(help: "Colours: auto, always or never.") var color = Colour.auto
  @Option(help: ArgumentHelp("The terminal's name, in place of TERM.", valueName: "name"))
  var term: String?

  func validate() throws {
    if ascii && unicode { throw ValidationError("--ascii and --unicode exclude each other") }
  }

  var options: TerminalOptions {
    TerminalOptions(
      name: term, glyphs: ascii ? .ascii : unicode ? .unicode : nil,
      colour: color == .always ? .always : color == .never ? .never : .automatic)
  }
}

/// Runs a program in the terminal.
@MainActor
enum TerminalRun {
  /// Opens the terminal, makes the program for what it can show, and runs it to its end.
  static func run(
    options: TerminalOptions, _ program: (TerminalCapabilities) -> some LoopProgram
  ) throws(Failure) {
    let session: TerminalSession
    do {
      session = try TerminalSession.open(options)
    } catch {
      throw Failure(.noTerminal, lines: [SafeText("jacobiscope: ") + error.sentence])
    }
    var loop = ExplorerLoop(program(session.capabilities), on: session)
    loop.run()
    for notice in session.capabilities.notices { StandardError.say(notice) }
  }
}
