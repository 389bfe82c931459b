import MatrixCalculus
import TensorCore

/// A derivative as one JSON object, streamed: no text of a whole tensor is ever held.
struct DerivationJSON {
  let report: DerivationReport
  /// The gradient derived once more, where that was asked for and can be.
  let second: DerivationReport?
  /// Whether it was asked for.
  let asksForHessian: Bool
  let layout: JacobianLayout
  /// Whether the values of a Jacobian of more than a million entries are written too.
  let writesAllValues: Bool

  private static let valueLimit = 1_000_000

  private var derivation: Derivation { report.derivation }

  func write(_ json: inout JSONWriter) {
    json.object { json in
      json.field("program", array: program)
      json.field("of", report.output.name)
      json.field("wrt", report.variable.name)
      json.field("inputs", object: inputs)
      json.field("output", object: { tensor(report.output, &$0) })
      json.field("jacobian", object: { jacobian(of: nil, &$0) })
      json.field("gradient", object: gradient)
      if let second {
        let hessian = DerivationJSON(
          report: second, second: nil, asksForHessian: false, layout: layout,
          writesAllValues: writesAllValues)
        json.field(
          "hessian",
          object: { json in
            hessian.jacobian(of: report.output, &json)
            json.field("checks", array: { Self.checks(second.certificate, &$0) })
          })
      } else if asksForHessian {
        json.field(
          "hessian",
          object: { json in
            json.field("shape", report.variable.shape.extents + report.variable.shape.extents)
            json.field("output_rank", report.variable.shape.rank)
            json.field("reason", report.reasonForNoHessian)
          })
      } else {
        json.field("hessian", nil as String?)
      }
      json.field("steps", array: steps)
      json.field("checks", array: { Self.checks(report.certificate, &$0) })
      if let (text, verdict) = report.claim {
        json.field("claim", object: { Self.claim(text, verdict, &$0) })
      }
    }
  }

  private func program(_ json: inout JSONWriter) {
    for statement in report.program.statements {
      json.element()
      json.string(Self.text(of: statement))
    }
  }

  private func inputs(_ json: inout JSONWriter) {
    for input in report.program.inputs { json.field(input.name, object: { tensor(input, &$0) }) }
  }

  static func text(of statement: Program.Statement) -> String {
    "\(statement.variable.name) = \(ExpressionNotation.numpy.text(statement.expression).text)"
  }

  /// The keys `shape` and `values`.
  private func tensor(_ variable: Variable, _ json: inout JSONWriter) {
    json.field("shape", variable.shape.extents)
    guard let tensor = report.values[variable] else {
      return json.field("values", nil as String?)
    }
    tensor.elements.withUnsafeBufferPointer { elements in
      json.field("values", tensor.shape) { elements[$0] }
    }
  }

  /// The Jacobian, of a gradient the Hessian of its scalar.
  private func jacobian(of scalar: Variable?, _ json: inout JSONWriter) {
    json.field("shape", report.output.shape.extents + report.variable.shape.extents)
    json.field("output_rank", report.output.shape.rank)
    guard let jacobian = derivation.jacobian, let pattern = derivation.pattern else {
      return json.field("reason", "a product of too many sums to be written")
    }
    json.field("index_form", jacobian.formula(sorted: true).text)
    json.field("nonzero_condition", pattern.condition().text)
    json.field("entries", pattern.entryCount)
    json.field("nonzeros", pattern.nonzeroCount)
    json.field("structure", report.structureText())
    json.field("cost", object: cost)
    json.field("kronecker", object: kronecker)
    if layout != .numerator,
      let laidOut = LaidOutJacobian(
        report, layout, hessianOf: scalar, countingFrom: 0)
    {
      json.field("layout", object: { self.laidOut(laidOut, &$0) })
    }
    let general = report.jacobianForm
    let isMatrixForm = general?.isMatrixForm == true
    // The sum over indices is what LaTeX has to say where there is no matrix form.
    closedForm(
      general.flatMap(report.specialForm), general, latexOf: isMatrixForm,
      or: jacobian.latexFormula.text, &json)
    if !isMatrixForm { json.field("matrix_form", false) }
    guard pattern.entryCount <= Self.valueLimit || writesAllValues else {
      return json.field(
        "reason", "values of more than \(Self.valueLimit) entries are written with --all-values")
    }
    values(of: jacobian, &json)
  }

  private func cost(_ json: inout JSONWriter) {
    guard let cost = report.cost else { return }
    func count(_ name: String, _ value: Int) {
      json.field(name, value == .max ? nil as Int? : value)
    }
    count("nonzeros_shared_by_terms", cost.shared)
    json.field("zeros_on_these_numbers", report.zerosAmongNumbers)
    count("bytes_dense", cost.denseBytes)
    count("bytes_structured", cost.structuredBytes)
    count("multiplications_dense", cost.denseMultiplications)
    count("multiplications_structured", cost.structuredMultiplications)
    count("multiplications_saved", cost.savedMultiplications)
    count("forward_passes", cost.forwardPasses)
    count("reverse_passes", cost.reversePasses)
  }

  /// The Jacobian as a matrix in Kronecker products, for both ways that vec may run.
  private func kronecker(_ json: inout JSONWriter) {
    for layout in [JacobianLayout.vecColumn, .vecRow] {
      let form = report.certificate.verdict == .failed ? nil : report.kroneckerForm(layout)
      json.field(layout.rawValue, form?.text(in: report.free(.unicode)).text)
    }
  }

