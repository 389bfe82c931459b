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
  /// A vector of more entries is no column.
  private static let pageRows = 40

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
    let name = laidOut.title(in: .latex).text
    line("\\subsection*{$\(name)$}", &output)
    let structure = report.structureText(layout).map { ", \($0)" } ?? ""
    line(
      LaTeXProse.text(
        "\(laidOut.titledShape), \(pattern.nonzeroCount) of \(pattern.entryCount) entries not struck out\(structure)"
      ),
      &output)
    display(laidOut.entries(in: .latex).text, &output)
    if let kronecker = laidOut.kronecker(in: .latex) { display(kronecker.text, &output) }
    for remark in laidOut.remarks { line(LaTeXProse.text(remark), &output) }
    if let (form, special) = laidOut.forms() {
      if form.isMatrixForm {
        display("\(name) = \(latex(form))", &output)
        reading(of: form, report, &output)
        self.special(special, of: name, &output)
      } else {
        line("No matrix form is known; the entries are the sum above.", &output)
      }
    }
    numbers(of: laidOut, report, &output)
  }

  /// The entries of a Jacobian that is a matrix or a vector in its layout; a gradient's stand elsewhere.
  private func numbers(
    of laidOut: LaidOutJacobian, _ report: DerivationReport, _ output: inout Output
  ) {
    guard !laidOut.isGradient, laidOut.shape.rank <= 2, let entries = report.jacobianEntries()
    else { return }
    let numbers = (0..<min(laidOut.shape.count, Self.entryLimit + 1)).map { position in
      let place = laidOut.coordinates(at: position)
      return entries.isStructuralZero(at: place) ? nil : entries.entry(at: place)
    }
    display(numbers, laidOut.shape, of: laidOut.name(in: .latex).text, &output)
  }

  private func special(_ special: SpecialForm?, of name: String, _ output: inout Output) {
    guard let special else { return }
    display("\(name) = \(latex(special.form))", &output)
    line(LaTeXProse.text(special.words), &output)
  }

  private func gradient(_ report: DerivationReport, _ output: inout Output) {
    line("\\subsection*{The gradient}", &output)
    let name = latex(.variable(report.gradientName))
    if let form = report.closedForm {
      line("\\framed{\(LaTeXPreamble.breakable("\(name) = \(latex(form))"))}", &output)
      reading(of: form, report, &output)
      special(report.specialForm, of: name, &output)
    } else {
      line("\\emph{\(LaTeXProse.text(report.noClosedForm))}", &output)
    }
    let named = [report.derivation.upstream, report.gradientName].compactMap { $0 }
    for variable in named {
      guard let tensor = report.values[variable], tensor.shape.rank <= 2 else { continue }
      let name = latex(.variable(variable))
      display(
        tensor.elements.prefix(Self.entryLimit + 1).map { $0 }, tensor.shape, of: name, &output)
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

  /// `∂E/∂x = [1; 2]`: a vector is a column, as in the formulas; a dot is a structural zero.
  private func display(
    _ numbers: [Double?], _ shape: Shape, of name: String, _ output: inout Output
  ) {
    guard (1...Self.entryLimit).contains(shape.count) else { return }
    let column = NumberColumn(numbers.compactMap { $0 })
    let texts = numbers.map { $0.map { column.text($0) } ?? "\\cdot" }
    // A column that is longer than a page is written as a row that is turned.
    let isTurned = shape.rank == 1 && shape.count > Self.pageRows
    let width = isTurned ? shape.count : shape.rank == 2 ? shape.extents[1] : 1
    let rows = stride(from: 0, to: texts.count, by: width).map {
      texts[$0..<$0 + width].joined(separator: " & ")
    }
    let array =
      "\\begin{array}{\(String(repeating: "r", count: width))} "
      + "\(rows.joined(separator: " \\\\ ")) \\end{array}"
    let matrix = "\\left[\(array)\\right]\(isTurned ? "^{\\top}" : "")"
    line("\\[ \\fitted{\(name) = \(matrix)} \\]", &output)
  }

  private func display(_ formula: String, _ output: inout Output) {
    line("\\formula{\(LaTeXPreamble.breakable(formula))}", &output)
  }

  private func line(_ text: String, _ output: inout Output) { output.line(SafeText(text)) }
}
