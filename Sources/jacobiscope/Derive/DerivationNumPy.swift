import MatrixCalculus
import Screen
import TensorCore

/// Derivations as a Python script: it computes the program, each gradient and each Jacobian by its formula,
/// and holds each against central differences of the program alone; a Hessian against those of the gradient.
///
/// Names that the script needs for itself begin with `_`, which no name of a program does.
struct DerivationNumPy {
  let reports: [DerivationReport]
  /// The gradient of each derived once more, where that was asked for.
  let seconds: [DerivationReport?]
  let layout: JacobianLayout

  func write(_ output: inout Output) {
    for report in reports {
      line("# \(report.gradientName.plainName), derived by jacobiscope", &output)
    }
    for text in Self.definitions { line(text, &output) }
    for input in reports.first?.program.inputs ?? [] { assign(input, reports[0].values, &output) }
    for (report, second) in zip(reports, seconds) {
      derivative(report, &output)
      if let second { hessian(second, of: report, &output) }
    }
  }

  private func derivative(_ report: DerivationReport, _ output: inout Output) {
    function("_program", of: report, returning: report.output.name, &output)
    for statement in report.program.statements {
      line(DerivationJSON.text(of: statement), &output)
    }
    let name = report.gradientName.plainName
    if let upstream = report.derivation.upstream {
      assign(upstream, report.values, &output)
      line("_scalar = lambda _x: _np.sum(\(upstream.plainName) * _program(_x))", &output)
    } else {
      line("_scalar = _program", &output)
    }
    guard let form = report.closedForm else {
      return line("# \(report.noClosedForm)", &output)
    }
    line("_gradient = \(report.values.numPyText(form).text)", &output)
    let kinks = kinks(of: report, &output)
    line("_check(\"\(name)\", _scalar, \(report.variable.name), _gradient\(kinks))", &output)
    special(report.specialForm, of: name, "_gradient", report, &output)
    if report.derivation.upstream != nil {
      jacobian(report, kinks, &output)
    } else {
      laidOut(report, "_gradient", of: nil, &output)
    }
  }

  /// The form that needs what is true of these inputs, compared with the one that needs nothing.
  private func special(
    _ special: SpecialForm?, of name: String, _ general: String, _ report: DerivationReport,
    _ output: inout Output
  ) {
    guard let special, report.values.hasNumPyText(special.form) else { return }
    let text = report.values.numPyText(special.form).text
    line("_same(\"\(name), \(special.words)\", \(general), \(text))", &output)
  }

  /// The Jacobian of a tensor, compared where its entries are few enough to be computed.
  private func jacobian(
    _ report: DerivationReport, _ kinks: String, _ output: inout Output
  ) {
    guard let form = report.jacobianForm else { return }
    let name = Variable.jacobian(of: report.output, by: report.variable)
    let text = report.values.numPyText(form).text
    guard name.shape.count <= Self.entryLimit else {
      return line("# \(name.plainName) = \(text)", &output)
    }
    line("_jacobian = \(text)", &output)
    line(
      "_check(\"\(name.plainName)\", _program, \(report.variable.name), _jacobian\(kinks))",
      &output)
    special(report.specialForm(of: form), of: name.plainName, "_jacobian", report, &output)
    laidOut(report, "_jacobian", of: nil, &output)
  }

  /// The Jacobian in the layout that was asked for, and its Kronecker form held against it.
  private func laidOut(
    _ report: DerivationReport, _ array: String, of scalar: Variable?, _ output: inout Output
  ) {
    guard layout != .numerator, let laidOut = LaidOutJacobian(report, layout, hessianOf: scalar),
      laidOut.jacobian.shape.count <= Self.entryLimit
    else { return }
    let name = laidOut.name().text
    line("# \(laidOut.entries().text)", &output)
    line("_laid_out = reshape(transpose(\(array), \(laidOut.axes.pythonTuple)),", &output)
    line("                    \(laidOut.shape.extents.pythonTuple))", &output)
    for remark in laidOut.remarks { line("# \(remark)", &output) }
    if let form = laidOut.kroneckerForm, let kronecker = laidOut.kronecker() {
      line("_same(\"\(kronecker.text)\", _laid_out, \(form.numPy(report.values)))", &output)
    } else if !laidOut.isVec, let form = laidOut.forms()?.general,
      report.values.hasNumPyText(form)
    {
      line("_same(\"\(name)\", _laid_out, \(report.values.numPyText(form).text))", &output)
    } else {
      line("_py.print('\(name)', _laid_out.shape)", &output)
    }
  }

