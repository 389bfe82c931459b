import MatrixCalculus
import TensorCore

/// The calls of a scene that are no formulas: show, claim, step, axes, options, and the title.
extension SceneReader {
  static let statementNames = ["show", "claim", "step", "axes", "options"]

  mutating func readCall(_ syntax: Syntax, isFirst: Bool) throws(SceneDiagnostic) {
    switch syntax.kind {
    case .string(let literal):
      guard isFirst else {
        throw mistake("a text of its own stands only at the head of the file", syntax)
      }
      readHead(literal.value)
    case .call(let name, let arguments):
      let call = SceneCall(name: name, arguments: arguments, syntax: syntax)
      switch name.text {
      case "show": try readShow(call)
      case "claim": try readClaim(call)
      case "step": try readStep(call)
      case "axes": try readAxes(call)
      case "options": readOptions(call)
      default:
        if Elaboration.isFunction(name.text) {
          throw mistake("this value has no name; write `name = …`", syntax)
        }
        let nearest = nearestName(to: name.text, among: Self.statementNames)
        throw SceneDiagnostic(
          .formula(.unknownFunction(name.text, nearest: nearest)), at: name.range)
      }
    default: throw mistake("this value has no name; write `name = …`", syntax)
    }
  }

  private mutating func readHead(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let title = lines.first.map(String.init) ?? ""
    let rest = lines.dropFirst().drop { $0.allSatisfy(\.isWhitespace) }
    head = (title, rest.joined(separator: "\n"))
  }

  private mutating func readShow(_ call: SceneCall) throws(SceneDiagnostic) {
    try call.check(positional: 1...1, keywords: ["wrt", "order"])
    let (output, variable) = try pair(call)
    var tour = Tour(output: output, variable: variable)
    if let syntax = call["order"] {
      tour.order = try call.integer(syntax, "`order=`", in: 1...2)
      try checkHessian(tour, syntax)
    }
    try addTour(tour, call.syntax)
  }

  /// Whether there is a second derivative to be told.
  private func checkHessian(_ tour: Tour, _ syntax: Syntax) throws(SceneDiagnostic) {
    guard tour.order == 2 else { return }
    let (output, variable) = (tour.output, tour.variable)
    guard output.shape.isScalar else {
      throw mistake("\(output.name) is \(output.shape), and a Hessian is of a scalar", syntax)
    }
    guard tour.derivations(in: program) != nil else {
      throw mistake(
        "∂\(output.name)/∂\(variable.name) has no closed form that could be derived once more",
        syntax)
    }
  }

  private mutating func addTour(_ tour: Tour, _ syntax: Syntax) throws(SceneDiagnostic) {
    guard tours.count < Self.tourLimit else {
      throw mistake("a scene shows at most \(Self.tourLimit) derivatives", syntax)
    }
    tours.append(tour)
  }

  private mutating func readClaim(_ call: SceneCall) throws(SceneDiagnostic) {
    try call.check(positional: 1...2, keywords: ["wrt", "entry"])
    let (output, variable) = try pair(call)
    let claim: SceneClaim
    if let syntax = call["entry"] {
      guard call.positional.count == 1 else {
        throw mistake("claim takes a formula as text or `entry=`, not both; leave one out", syntax)
      }
      claim = try claimed(call, syntax) { (text, syntax) throws(Elaboration.Mistake) in
        .entry(
          try EntryClaim(
            syntax, text: text, elaboration: elaboration, output: output.shape,
            variable: variable.shape))
      }
    } else if call.positional.count == 2 {
      claim = try claimed(call, call.positional[1]) {
        (text, syntax) throws(Elaboration.Mistake) in
        .gradient(
          text: text,
          try GradientClaim.expression(
            syntax, program: program, output: output, variable: variable, elaboration: elaboration))
      }
    } else {
      throw mistake("claim needs a formula as text, or `entry=`", call.syntax)
    }
    claimCount += 1
    guard claimCount <= Self.claimLimit else {
      throw mistake("a scene has at most \(Self.claimLimit) claims", call.syntax)
    }
    if let place = tours.lastIndex(where: {
      $0.output == output && $0.variable == variable && $0.order == 1
    }) {
      tours[place].claims.append(claim)
    } else {
      try addTour(Tour(output: output, variable: variable, claims: [claim]), call.syntax)
    }
  }

  /// Reads the formula in a string; its mistakes stand in the string, where it has no escapes.
  private func claimed(
    _ call: SceneCall, _ string: Syntax,
    _ read: (String, Syntax) throws(Elaboration.Mistake) -> SceneClaim
  ) throws(SceneDiagnostic) -> SceneClaim {
    let text = try call.string(string, "a claimed formula")
    guard case .string(let literal) = string.kind, let range = literal.verbatimRange else {
      throw mistake("a claimed formula is one string without escapes", string)
    }
    let parsed = Parser.expression(source, in: range)
    if let diagnostic = parsed.diagnostics.first { throw diagnostic.map(SceneMistake.syntax) }
    guard let syntax = parsed.expression else { throw mistake("this is no formula", string) }
    return try formula { () throws(Elaboration.Mistake) in try read(text, syntax) }
  }

  private mutating func readAxes(_ call: SceneCall) throws(SceneDiagnostic) {
    try call.check(positional: 1...8, keywords: [])
    let variable = try variable(call.positional[0])
    let names = call.positional.dropFirst()
    guard names.count == variable.shape.rank else {
      throw mistake(
        "\(variable.name) has \(counted(variable.shape.rank, "axis", "axes")), not \(names.count)",
        call.syntax)
    }
    var texts: [String] = []
    for name in names { texts.append(try call.string(name, "the name of an axis")) }
    axisNames[variable] = texts
  }

