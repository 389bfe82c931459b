import TensorCore

/// The kinds of files that hold numbers, known by the ends of their names.
package enum NumberFileFormat: Sendable {
  case csv
  case npy

  /// Nil where the name ends in neither `.csv` nor `.npy`.
  package init?(path: String) {
    let name = path.lowercased()
    if name.hasSuffix(".csv") {
      self = .csv
    } else if name.hasSuffix(".npy") {
      self = .npy
    } else {
      return nil
    }
  }

  /// All the numbers of a file; at most `limit`.
  package func tensor(_ bytes: [UInt8], limit: Int = elementLimit) throws(NumberFileMistake)
    -> Tensor
  {
    switch self {
    case .npy: try NPYFile.tensor(bytes, limit: limit)
    case .csv: try CSVTable(bytes).tensor(limit: limit)
    }
  }
}
