import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// The panels of a stop, in reading order.
struct Panels {
  let reading: StopReading
  let view: TensorView
  let layout: JacobianLayout
  let base: Int
  /// Formats that are known already.
  let formats: [Variable: NumberFormat]

  /// One panel a subject, in the order of `reading.subjects`.
  var contents: [PanelContent] { reading.subjects.map(content) }

  func content(of subject: Subject) -> PanelContent {
    let unfolding = unfolding(of: subject)
    let coordinates = reading.cursor.coordinates(in: subject)
    let fixed = Dictionary(
      unfolding.fixed.map { ($0, coordinates[$0]) }, uniquingKeysWith: { first, _ in first })
    let titles = titles(of: subject, isPatternTold: reading.isPatternTold(subject))
    var content = PanelContent(
      title: titles[0], place: place(of: subject), axes: axes(of: subject),
      rows: unfolding.rows, columns: unfolding.columns, fixed: fixed, base: base,
      cursor: subject == reading.focus ? coordinates : nil, format: format(of: subject))
    content.shorterTitles = Array(titles.dropFirst())
    content.titleRoom = titleRoom(of: subject)
    content.look = look(of: subject)
    content.zeros = content.look == .numbers ? nil : pattern(of: subject)
    content.isRead = reading.step.form.terms.contains { term in
      term.factors.contains { $0.label.contains(subject.variable) }
    }
    return content
  }

  // MARK: Parts

  /// A Jacobian as a whole where the view says so; with it, in colours, what is too large for numbers.
  private func look(of subject: Subject) -> PanelContent.Look {
    let isJacobian = pattern(of: subject) != nil
    switch view {
    case .blocks, .slice, .matrix: return .numbers
    case .pattern:
      return isJacobian ? .pattern(isTold: reading.isPatternTold(subject)) : .numbers
    case .heat:
      guard isJacobian || subject.variable.shape.count > Self.fewNumbers else { return .numbers }
      let values = reading.sampledValues(of: subject).filter(\.isFinite)
      return .heat(largest: values.reduce(0) { max($0, $1.magnitude) })
    }
  }

  /// As many numbers as these are better read than seen.
  private static let fewNumbers = 64

  private func pattern(of subject: Subject) -> SparsityPattern? {
    guard case .jacobian(let number) = subject.role else { return nil }
    return reading.link.contributions[number].pattern
  }

  private func unfolding(of subject: Subject) -> Unfolding {
    let rank = subject.variable.shape.rank
    if case .jacobian = subject.role {
      let inputs = reading.link.variable.shape.rank
      return Unfolding(outputs: rank - inputs, inputs: inputs, view: view, layout: layout)
    }
    let unfolding =
      rank > 2 && view == .slice ? Unfolding(sliceOfRank: rank) : Unfolding(rank: rank)
    guard reading.isTurned(subject) else { return unfolding }
    return unfolding.turned
  }

  private func axes(of subject: Subject) -> [PanelContent.Axis] {
    let names = axisNames(of: subject)
    let letters = lettersInFormula(of: subject) ?? subject.letters
    return subject.variable.shape.extents.enumerated().map { axis, extent in
      PanelContent.Axis(letter: letters[axis], name: names[axis], extent: extent)
    }
  }

  /// The letters at which the step's formula reads ∂E/∂y: after a delta it is ∂E/∂y[i,l].
  ///
  /// Nil where the formula does not read it, or not at one place alone.
  private func lettersInFormula(of subject: Subject) -> [String]? {
    guard subject.role == .upstream, reading.animation.kind == .sum, !reading.isOverview,
      reading.step.subject == reading.link.gradient
    else { return nil }
    let read = reading.step.form.terms.flatMap(\.factors)
      .filter { $0.label == .variable(subject.variable) }
      .map { $0.subscripts.compactMap { $0.plain?.letter } }
    guard let first = read.first, read.allSatisfy({ $0 == first }),
      Set(first).count == subject.letters.count
    else { return nil }
    return first
  }

  /// The scene's names of an input's axes, on the Jacobian's and the gradient's axes too.
  private func axisNames(of subject: Subject) -> [String?] {
    let rank = subject.variable.shape.rank
    let known = reading.lesson.scene.axisNames
    if let own = known[subject.variable], own.count == rank { return own }
    let own = known[reading.link.variable] ?? []
    switch subject.role {
    case .jacobian, .gradient:
      guard own.count == reading.link.variable.shape.rank else { break }
      return [String?](repeating: nil, count: rank - own.count) + own
    default: break
    }
    return [String?](repeating: nil, count: rank)
  }

