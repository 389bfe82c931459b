/// Which closed form is told beside a certificate.
extension Derivation {
  /// A shorter closed form that holds on certified numbers, because of what is true of an input; nil where
  /// there is none, or the certificate has not passed.
  ///
  /// Cost: the inputs' entries, and both forms evaluated once.
  public func specialForm(
    of inputs: [Variable], on values: Valuation, certifiedBy certificate: Certificate
  ) -> SpecialForm? {
    guard certificate.verdict == .passed else { return nil }
    return specialForm(given: InputFact.facts(of: inputs, values), on: values)
  }

  /// The same of the Jacobian's matrix form, and so of a Hessian.
  public func specialJacobianForm(
    of inputs: [Variable], on values: Valuation, certifiedBy certificate: Certificate
  ) -> SpecialForm? {
    guard certificate.verdict == .passed, let general = jacobianForm, general.isMatrixForm else {
      return nil
    }
    return specialForm(of: general, given: InputFact.facts(of: inputs, values), on: values)
  }
}

extension SpecialForm {
  /// `where each row of T adds up to 1, as here`.
  public var words: String { "where \(facts.words), as here" }
}
