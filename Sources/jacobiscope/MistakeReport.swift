import MatrixCalculus
import Screen

/// The mistakes of one text, printed in its order: the first of them, and that there may be more.
struct MistakeReport {
  private let source: SourceText
  private var mistakes: [(start: Int, lines: (SourceText) -> [SafeText])] = []

  init(_ source: SourceText) { self.source = source }

  var count: Int { mistakes.count }

  mutating func add(_ diagnostic: Diagnostic<some Explained & Equatable & Sendable>) {
    let text = DiagnosticText(
      clean: { SafeText($0).string }, width: { SafeText($0).columns })
    // Finding line and column walks the line: only what is printed is made into lines.
    mistakes.append(
      (
        diagnostic.range.start,
        { source in text.lines(diagnostic, in: source).map { SafeText($0) } }
      ))
  }

  /// The lines about the first mistakes, as many as are reported of one text.
  var lines: [SafeText] {
    let shown = mistakes.sorted { $0.start < $1.start }.prefix(mistakesReportedAtMost)
    let isAll = shown.count < mistakesReportedAtMost
    let rest = "\(source.name): the first \(shown.count) mistakes are shown; there may be more"
    return shown.flatMap { $0.lines(source) } + (isAll ? [] : [SafeText(rest)])
  }

  /// Ends the command where there is a mistake.
  func finish(_ status: ExitStatus = .badScene) throws(Failure) {
    if !mistakes.isEmpty { throw Failure(status, lines: lines) }
  }
}
