import ArgumentParser
import MatrixCalculus
import Screen
import TensorCore

/// Derives, prints and verifies Jacobians and gradients; needs no terminal.
struct DeriveCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, latex, numpy, markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "derive",
    abstract: "Derive, print and verify a Jacobian and a gradient.",
    discussion: """
      Examples:
        jacobiscope derive 'y = X @ A' --wrt A --shape X=3x4 --shape A=4x2
        jacobiscope derive 'E = sum((A @ x - b)**2)' --wrt x \\
          --value A='[[1,2],[3,4]]' --value x='[1,-1]' \\
          --value b='[0,1]' --format json

      Multiplications are products and quotients of two numbers: n - 1 in a whole
      power n, elimination in det and inv, none in a call of exp and its like.
      """)

  @Argument(help: "Statements of the formula language, separated by `;` or line ends.")
  var program: String
  @Option(help: ArgumentHelp("The output; the last name assigned unless said.", valueName: "name"))
  var of: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("The variable; may be given more than once.", valueName: "name"))
  var wrt: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Shape of an input filled with seeded normal numbers: X=2x3, X=5 or X=scalar.",
      valueName: "name=shape"))
  var shape: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Numbers of an input: a nested list, or a .npy or .csv file.", valueName: "name=numbers"))
  var value: [String] = []
  @Option(
    help: ArgumentHelp(
      "Numbers for ∂E/∂Y where the output Y is not a scalar; seeded unless said.",
      valueName: "name=numbers"))
  var upstream: String?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A gradient that somebody claims, with dE_dY for the upstream.", valueName: "formula"))
  var claim: String?
  @Option(
    parsing: .unconditional, help: "Seed of everything random; 1 unless said.",
    transform: NumberArguments.seed)
  var seed = 1
  @Option(help: "With 2 also the second derivative, the Hessian, of a scalar output.")
  var order = 1
  @Option(help: "How the Jacobian is laid out: numerator, denominator, vec-column or vec-row.")
  var layout = JacobianLayout.numerator
  @Option(help: "What is printed: text, json, latex, numpy or markdown.") var format = Format.text
  @Flag(help: "Write the values of a Jacobian of more than a million entries too.")
  var allValues = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Elements of all inputs together, at most; 67108864 unless said.", valueName: "elements"),
    transform: NumberArguments.elements)
  var limit = 1 << 26

  func run() throws {
    let reports = try self.reports()
    let seconds = reports.map { order == 2 ? $0.second(seed: seed) : nil }
    try Destination.standardOutput.write { output in
      switch format {
      case .text:
        for (number, (report, second)) in zip(reports, seconds).enumerated() {
          if number > 0 { output.line() }
          DerivationText(
            report: report, second: second, asksForHessian: order == 2, layout: layout
          ).write(&output)
        }
      case .json: writeJSON(reports, seconds, &output)
      case .latex:
        DerivationLaTeX(reports: reports, seconds: seconds, layout: layout).write(&output)
      case .numpy:
        DerivationNumPy(reports: reports, seconds: seconds, layout: layout).write(&output)
      case .markdown:
        for (number, (report, second)) in zip(reports, seconds).enumerated() {
          if number > 0 { output.line() }
          DerivationMarkdown(report: report, second: second, layout: layout).write(&output)
        }
      }
    }
    let all = reports + seconds.compactMap { $0 }
    guard all.allSatisfy(\.isRight) else { throw Failure(.checkFailed, lines: []) }
  }

  private func reports() throws(Failure) -> [DerivationReport] {
    guard !wrt.isEmpty else { throw .arguments("derive needs --wrt, the name to derive by") }
    guard (1...2).contains(order) else {
      throw .arguments("--order \(order): a derivative is of order 1 or 2")
    }
    guard claim == nil || wrt.count == 1 else {
      throw .arguments(
        "--claim is about one gradient, and there are \(wrt.count) --wrt: "
          + "\(wrt.joined(separator: ", ")); ask for one at a time")
    }
    let inputs = try DeriveInputs(shapes: shape, values: value, seed: seed, limit: limit)
    let program = try ProgramReader.read(self.program, inputs: inputs.shapes)
    try inputs.checkNames(of: program, besides: wrt)
    let output = try output(of: program, inputs: inputs)
    guard order == 1 || output.shape.isScalar else {
      throw .arguments("--order 2: \(output.name) is \(output.shape), and a Hessian is of a scalar")
    }
    var derivations: [Derivation] = []
    for name in wrt {
      let variable = try variable(name, "--wrt", of: program, inputs: inputs)
      guard variable != output else {
        throw .arguments("--wrt \(name): \(name) is the output itself; name another with --of")
      }
      derivations.append(Derivation.deriving(output, by: variable, in: program))
    }
    for derivation in derivations { try WorkLimit.check(derivation, .wrongArguments) }
    let tensors = inputs.tensors(for: program.inputs)
    try ProgramReader.checkInverses(of: program, text: self.program, inputs: tensors)
    let upstream = try upstreamNumbers(for: output)
    var reports: [DerivationReport] = []
    for derivation in derivations {
      var report = DerivationReport(
        derivation, of: program, inputs: tensors, upstream: upstream, seed: seed)
      if let claim {
        report.judge(try expression(ofClaim: claim, derivation, program), text: claim)
      }
      reports.append(report)
    }
    return reports
  }

  private func writeJSON(
    _ reports: [DerivationReport], _ seconds: [DerivationReport?], _ output: inout Output
  ) {
    var json = JSONWriter(output)
    func write(_ place: Int, _ json: inout JSONWriter) {
      DerivationJSON(
        report: reports[place], second: seconds[place], asksForHessian: order == 2, layout: layout,
        writesAllValues: allValues
      ).write(&json)
    }
    if reports.count == 1 {
      write(0, &json)
    } else {
      json.array { json in
        for place in reports.indices {
          json.element()
          write(place, &json)
        }
      }
    }
    output = json.output
    output.line()
  }

  private func output(of program: Program, inputs: DeriveInputs) throws(Failure) -> Variable {
    if let of { return try variable(of, "--of", of: program, inputs: inputs) }
    guard let last = program.statements.last else { throw .arguments("nothing is assigned") }
    return last.variable
  }

  private func variable(
    _ name: String, _ flag: String, of program: Program, inputs: DeriveInputs
  ) throws(Failure) -> Variable {
    if let variable = program.variable(named: name) { return variable }
    // An input that the program does not read: every derivative by it is zero.
    if let shape = inputs.shapes[name], flag == "--wrt" {
      throw .arguments("--wrt \(name): the program does not read \(name), which is \(shape)")
    }
    let known = program.inputs.map(\.name) + program.statements.map(\.variable.name)
    let advice = Failure.suggestion(nearestName(to: name, among: known), among: known)
    throw .arguments("\(flag) \(name): the program has no such name\(advice)")
  }

  private func upstreamNumbers(for output: Variable) throws(Failure) -> Tensor? {
    guard let upstream else {
      return output.shape.isScalar
        ? nil : DeriveInputs.random("∂E/∂\(output.name)", output.shape, seed: seed)
    }
    let (name, text) = try DeriveInputs.assignment(upstream, "--upstream", "y=[[1,0],[0,1]]")
    guard name == output.name, !output.shape.isScalar else {
      let reason =
        output.shape.isScalar ? "\(output.name) is a scalar" : "the output is \(output.name)"
      throw .arguments("--upstream \(name): \(reason)")
    }
    let tensor = try DeriveInputs.numbers(text, for: "--upstream \(name)")
    guard tensor.shape == output.shape else {
      throw .arguments("--upstream \(name) is \(tensor.shape), \(output.name) is \(output.shape)")
    }
    return tensor
  }

  private func expression(
    ofClaim claim: String, _ derivation: Derivation, _ program: Program
  ) throws(Failure) -> Expression {
    var names: [String: Variable] = [:]
    for variable in program.inputs + program.statements.map(\.variable) {
      names[variable.name] = variable
    }
    let gradients = derivation.links.dropLast().map(\.gradient)
    for gradient in gradients + [derivation.upstream].compactMap({ $0 }) {
      names[gradient.plainName] = gradient
    }
    let source = SourceText(name: "--claim", text: claim)
    let parsed = Parser.expression(source)
    var report = MistakeReport(source)
    for mistake in parsed.diagnostics { report.add(mistake) }
    try report.finish()
    guard let syntax = parsed.expression else { throw .arguments("--claim is no formula") }
    do {
      return try Elaboration(source, names: names).expression(syntax)
    } catch {
      report.add(error)
      try report.finish()
      throw .arguments("--claim is no formula")
    }
  }
}

extension JacobianLayout: ExpressibleByArgument {}
