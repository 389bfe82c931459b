/// What one cell of a panel shows.
package struct CellContent: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case number(Double)
    /// An entry that a delta makes zero: `·`, never `0`.
    case structuralZero
    /// The same before the deltas are told: `⁰`, a zero that nobody has explained yet.
    case untoldZero
    /// What the story has not reached: `?`.
    case unknown
    /// What is still being computed: `…`.
    case pending
    /// What the reader is to guess first.
    case hidden
  }

  /// Reasons for a cell to stand out; the cursor is the panel's, and not among them.
  package struct Marks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Belongs to what the cursor is on.
    package static let linked = Marks(rawValue: 1)
    /// Lies where the deltas are one.
    package static let pattern = Marks(rawValue: 2)
    /// Its product is left out, because a delta is zero.
    package static let struck = Marks(rawValue: 4)
    /// A factor of the term under way.
    package static let term = Marks(rawValue: 8)
    /// Receives the sum.
    package static let output = Marks(rawValue: 16)
  }

  package var value: Value
  package var marks: Marks

  package init(_ value: Value, marks: Marks = []) {
    self.value = value
    self.marks = marks
  }

  package init(_ number: Double, marks: Marks = []) {
    self.init(.number(number), marks: marks)
  }
}
