import Testing

@testable import Screen

/// The width of every scalar, against the C library's own table.
@Suite struct ScalarWidthTests {
  @Test func everyWidthIsTheCLibrarys() throws {
    let library = try CLibraryWidth()
    let unlike = (0..<0x110000).compactMap(Unicode.Scalar.init).filter { scalar in
      guard scalar.isShowable else { return false }
      let columns = library.columns(of: scalar)
      return columns >= 0 && columns != scalar.columns
    }
    #expect(unlike.map { String($0.value, radix: 16) } == [])
  }

  @Test(
    arguments: [
      0x00, 0x07, 0x1B, 0x7F, 0x80, 0x9B, 0x9D, 0xAD, 0x61C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200E,
      0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xE000, 0xF8FF, 0xFDD0,
      0xFE00,
      0xFE0F, 0xFEFF, 0xFFF9, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0xF0000,
      0x10FFFF,
    ] as [UInt32])
  func whatATerminalObeysIsNotShowable(value: UInt32) throws {
    #expect(try !#require(Unicode.Scalar(value)).isShowable)
  }
}
