// What can be wrong with a file of numbers, as facts.

/// A mistake in a file of numbers and its place there.
package struct NumberFileMistake: Error, Equatable, Sendable {
  package enum Place: Equatable, Sendable {
    /// An offset from the start of the file.
    case byte(Int)
    /// A line and a column, both from 1; columns count Unicode scalars.
    case line(Int, column: Int)
    case wholeFile
  }

  package enum Kind: Equatable, Sendable {
    // .npy
    case notNPY
    case versionUnknown(Int, Int)
    case headerCutOff
    case headerUnreadable(String)
    case typeUnknown(String)
    case dataCutOff(expected: Int, found: Int)
    case dataTooLong(extra: Int)

    // .csv
    case empty
    case tooLong(bytes: Int)
    case quoteUnclosed
    case textAfterQuote
    case fieldCount(expected: Int, found: Int)
    case notANumber(String, column: String)
    case notText
    case columnUnknown(String, known: [String])
    case columnOutside(Int, count: Int)
    case rowOutside(Int, count: Int)
    case oneHotColumns(Int)

    // both
    case tooManyElements(count: [Int], limit: Int)
    case tooManyAxes(count: Int, limit: Int)
  }

  package let kind: Kind
  package let place: Place

  init(_ kind: Kind, at place: Place = .wholeFile) {
    self.kind = kind
    self.place = place
  }
}

/// How many axes an input may have.
package let rankLimit = 6

/// How many entries all inputs may have together unless the reader of a scene is told otherwise.
package let elementLimit = 1 << 26
