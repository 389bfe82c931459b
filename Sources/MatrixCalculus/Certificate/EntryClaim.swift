/// An entry of a Jacobian by its indices, as somebody claims it: `X[i,l] if j == l else 0`.
public struct EntryClaim: Hashable, Sendable {
  /// As it was typed.
  public let text: String

  public init(text: String) { self.text = text }
}
