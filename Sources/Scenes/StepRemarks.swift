import MatrixCalculus
import TensorCore

/// Reading `step(…)` and matching its place with the steps that the derivation has.
extension SceneReader {
  mutating func readStep(_ call: SceneCall) throws(SceneDiagnostic) {
    try call.check(
      positional: 1...2,
      keywords: ["notes", "select", "focus", "view", "layout", "predict", "speed", "hold"])
    guard pending.count < Self.stepLimit else {
      throw mistake("a scene has at most \(Self.stepLimit) steps", call.syntax)
    }
    let placeSyntax = call.positional[0]
    let before = diagnostics.count
    var remark = StepRemark(place: .numbered(0), text: "")
    do throws(SceneDiagnostic) {
      if call.positional.count == 2 {
        remark.text = try call.string(call.positional[1], "what is said")
      }
      remark.place = try place(placeSyntax, call)
    } catch {
      diagnostics.append(error)
    }
    for part in call.parts {
      do { try read(part, into: &remark) } catch { diagnostics.append(error) }
    }
    guard diagnostics.count == before else { return }
    pending.append(
      PendingRemark(
        remark: remark, tour: tours.isEmpty ? nil : tours.count - 1, range: placeSyntax.range))
  }

  /// One argument with a name; each for itself, so that all mistakes are told at once.
  private func read(_ call: SceneCall, into remark: inout StepRemark) throws(SceneDiagnostic) {
    if let syntax = call["notes"] { remark.notes = try call.string(syntax, "`notes=`") }
    if let syntax = call["select"] { remark.selection = try selection(syntax, call) }
    if let syntax = call["focus"] { remark.focus = try call.string(syntax, "`focus=`") }
    if let syntax = call["view"] {
      let views = ["blocks", "slice", "matrix", "pattern", "heat"]
      remark.view = try call.word(syntax, "`view=`", among: views)
    }
    if let syntax = call["layout"] {
      let layouts = ["numerator", "denominator", "vec-column", "vec-row"]
      remark.layout = try call.word(syntax, "`layout=`", among: layouts)
    }
    if let syntax = call["predict"] {
      remark.asksForPrediction = try call.boolean(syntax, "`predict=`")
    }
    if let syntax = call["speed"] {
      remark.speed = try call.number(syntax, "`speed=`", atMost: 100)
    }
    if let syntax = call["hold"] {
      remark.hold = try call.number(syntax, "`hold=`", atMost: 86_400)
    }
  }

  /// `"delta 2"`, `"y: delta"`, or a number from 1.
  private func place(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic)
    -> StepRemark.Place
  {
    if let number = syntax.integerValue { return .numbered(number) }
    var text = try call.string(syntax, "the place of a step")
    var link: String?
    if let colon = text.firstIndex(of: ":") {
      link = trimmed(text[..<colon])
      text = trimmed(text[text.index(after: colon)...])
    }
    var occurrence = 1
    if let blank = text.lastIndex(of: " "), let number = Int(text[text.index(after: blank)...]) {
      occurrence = number
      text = String(text[..<blank])
    }
    guard let rule = StepRule(rawValue: text) else {
      let names = StepRule.allCases.map(\.rawValue)
      let nearest = nearestName(to: text, among: names).map { ["did you mean \"\($0)\"?"] }
      throw mistake(
        "there is no step named \"\(text)\"", syntax,
        notes: nearest ?? ["steps are named " + names.joined(separator: ", ")])
    }
    return .named(rule, occurrence: occurrence, link: link)
  }

  private func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Coordinates as written; the base is taken off when all options are known.
  private func selection(_ syntax: Syntax, _ call: SceneCall) throws(SceneDiagnostic) -> [Int] {
    var places = [syntax]
    if case .tuple(let elements) = syntax.kind { places = elements }
    var selection: [Int] = []
    for place in places {
      selection.append(try call.integer(place, "a place of `select=`", in: 0...(1 << 40)))
    }
    return selection
  }

  /// Gives every remark to its tour; says which steps there are where a place is none of them.
  mutating func placeRemarks() {
    var derivations: [Int: Derivation] = [:]
    var said: [Said: SourceRange] = [:]
    for pending in pending {
      let tour = pending.tour ?? 0
      guard tour < tours.count else { continue }
      let derivation =
        derivations[tour]
        ?? tours[tour].derivations(in: program)?.told
      guard let derivation else { continue }
      derivations[tour] = derivation
      var remark = pending.remark
      remark.selection = remark.selection.map { $0.map { $0 - options.base } }
      do throws(SceneDiagnostic) {
        try check(remark, derivation, at: pending.range)
        if !remark.text.isEmpty {
          let place = Said(tour: tour, place: remark.place.named(in: derivation))
          if let first = said[place] { throw saidTwice(at: pending.range, after: first) }
          said[place] = pending.range
        }
        tours[tour].remarks.append(remark)
      } catch {
        diagnostics.append(error)
      }
    }
  }