  /// The Jacobian in a layout other than its own: what `values` hold stands here in another order.
  private func laidOut(_ laidOut: LaidOutJacobian, _ json: inout JSONWriter) {
    json.field("convention", layout.rawValue)
    json.field("name", laidOut.name().text)
    json.field("entries", laidOut.entries().text)
    json.field("latex", laidOut.entries(in: .latex).text)
    json.field("kronecker", laidOut.kronecker()?.text)
    json.field("kronecker_latex", laidOut.kronecker(in: .latex)?.text)
    json.field("kronecker_numpy", laidOut.kroneckerForm?.numPy(report.values))
    if !laidOut.isVec, let form = laidOut.forms()?.general {
      json.field("closed_form", ExpressionNotation.unicode.text(form).text)
      json.field("closed_form_numpy", numPy(form))
      json.field("closed_form_latex", ExpressionNotation.latex.text(form).text)
    }
    json.field("shape", laidOut.shape.extents)
    guard laidOut.shape.count <= Self.valueLimit || writesAllValues,
      let entries = report.jacobianEntries()
    else { return }
    json.field("values", laidOut.shape) { position in
      let coordinates = laidOut.coordinates(at: position)
      return entries.isStructuralZero(at: coordinates) ? 0 : entries.entry(at: coordinates)
    }
  }

  /// The closed form; what it needs of these inputs, and beside that the one that needs nothing, where it does.
  private func closedForm(
    _ special: SpecialForm?, _ general: Expression?, latexOf isPrinted: Bool, or latex: String,
    _ json: inout JSONWriter
  ) {
    let form = special?.form ?? general
    closedForm(form, latexOf: isPrinted ? form : nil, or: latex, &json)
    guard let special else { return }
    Self.assumptions(special.facts, &json)
    json.field(
      "general",
      object: { closedForm(general, latexOf: isPrinted ? general : nil, or: latex, &$0) })
  }

  /// The keys `closed_form`, `numpy` and `latex`.
  private func closedForm(
    _ form: Expression?, latexOf printed: Expression?, or latex: String,
    _ json: inout JSONWriter
  ) {
    json.field("closed_form", form.map { ExpressionNotation.unicode.text($0).text })
    json.field("numpy", form.flatMap(numPy))
    json.field("latex", printed.map { ExpressionNotation.latex.text($0).text } ?? latex)
  }

  /// What NumPy evaluates; nil where nothing that it has is defined on these numbers.
  private func numPy(_ form: Expression) -> String? {
    report.values.hasNumPyText(form) ? report.values.numPyText(form).text : nil
  }

  private func values(of jacobian: StructuredTensor<Expression>, _ json: inout JSONWriter) {
    guard let entries = report.jacobianEntries() else { return }
    let shape = jacobian.shape
    // Sums are done once for all entries where they fit; without sums an entry costs next to nothing.
    let hasSums = jacobian.terms.contains { !$0.bound.isEmpty }
    let dense =
      hasSums && shape.count <= Self.valueLimit
      ? jacobian.evaluated(report.values.evaluate) : nil
    json.field("values", shape) { position in
      let coordinates = shape.coordinates(of: position)
      // What cancels whatever the numbers are is 0, and not what rounding leaves of it.
      guard !entries.isStructuralZero(at: coordinates) else { return 0 }
      return dense?[position: position] ?? entries.entry(at: coordinates)
    }
  }

  private func gradient(_ json: inout JSONWriter) {
    if let upstream = derivation.upstream {
      json.field(
        "upstream",
        object: { json in
          json.field("name", upstream.name)
          json.field("numpy", upstream.plainName)
          tensor(upstream, &json)
        })
    } else {
      json.field("upstream", nil as String?)
    }
    let sum = derivation.links.last?.steps.last?.form
    json.field("index_form", sum?.formula().text ?? "0")
    closedForm(
      report.specialForm, report.closedForm, latexOf: true,
      or: sum?.latexFormula.text ?? "0", &json)
    if report.closedForm?.isMatrixForm != true { json.field("matrix_form", false) }
    tensor(report.gradientName, &json)
  }

  private func steps(_ json: inout JSONWriter) {
    for link in derivation.links {
      for step in link.steps {
        json.element()
        json.object { json in
          json.field("link", link.gradient.name)
          json.field("rule", step.rule.rawValue)
          json.field("text", step.formula.text)
          json.field("latex", step.equation.text(in: .latex).text)
          json.field("words", step.words)
          json.field("multiplications", step.multiplications)
        }
      }
    }
  }

  static func checks(_ certificate: Certificate, _ json: inout JSONWriter) {
    for check in certificate.checks {
      json.element()
      json.object { json in
        json.field("name", check.title)
        json.field("max_relative_error", check.maxRelativeError)
        json.field("tolerance", check.tolerance)
        json.field("passed", check.verdict == .undecidable ? nil : check.verdict == .passed)
        if let reason = check.reason { json.field("reason", reason) }
      }
    }
  }

  /// The key `assumes`, a sentence each.
  private static func assumptions(_ facts: [InputFact], _ json: inout JSONWriter) {
    json.field(
      "assumes",
      array: { json in
        for fact in facts {
          json.element()
          json.string(fact.words)
        }
      })
  }

  static func claim(_ text: String, _ verdict: ClaimVerdict, _ json: inout JSONWriter) {
    json.field("formula", text)
    json.field("right", verdict.reason == nil ? verdict.holds : nil)
    switch verdict {
    case .holds: break
    case .wrong(let place, let claimed, let actual):
      json.field("first_wrong", place)
      json.field("claimed", claimed)
      json.field("actual", actual)
    case .undecidable, .untried: json.field("reason", verdict.reason)
    case .holdsWhere(let facts): assumptions(facts, &json)
    case .rightByChance(_, let place, let claimed, let actual):
      json.field("right_by_chance", true)
      json.field("first_wrong", place)
      json.field("claimed", claimed)
      json.field("actual", actual)
    case .wrongShape(let claimed, _): json.field("claimed_shape", claimed.extents)
    }
  }
}
