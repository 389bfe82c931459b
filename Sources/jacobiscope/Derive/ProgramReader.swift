import MatrixCalculus
import Screen
import TensorCore

/// A program from the command line: statements of formulas, their inputs given by options.
struct ProgramReader {
  /// The program of a text; every mistake at once, placed in the text.
  ///
  /// `inputs` are the shapes that options give; those that the text does not read are no part of it.
  static func read(_ text: String, inputs: [String: Shape]) throws(Failure) -> Program {
    let source = SourceText(name: "formula", text: text)
    let parsed = Parser.program(source)
    var report = MistakeReport(source)
    for mistake in parsed.diagnostics { report.add(mistake) }
    var names = inputs.reduce(into: [:]) { names, input in
      names[input.key] = Variable(input.key, shape: input.value)
    }
    var statements: [Program.Statement] = []
    var broken: Set<String> = []
    for statement in parsed.statements {
      do {
        let statement = try read(statement, source, names)
        guard let statement else { continue }
        statements.append(statement)
        names[statement.variable.name] = statement.variable
      } catch {
        if case .unknownName(let name, _) = error.mistake, broken.contains(name) {
        } else {
          report.add(error)
        }
      }
      if let target = statement.target?.text, names[target] == nil { broken.insert(target) }
    }
    try report.finish()
    guard !statements.isEmpty else {
      throw Failure(.badScene, "the formula assigns no name; write `y = X @ A`")
    }
    let assigned = Set(statements.map(\.variable))
    var read: [Variable] = []
    for variable in statements.flatMap(\.expression.variables)
    where !assigned.contains(variable) && !read.contains(variable) { read.append(variable) }
    return Program(inputs: read, statements: statements)
  }

  private static func read(
    _ statement: Statement, _ source: SourceText, _ names: [String: Variable]
  ) throws(Elaboration.Mistake) -> Program.Statement? {
    guard let value = statement.value else { return nil }
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
    return Program.Statement(
      Variable(target.text, shape: expression.shape, role: .assigned), expression)
  }
}
