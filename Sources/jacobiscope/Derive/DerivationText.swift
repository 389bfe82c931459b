import MatrixCalculus
import Screen
import TensorCore

/// A derivative as text: the derivation a step a line, the Jacobian, the gradient, the certificate.
struct DerivationText {
  let report: DerivationReport
  /// The gradient derived once more, where that was asked for.
  let second: DerivationReport?
  /// Whether the second derivative was asked for.
  let asksForHessian: Bool
  let layout: JacobianLayout

  /// Jacobians with more entries are not printed.
  static let entryLimit = 400
  /// What stands for a formula that divides by 0 where the derivative does not.
  static let noNumPy = "no NumPy text of it has a value where a matrix has no inverse"

  private var derivation: Derivation { report.derivation }

  func write(_ output: inout Output) {
    program(&output)
    for (number, link) in derivation.links.enumerated() {
      output.line()
      steps(of: link, isLast: number == derivation.links.count - 1, &output)
    }
    output.line()
    jacobian(of: nil, &output)
    output.line()
    gradient(&output)
    output.line()
    certificate(&output)
    if let second {
      output.line()
      let hessian = DerivationText(
        report: second, second: nil, asksForHessian: false, layout: layout)
      hessian.jacobian(of: report.output, &output)
      output.line()
      hessian.certificate(&output)
    } else if asksForHessian {
      output.line()
      output.line(SafeText("no Hessian: \(report.reasonForNoHessian)"))
    }
    claim(&output)
  }

  private func program(_ output: inout Output) {
    for statement in report.program.statements {
      output.line(SafeText(DerivationJSON.text(of: statement)))
    }
    for statement in report.named {
      output.line(SafeText("with \(DerivationJSON.text(of: statement))"))
    }
    let variables = report.variables
    output.line(SafeText(variables.map { "\($0.name) \($0.shape)" }.joined(separator: ", ")))
  }

  /// A heading, then rule, formula, words and multiplications of each step.
  private func steps(of link: Link, isLast: Bool, _ output: inout Output) {
    let from = link.contributions.compactMap(\.upstream?.name)
    let origin = from.isEmpty ? "" : ", from " + from.joined(separator: " and ")
    output.line(SafeText("\(link.gradient.name)\(origin)"))
    let formulas = link.steps.map {
      SafeText($0.equation.text(in: .unicode.counting(from: 1)).text)
    }
    let width = min(72, formulas.map(\.columns).max() ?? 0)
    for (number, (step, formula)) in zip(link.steps, formulas).enumerated() {
      let head = SafeText(" \(number + 1)").padded(to: 3, onLeft: true) + " "
      let rule = SafeText(step.rule.rawValue).padded(to: 13)
      var line =
        head + rule + formula.padded(to: max(width, formula.columns) + 2)
        + SafeText(step.words)
      if let count = step.multiplications { line.append(SafeText(" (\(StepCost.words(count)))")) }
      output.line(line)
    }
  }

  /// The Jacobian, of a gradient the Hessian of its scalar.
  private func jacobian(of scalar: Variable?, _ output: inout Output) {
    let shape = report.output.shape.appending(report.variable.shape)
    guard let laidOut = LaidOutJacobian(report, layout, hessianOf: scalar),
      let pattern = derivation.pattern, let entries = report.jacobianEntries()
    else {
      let name = Variable.jacobian(of: report.output, by: report.variable).name
      output.line(
        SafeText("\(name) \(shape) is a product of too many sums to be written"))
      return
    }
    let name = laidOut.title().text
    let structure = report.structureText(layout).map { " · \($0)" } ?? ""
    let counts = DerivationReport.counts(pattern)
    output.line(SafeText("\(name) \(laidOut.titledShape) · \(counts)\(structure)"))
    if let cost = report.cost { output.line(SafeText(CostWords(cost, report).text)) }
    output.line(SafeText(laidOut.entries().text))
    if let kronecker = laidOut.kronecker() { output.line(SafeText(kronecker.text)) }
    for remark in laidOut.remarks { output.line(SafeText(remark)) }
    // The gradient of a scalar is its Jacobian, which is printed once.
    guard !laidOut.isGradient else { return }
    if let (form, special) = laidOut.forms() { closedForm(form, special, of: name, &output) }
    guard pattern.entryCount <= Self.entryLimit else {
      return output.line(SafeText("more than \(Self.entryLimit) entries, not printed"))
    }
    let table = JacobianTable(
      jacobian: laidOut.jacobian, entries: entries, outputRank: report.output.shape.rank,
      layout: layout)
    for line in table.lines { output.line(line) }
  }

