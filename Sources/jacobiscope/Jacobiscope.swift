import ArgumentParser
import Glibc
import Screen
import Terminal

/// The program: the arguments are read, a command runs, a status is left.
@main
struct Jacobiscope {
  static func main() {
    MainActor.assumeIsolated { TerminalSession.takeDefaultSignals() }
    Output.fillClosedStreams()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    do {
      var command = try RootCommand.parseAsRoot(arguments)
      try command.run()
      return .fine
    } catch let failure as Failure {
      StandardError.print(failure.lines)
      return failure.status
    } catch {
      return refused(error)
    }
  }

  /// Help goes to standard output; what the argument library refuses, to standard error.
  private static func refused(_ error: any Error) -> ExitStatus {
    let message = RootCommand.fullMessage(for: error, columns: 80)
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map {
      SafeText(String($0))
    }
    guard RootCommand.exitCode(for: error) == .success else {
      StandardError.print(lines)
      return .wrongArguments
    }
    do {
      try Destination.standardOutput.write { output in
        for line in lines { output.line(line) }
      }
      return .fine
    } catch {
      StandardError.print(error.lines)
      return error.status
    }
  }
}

/// All commands, and what is said of the program as a whole.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jacobiscope",
    abstract: "Look at derivatives of matrix expressions.",
    discussion: """
      Without a command the explorer opens, on the matrix product or on a scene: jacobiscope matmul, jacobiscope lesson.scene.

      Exit status: 0 fine, 1 a derivative or a check failed, 2 wrong arguments, 3 bad scene or formula, 4 no usable terminal, 74 the result could not be written, 70 our own fault.
      """,
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, DeriveCommand.self, CheckCommand.self, RenderCommand.self,
      ScenesCommand.self, NewCommand.self, KeytestCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)
}
