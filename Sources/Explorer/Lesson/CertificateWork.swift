import MatrixCalculus
import TensorCore

/// How much there is to do for a certificate, so that no key waits for it unasked.
struct CertificateWork: Equatable {
  /// Multiplications, about; saturates at the greatest double.
  let multiplications: Double

  /// About a hundredth of a second.
  private static let quick = 4e6
  /// Above this the certificate takes samples.
  private static let sampled = 1e8

  init(_ derivation: Derivation) {
    let forward = derivation.links.flatMap(\.contributions).reduce(1.0) {
      $0 + Double($1.forward.multiplications) + Double($1.statement.variable.shape.count)
    }
    let whole = 8 * forward * Double(derivation.variable.shape.count)
    let outputs = derivation.links.flatMap(\.contributions).reduce(0.0) {
      $0 + Double($1.statement.variable.shape.count)
    }
    multiplications = whole <= Self.sampled ? whole : 32 * forward + 64 * outputs
  }

  var isQuick: Bool { multiplications <= Self.quick }
}
