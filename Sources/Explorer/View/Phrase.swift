import MatrixCalculus

/// Text with a tone on every part: what a formula knows of itself, and what a frame adds to it.
package struct Phrase: Equatable, Sendable {
  package enum Tone: Hashable, Sendable {
    case plain
    /// The name of a tensor.
    case name
    /// An index letter.
    case index(String)
    /// A Kronecker delta with its indices.
    case delta
    case summation
    case value
    /// A term that a delta makes zero.
    case struck
    /// The term under way.
    case current
    /// What stays back: a shape, a label.
    case faint
    case strong
  }

  package struct Span: Equatable, Sendable {
    package var text: String
    package var tone: Tone
  }

  package private(set) var spans: [Span]

  package init() { spans = [] }

  package init(_ text: String, _ tone: Tone = .plain) { spans = [Span(text: text, tone: tone)] }

  package init(_ formula: FormulaText) {
    spans = formula.spans.map { Span(text: $0.text, tone: Tone($0.role)) }
  }

  package var text: String { spans.map(\.text).joined() }
  package var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

  package static func + (left: Phrase, right: Phrase) -> Phrase {
    var phrase = left
    phrase.spans += right.spans
    return phrase
  }

  package static func += (left: inout Phrase, right: Phrase) { left.spans += right.spans }
}

extension Phrase: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension Phrase.Tone {
  /// The tone of a part of a formula.
  package init(_ role: FormulaText.Role) {
    self =
      switch role {
      case .plain: .plain
      case .name: .name
      case .index(let letter): .index(letter)
      case .delta: .delta
      case .summation: .summation
      case .value: .value
      }
  }
}
