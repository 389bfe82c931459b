/// The letters that formulas use for matrices of their own, where a program has them as names.
///
/// I is the identity matrix and K(m,n) the commutation matrix as books write them; beside an input I the
/// identity is Id, beside a K the commutation matrix is C(m,n).
extension ExpressionNotation {
  /// The notation for a program of these names: none of them means anything else in it.
  public func avoiding(_ names: some Sequence<String>) -> ExpressionNotation {
    let taken = Set(names)
    func free(_ symbols: [String], or last: String) -> String {
      symbols.first { !taken.contains($0) } ?? last
    }
    var notation = self
    // A prime is no letter of the language, so that no program has the last one.
    notation.identityName = free(["I", "Id"], or: "I'")
    notation.commutationName = free(["K", "C", "P"], or: "K'")
    return notation
  }

  /// `K(m,n)·vec(A) = vec(Aᵀ)`: what a commutation matrix does.
  public var commutationEquation: String { "\(commutationName)(m,n)·vec(A) = vec(Aᵀ)" }

  /// What K(m,n) is, and the letter it has in books where that is another one here.
  public var commutationWords: String {
    let usual = commutationName == "K" ? "" : ", K(m,n) in books"
    return "\(commutationEquation) for A of m×n: the commutation matrix\(usual)"
  }

  /// A symbol's name: upright in LaTeX where it has several letters.
  func letter(_ symbol: String) -> String {
    isLaTeX && symbol.count > 1 ? "\\mathrm{\(symbol)}" : symbol
  }
}
