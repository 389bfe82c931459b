import ArgumentParser
import Explorer
import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// Validates scenes, verifies their derivatives and fits them to a size.
struct CheckCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate scenes, verify every derivative, fit them to a size.",
    discussion: """
      Exit status 1 where a derivative fails, 3 where a scene is bad.
      A wrong claim is told and fails nothing: scenes show wrong claims on purpose.
      Example: jacobiscope check matmul iris lesson.scene --size 100x30
      """)

  @Argument(help: "Scenes: paths, shipped names, or - for standard input.")
  var scenes: [String]
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The size that every step is to fit, columns × rows from 1 to 1000; 80x24 unless said.",
      valueName: "columnsxrows"),
    transform: SizeArgument.reading)
  var size = SizeArgument(Size(columns: 80, rows: 24))
  @Option(help: "What is printed: text or json.") var format = Format.text
  @Option(
    parsing: .unconditional, help: "Seed of everything random; 1 unless said.",
    transform: NumberArguments.seed)
  var seed = 1
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Elements of all inputs together, at most; 67108864 unless said.", valueName: "elements"),
    transform: NumberArguments.elements)
  var limit = SceneFile.defaultElementLimit

  func run() throws {
    var reports: [SceneCheck] = []
    var failures: [Failure] = []
    for name in scenes {
      do {
        let scene = try SceneFile.scene(name).scene(limit: limit)
        try WorkLimit.check(scene)
        reports.append(SceneCheck(scene, name: name, size: size.size, seed: seed))
      } catch {
        failures.append(error)
      }
    }
    try Destination.standardOutput.write { output in
      switch format {
      case .text:
        let width = reports.reduce(14) { max($0, SafeText($1.name).columns) }
        for report in reports { report.write(&output, nameWidth: width) }
      case .json:
        var json = JSONWriter(output)
        json.array { json in
          for report in reports {
            json.element()
            report.write(&json)
          }
        }
        output = json.output
        output.line()
      }
    }
    if let first = failures.first {
      throw Failure(first.status, lines: failures.flatMap(\.lines))
    }
    guard reports.allSatisfy(\.isRight) else { throw Failure(.checkFailed, lines: []) }
  }
}
