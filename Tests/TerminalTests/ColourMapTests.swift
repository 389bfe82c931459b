import Testing

@testable import Terminal

@Suite struct ColourMapTests {
  @Test(
    arguments: [
      (16, 0), (231, 7), (196, 1), (46, 2), (226, 3), (21, 4), (201, 5), (51, 6), (233, 0),
      (255, 7),
      (124, 1), (3, 3), (12, 4),
    ] as [(UInt8, UInt8)])
  func eachHasItsNearest(colour: UInt8, expected: UInt8) {
    #expect(ColourMap.eight(colour) == expected)
  }

  @Test func theCubeIsXterms() {
    #expect(ColourMap.components(208) == SIMD3(0xFF, 0x87, 0x00))
    #expect(ColourMap.components(81) == SIMD3(0x5F, 0xD7, 0xFF))
    #expect(ColourMap.components(244) == SIMD3(0x80, 0x80, 0x80))
  }

  /// Whatever the pair of different colours, text does not vanish.
  @Test func textNeverFallsOnItsOwnColour() {
    for foreground in UInt8(0)...255 {
      for background in UInt8(0)...255 where foreground != background {
        let pair = ColourMap.eight(foreground: foreground, background: background)
        #expect(pair.foreground != pair.background)
        #expect(pair.foreground < 8 && pair.background < 8)
      }
    }
  }
}
