/// A formula to be read: text in which every index, delta and sum knows that it is one, so that each
/// can have its colour.
public struct FormulaText: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case plain
    /// The name of a tensor.
    case name
    /// An index letter, also where it stands under a sum sign.
    case index(String)
    /// A Kronecker delta with its indices.
    case delta
    /// A sum sign.
    case summation
    /// A number.
    case value
  }

  public struct Span: Hashable, Sendable {
    public var text: String
    public var role: Role

    public init(_ text: String, _ role: Role = .plain) {
      self.text = text
      self.role = role
    }
  }

  public private(set) var spans: [Span]

  public init(_ spans: [Span] = []) {
    self.spans = []
    for span in spans { append(span) }
  }

  public init(_ text: String, _ role: Role = .plain) { self.init([Span(text, role)]) }

  /// The characters alone.
  public var text: String { spans.map(\.text).joined() }

  public mutating func append(_ span: Span) {
    guard !span.text.isEmpty else { return }
    if let last = spans.last, last.role == span.role, span.role == .plain {
      spans[spans.count - 1].text += span.text
    } else {
      spans.append(span)
    }
  }

  /// The text without what it ends in; nil where it ends in something else.
  func dropping(_ suffix: String) -> FormulaText? {
    guard var last = spans.last, last.text.hasSuffix(suffix) else { return nil }
    last.text.removeLast(suffix.count)
    return FormulaText(spans.dropLast() + [last])
  }

  public static func + (left: FormulaText, right: FormulaText) -> FormulaText {
    var sum = left
    sum += right
    return sum
  }

  /// Cost: the length of what is appended.
  public static func += (left: inout FormulaText, right: FormulaText) {
    for span in right.spans { left.append(span) }
  }
}

extension FormulaText: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(value) }
}
