import Testing

@testable import Screen

@Suite struct GridTextTests {
  @Test func blanksAtTheEndAreLeftOut() {
    var frame = Grid(size: Size(columns: 6, rows: 3))
    frame.write(" a b", row: 1, column: 0, style: .plain)
    #expect(frame.text() == "\n a b\n\n")
    #expect(Grid(size: Size(columns: 0, rows: 2)).text() == "\n\n")
    #expect(Grid(size: Size(columns: 0, rows: 0)).text() == "")
  }

  @Test func runsOfLooksAreNamed() {
    let page = Style(foreground: 252, background: 233)
    var frame = Grid(size: Size(columns: 6, rows: 2), style: page)
    let chip = Style(foreground: 16, background: 141, attributes: [.bold, .underline, .reverse])
    frame.write("abc", row: 1, column: 1, style: chip)
    #expect(frame.styleRuns(unlike: page) == ["1:1-3 16 on 141 bold underline reverse"])
    #expect(
      frame.styleRuns(unlike: chip) { $0 == page ? "page" : "chip" } == [
        "0:0-5 page", "1:0-0 page", "1:4-5 page",
      ])
  }
}
