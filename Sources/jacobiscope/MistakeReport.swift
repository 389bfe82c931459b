import MatrixCalculus
import Screen

/// The mistakes of one text, printed in its order.
struct MistakeReport {
  private let source: SourceText
  private var mistakes: [(start: Int, lines: [SafeText])] = []

  init(_ source: SourceText) { self.source = source }

  mutating func add(_ diagnostic: Diagnostic<some Explained & Equatable & Sendable>) {
    let text = DiagnosticText(
      clean: { SafeText($0).string }, width: { SafeText($0).columns })
    mistakes.append(
      (diagnostic.range.start, text.lines(diagnostic, in: source).map { SafeText($0) }))
  }

  /// The lines about the first mistakes, as many as are reported of one text.
  var lines: [SafeText] {
    mistakes.sorted { $0.start < $1.start }.prefix(mistakesReportedAtMost).flatMap(\.lines)
  }

  /// Ends the command where there is a mistake.
  func finish(_ status: ExitStatus = .badScene) throws(Failure) {
    if !mistakes.isEmpty { throw Failure(status, lines: lines) }
  }
}
