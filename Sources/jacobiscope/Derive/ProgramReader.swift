import MatrixCalculus
import Screen
import TensorCore

/// A program from the command line: statements of formulas, their inputs given by options.
struct ProgramReader {
  private let source: SourceText
  private var report: MistakeReport
  private var names: [String: Variable]
  private var statements: [Program.Statement] = []
  /// Names without a value, each of which was a mistake once.
  private var broken: Set<String> = []

  /// The program of a text; every mistake at once, placed in the text.
  ///
  /// `inputs` are the shapes that options give; those that the text does not read are no part of it.
  static func read(_ text: String, inputs: [String: Shape]) throws(Failure) -> Program {
    var reader = ProgramReader(text, inputs: inputs)
    return try reader.program()
  }

  /// Refuses numbers on which an inverse of the program does not exist, at its place in the text.
  static func checkInverses(
    of program: Program, text: String, inputs: [Variable: Tensor]
  ) throws(Failure) {
    guard let singular = program.singularInverse(inputs.mapValues { .dense($0) }) else { return }
    let source = SourceText(name: "formula", text: text)
    let names = (program.inputs + program.statements.map(\.variable))
      .reduce(into: [:]) { $0[$1.name] = $1 }
    let syntax = Parser.program(source).statements
      .first { $0.target?.text == singular.statement.variable.name }?.value
    guard let syntax,
      let mistake = Elaboration(source, names: names).mistake(singular, in: syntax)
    else { return }
    var report = MistakeReport(source)
    report.add(mistake)
    try report.finish()
  }

  private init(_ text: String, inputs: [String: Shape]) {
    source = SourceText(name: "formula", text: text)
    report = MistakeReport(source)
    names = inputs.reduce(into: [:]) { names, input in
      names[input.key] = Variable(input.key, shape: input.value)
    }
  }

  private mutating func program() throws(Failure) -> Program {
    let parsed = Parser.program(source)
    for mistake in parsed.diagnostics { report.add(mistake) }
    let enough = report.count + mistakesReportedAtMost
    for statement in parsed.statements where report.count < enough {
      do {
        try read(statement)
      } catch {
        note(error)
      }
      if let target = statement.target?.text, names[target] == nil { broken.insert(target) }
    }
    if parsed.diagnostics.isEmpty, parsed.statements.isEmpty {
      report.add(Diagnostic(NoStatement(), at: SourceRange(0, source.bytes.count)))
    }
    try report.finish()
    let assigned = Set(statements.map(\.variable))
    var inputs: [Variable] = []
    for variable in statements.flatMap(\.expression.variables)
    where !assigned.contains(variable) && !inputs.contains(variable) { inputs.append(variable) }
    return Program(inputs: inputs, statements: statements)
  }

  private mutating func read(_ statement: Statement) throws(Elaboration.Mistake) {
    guard let value = statement.value else { return }
    guard let target = statement.target else {
      throw Elaboration.Mistake(
        .argument("a statement gives a value a name: `y = …`"), at: value.range)
    }
    if Elaboration.isFunction(target.text) {
      throw Elaboration.Mistake(.functionAssigned(target.text), at: target.range)
    }
    if names[target.text] != nil {
      throw Elaboration.Mistake(.nameTaken(target.text), at: target.range)
    }
    let expression = try Elaboration(source, names: names).expression(value)
    let variable = Variable(target.text, shape: expression.shape, role: .assigned)
    statements.append(Program.Statement(variable, expression))
    names[target.text] = variable
  }

  /// A missing name is reported once, and with the options that would give it.
  private mutating func note(_ mistake: Elaboration.Mistake) {
    guard case .unknownName(let name, let nearest) = mistake.mistake else {
      return report.add(mistake)
    }
    guard broken.insert(name).inserted else { return }
    report.add(Diagnostic(MissingInput(name: name, nearest: nearest), at: mistake.range))
  }
}

/// A name of a formula that no option gives a shape or numbers.
private struct MissingInput: Explained, Equatable, Sendable {
  let name: String
  let nearest: String?

  var sentence: String { "`\(name)` has no shape and no numbers" }
  var notes: [String] {
    (nearest.map { ["did you mean `\($0)`?"] } ?? [])
      + ["give it a shape, --shape \(name)=2x3, or numbers, --value \(name)=[[1,2],[3,4]]"]
  }
}

/// A text in which nothing is assigned.
private struct NoStatement: Explained, Equatable, Sendable {
  let sentence = "the formula assigns no name"
  let notes = ["write `y = X @ A`"]
}
