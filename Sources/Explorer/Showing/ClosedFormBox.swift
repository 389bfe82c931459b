import MatrixCalculus
import TensorCore

/// What the box at the end of a link says: the short form where the numbers allow one, as `derive` prints it.
extension Model {
  /// The answer in its box; withheld where the certificate failed.
  func closedForm(at stop: Stop) -> Picture.ClosedForm? {
    guard stepNumber > 0, let lesson, lesson.step(stop).rule == .closedForm,
      certificates[stop.link.tour]?.verdict != .failed
    else { return nil }
    let certificate =
      certificates[stop.link.tour]?.words
      ?? (isWorking ? "being checked" : "not checked yet, it takes a while: :check")
    let step = lesson.step(stop)
    let derivation = lesson.derivations[stop.link.tour]
    let own = Phrase(step.equation.text(in: .unicode.counting(from: base)))
    guard stop.link.link == derivation.links.count - 1, let composed = derivation.closedForm else {
      return Picture.ClosedForm(formula: own, certificate: certificate)
    }
    // The panels tell what two links are made of; a longer chain is written out as a whole.
    let isLong = derivation.links.count > 2 && composed != derivation.links.last?.closedForm
    guard let special = specialForms[stop.link.tour] else {
      return Picture.ClosedForm(
        formula: own, whole: isLong ? own + " = " + text(composed) : nil, certificate: certificate)
    }
    let (form, name) = (text(special.form), Phrase(step.subject.name, .name) + " = ")
    return Picture.ClosedForm(
      formula: name + form, whole: isLong ? own + " = " + form : nil,
      assumption: Picture.Assumption(words: special.words, general: name + text(composed)),
      certificate: certificate)
  }

  private func text(_ form: Expression) -> Phrase {
    Phrase(ExpressionNotation.unicode.counting(from: base).text(form))
  }
}
