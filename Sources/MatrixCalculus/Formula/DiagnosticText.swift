// A mistake → the lines that are printed:
//
//     matmul.scene:7:5: error: X @ A: X has 3 columns but A has 4 rows
//       7 | y = X @ A
//         |     ^~~~~ X is 2×3, A is 4×2
//         = note
//
// Nothing here is safe to print as it comes: `clean` is applied to whatever the reader wrote, piece by
// piece, and `width` measures the pieces, so that the caret stands under the right words.

/// Prints mistakes with their line and a caret.
public struct DiagnosticText {
  /// How wide the quoted line may be; longer ones are cut around the caret.
  public static let lineWidth = 80

  /// Makes a piece of text safe to print on one line.
  let clean: (String) -> String
  /// How many columns a cleaned piece takes.
  let width: (String) -> Int

  public init(
    clean: @escaping (String) -> String = { $0 },
    width: @escaping (String) -> Int = { $0.unicodeScalars.count }
  ) {
    self.clean = clean
    self.width = width
  }

  /// The lines about one mistake.
  public func lines(
    _ diagnostic: Diagnostic<some Explained & Equatable & Sendable>, in source: SourceText
  ) -> [String] {
    let place = source.location(of: diagnostic.range.start)
    let mistake = diagnostic.mistake
    let head =
      "\(clean(source.name)):\(place.line):\(place.column): error: \(clean(mistake.sentence))"
    let number = String(place.line)
    let margin = String(repeating: " ", count: number.count + 2)
    let excerpt = excerpt(diagnostic.range, in: source)
    let marks =
      String(repeating: " ", count: width(excerpt.before)) + "^"
      + String(repeating: "~", count: max(0, width(excerpt.marked) - 1))
    let label = mistake.label.isEmpty ? "" : " " + clean(mistake.label)
    return [
      head, "  \(number) | \(excerpt.before)\(excerpt.marked)\(excerpt.after)",
      "\(margin) | \(marks)\(label)",
    ] + mistake.notes.map { "\(margin) = \(clean($0))" }
  }

  /// The quoted line in three cleaned pieces: before the words, the words, after them.
  private func excerpt(
    _ range: SourceRange, in source: SourceText
  ) -> (before: String, marked: String, after: String) {
    let line = source.lineRange(around: range.start)
    let start = min(range.start, line.end)
    let end = min(max(range.end, start), line.end)
    let marked = Self.head(source.text(SourceRange(start, end)), Self.lineWidth / 2)
    let room = Self.lineWidth - marked.unicodeScalars.count
    let after = source.text(SourceRange(end, line.end))
    let roomBefore = max(room / 2, room - after.unicodeScalars.count)
    let before = Self.tail(source.text(SourceRange(line.start, start)), roomBefore)
    let cutAfter = Self.head(after, room - before.unicodeScalars.count)
    return (clean(before), clean(marked), clean(cutAfter))
  }

  /// The first scalars of a text, the last of them `…` where it is cut.
  private static func head(_ text: String, _ count: Int) -> String {
    guard text.unicodeScalars.count > count else { return text }
    return String(text.unicodeScalars.prefix(max(0, count - 1))) + "…"
  }

  /// The last scalars of a text, the first of them `…` where it is cut.
  private static func tail(_ text: String, _ count: Int) -> String {
    guard text.unicodeScalars.count > count else { return text }
    return "…" + String(text.unicodeScalars.suffix(max(0, count - 1)))
  }
}