  private func place(of subject: Subject) -> PanelContent.Place {
    let jacobians = reading.subjects.filter { if case .jacobian = $0.role { true } else { false } }
    switch subject.role {
    case .jacobian: return subject == mainJacobian(jacobians) ? .main : .row
    case .gradient: return jacobians.isEmpty ? .main : .side
    default: return .row
    }
  }

  /// The largest Jacobian of the link, the first of several: the same one at every step.
  private func mainJacobian(_ jacobians: [Subject]) -> Subject? {
    let largest = jacobians.map(\.variable.shape.count).max()
    return jacobians.first { $0.variable.shape.count == largest }
  }

  private func format(of subject: Subject) -> NumberFormat {
    if let format = formats[subject.variable] { return format }
    guard reading.isComputed(subject) else { return FormatChoice.pending }
    return reading.format(of: subject)
  }

  // MARK: Titles

  /// The columns of a Jacobian's title once its pattern is told; 0 for what has one title.
  private func titleRoom(of subject: Subject) -> Int {
    guard case .jacobian = subject.role else { return 0 }
    return SafeText(titles(of: subject, isPatternTold: true)[0].text).columns
  }

  /// `X 3×4`, `y = X·A 3×2`, `∂y/∂A 3×2×4×2 · nonzero where j = l: 24 of 48`; the fullest first.
  private func titles(of subject: Subject, isPatternTold: Bool) -> [Phrase] {
    let isTurned = reading.isTurned(subject)
    var name = Phrase(subject.variable.name, .name)
    if isTurned {
      name =
        subject.variable.role == .gradient
        ? Phrase("(", .name) + name + Phrase(")ᵀ", .name) : name + Phrase("ᵀ", .name)
    }
    let shape = subject.variable.shape
    var size =
      shape.isScalar ? Phrase() : Phrase(" \(isTurned ? shape.reversed : shape)", .faint)
    var form = Phrase()
    if case .jacobian(let number) = subject.role, view != .slice {
      let words = LayoutWords(
        contribution: reading.link.contributions[number], variable: reading.link.variable,
        layout: layout, base: base)
      name = Phrase(words.name, .name)
      size = Phrase(" \(words.size)", .faint)
      if isPatternTold, let known = words.kroneckerForm {
        form = Phrase(" = ", .strong) + Phrase(known)
      }
    }
    if let formula = definition(of: subject), !isTurned {
      return [name + Phrase(" = ", .strong) + formula + size, name + size]
    }
    guard case .jacobian(let number) = subject.role, isPatternTold else {
      return isTurned ? [name + size, name] : [name + size]
    }
    let patterns = patterns(reading.link.contributions[number].pattern)
    guard form.isEmpty else {
      return patterns.map { name + form + size + $0 } + [name + form + size, name + size]
    }
    return patterns.map { name + size + $0 } + [name + size]
  }

  private func definition(of subject: Subject) -> Phrase? {
    let derivation = reading.numbers.derivation
    switch subject.role {
    case .upstream:
      let form = derivation.links.first { $0.gradient == subject.variable }?.closedForm
      // Numbers stand in the panel already.
      if case .literal = form { return nil }
      return form.map(formula)
    case .output:
      return reading.link.contributions.first { $0.statement.variable == subject.variable }
        .map { formula($0.statement.expression) }
    default: return nil
    }
  }

  private func formula(_ expression: Expression) -> Phrase {
    Phrase(ExpressionNotation.unicode.counting(from: base).text(expression))
  }

  private func patterns(_ pattern: SparsityPattern) -> [Phrase] {
    let dot = Phrase(" · ", .faint)
    if pattern.isDense { return [dot + "dense"] }
    let condition = Phrase(pattern.condition(countingFrom: base))
    guard !condition.isEmpty else { return [dot + "zero everywhere"] }
    let counted = condition + Phrase(": \(pattern.nonzeroCount) of \(pattern.entryCount)")
    return [dot + "nonzero where " + counted, dot + counted, dot + condition]
  }
}
