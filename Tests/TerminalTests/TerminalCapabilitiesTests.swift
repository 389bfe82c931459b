import Testing

@testable import Terminal

@Suite struct TerminalCapabilitiesTests {
  typealias Row = (colours: Int, choice: TerminalOptions.Choice, noColor: String?)

  func colours(_ row: Row) -> TerminalCapabilities.Colours {
    TerminalCapabilities.colours(
      terminfo: row.colours, choice: row.choice, noColor: row.noColor)
  }

  @Test func depthIsTerminfos() {
    #expect(colours((16_777_216, .automatic, nil)) == .full)
    #expect(colours((256, .automatic, nil)) == .full)
    #expect(colours((255, .automatic, nil)) == .eight)
    #expect(colours((8, .automatic, nil)) == .eight)
    #expect(colours((7, .automatic, nil)) == .none)
    #expect(colours((-1, .automatic, nil)) == .none)
  }

  @Test func noColorIsHeardUnlessItIsEmptyOrOverridden() {
    #expect(colours((256, .automatic, "1")) == .none)
    #expect(colours((256, .automatic, "")) == .full)
    #expect(colours((256, .always, "1")) == .full)
    #expect(colours((256, .never, nil)) == .none)
    #expect(colours((-1, .always, nil)) == .none)
  }
}