  private func gradient(_ output: inout Output) {
    let name = report.gradientName
    if let upstream = derivation.upstream, let values = report.values[upstream] {
      output.line(SafeText("\(upstream.name) \(upstream.shape)"))
      for line in TensorText(values).lines { output.line(line) }
      output.line()
    }
    output.line(SafeText("\(name.name) \(name.shape)"))
    guard let values = report.gradient else { return }
    for line in TensorText(values).lines { output.line(line) }
    output.line()
    if let form = report.closedForm {
      closedForm(form, report.specialForm, of: name.name, &output)
    } else {
      output.line(SafeText(report.noClosedForm))
    }
  }

  private func closedForm(
    _ form: Expression, _ special: SpecialForm?, of name: String, _ output: inout Output
  ) {
    formula(form, of: name, &output)
    if let special {
      let text = ExpressionNotation.unicode.counting(from: 1).text(special.form).text
      output.line(SafeText("\(name) = \(text)   \(special.words)"))
    }
    numPy(form, &output)
  }

  private func formula(_ form: Expression, of name: String, _ output: inout Output) {
    output.line(
      SafeText("\(name) = \(ExpressionNotation.unicode.counting(from: 1).text(form).text)"))
    guard let words = report.values.reading(of: form, in: .unicode) else { return }
    output.line(SafeText(words))
  }

  private func numPy(_ form: Expression, _ output: inout Output) {
    output.line(
      SafeText(
        report.values.hasNumPyText(form)
          ? "NumPy: \(report.values.numPyText(form).text)" : Self.noNumPy))
    guard !form.isMatrixForm else { return }
    let rank = form.shape.rank
    output.line(
      SafeText(
        (rank > 2 ? "an array of \(rank) axes is no matrix" : "no matrix form is known")
          + ": this is the shortest einsum"))
  }

  private func certificate(_ output: inout Output) {
    let certificate = report.certificate
    output.line(SafeText("certificate: \(certificate.words)"))
    let names = certificate.checks.map { SafeText($0.title) }
    let width = names.map(\.columns).max() ?? 0
    for (check, name) in zip(certificate.checks, names) {
      output.line(" " + name.padded(to: width + 2) + SafeText(check.sentence))
      if check.verdict == .failed, let worst = check.worst {
        let place = worst.coordinates.map { String($0 + 1) }.joined(separator: ",")
        output.line(
          SafeText("   worst at [\(place)]: \(worst.first) against \(worst.second)"))
      }
    }
  }

  private func claim(_ output: inout Output) {
    guard let sentence = report.claimSentence else { return }
    output.line()
    output.line(SafeText(sentence))
  }
}

extension DerivationReport {
  /// Why no closed form is shown, where none is.
  var noClosedForm: String {
    derivation.closedForm == nil
      ? "\(gradientName.name) has no matrix form; it stays a sum over indices"
      : "the closed form is withheld: the certificate failed"
  }

  /// `claim X.T @ dE_dy: right`.
  var claimSentence: String? {
    guard let (text, verdict) = claim else { return nil }
    let words = verdict.words(
      on: .gradient, of: derivation, countingFrom: 1, NumberColumn.exact)
    return "claim \(text): \(words)"
  }
}

extension Certificate.Check {
  /// `ok  differs by 5.1e-13, allowed 1.0e-06`.
  var sentence: String {
    let error =
      maxRelativeError.map {
        "differs by \(NumberColumn.rough($0)), allowed \(NumberColumn.rough(tolerance))"
      }
      ?? "not compared"
    return "\(verdict.word)  \(error)\(reason.map { ": \($0)" } ?? "")"
  }
}

extension Certificate.Verdict {
  var word: String {
    switch self {
    case .passed: "ok"
    case .failed: "FAILED"
    case .undecidable: "undecidable"
    }
  }
}
