import TensorCore

/// Whether a claimed gradient is the gradient on the numbers at hand.
nonisolated struct ClaimVerdict {
  /// As it was typed.
  let text: String
  let isRight: Bool
  /// The first entry that differs, from zero, with what is claimed and what is true.
  let firstWrong: (coordinates: [Int], claimed: Double, actual: Double)?
  /// The claimed shape where it is not that of the variable.
  let wrongShape: Shape?

  /// Differences up to this part of the largest entry are rounding.
  private static let tolerance = 1e-9

  init(_ text: String, claimed: Tensor, gradient: Tensor?) {
    self.text = text
    guard let gradient, claimed.shape == gradient.shape else {
      isRight = false
      firstWrong = nil
      wrongShape = claimed.shape
      return
    }
    let scale = gradient.elements.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    let wrong = gradient.elements.indices.first { position in
      let (own, other) = (claimed[position: position], gradient[position: position])
      if own == other || (own.isNaN && other.isNaN) { return false }
      return !((own - other).magnitude <= Self.tolerance * max(scale, .leastNormalMagnitude))
    }
    isRight = wrong == nil
    wrongShape = nil
    firstWrong = wrong.map {
      (gradient.shape.coordinates(of: $0), claimed[position: $0], gradient[position: $0])
    }
  }
}
