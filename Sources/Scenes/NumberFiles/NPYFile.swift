// NumPy's file of one array. Source: the format's description, NEP 1 and `numpy.lib.format`.
//
//     \x93NUMPY  major minor  header length (2 bytes in version 1, 4 in 2 and 3, little-endian)
//     header: a Python dictionary {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
//     entries, row-major or, where fortran_order, column-major
//
// The length is checked before anything is allocated. Whole numbers beyond 2⁵³ are rounded, as NumPy's
// `astype(float)` does.

import TensorCore

/// Reads and writes `.npy` files.
package enum NPYFile {
  static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  /// The array of a file; at most `limit` entries.
  package static func tensor(_ bytes: [UInt8], limit: Int = elementLimit)
    throws(NumberFileMistake) -> Tensor
  {
    let (header, dataStart) = try header(bytes)
    let shape = try shape(header.extents, limit: limit, at: header.place)
    let expected = shape.count * header.type.size
    let found = bytes.count - dataStart
    guard found >= expected else {
      throw NumberFileMistake(.dataCutOff(expected: expected, found: found), at: .byte(dataStart))
    }
    guard found == expected else {
      let place = NumberFileMistake.Place.byte(dataStart + expected)
      throw NumberFileMistake(.dataTooLong(extra: found - expected), at: place)
    }
    let stored = header.isColumnMajor ? shape.reversed : shape
    let data = bytes[dataStart...]
    let tensor = Tensor(shape: stored) { header.type.value(in: data, at: $0) }
    return header.isColumnMajor ? tensor.transposed : tensor
  }

  /// A file of version 1.0 with little-endian doubles in row-major order.
  package static func bytes(_ tensor: Tensor) -> [UInt8] {
    let extents = tensor.shape.extents.map(String.init).joined(separator: ", ")
    let comma = tensor.shape.rank == 1 ? "," : ""
    let header =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (\(extents)\(comma)), }"
    let unpadded = magic.count + 4 + header.utf8.count + 1
    let padding = String(repeating: " ", count: (64 - unpadded % 64) % 64)
    let text = Array((header + padding + "\n").utf8)
    var bytes = magic + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
    bytes.reserveCapacity(bytes.count + 8 * tensor.shape.count)
    for element in tensor.elements {
      withUnsafeBytes(of: element.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// The header and the offset of the entries.
  private static func header(_ bytes: [UInt8]) throws(NumberFileMistake) -> (NPYHeader, Int) {
    guard bytes.starts(with: magic) else { throw NumberFileMistake(.notNPY, at: .byte(0)) }
    guard bytes.count >= 8 else { throw NumberFileMistake(.headerCutOff, at: .byte(bytes.count)) }
    let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
    guard (1...3).contains(major), minor == 0 else {
      throw NumberFileMistake(.versionUnknown(major, minor), at: .byte(6))
    }
    let start = major == 1 ? 10 : 12
    guard bytes.count >= start else {
      throw NumberFileMistake(.headerCutOff, at: .byte(bytes.count))
    }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count - start >= length else {
      throw NumberFileMistake(.headerCutOff, at: .byte(bytes.count))
    }
    return (try NPYHeader(bytes, start..<start + length), start + length)
  }

  private static func shape(
    _ extents: [Int], limit: Int, at place: NumberFileMistake.Place
  ) throws(NumberFileMistake) -> Shape {
    guard extents.count <= rankLimit else {
      throw NumberFileMistake(.tooManyAxes(count: extents.count, limit: rankLimit), at: place)
    }
    guard let shape = try? Shape(checking: extents), shape.count <= limit else {
      throw NumberFileMistake(.tooManyElements(count: extents, limit: limit), at: place)
    }
    return shape
  }
}
