/// The 256-colour palette on a terminal that has eight colours.
///
/// Themes are made for what a terminal has; this is for frames that are not. The nearest of the eight
/// by red, green and blue; text that would fall on its own background becomes black or white.
nonisolated enum ColourMap {
  /// The pair among the eight for a pair of the 256.
  static func eight(foreground: UInt8, background: UInt8) -> (foreground: UInt8, background: UInt8)
  {
    let back = eight(background)
    let front = eight(foreground)
    if front != back || foreground == background { return (front, back) }
    return (brightness(back) < 384 ? 7 : 0, back)
  }

  static func eight(_ colour: UInt8) -> UInt8 {
    if colour < 16 { return colour % 8 }
    let wanted = components(colour)
    return (0..<8).min { distance(wanted, primary($0)) < distance(wanted, primary($1)) } ?? 7
  }

  /// Red, green and blue, each 0 to 255, of a colour from 16 on.
  static func components(_ colour: UInt8) -> SIMD3<Int> {
    if colour >= 232 { return SIMD3(repeating: 8 + 10 * Int(colour - 232)) }
    let cube = Int(colour) - 16
    let level = { (step: Int) in step == 0 ? 0 : 55 + 40 * step }
    return SIMD3(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
  }

  /// One of the eight at full strength: bit 0 is red, bit 1 green, bit 2 blue.
  private static func primary(_ colour: UInt8) -> SIMD3<Int> {
    SIMD3(Int(colour & 1), Int(colour >> 1 & 1), Int(colour >> 2 & 1)) &* 255
  }

  private static func brightness(_ colour: UInt8) -> Int { primary(colour).wrappedSum() }

  private static func distance(_ one: SIMD3<Int>, _ other: SIMD3<Int>) -> Int {
    let apart = one &- other
    return (apart &* apart).wrappedSum()
  }
}