  private func hessian(
    _ second: DerivationReport, of report: DerivationReport, _ output: inout Output
  ) {
    guard let gradient = report.closedForm else { return }
    guard let form = second.jacobianForm else {
      return line("# the Hessian has no form that is known", &output)
    }
    guard second.values.hasNumPyText(form) else {
      return line("# \(DerivationText.noNumPy)", &output)
    }
    let text = report.values.numPyText(gradient).text
    function("_derivative", of: report, returning: text, &output)
    line("_hessian = \(second.values.numPyText(form).text)", &output)
    let name = Variable.hessian(of: report.output.name, by: report.variable).plainName
    let kinks = kinks(of: report, &output)
    line("_check(\"\(name)\", _derivative, \(report.variable.name), _hessian\(kinks))", &output)
    special(second.specialForm(of: form), of: name, "_hessian", second, &output)
    laidOut(second, "_hessian", of: report.output, &output)
  }

  /// The entries on a kink as one more argument of the check, and a comment that says so.
  private func kinks(of report: DerivationReport, _ output: inout Output) -> String {
    let shape = report.variable.shape
    let sampled = stride(from: 0, to: shape.count, by: 1 + shape.count / Self.sampleLimit)
    let places = report.values.entriesOnKinks(of: report.derivation, among: Array(sampled)).map {
      shape.coordinates(of: $0).map(String.init)
    }
    guard !places.isEmpty else { return "" }
    let entries = places.prefix(8).map {
      report.variable.name + ($0.isEmpty ? "" : "[\($0.joined(separator: ", "))]")
    }
    let rest = places.count > entries.count ? " and \(places.count - entries.count) more" : ""
    line("# not compared, on a kink: \(entries.joined(separator: ", "))\(rest)", &output)
    let tuples = places.map { "(\($0.map { "\($0), " }.joined()))" }
    return ", kinks=[\(tuples.joined(separator: ", "))]"
  }

  /// A Jacobian of more entries is a comment.
  private static let entryLimit = 1_000_000

  /// About how many entries the script moves at most.
  private static let sampleLimit = 200

  /// The program as a function of the variable.
  private func function(
    _ name: String, of report: DerivationReport, returning result: String,
    _ output: inout Output
  ) {
    // A name that the program computes can be the variable too: then nothing computes it.
    let statements = report.program.statements.filter { $0.variable != report.variable }
    output.line()
    output.line()
    line("def \(name)(\(report.variable.name)):", &output)
    for statement in statements { line("    \(DerivationJSON.text(of: statement))", &output) }
    line("    return \(result)", &output)
    output.line()
    output.line()
  }

  /// `A = _np.array([[1, 2], [3, 4]], dtype=float)`.
  private func assign(_ variable: Variable, _ values: Valuation, _ output: inout Output) {
    guard let tensor = values[variable] else { return }
    output.bytes("\(variable.plainName) = _np.array(".utf8)
    var position = 0
    nested(tensor, axis: 0, &position, &output)
    let shape = tensor.shape.extents.map { "\($0), " }.joined()
    output.bytes(", dtype=float).reshape((\(shape)))".utf8)
    output.line()
  }

  private func nested(
    _ tensor: Tensor, axis: Int, _ position: inout Int, _ output: inout Output
  ) {
    guard axis < tensor.shape.rank else {
      output.bytes(Self.number(tensor[position: position]).utf8)
      return position += 1
    }
    output.byte(UInt8(ascii: "["))
    for place in 0..<tensor.shape.extents[axis] {
      if place > 0 { output.bytes(", ".utf8) }
      nested(tensor, axis: axis + 1, &position, &output)
    }
    output.byte(UInt8(ascii: "]"))
  }

  private static func number(_ value: Double) -> String {
    if value.isNaN { return "_np.nan" }
    if value.isInfinite { return value < 0 ? "-_np.inf" : "_np.inf" }
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }

  private func line(_ text: String, _ output: inout Output) { output.line(SafeText(text)) }

