import MatrixCalculus
import Scenes

/// How much the commands that print compute at most: more than that nobody waits for.
enum WorkLimit {
  /// Multiplications of one derivative, its certificate included: about an hour.
  private static let multiplications = 1e13

  /// Refuses a derivative that takes more, before a number of it is computed.
  static func check(_ derivation: Derivation, _ status: ExitStatus) throws(Failure) {
    let cost = Certification.cost(of: derivation)
    guard cost > multiplications else { return }
    throw Failure(
      status,
      "∂\(derivation.scalar)/∂\(derivation.variable.name) takes about \(rough(cost)) multiplications "
        + "with its certificate, more than the limit of \(rough(multiplications)); the explorer "
        + "opens such a scene and computes what it can")
  }

  static func check(_ scene: Scene) throws(Failure) {
    for tour in scene.tours {
      for derivation in tour.derivations(in: scene.program)?.certified ?? [] {
        try check(derivation, .badScene)
      }
    }
  }

  /// `2e13`.
  private static func rough(_ number: Double) -> String { NumberColumn.rough(number) }
}
