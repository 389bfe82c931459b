import MatrixCalculus
import TensorCore

/// Multiplications that are spent at once on finding out whether a matrix can be inverted.
package let singularityBudget = 1e9

/// Scene text → `Scene`, with every mistake of the text at once.
///
/// Pure: what a scene loads comes in through a function, so that only the caller knows a disk.
package struct SceneReader {
  /// The bytes of a file named in a scene; throws a sentence that says why not.
  package typealias Loader = (String) throws(LoadFailure) -> [UInt8]

  /// Why a file cannot be had.
  package struct LoadFailure: Error, Equatable, Sendable {
    package let sentence: String
    package init(_ sentence: String) { self.sentence = sentence }
  }

  /// Tensors, steps and elements that a scene may have.
  static let tensorLimit = 64
  static let stepLimit = 1000
  static let tourLimit = 64
  static let claimLimit = 64

  let source: SourceText
  let load: Loader
  /// Elements of all inputs together.
  let elementLimit: Int
  var diagnostics: [SceneDiagnostic] = []
  var elaboration: Elaboration
  var head: (title: String, description: String)?
  var inputs: [Variable: InputNumbers] = [:]
  var inputOrder: [Variable] = []
  var statements: [Program.Statement] = []
  /// The texts of the statements' formulas.
  private var formulas: [Syntax] = []
  /// Names whose value could not be read; using one is no second mistake.
  var broken: Set<String> = []
  var axisNames: [Variable: [String]] = [:]
  var tours: [Tour] = []
  var claimCount = 0
  var pending: [PendingRemark] = []
  var options = SceneOptions()

  /// A remark, the tour it belongs to, and where it stands.
  struct PendingRemark {
    var remark: StepRemark
    var tour: Int?
    var range: SourceRange
  }

  /// Reads a scene.
  package static func read(
    _ source: SourceText, elementLimit: Int = 1 << 26, load: @escaping Loader
  ) -> SceneReading {
    var reader = SceneReader(source: source, elementLimit: elementLimit, load: load)
    return reader.reading()
  }

  private init(source: SourceText, elementLimit: Int, load: @escaping Loader) {
    self.source = source
    self.load = load
    self.elementLimit = elementLimit
    elaboration = Elaboration(source, names: [:], elementLimit: elementLimit)
  }

  private mutating func reading() -> SceneReading {
    let parsed = Parser.program(source)
    diagnostics = parsed.diagnostics.map { $0.map(SceneMistake.syntax) }
    let enough = diagnostics.count + mistakesReportedAtMost
    for (number, statement) in parsed.statements.enumerated() where diagnostics.count < enough {
      do {
        try read(statement, isFirst: number == 0)
      } catch {
        if let name = statement.target?.text { broken.insert(name) }
        if !isConsequence(error) { diagnostics.append(error) }
      }
    }
    finish()
    if diagnostics.isEmpty { checkInverses() }
    guard diagnostics.isEmpty else {
      let ordered = diagnostics.sorted { $0.range.start < $1.range.start }
      return .mistakes(Array(ordered.prefix(mistakesReportedAtMost)))
    }
    return .scene(
      Scene(
        title: head?.title ?? "", description: head?.description ?? "", program: program,
        inputs: inputs, axisNames: axisNames, tours: tours, options: options))
  }

  var program: Program { Program(inputs: inputOrder, statements: statements) }

  private mutating func read(_ statement: Statement, isFirst: Bool) throws(SceneDiagnostic) {
    guard let value = statement.value else {
      if let name = statement.target?.text { broken.insert(name) }
      return
    }
    guard let target = statement.target else { return try readCall(value, isFirst: isFirst) }
    try checkFree(target)
    if let numbers = try inputValue(value) {
      try addInput(target, numbers, at: value.range)
    } else {
      let expression = try formula { () throws(Elaboration.Mistake) in
        try elaboration.expression(value)
      }
      let variable = Variable(target.text, shape: expression.shape, role: .assigned)
      statements.append(Program.Statement(variable, expression))
      formulas.append(value)
      elaboration.names[target.text] = variable
    }
    let count = inputs.count + statements.count
    guard count <= Self.tensorLimit else {
      throw mistake(
        "a scene has at most \(Self.tensorLimit) names, and this is number \(count)", value)
    }
  }

  private mutating func addInput(
    _ target: Name, _ numbers: InputNumbers, at range: SourceRange
  ) throws(SceneDiagnostic) {
    try checkTotal(numbers.shape, at: range)
    let variable = Variable(target.text, shape: numbers.shape)
    inputs[variable] = numbers
    inputOrder.append(variable)
    elaboration.names[target.text] = variable
  }

  /// Whether the limit allows one more input of this shape.
  func checkTotal(_ shape: Shape, at range: SourceRange) throws(SceneDiagnostic) {
    let total = inputs.values.reduce(shape.count) { $0 + $1.shape.count }
    guard total <= elementLimit else {
      throw SceneDiagnostic(
        .scene(
          "the inputs have \(total) elements in all, more than the limit of \(elementLimit)",
          notes: ["`--limit` raises it"]), at: range)
    }
  }

  private func checkFree(_ target: Name) throws(SceneDiagnostic) {
    let isStatement = (Self.statementNames + Elaboration.generatorNames).contains(target.text)
    if isStatement || Elaboration.isFunction(target.text) {
      throw SceneDiagnostic(.formula(.functionAssigned(target.text)), at: target.range)
    }
    if elaboration.names[target.text] != nil || broken.contains(target.text) {
      throw SceneDiagnostic(.formula(.nameTaken(target.text)), at: target.range)
    }
  }

  /// Whether the mistake only follows from another that has been reported.
  private func isConsequence(_ diagnostic: SceneDiagnostic) -> Bool {
    guard case .formula(.unknownName(let name, _)) = diagnostic.mistake else { return false }
    return broken.contains(name)
  }

  /// Whether every inverse exists on the numbers of the scene; what takes long is left to whoever opens it.
  private mutating func checkInverses() {
    guard let singular = program.singularInverse(inputs, budget: singularityBudget),
      let place = statements.firstIndex(of: singular.statement),
      let mistake = elaboration.mistake(singular, in: formulas[place])
    else { return }
    diagnostics.append(mistake.map(SceneMistake.formula))
  }

  /// Tours where none is shown, and remarks matched with their steps.
  private mutating func finish() {
    let isWhole = diagnostics.isEmpty
    if tours.isEmpty, isWhole { tours = defaultTours() }
    guard !tours.isEmpty || !isWhole else {
      diagnostics.append(
        SceneDiagnostic(
          .scene("the scene has no formula to derive", notes: ["write for instance `y = X @ A`"]),
          at: SourceRange(0, 0)))
      return
    }
    placeRemarks()
  }

  /// The last scalar, or the last output, with respect to each input in turn.
  private func defaultTours() -> [Tour] {
    let outputs = statements.map(\.variable)
    guard let output = outputs.last(where: \.shape.isScalar) ?? outputs.last else { return [] }
    let sources = program.sources(of: output)
    return inputOrder.filter(sources.contains).map { Tour(output: output, variable: $0) }
  }

  func mistake(_ sentence: String, _ syntax: Syntax, notes: [String] = []) -> SceneDiagnostic {
    SceneDiagnostic(.scene(sentence, notes: notes), at: syntax.range)
  }

  /// Runs what may find a mistake in a formula.
  func formula<Value>(_ body: () throws(Elaboration.Mistake) -> Value) throws(SceneDiagnostic)
    -> Value
  {
    do { return try body() } catch { throw error.map(SceneMistake.formula) }
  }
}