  /// A step of a tour that something is said at.
  private struct Said: Hashable {
    var tour: Int
    var place: StepRemark.Place
  }

  private func saidTwice(at range: SourceRange, after first: SourceRange) -> SceneDiagnostic {
    let line = source.location(of: first.start).line
    return SceneDiagnostic(
      .scene(
        "this step has its text already",
        notes: ["it is said in line \(line)", "one `step` may hold several sentences"]),
      at: range)
  }

  private func check(_ remark: StepRemark, _ derivation: Derivation, at range: SourceRange)
    throws(SceneDiagnostic)
  {
    let names = derivation.links.last?.steps.map(\.rule.rawValue) ?? []
    switch remark.place {
    case .numbered(let number):
      guard number >= 1, number <= names.count else {
        throw SceneDiagnostic(
          .scene("there is no step \(number); this tour has \(names.count)"), at: range)
      }
    case .named(let rule, let occurrence, let link):
      let steps =
        link.map { name in derivation.links.first { $0.variable.name == name }?.steps }
        ?? derivation.links.last?.steps
      guard let steps else {
        let links = derivation.links.map(\.variable.name).joined(separator: ", ")
        throw SceneDiagnostic(
          .scene("no link ends in \(link ?? "")", notes: ["the links end in \(links)"]), at: range)
      }
      guard occurrence >= 1, steps.count(where: { $0.rule == rule }) >= occurrence else {
        let known = steps.map(\.rule.rawValue).joined(separator: ", ")
        let count = occurrence > 1 ? " \(occurrence)" : ""
        throw SceneDiagnostic(
          .scene(
            "this derivation has no step \"\(rule.rawValue)\(count)\"",
            notes: ["its steps are \(known)"]), at: range)
      }
    }
    try checkSelection(remark, derivation, at: range)
  }

  /// Whether there is a tensor in `focus` and an entry at `select`.
  private func checkSelection(
    _ remark: StepRemark, _ derivation: Derivation, at range: SourceRange
  ) throws(SceneDiagnostic) {
    let jacobian = derivation.links.last?.contributions.first?.jacobianName
    let tensor = try remark.focus.map { (name) throws(SceneDiagnostic) in
      try focused(name, derivation, at: range)
    }
    guard let selection = remark.selection, let tensor = tensor ?? jacobian else { return }
    let fits =
      selection.count == tensor.shape.rank
      && zip(selection, tensor.shape.extents).allSatisfy { $0 >= 0 && $0 < $1 }
    guard fits else {
      let shown = selection.map { String($0 + options.base) }.joined(separator: ", ")
      throw SceneDiagnostic(
        .scene("select=(\(shown)) lies outside \(tensor.name), which is \(tensor.shape)"),
        at: range)
    }
  }

  /// The tensor of a tour by its name in ASCII: `A`, `dE/dA`, `dy/dA`.
  private func focused(
    _ name: String, _ derivation: Derivation, at range: SourceRange
  ) throws(SceneDiagnostic) -> Variable {
    let program = derivation.program
    let jacobians = derivation.links.flatMap { $0.contributions.map(\.jacobianName) }
    let gradients = derivation.links.map(\.gradient) + [derivation.upstream].compactMap { $0 }
    let tensors = program.inputs + program.statements.map(\.variable) + gradients + jacobians
    let plain = tensors.map { $0.name.replacing("∂", with: "d").replacing("²", with: "2") }
    guard let place = plain.firstIndex(of: name) ?? tensors.firstIndex(where: { $0.name == name })
    else {
      let nearest = nearestName(to: name, among: plain).map { ["did you mean \"\($0)\"?"] }
      throw SceneDiagnostic(
        .scene(
          "this tour shows no tensor \"\(name)\"",
          notes: nearest ?? ["it shows " + plain.joined(separator: ", ")]), at: range)
    }
    return tensors[place]
  }
}

extension StepRemark.Place {
  /// The same place with the link that it means where none is named, and a step of the last link by its
  /// name where it has a number and no other link is told.
  fileprivate func named(in derivation: Derivation) -> Self {
    guard let last = derivation.links.last else { return self }
    switch self {
    case .named(let rule, let occurrence, let link):
      return .named(rule, occurrence: occurrence, link: link ?? last.variable.name)
    case .numbered(let number):
      guard derivation.links.count == 1, derivation.upstream == nil,
        last.steps.indices.contains(number - 1)
      else { return self }
      let rule = last.steps[number - 1].rule
      let occurrence = last.steps.prefix(number).count { $0.rule == rule }
      return .named(rule, occurrence: occurrence, link: last.variable.name)
    }
  }
}
