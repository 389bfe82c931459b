import MatrixCalculus
import Scenes
import TensorCore

/// From the model to what a frame shows.
extension Model {
  /// Everything that the frame shows, before it has a size.
  package var picture: Picture { picture(of: reading) }

  func picture(of reading: StopReading?) -> Picture {
    var picture = Picture(
      title: title, keyBar: isBare || isLocked ? [] : KeyTable.bar, status: status,
      notice: notice ?? standingNotice, prompt: shownPrompt, overlay: shownOverlay,
      isBlank: isBlank, theme: theme,
      depth: settings.depth, spotlight: spotlight)
    guard let reading, let lesson, let stop else {
      picture.lines = linesWithoutScene
      return picture
    }
    picture.progress = Picture.Progress(
      step: stepNumber, count: stops.count,
      name: stepNumber == 0 ? "overview" : lesson.step(stop).rule.rawValue)
    picture.panels =
      Panels(
        reading: reading, view: view, layout: layout, base: base, formats: formats[stop.link] ?? [:]
      ).contents
    picture.focusedPanel = reading.subjects.firstIndex { $0 == reading.focus }
    picture.isZoomed = isZoomed && picture.focusedPanel != nil
    picture.closedForm = closedForm(at: stop)
    if !isBare {
      picture.scalars = scalars(of: reading)
      picture.lines =
        Lines(
          reading: reading, spoken: spoken(at: stop), claims: claims(at: stop),
          isLast: stepNumber > 0 && isLastOfTour(stop), isBoxed: picture.closedForm != nil,
          layout: layout, isFolded: foldedFocus != nil, base: base
        ).lines
    }
    return picture
  }

  /// What one cell of a panel of the picture shows.
  package func cell(panel: Int, at coordinates: [Int]) -> CellContent {
    guard let reading, reading.subjects.indices.contains(panel) else {
      return CellContent(.unknown)
    }
    return reading.cell(of: reading.subjects[panel], at: coordinates)
  }

  private var title: String {
    guard let lesson, !lesson.scene.title.isEmpty else { return sceneName }
    return lesson.scene.title
  }

  /// What is said at a stop: by the scene, else by the rule.
  private func spoken(at stop: Stop) -> String {
    guard let lesson else { return "" }
    let entries = EntryNames(lesson.scene, base: base)
    if stepNumber == 0 {
      let description = lesson.scene.description
      return description.isEmpty
        ? "Everything at once; PgDn begins." : entries.spelled(description)
    }
    let remarks = remarks(at: stop).map(\.text).filter { !$0.isEmpty }
    guard remarks.isEmpty else { return entries.spelled(remarks.joined(separator: " ")) }
    return lesson.step(stop).sentence(in: lesson.link(stop.link), countingFrom: base)
  }

  private func scalars(of reading: StopReading) -> [Picture.Scalar] {
    reading.numbers.derivation.scalars(of: reading.link).map { variable in
      Picture.Scalar(name: variable.name, text: text(ofScalar: variable, in: reading))
    }
  }

  /// Its value; `g(y)` for the rest of the network, of which only the gradient is known.
  private func text(ofScalar variable: Variable, in reading: StopReading) -> String {
    let program = reading.numbers.derivation.program
    if case .apply(.rest, let arguments, _) = program.definition(of: variable),
      let argument = arguments.first
    {
      return "g(\(ExpressionNotation.unicode.text(argument).text))"
    }
    let value = reading.numbers.entry(of: variable, at: [])
    return value.map(Spelling.number) ?? "…"
  }

  /// The claims of a tour with their verdicts, told at its end; a certificate that failed, too.
  private func claims(at stop: Stop) -> [String] {
    guard stepNumber > 0, let lesson, isLastOfTour(stop) else { return [] }
    var sentences: [String] = []
    if let certificate = certificates[stop.link.tour], certificate.verdict == .failed {
      sentences.append("the closed form is withheld: \(certificate.words)")
    }
    let derivation = lesson.derivations[stop.link.tour]
    for (claim, verdict) in zip(
      lesson.scene.tours[stop.link.tour].claims, verdicts[stop.link.tour] ?? [])
    {
      sentences.append(
        ClaimSentence(claim: claim, verdict: verdict, derivation: derivation, base: base).text)
    }
    return sentences
  }

  // MARK: Bars and overlays

  private var status: String {
    if isLocked { return "locked  step \(stepNumber)/\(stops.count)" }
    if !typedCount.isEmpty { return "step \(typedCount)" }
    if awaitsPanel { return "panel …" }
    if isWorking { return progress }
    if autoplay, motion { return "autoplay" }
    return speed == 1 ? "" : "speed \(Spelling.number(speed))"
  }

  /// What stays in the last row for as long as the file is broken and nothing else stands there.
  private var standingNotice: Picture.Notice? {
    guard let failure, lesson != nil, overlay == nil, prompt == nil, status.isEmpty, !isBare,
      let first = failure.report.first
    else { return nil }
    return Picture.Notice("\(Self.waysOn): \(first)", isWarning: true)
  }

  private static let waysOn = "Ctrl-R reads the file again, :report tells what is wrong"

  /// A screen with no scene on it says how one gets there.
  private var linesWithoutScene: [Picture.Line] {
    guard let failure else { return [] }
    let first = failure.report.prefix(1).map { Picture.Line(.reason, Phrase($0)) }
    return first + [
      Picture.Line(.spoken, Phrase(Self.waysOn + ".")),
      Picture.Line(.spoken, "S lists the scenes that ship with the program."),
    ]
  }

  private var shownPrompt: Picture.Prompt? {
    prompt.map { prompt in
      let mark =
        switch prompt.purpose {
        case .command: ":"
        case .edit(let variable, let coordinates):
          Spelling.entry(variable, coordinates, base: base) + " = "
        }
      return Picture.Prompt(mark: mark, text: prompt.string, cursor: prompt.cursor)
    }
  }

  private var shownOverlay: Overlay? {
    if let prompt, !prompt.choices.isEmpty { return .choices(prompt.choices) }
    return switch overlay {
    case .help(let offset): .help(sections: KeyTable.help, offset: offset)
    case .scenes(let selected): .scenes(entries: settings.library, selected: selected)
    case .report(let title, let lines, let offset):
      .report(title: title, lines: lines, offset: offset)
    case nil: nil
    }
  }
}

extension Derivation {
  /// The scalars of a link, and the scalar that all gradients are of.
  func scalars(of link: Link) -> [Variable] {
    var scalars = link.scalars
    if output.shape.isScalar, !scalars.contains(output) { scalars.append(output) }
    return scalars
  }
}
