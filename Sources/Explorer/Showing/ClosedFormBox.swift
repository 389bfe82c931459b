import MatrixCalculus
import TensorCore

/// What the box at the end of a link says: the short form where the numbers allow one, as `derive` prints it.
extension Model {
  /// The answer in its box; withheld where the certificate failed.
  func closedForm(at stop: Stop) -> Picture.ClosedForm? {
    guard stepNumber > 0, let lesson, lesson.step(stop).rule == .closedForm,
      certificates[stop.link.tour]?.verdict != .failed
    else { return nil }
    let certificate = certificateWords(ofTour: stop.link.tour)
    let step = lesson.step(stop)
    let derivation = lesson.derivations[stop.link.tour]
    let link = Phrase(step.equation.text(in: .unicode.counting(from: base)))
    guard stop.link.link == derivation.links.count - 1, let general = derivation.boxedForm else {
      return Picture.ClosedForm(formula: link, certificate: certificate)
    }
    let special = specialForms[stop.link.tour]
    let name = Phrase(step.subject.name, .name) + " = "
    let form = text(special?.form ?? general)
    // What `derive` says, behind what the last link ends in: ∂E/∂A = Xᵀ·∂E/∂y = Xᵀ·(y − T).
    let isLonger = derivation.links.last?.closedForm != general
    let assumption = special.map {
      Picture.Assumption(words: $0.words, general: name + text(general))
    }
    return Picture.ClosedForm(
      formula: name + form, whole: isLonger ? link + " = " + form : nil,
      link: isLonger ? link : nil, assumption: assumption, certificate: certificate)
  }

  /// `three routes agree to 12 digits`, and what was not looked for among very many numbers.
  private func certificateWords(ofTour tour: Int) -> String {
    guard let certificate = certificates[tour] else {
      return isWorking ? "being checked" : "not checked yet, it takes a while: :check"
    }
    guard let facts = unsoughtFacts[tour], !facts.isEmpty else { return certificate.words }
    return "\(certificate.words); it is shorter where \(facts.words): not looked for"
  }

  private func text(_ form: Expression) -> Phrase {
    Phrase(ExpressionNotation.unicode.counting(from: base).text(form))
  }
}

extension Derivation {
  /// What a tour ends in, in terms of inputs and assigned names: the gradient, of a Hessian's tour ∂²E/∂x²;
  /// nil where it has no matrix form.
  var boxedForm: Expression? {
    if let closedForm { return namingRest(in: closedForm) }
    guard let last = links.last, last.endsInJacobian else { return nil }
    return last.closedForm
  }

  /// The form with ∂E/∂y in the place of its numbers, where they are all that is known of a network.
  private func namingRest(in form: Expression) -> Expression {
    links.reduce(form) { form, link in
      guard let numbers = link.closedForm, case .literal = numbers else { return form }
      return form.replacing { $0 == numbers ? .variable(link.gradient) : nil }
    }
  }
}
