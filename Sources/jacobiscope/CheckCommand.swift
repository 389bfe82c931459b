import ArgumentParser
import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// Verifies every derivative of scenes by routes that share no rule.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate scenes and verify every derivative three ways.",
    discussion: """
      Exit status 1 where a derivative fails, 3 where a scene has mistakes.
      Example: jacobiscope check matmul iris
      """)

  @Argument(help: "Paths, shipped scenes, or - for standard input.") var scenes: [String]

  func run() throws {
    var worst = ExitStatus.fine
    var output = Output(descriptor: Output.standardOutput)
    for name in scenes {
      do throws(Failure) {
        let scene = try OpenedScene.open(name).read()
        if !check(scene, named: name, &output), worst == .fine { worst = .checkFailed }
      } catch {
        StandardError.print(error.lines)
        worst = error.status
      }
    }
    if let error = output.finish() {
      throw Failure(.internalError, "cannot write: \(systemError(error))")
    }
    guard worst == .fine else { throw Failure(worst, lines: []) }
  }

  /// A line a derivative, a line a claim; whether none failed.
  private func check(_ scene: Scene, named name: String, _ output: inout Output) -> Bool {
    var holds = true
    for tour in scene.tours {
      let derivation = Derivation.deriving(tour.output, by: tour.variable, in: scene.program)
      var values = Valuation(derivation.program, inputs: scene.inputs)
      values.setGradients(of: derivation, upstream: DerivationUpstream.seeded(derivation))
      let certificate = Certificate.certifying(derivation, values)
      output.line(SafeText(line(name, tour, derivation, certificate)))
      if certificate.verdict == .failed { holds = false }
    }
    return holds
  }

  private func line(
    _ name: String, _ tour: Tour, _ derivation: Derivation, _ certificate: Certificate
  ) -> String {
    let title = "\(name)  ∂\(tour.output.name)/∂\(tour.variable.name)"
    let pattern = derivation.jacobian.map(SparsityPattern.init)
    let counts =
      pattern.map { "\($0.entryCount) entries, \($0.nonzeroCount) nonzero" } ?? "long Jacobian"
    let errors = certificate.checks.compactMap(\.maxRelativeError)
    let error = NumberColumn.printed("%.1e", errors.max() ?? 0)
    switch certificate.verdict {
    case .passed: return "\(title)  \(counts)  differs by \(error)  ok"
    case .undecidable: return "\(title)  \(counts)  undecidable: \(certificate.words)"
    case .failed:
      let failed = certificate.checks.first { $0.verdict == .failed }
      let place = failed?.worst.map { worst in
        "at [\(worst.coordinates.map { String($0 + 1) }.joined(separator: ","))]: "
          + "\(worst.first) and \(worst.second)"
      }
      return
        "\(title)  \(counts)  differs by \(error)  FAILED  \(failed?.name ?? "") \(place ?? "")"
    }
  }
}

/// ∂E/∂output where nothing was said of it: seeded standard normal numbers.
enum DerivationUpstream {
  static func seeded(_ derivation: Derivation, seed: UInt64 = 1) -> Tensor? {
    derivation.upstream.map { Tensor.normal($0.shape, RandomNumbers(seed: seed)) }
  }
}
