import MatrixCalculus

/// What a Jacobian costs, in a line: `384 bytes dense, 96 bytes by its factors · …`.
struct CostWords {
  let text: String

  init(_ cost: JacobianCost, _ report: DerivationReport) {
    var pieces: [String] = []
    if cost.shared > 0 {
      let place = cost.alternatives == 2 ? "both hold" : "several conditions hold"
      pieces.append("the \(Self.number(cost.shared)) where \(place) counted once")
    }
    if let zeros = report.zerosAmongNumbers, zeros > 0 {
      let verb = zeros == 1 ? "is" : "are"
      pieces.append(
        "\(Self.number(zeros)) of these \(Self.number(cost.nonzeros)) \(verb) 0 on these numbers")
    }
    let dense = Self.bytes(cost.denseBytes)
    pieces.append(
      cost.structuredBytes < cost.denseBytes
        ? "\(dense) dense, \(Self.bytes(cost.structuredBytes)) by its factors" : dense)
    if cost.savedMultiplications > 0 {
      let dense = Self.number(cost.denseMultiplications)
      pieces.append(
        "\(Self.number(cost.savedMultiplications)) of \(dense) multiplications saved")
    }
    pieces.append(
      "\(Self.passes(cost.reversePasses, "reverse")) or \(Self.passes(cost.forwardPasses, "forward"))"
    )
    text = pieces.joined(separator: " · ")
  }

  private static func passes(_ count: Int, _ kind: String) -> String {
    "\(number(count)) \(kind) pass\(count == 1 ? "" : "es")"
  }

  private static func number(_ count: Int) -> String {
    count == .max ? "more than 9·10¹⁸" : String(count)
  }

  private static func bytes(_ count: Int) -> String { "\(number(count)) bytes" }
}