  /// NumPy's functions under their plain names, those that it lacks, and the check.
  ///
  /// Differences are of fourth order at two steps; where the two disagree, near a kink or outside a
  /// domain, an entry is left out and counted. On a kink the two agree and are wrong: such entries are named.
  private static let definitions = [
    "import builtins as _py",
    "import math as _math",
    "",
    "import numpy as _np",
    "from numpy import abs, arctan, array, clip, cos, cosh, diag, dot, einsum, exp, eye, kron, log, log1p",
    "from numpy import max, maximum, mean, minimum, ones, outer, prod, reciprocal, reshape, sign",
    "from numpy import sin, sinh, sqrt, square, sum, tan, tanh, tensordot, trace, transpose, where",
    "from numpy import zeros",
    "from numpy.linalg import det, inv, norm",
    "",
    "_np.seterr(all='ignore')  # division by zero and overflow are values",
    "",
    "",
    "def relu(a):",
    "    return where(_np.asarray(a) > 0, a, 0.0 * _np.asarray(a))",
    "",
    "",
    "def sigmoid(a):",
    "    return 0.5 * (1 + tanh(0.5 * _np.asarray(a)))",
    "",
    "",
    "def softplus(a):",
    "    return _np.logaddexp(0, a)",
    "",
    "",
    "def erf(a):",
    "    return _np.vectorize(_math.erf, otypes=[_py.float])(a)",
    "",
    "",
    "def logsumexp(a, axis=None, keepdims=False):",
    "    greatest = _np.max(a, axis=axis, keepdims=True, initial=-_np.inf)",
    "    logarithm = greatest + log(sum(exp(a - greatest), axis=axis, keepdims=True))",
    "    return logarithm if keepdims else sum(logarithm, axis=axis)",
    "",
    "",
    "def log_softmax(a, axis=-1):",
    "    return a - logsumexp(a, axis=axis, keepdims=True)",
    "",
    "",
    "def softmax(a, axis=-1):",
    "    return exp(log_softmax(a, axis=axis))",
    "",
    "",
    "def vec(a):",
    "    return reshape(transpose(a), -1)",
    "",
    "",
    "def logdet(a):",
    "    return _np.linalg.slogdet(a)[1]",
    "",
    "",
    "def rest(a, gradient):",
    "    return sum(a * gradient)",
    "",
    "",
    "def _greatest(a):",
    "    return _np.max(_np.abs(a), initial=0, where=_np.isfinite(a))",
    "",
    "",
    "def _check(name, function, point, derivative, kinks=()):",
    "    value, derivative = function(point), _np.asarray(derivative, dtype=float)",
    "    assert derivative.shape == _np.shape(value) + point.shape, derivative.shape",
    "    floor = 1e-6 * _greatest(derivative) + 1e-10 * _greatest(value)",
    "    places = _py.list(_np.ndindex(point.shape))",
    "    places = places[:: 1 + _py.len(places) // \(sampleLimit)]",
    "    compared, worst = 0, 0.0",
    "    for place in places:",
    "        if place in kinks:",
    "            continue",
    "",
    "        def at(step):",
    "            moved = _np.array(point)",
    "            moved[place] += step",
    "            return _np.asarray(function(moved), dtype=float)",
    "",
    "        def slope(h):",
    "            return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)",
    "",
    "        step = 1e-3 * _py.max(1.0, _py.float(_np.abs(point[place])))",
    "        fine = slope(step / 2)",
    "        rough = _py.float(_np.max(_np.abs(slope(step) - fine), initial=0))",
    "        if not rough <= 10 * floor:",
    "            continue",
    "        compared += 1",
    "        error = _np.max(_np.abs(derivative[(Ellipsis,) + place] - fine), initial=0)",
    "        worst = _py.max(worst, _py.float(error))",
    "        assert error <= floor + 10 * rough, (name, place, error)",
    "    if compared == 0 and places:",
    "        return _py.print(name, 'is not compared, no entry has differences on these numbers')",
    "    _py.print(name, 'agrees with central differences at', compared, 'of', _py.len(places),",
    "              'entries, the worst differs by', worst)",
    "",
    "",
    "def _same(name, array, form):",
    "    error = _greatest(array - form)",
    "    assert error <= 1e-9 * _py.max(1.0, _greatest(array)), (name, error)",
    "    _py.print(name, 'agrees with the same array')",
    "",
    "",
  ]
}

extension [Int] {
  /// `(1, 0, )`, as Python takes a tuple of any length.
  fileprivate var pythonTuple: String { "(\(map { "\($0), " }.joined()))" }
}
