import TensorCore

/// Neighbouring axes that are only ever read together, as one axis: x[k,l] where all reads are r = 4·k + l.
enum Fusion {
  /// The term with two or more neighbouring axes as one, and the axes that are left; nil where there are none.
  static func fused(
    _ term: Term<Expression>, _ free: [Index]
  ) -> (term: Term<Expression>, axes: [Index])? {
    let forms = term.factors.flatMap(\.subscripts) + term.deltas.flatMap { [$0.left, $0.right] }
    for form in forms where form.terms.count > 1 {
      guard let digits = form.digits, let start = free.firstIndex(of: digits[0]),
        Array(free[start...].prefix(digits.count)) == digits,
        term.deltas.isEmpty,
        forms.allSatisfy({ other in
          other.terms == form.terms || !other.terms.contains { digits.contains($0.index) }
        })
      else { continue }
      let known = free + term.bound + forms.flatMap(\.indices)
      let whole = Index(
        id: known.reduce(0) { max($0, $1.id) } + 1,
        extent: digits.reduce(1) { $0 * $1.extent }, letter: digits[0].letter)
      var fused = term
      fused.factors = term.factors.map { factor in
        Factor(
          factor.label,
          factor.subscripts.map { own in
            own.terms == form.terms ? IndexForm(whole) + IndexForm(constant: own.constant) : own
          })
      }
      var axes = free
      axes.replaceSubrange(start..<(start + digits.count), with: [whole])
      return (fused, axes)
    }
    return nil
  }
}
