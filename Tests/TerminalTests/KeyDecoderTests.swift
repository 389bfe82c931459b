import Screen
import Testing

@testable import Terminal

@Suite struct KeyDecoderTests {
  static let codes: [Int32: Key] = [258: .down, 339: .pageUp]

  func decode(_ text: String) -> [TerminalEvent] {
    var decoder = KeyDecoder(codes: Self.codes)
    return decoder.events(for: text.utf8.map(Int32.init))
  }

  struct Case: Sendable {
    let bytes: String
    let keys: [String]
  }

  @Test(arguments: [
    Case(bytes: "aZ ~", keys: ["a", "Z", "Space", "~"]),
    Case(bytes: "\r\n\t\u{7F}\u{8}", keys: ["Enter", "Enter", "Tab", "Backspace", "Backspace"]),
    Case(bytes: "\u{1}\u{12}\u{1A}\u{0}\u{1C}", keys: ["Ctrl-A", "Ctrl-R", "Ctrl-Z"]),
    Case(bytes: "é∂行", keys: ["é", "∂", "行"]),
    Case(bytes: "\u{1B}", keys: ["Esc"]),
    Case(bytes: "\u{1B}\u{1B}", keys: ["Esc", "Esc"]),
    Case(bytes: "\u{1B}q", keys: ["Esc", "q"]),
    // Focus in and out, a key of the kitty protocol, Ctrl-Right, two kinds of mouse report, F25.
    Case(bytes: "\u{1B}[Ia\u{1B}[O", keys: ["a"]),
    Case(bytes: "\u{1B}[113;5ua", keys: ["a"]),
    Case(bytes: "\u{1B}[1;5Ca", keys: ["a"]),
    Case(bytes: "\u{1B}[<0;10;10Ma", keys: ["a"]),
    Case(bytes: "\u{1B}[M qqa", keys: ["a"]),
    Case(bytes: "\u{1B}[[Fa\u{1B}Oqa", keys: ["a", "a"]),
    Case(bytes: "\u{202E}\u{9B}a", keys: ["a"]),
  ])
  func bytesAreKeys(item: Case) {
    #expect(decode(item.bytes) == item.keys.map { .key(Key(name: $0) ?? .escape) })
  }

  @Test func ncursesCodesAreKeys() {
    var decoder = KeyDecoder(codes: Self.codes)
    #expect(
      decoder.events(for: [258, 339, 410, 27, 258]) == [
        .key(.down), .key(.pageUp), .key(.escape), .key(.down),
      ])
  }

  @Test func aCharacterInTwoPartsIsWhole() {
    var decoder = KeyDecoder(codes: [:])
    #expect(decoder.events(for: [0xE2, 0x88]) == [])
    #expect(decoder.events(for: [0x82]) == [.key(.character("∂"))])
    #expect(decoder.events(for: [0xE2, 0x88]) == [])
    #expect(decoder.events(for: [0x61], isLate: true) == [.key(.character("a"))])
  }

  @Test func aSequenceInTwoPartsIsSwallowed() {
    var decoder = KeyDecoder(codes: [:])
    #expect(decoder.events(for: [0x1B, 0x5B, 0x31]) == [])
    #expect(decoder.events(for: [0x33, 0x75, 0x61]) == [.key(.character("a"))])
    #expect(decoder.events(for: [0x1B, 0x5B, 0x31]) == [])
    #expect(decoder.events(for: [0x61], isLate: true) == [.key(.character("a"))])
  }

  @Test func aBracketedPasteIsText() {
    #expect(
      decode("a\u{1B}[200~:q\r\u{1B}[A\tq∂\u{3}\u{1B}[201~b\u{1B}[200~\u{1B}[201~") == [
        .key(.character("a")), .pastedText(":q\n\tq∂"), .key(.character("b")),
      ])
  }

  /// A slow line may pause inside a paste; one whose end is lost does not swallow the keyboard for ever.
  @Test func aPasteMayPauseButEnds() {
    var decoder = KeyDecoder(codes: [:])
    func read(_ text: String, isLate: Bool = false, endsPaste: Bool = false) -> [TerminalEvent] {
      decoder.events(for: text.utf8.map(Int32.init), isLate: isLate, endsPaste: endsPaste)
    }
    #expect(read("\u{1B}[200~a:q\r") == [])
    #expect(read("q\u{1B}[2", isLate: true) == [])
    #expect(read("01~x", isLate: true) == [.pastedText("a:q\nq"), .key(.character("x"))])
    #expect(read("\u{1B}[200~lost") == [])
    #expect(read("x", isLate: true, endsPaste: true) == [.key(.character("x"))])
    let long = String(repeating: "y", count: 100_000)
    guard case .pastedText(let text) = read("\u{1B}[200~" + long + "\u{1B}[201~").first else {
      Issue.record("no paste")
      return
    }
    #expect(text.count == 4096)
  }

  /// Random bytes never crash; broken UTF-8 and unfinished sequences are lost, nothing else is.
  @Test(arguments: 1...20) func randomBytesAreTotal(seed: Int) {
    var state = UInt64(seed)
    var decoder = KeyDecoder(codes: Self.codes)
    for _ in 0..<200 {
      let input = (0..<40).map { _ -> Int32 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int32(state >> 40) % 600
      }
      for case .key(.character(let scalar)) in decoder.events(for: input) {
        #expect(scalar.isShowable)
      }
    }
    #expect(decoder.events(for: [0x61], isLate: true) == [.key(.character("a"))])
  }
}
