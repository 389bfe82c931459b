/// How the numbers of one panel are written: all alike, in a width that never changes.
package struct NumberFormat: Hashable, Sendable {
  package enum Notation: Hashable, Sendable {
    /// So many digits after the point; none for integers.
    case fixed(decimals: Int)
    /// So many digits after the point of the mantissa.
    case scientific(decimals: Int)
  }

  package var notation: Notation
  /// The cells that a number takes, brackets not counted; numbers stand at the right.
  package var width: Int

  package init(notation: Notation, width: Int) {
    self.notation = notation
    self.width = max(1, width)
  }
}
