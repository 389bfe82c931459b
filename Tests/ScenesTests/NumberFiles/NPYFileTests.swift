import Scenes
import TensorCore
import Testing

/// The headers and the bytes of the entries are those that NumPy 2 writes.
struct NPYFileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let isColumnMajor: Bool
    let data: String
    var testDescription: String { type + (isColumnMajor ? " Fortran" : " C") }
  }

  /// A file as NumPy lays it out.
  static func file(
    _ type: String, _ isColumnMajor: Bool, shape: String = "(2, 3)", version: UInt8 = 1,
    data: [UInt8]
  ) -> [UInt8] {
    let order = isColumnMajor ? "True" : "False"
    let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }"
    return file(header: header, version: version, data: data)
  }

  static func file(header: String, version: UInt8 = 1, data: [UInt8]) -> [UInt8] {
    let start = version == 1 ? 10 : 12
    let padding = (64 - (start + header.utf8.count + 1) % 64) % 64
    let length = header.utf8.count + padding + 1
    let lengthBytes = [UInt8(length & 0xFF), UInt8(length >> 8)] + (version == 1 ? [] : [0, 0])
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + lengthBytes + Array(header.utf8)
      + [UInt8](repeating: 0x20, count: padding) + [0x0A] + data
  }

  static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(16 * digits[$0] + digits[$0 + 1]) }
  }

  @Test(arguments: cases)
  func readsWhatNumPyWrites(_ example: Case) throws {
    let bytes = Self.file(example.type, example.isColumnMajor, data: Self.bytes(example.data))
    let tensor = try NPYFile.tensor(bytes)
    #expect(tensor.shape == Shape([2, 3]))
    let expected: [Double] =
      switch example.type.dropFirst().first {
      case "u": [1, 2, 3, 4, 5, 100]
      case "b": [1, 0, 1, 0, 0, 1]
      default: [1, -2, 3, 4, 5, -100]
      }
    #expect(tensor.elements == expected)
  }

  @Test(arguments: [1, 2, 3] as [UInt8])
  func readsAllVersions(_ version: UInt8) throws {
    let data = Self.bytes("0100feff0300040005009cff")
    let tensor = try NPYFile.tensor(Self.file("<i2", false, version: version, data: data))
    #expect(tensor == Tensor(shape: Shape([2, 3]), elements: [1, -2, 3, 4, 5, -100]))
  }

  @Test func readsScalarsVectorsAndEmptyArrays() throws {
    let one = Self.bytes("000000000000f03f")
    #expect(try NPYFile.tensor(Self.file("<f8", false, shape: "()", data: one)).shape == .scalar)
    #expect(
      try NPYFile.tensor(Self.file("<f8", false, shape: "(1,)", data: one)).shape == Shape([1]))
    #expect(
      try NPYFile.tensor(Self.file("<f8", true, shape: "(0, 3)", data: [])).shape == Shape([0, 3]))
    #expect(
      try NPYFile.tensor(Self.file("<f8", false, shape: "(1L,)", data: one)).shape == Shape([1]))
  }

  /// A `.npy` file may hold what the language cannot write.
  @Test func readsInfinityAndNaN() throws {
    let data = Self.bytes("000000000000f07f000000000000f87f")
    let elements = try NPYFile.tensor(Self.file("<f8", false, shape: "(2,)", data: data)).elements
    #expect(elements[0] == .infinity && elements[1].isNaN)
  }

  @Test func writesWhatNumPyWrites() {
    let tensor = Tensor(shape: Shape([2, 3]), elements: [1, -2, 3, 4, 5, -100])
    let data =
      "000000000000f03f00000000000000c00000000000000840000000000000104000000000000014400000000000"
      + "0059c0"
    #expect(NPYFile.bytes(tensor) == Self.file("<f8", false, data: Self.bytes(data)))
  }

  @Test(arguments: [[], [1], [5], [2, 3], [0, 4], [2, 3, 4], [1, 1, 1, 1, 1, 2]])
  func readsWhatItWrites(_ extents: [Int]) throws {
    let tensor = Tensor.normal(Shape(extents), RandomNumbers(seed: 1))
    #expect(try NPYFile.tensor(NPYFile.bytes(tensor)) == tensor)
  }

  @Test func everyMistakeIsPlaced() {
    let good = Self.file("<f8", false, shape: "(1,)", data: [UInt8](repeating: 0, count: 8))
    let cases: [([UInt8], String)] = [
      ([], "byte 0: this is no .npy file; it does not begin with \\x93NUMPY"),
      (
        Array("PK\u{3}\u{4}".utf8),
        "byte 0: this is no .npy file; it does not begin with \\x93NUMPY"
      ),
      (Array(good.prefix(7)), "byte 7: the file ends within its header"),
      (Array(good.prefix(9)), "byte 9: the file ends within its header"),
      (Array(good.prefix(60)), "byte 60: the file ends within its header"),
      (
        Array(good.prefix(6)) + [4, 0] + Array(good.dropFirst(8)),
        "byte 6: version 4.0 of the .npy format is not known; 1.0, 2.0 and 3.0 are"
      ),
      (Array(good.dropLast()), "byte 128: the shape asks for 8 bytes of entries, the file has 7"),
      (good + [0], "byte 136: 1 byte follows the last entry"),
      (
        Self.file("<c16", false, data: []),
        "byte 10: entries of type '<c16' are not read; f4, f8, i1 to i8, u1 to u8 and b1 are"
      ),
      (
        Self.file("|O", false, data: []),
        "byte 10: entries of type '|O' are not read; f4, f8, i1 to i8, u1 to u8 and b1 are"
      ),
      (
        Self.file(header: "{'descr': [('a', '<f8')], ", data: []),
        "byte 20: the header cannot be read: expected a string, a tuple, True or False"
      ),
      (
        Self.file(header: "{'descr': '<f8'}", data: []),
        "byte 10: the header cannot be read: `fortran_order` is missing"
      ),
      (Self.file(header: "[]", data: []), "byte 10: the header cannot be read: expected `{`"),
      (
        Self.file("<f8", false, shape: "(99999999999999999999,)", data: []),
        "byte 61: the header cannot be read: expected an extent from 0 to 9223372036854775807"
      ),
      (
        Self.file("<f8", false, shape: "(-1,)", data: []),
        "byte 61: the header cannot be read: expected an extent from 0 to 9223372036854775807"
      ),
      (
        Self.file("<f8", false, shape: "(4611686018427387904, 4)", data: []),
        "byte 10: 4611686018427387904×4 entries are more than the limit of 67108864"
      ),
      (
        Self.file("<f8", false, shape: "(67108865,)", data: []),
        "byte 10: 67108865 entries are more than the limit of 67108864"
      ),
      (
        Self.file("<f8", false, shape: "(1, 1, 1, 1, 1, 1, 1)", data: []),
        "byte 10: 7 axes are more than the limit of 6"
      ),
    ]
    for (bytes, sentence) in cases {
      let mistake = #expect(throws: NumberFileMistake.self) { _ = try NPYFile.tensor(bytes) }
      #expect(mistake?.sentence == sentence)
    }
  }

  /// No cut of a good file and no change of one byte of it traps.
  @Test func damagedFilesNeverTrap() {
    let good = Self.file("<f8", true, data: [UInt8](repeating: 7, count: 48))
    for length in 0..<good.count { _ = try? NPYFile.tensor(Array(good.prefix(length))) }
    for place in good.indices {
      for byte in [0, 0x27, 0x28, 0x2D, 0x39, 0x7D, 0xFF] as [UInt8] {
        var bytes = good
        bytes[place] = byte
        _ = try? NPYFile.tensor(bytes)
      }
    }
  }

  static let cases = [
    Case(
      type: "<f8", isColumnMajor: false,
      data:
        "000000000000f03f00000000000000c000000000000008400000000000001040000000000000144000000000000059c0"
    ),
    Case(
      type: "<f8", isColumnMajor: true,
      data:
        "000000000000f03f000000000000104000000000000000c00000000000001440000000000000084000000000000059c0"
    ),
    Case(
      type: ">f8", isColumnMajor: false,
      data:
        "3ff0000000000000c000000000000000400800000000000040100000000000004014000000000000c059000000000000"
    ),
    Case(
      type: ">f8", isColumnMajor: true,
      data:
        "3ff00000000000004010000000000000c00000000000000040140000000000004008000000000000c059000000000000"
    ),
    Case(
      type: "<f4", isColumnMajor: false, data: "0000803f000000c000004040000080400000a0400000c8c2"),
    Case(
      type: "<f4", isColumnMajor: true, data: "0000803f00008040000000c00000a040000040400000c8c2"),
    Case(
      type: ">f4", isColumnMajor: false, data: "3f800000c0000000404000004080000040a00000c2c80000"),
    Case(
      type: ">f4", isColumnMajor: true, data: "3f80000040800000c000000040a0000040400000c2c80000"),
    Case(type: "|i1", isColumnMajor: false, data: "01fe0304059c"),
    Case(type: "|i1", isColumnMajor: true, data: "0104fe05039c"),
    Case(type: "<i2", isColumnMajor: false, data: "0100feff0300040005009cff"),
    Case(type: "<i2", isColumnMajor: true, data: "01000400feff050003009cff"),
    Case(type: ">i2", isColumnMajor: false, data: "0001fffe000300040005ff9c"),
    Case(type: ">i2", isColumnMajor: true, data: "00010004fffe00050003ff9c"),
    Case(
      type: "<i4", isColumnMajor: false, data: "01000000feffffff0300000004000000050000009cffffff"),
    Case(
      type: "<i4", isColumnMajor: true, data: "0100000004000000feffffff05000000030000009cffffff"),
    Case(
      type: ">i4", isColumnMajor: false, data: "00000001fffffffe000000030000000400000005ffffff9c"),
    Case(
      type: ">i4", isColumnMajor: true, data: "0000000100000004fffffffe0000000500000003ffffff9c"),
    Case(
      type: "<i8", isColumnMajor: false,
      data:
        "0100000000000000feffffffffffffff0300000000000000040000000000000005000000000000009cffffffffffffff"
    ),
    Case(
      type: "<i8", isColumnMajor: true,
      data:
        "01000000000000000400000000000000feffffffffffffff050000000000000003000000000000009cffffffffffffff"
    ),
    Case(
      type: ">i8", isColumnMajor: false,
      data:
        "0000000000000001fffffffffffffffe000000000000000300000000000000040000000000000005ffffffffffffff9c"
    ),
    Case(
      type: ">i8", isColumnMajor: true,
      data:
        "00000000000000010000000000000004fffffffffffffffe00000000000000050000000000000003ffffffffffffff9c"
    ),
    Case(type: "|u1", isColumnMajor: false, data: "010203040564"),
    Case(type: "|u1", isColumnMajor: true, data: "010402050364"),
    Case(type: "<u2", isColumnMajor: false, data: "010002000300040005006400"),
    Case(type: "<u2", isColumnMajor: true, data: "010004000200050003006400"),
    Case(type: ">u2", isColumnMajor: false, data: "000100020003000400050064"),
    Case(type: ">u2", isColumnMajor: true, data: "000100040002000500030064"),
    Case(
      type: "<u4", isColumnMajor: false, data: "010000000200000003000000040000000500000064000000"),
    Case(
      type: "<u4", isColumnMajor: true, data: "010000000400000002000000050000000300000064000000"),
    Case(
      type: ">u4", isColumnMajor: false, data: "000000010000000200000003000000040000000500000064"),
    Case(
      type: ">u4", isColumnMajor: true, data: "000000010000000400000002000000050000000300000064"),
    Case(
      type: "<u8", isColumnMajor: false,
      data:
        "010000000000000002000000000000000300000000000000040000000000000005000000000000006400000000000000"
    ),
    Case(
      type: "<u8", isColumnMajor: true,
      data:
        "010000000000000004000000000000000200000000000000050000000000000003000000000000006400000000000000"
    ),
    Case(
      type: ">u8", isColumnMajor: false,
      data:
        "000000000000000100000000000000020000000000000003000000000000000400000000000000050000000000000064"
    ),
    Case(
      type: ">u8", isColumnMajor: true,
      data:
        "000000000000000100000000000000040000000000000002000000000000000500000000000000030000000000000064"
    ),
    Case(type: "|b1", isColumnMajor: false, data: "010001000001"),
    Case(type: "|b1", isColumnMajor: true, data: "010000000101"),
  ]
}
