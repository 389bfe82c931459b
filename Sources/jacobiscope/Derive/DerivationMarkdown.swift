import MatrixCalculus
import Screen
import TensorCore

/// A derivation as a document in Markdown, as GitHub reads it: formulas between dollar signs, numbers in
/// fences.
struct DerivationMarkdown {
  let report: DerivationReport
  /// The gradient derived once more, where that was asked for.
  let second: DerivationReport?
  let layout: JacobianLayout

  private var derivation: Derivation { report.derivation }

  func write(_ output: inout Output) {
    line("# \(Self.escaped(report.gradientName.name))", &output)
    fence(
      "python", report.program.statements.map { SafeText(DerivationJSON.text(of: $0)) }, &output)
    if !report.named.isEmpty {
      paragraph("with", &output)
      fence("python", report.named.map { SafeText(DerivationJSON.text(of: $0)) }, &output)
    }
    paragraph(report.variables.map { "\(math($0)) \($0.shape)" }.joined(separator: ", "), &output)
    for link in derivation.links { steps(of: link, &output) }
    jacobian(report, of: nil, &output)
    gradient(&output)
    certificate(report.certificate, &output)
    if let second {
      jacobian(second, of: report.output, &output)
      certificate(second.certificate, &output)
    }
    if let claim = report.claimSentence { paragraph(Self.escaped(claim), &output) }
  }

  private func steps(of link: Link, _ output: inout Output) {
    let from = link.contributions.compactMap { $0.upstream.map(math) }
    let origin = from.isEmpty ? "" : ", from " + from.joined(separator: " and ")
    paragraph("## \(math(link.gradient))\(origin)", &output)
    for (number, step) in link.steps.enumerated() {
      let count = step.multiplications.map { " (\(StepCost.words($0)))" } ?? ""
      let words = Self.escaped(step.words) + count
      paragraph("\(number + 1). **\(step.rule.rawValue)**: \(words)", &output)
      line("   $\(step.equation.text(in: .latex.counting(from: 1)).text)$", &output)
    }
  }

  /// The Jacobian, of a gradient the Hessian of its scalar.
  private func jacobian(
    _ report: DerivationReport, of scalar: Variable?, _ output: inout Output
  ) {
    guard let laidOut = LaidOutJacobian(report, layout, hessianOf: scalar),
      let pattern = report.derivation.pattern, let entries = report.jacobianEntries()
    else { return }
    let name = laidOut.title(in: .latex).text
    paragraph("## $\(name)$", &output)
    let structure = report.structureText(layout).map { ", \($0)" } ?? ""
    let count = "\(pattern.nonzeroCount) of \(pattern.entryCount) entries not struck out"
    line(Self.escaped("\(laidOut.titledShape), \(count)\(structure)"), &output)
    formula(laidOut.entries(in: .latex).text, &output)
    if let kronecker = laidOut.kronecker(in: .latex) { formula(kronecker.text, &output) }
    for remark in laidOut.remarks { paragraph(Self.escaped(remark), &output) }
    if let (form, special) = laidOut.forms() {
      if form.isMatrixForm {
        formula("\(name) = \(latex(form))", &output)
        reading(of: form, report, &output)
        self.special(special, of: name, &output)
      } else {
        paragraph(
          (form.shape.rank > 2
            ? "An array of \(form.shape.rank) axes is no matrix" : "No matrix form is known")
            + "; the shortest einsum:", &output)
      }
      if report.values.hasNumPyText(form) {
        fence("python", [SafeText(report.values.numPyText(form).text)], &output)
      } else {
        reading(of: form, report, &output)
      }
    }
    // The gradient of a scalar is its Jacobian, which is printed once.
    guard pattern.entryCount <= DerivationText.entryLimit, !laidOut.isGradient else { return }
    let table = JacobianTable(
      jacobian: laidOut.jacobian, entries: entries, outputRank: report.output.shape.rank,
      layout: layout)
    fence("text", table.lines, &output)
  }

  private func special(_ special: SpecialForm?, of name: String, _ output: inout Output) {
    guard let special else { return }
    let formula = "\(name) = \(latex(special.form))"
    paragraph("$\(formula)$ \(Self.escaped(special.words))", &output)
  }

  private func gradient(_ output: inout Output) {
    paragraph("## The gradient", &output)
    if let form = report.closedForm {
      let name = latex(.variable(report.gradientName))
      line("$\(name) = \(latex(form))$", &output)
      reading(of: form, report, &output)
      special(report.specialForm, of: name, &output)
      fence("python", [SafeText(report.values.numPyText(form).text)], &output)
    } else {
      line(Self.escaped(report.noClosedForm), &output)
    }
    for variable in [derivation.upstream, report.gradientName].compactMap({ $0 }) {
      guard let tensor = report.values[variable] else { continue }
      paragraph("\(math(variable)) \(variable.shape):", &output)
      fence("text", TensorText(tensor).lines, &output)
    }
  }

  private func reading(
    of form: Expression, _ report: DerivationReport, _ output: inout Output
  ) {
    guard let words = report.values.reading(of: form, in: .latex, marks: "$") else { return }
    paragraph(words, &output)
  }

  private func certificate(_ certificate: Certificate, _ output: inout Output) {
    paragraph("Certificate: \(Self.escaped(certificate.words))", &output)
    output.line()
    for check in certificate.checks {
      line("- \(Self.escaped("\(check.title): \(check.sentence)"))", &output)
    }
  }

  /// Text with a backslash before every sign that Markdown would obey.
  static func escaped(_ text: String) -> String {
    String(
      text.flatMap { character -> [Character] in
        "\\`*_{}[]<>#|$~&".contains(character) ? ["\\", character] : [character]
      })
  }

  private func latex(_ expression: Expression) -> String {
    ExpressionNotation.latex.counting(from: 1).text(expression).text
  }

  private func math(_ variable: Variable) -> String { "$\(latex(.variable(variable)))$" }

  private func formula(_ text: String, _ output: inout Output) { paragraph("$\(text)$", &output) }

  private func paragraph(_ text: String, _ output: inout Output) {
    output.line()
    line(text, &output)
  }

  private func fence(_ language: String, _ lines: [SafeText], _ output: inout Output) {
    paragraph("```\(language)", &output)
    for line in lines { output.line(line) }
    line("```", &output)
  }

  private func line(_ text: String, _ output: inout Output) { output.line(SafeText(text)) }
}
