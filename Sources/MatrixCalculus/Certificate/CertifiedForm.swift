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

  /// The same of another form: the Jacobian's, and so a Hessian's; nil of one that is no matrix form.
  public func specialForm(
    of general: Expression, _ inputs: [Variable], on values: Valuation,
    certifiedBy certificate: Certificate
  ) -> SpecialForm? {
    guard certificate.verdict == .passed, general.isMatrixForm else { return nil }
    return specialForm(of: general, given: InputFact.facts(of: inputs, values), on: values)
  }
}

extension Derivation {
  /// What would make the closed form shorter, were it true of the inputs: nothing is asked of their numbers.
  ///
  /// Cost: forms alone, it does not depend on extents.
  public func shorteningFacts(of inputs: [Variable]) -> [InputFact] {
    guard let closedForm else { return [] }
    let facts = inputs.flatMap(InputFact.possible)
    func reading(_ facts: [InputFact]) -> Int {
      closedForm.shortest(naming: program.assigned, given: facts).reading
    }
    let shortest = reading(facts)
    guard shortest < closedForm.reading else { return [] }
    return facts.reduce(facts) { kept, fact in
      let rest = kept.filter { $0 != fact }
      return reading(rest) == shortest ? rest : kept
    }
  }
}

extension SpecialForm {
  /// `where each row of T adds up to 1, as here`.
  public var words: String { "where \(facts.words), as here" }
}
