// A reader's mistake as facts: where it is and what it is. The sentences are made elsewhere
// (`DiagnosticText` and the `…MistakeText` files), so that each of them can be read in one table.

/// A mistake and its place.
public struct Diagnostic<Mistake: Equatable & Sendable>: Error, Equatable, Sendable {
  public let mistake: Mistake
  public let range: SourceRange

  public init(_ mistake: Mistake, at range: SourceRange) {
    self.mistake = mistake
    self.range = range
  }

  /// The same place with a mistake of a wider kind.
  public func map<Wider>(_ transform: (Mistake) -> Wider) -> Diagnostic<Wider> {
    Diagnostic<Wider>(transform(mistake), at: range)
  }
}

/// What a mistake says of itself in words.
///
/// Texts may repeat what the reader wrote: clean them before printing.
public protocol Explained {
  /// What is wrong, in one line without a full stop.
  var sentence: String { get }
  /// What stands beneath the words, after the caret; empty where there is nothing to add.
  var label: String { get }
  /// What else helps, a line each, such as the nearest known name.
  var notes: [String] { get }
}

extension Explained {
  public var label: String { "" }
  public var notes: [String] { [] }
}

/// How many mistakes of one text are reported.
public let mistakesReportedAtMost = 20
