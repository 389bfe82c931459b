/// A certificate in plain words, for people in the room.
extension Certificate {
  /// `three routes agree to 14 digits`, or what stands against it.
  public var words: String {
    switch verdict {
    case .passed:
      // What the routes that share nothing say of each other: the differences are among them.
      let digits = digits(of: checks.compactMap(\.maxRelativeError).max() ?? 0)
      let hasClosedForm = checks.contains { $0.name == "closed form = contraction" }
      let agreement =
        "\(hasClosedForm ? "three" : "two") routes agree to \(counted(digits, "digit"))"
      let left = judged.compactMap(\.reason).first.map { "; \($0)" } ?? ""
      return scope.isEmpty ? agreement + left : "\(agreement); certified on \(scope)\(left)"
    case .failed:
      let failed = checks.first { $0.verdict == .failed }
      return "the routes disagree: \(failed?.title ?? "a check") fails"
    case .undecidable:
      let reason = judged.first { $0.verdict == .undecidable }?.reason ?? ""
      return "not decidable on these numbers: \(reason)"
    }
  }

  /// The decimal digits that two numbers share whose relative difference is `error`.
  private func digits(of error: Double) -> Int {
    var digits = 0
    var bound = 1.0
    while digits < 15, error < bound / 10 {
      digits += 1
      bound /= 10
    }
    return digits
  }
}
