import MatrixCalculus
import Screen
import TensorCore

/// Derivations as a LaTeX document: the program, every step with its formula, the Jacobian, the gradient.
///
/// Only ASCII, `amsmath`, `graphicx` and commands of LaTeX itself, so that pdflatex takes it as it is.
struct DerivationLaTeX {
  let reports: [DerivationReport]
  /// The gradient of each derived once more, where that was asked for.
  let seconds: [DerivationReport?]
  let layout: JacobianLayout

  /// A matrix with more entries is not printed.
  private static let entryLimit = 400

  func write(_ output: inout Output) {
    for text in LaTeXPreamble.lines { line(text, &output) }
    for (report, second) in zip(reports, seconds) {
      derivative(report, &output)
      if let second { hessian(second, of: report, &output) }
      claim(report, &output)
    }
    line("\\end{document}", &output)
  }

  private func derivative(_ report: DerivationReport, _ output: inout Output) {
    line("\\section*{\(math(report.gradientName))}", &output)
    for statement in report.program.statements {
      display("\(latex(.variable(statement.variable))) = \(latex(statement.expression))", &output)
    }
    if !report.named.isEmpty { line("with", &output) }
    for statement in report.named {
      display("\(latex(.variable(statement.variable))) = \(latex(statement.expression))", &output)
    }
    line(report.variables.map { "\(math($0)): \(size($0.shape))" }.joined(separator: ", "), &output)
    for link in report.derivation.links { steps(of: link, &output) }
    jacobian(report, of: nil, &output)
    gradient(report, &output)
    certificate(report.certificate, &output)
  }

  private func steps(of link: Link, _ output: inout Output) {
    line("\\subsection*{\(math(link.gradient))}", &output)
    line("\\begin{enumerate}", &output)
    for step in link.steps {
      let words = LaTeXProse.text(step.words)
      let count = step.multiplications.map { " (\(StepCost.words($0)))" } ?? ""
      line("\\item \\textbf{\(step.rule.rawValue).} \(words)\(count)", &output)
      display(step.equation.text(in: .latex.counting(from: 1)).text, &output)
    }
    line("\\end{enumerate}", &output)
  }

  /// The Jacobian, of a gradient the Hessian of its scalar.
  private func jacobian(
    _ report: DerivationReport, of scalar: Variable?, _ output: inout Output
  ) {
    guard let laidOut = LaidOutJacobian(report, layout, hessianOf: scalar),
      let pattern = report.derivation.pattern
    else { return }
    let name = laidOut.numerator
    line("\\subsection*{\(math(name))}", &output)
    let structure = report.structure(layout).map { ", \($0.text)" } ?? ""
    line(
      LaTeXProse.text(
        "\(name.shape), \(pattern.nonzeroCount) of \(pattern.entryCount) entries not struck out\(structure)"
      ),
      &output)
    display(laidOut.entries(in: .latex).text, &output)
    if let kronecker = laidOut.kronecker(in: .latex) { display(kronecker.text, &output) }
    for remark in laidOut.remarks { line(LaTeXProse.text(remark), &output) }
    guard let form = report.jacobianForm else { return }
    guard form.isMatrixForm else {
      line("No matrix form is known; the entries are the sum above.", &output)
      return
    }
    display("\(latex(.variable(name))) = \(latex(form))", &output)
    reading(of: form, report, &output)
    special(report.specialForm(of: form), of: name, &output)
  }

  private func special(_ special: SpecialForm?, of name: Variable, _ output: inout Output) {
    guard let special else { return }
    display("\(latex(.variable(name))) = \(latex(special.form))", &output)
    line(LaTeXProse.text(special.words), &output)
  }

  private func gradient(_ report: DerivationReport, _ output: inout Output) {
    line("\\subsection*{The gradient}", &output)
    let name = latex(.variable(report.gradientName))
    if let form = report.closedForm {
      line("\\framed{\(LaTeXPreamble.breakable("\(name) = \(latex(form))"))}", &output)
      reading(of: form, report, &output)
      special(report.specialForm, of: report.gradientName, &output)
    } else {
      line("\\emph{\(LaTeXProse.text(report.noClosedForm))}", &output)
    }
    let named = [report.derivation.upstream, report.gradientName].compactMap { $0 }
    for variable in named {
      guard let tensor = report.values[variable], tensor.shape.rank <= 2,
        (1...Self.entryLimit).contains(tensor.shape.count)
      else { continue }
      line("\\[ \\fitted{\(latex(.variable(variable))) = \(matrix(tensor))} \\]", &output)
    }
  }

  private func reading(
    of form: Expression, _ report: DerivationReport, _ output: inout Output
  ) {
    guard let words = report.values.reading(of: form, in: .latex, marks: "$") else { return }
    line(words, &output)
  }

  private func certificate(_ certificate: Certificate, _ output: inout Output) {
    line("Certificate: \(LaTeXProse.text(certificate.words))", &output)
    line("\\begin{itemize}", &output)
    for check in certificate.checks {
      line("\\item[$\\cdot$] \(LaTeXProse.text("\(check.title): \(check.sentence)"))", &output)
    }
    line("\\end{itemize}", &output)
  }

  private func hessian(
    _ second: DerivationReport, of report: DerivationReport, _ output: inout Output
  ) {
    jacobian(second, of: report.output, &output)
    certificate(second.certificate, &output)
  }

  private func claim(_ report: DerivationReport, _ output: inout Output) {
    guard let sentence = report.claimSentence else { return }
    line("", &output)
    line(LaTeXProse.text(sentence), &output)
  }

  private func latex(_ expression: Expression) -> String {
    ExpressionNotation.latex.counting(from: 1).text(expression).text
  }

  private func math(_ variable: Variable) -> String { "$\(latex(.variable(variable)))$" }

  private func size(_ shape: Shape) -> String { LaTeXProse.text(shape.description) }

  /// Numbers in rows; a vector is one row.
  private func matrix(_ tensor: Tensor) -> String {
    let width = tensor.shape.extents.last ?? 1
    let column = NumberColumn(tensor.elements)
    let texts = tensor.elements.map { column.text($0) }
    let rows = stride(from: 0, to: texts.count, by: max(1, width)).map {
      texts[$0..<$0 + width].joined(separator: " & ")
    }
    let columns = String(repeating: "r", count: width)
    return
      "\\left[\\begin{array}{\(columns)} \(rows.joined(separator: " \\\\ ")) \\end{array}\\right]"
  }

  private func display(_ formula: String, _ output: inout Output) {
    line("\\formula{\(LaTeXPreamble.breakable(formula))}", &output)
  }

  private func line(_ text: String, _ output: inout Output) { output.line(SafeText(text)) }
}