  /// Every option for itself, so that all mistakes are told at once.
  private mutating func readOptions(_ call: SceneCall) {
    for part in call.parts {
      do { try readOption(part) } catch { diagnostics.append(error) }
    }
  }

  private mutating func readOption(_ call: SceneCall) throws(SceneDiagnostic) {
    try call.check(positional: 0...0, keywords: ["base", "theme", "digits", "size", "autoplay"])
    if let syntax = call["base"] {
      options.base = try call.integer(syntax, "`base=`", in: 0...1)
    }
    if let syntax = call["theme"] {
      let themes = ["dark", "light", "high-contrast", "mono"]
      options.theme = try call.word(syntax, "`theme=`", among: themes)
    }
    if let syntax = call["digits"] {
      options.digits = try call.integer(syntax, "`digits=`", in: 0...15)
    }
    if let syntax = call["autoplay"] { options.autoplay = try call.boolean(syntax, "`autoplay=`") }
    if let syntax = call["size"] {
      guard case .tuple(let parts) = syntax.kind, parts.count == 2 else {
        throw mistake("`size=` is a pair such as (100, 30)", syntax)
      }
      options.columns = try call.integer(parts[0], "the columns", in: 1...1000)
      options.rows = try call.integer(parts[1], "the rows", in: 1...1000)
    }
  }

  /// The output and the variable of a call such as `show(E, wrt=A)`.
  private func pair(_ call: SceneCall) throws(SceneDiagnostic) -> (Variable, Variable) {
    let output = try variable(call.positional[0])
    guard let syntax = call["wrt"] else {
      throw mistake("\(call.name.text) needs `wrt=`, the name to derive by", call.syntax)
    }
    let variable = try variable(syntax)
    guard output != variable, program.sources(of: output).contains(variable) else {
      throw mistake("\(output.name) does not depend on \(variable.name)", syntax)
    }
    return (output, variable)
  }

  func variable(_ syntax: Syntax) throws(SceneDiagnostic) -> Variable {
    guard case .name(let name) = syntax.kind else {
      throw mistake("a name is expected here, not `\(syntax.description)`", syntax)
    }
    guard let variable = elaboration.names[name] else {
      let nearest = nearestName(to: name, among: elaboration.names.keys.sorted())
      throw SceneDiagnostic(.formula(.unknownName(name, nearest: nearest)), at: syntax.range)
    }
    return variable
  }
}

/// One call of a scene, its arguments by place or by name.
struct SceneCall {
  let name: Name
  let arguments: [Syntax.Argument]
  let syntax: Syntax

  /// The call with one of its arguments at a time.
  var parts: [SceneCall] {
    arguments.map { SceneCall(name: name, arguments: [$0], syntax: syntax) }
  }

  var positional: [Syntax] { arguments.filter { $0.label == nil }.map(\.value) }

  subscript(label: String) -> Syntax? { arguments.first { $0.label?.text == label }?.value }

  func check(positional range: ClosedRange<Int>, keywords: [String]) throws(SceneDiagnostic) {
    for argument in arguments {
      guard let label = argument.label, !keywords.contains(label.text) else { continue }
      var notes = ["known: " + keywords.joined(separator: ", ")]
      if let nearest = nearestName(to: label.text, among: keywords) {
        notes = ["did you mean `\(nearest)=`?"]
      }
      if keywords.isEmpty { notes = [] }
      throw SceneDiagnostic(
        .scene("\(name.text) has no argument `\(label.text)=`", notes: notes), at: label.range)
    }
    guard range.contains(positional.count) else {
      let count =
        range.lowerBound == range.upperBound
        ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw fail(
        "\(name.text) takes \(count) \(count == "1" ? "argument" : "arguments") without a name, not \(positional.count)",
        syntax)
    }
  }

  func string(_ syntax: Syntax, _ what: String) throws(SceneDiagnostic) -> String {
    guard case .string(let literal) = syntax.kind else {
      throw fail("\(what) is a text in quotes", syntax)
    }
    return literal.value
  }

  func word(_ syntax: Syntax, _ what: String, among words: [String]) throws(SceneDiagnostic)
    -> String
  {
    let word = try string(syntax, what)
    guard words.contains(word) else {
      let nearest = nearestName(to: word, among: words).map { ["did you mean \"\($0)\"?"] } ?? []
      throw SceneDiagnostic(
        .scene("\(what) is one of \(words.joined(separator: ", "))", notes: nearest),
        at: syntax.range)
    }
    return word
  }

  func integer(_ syntax: Syntax, _ what: String, in range: ClosedRange<Int>) throws(SceneDiagnostic)
    -> Int
  {
    guard let value = syntax.integerValue, range.contains(value) else {
      throw fail(
        "\(what) is a whole number from \(range.lowerBound) to \(range.upperBound)", syntax)
    }
    return value
  }

  /// A number above 0 and not above the limit.
  func number(
    _ syntax: Syntax, _ what: String, atMost limit: Int
  ) throws(SceneDiagnostic) -> Double {
    guard let value = syntax.numericValue, value > 0, value <= Double(limit) else {
      throw fail("\(what) is a number above 0, at most \(limit)", syntax)
    }
    return value
  }

  func boolean(_ syntax: Syntax, _ what: String) throws(SceneDiagnostic) -> Bool {
    guard case .boolean(let value) = syntax.kind else {
      throw fail("\(what) is True or False", syntax)
    }
    return value
  }

  func fail(_ sentence: String, _ syntax: Syntax) -> SceneDiagnostic {
    SceneDiagnostic(.scene(sentence), at: syntax.range)
  }
}
