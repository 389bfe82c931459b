import Testing

@testable import Screen

@Suite struct KeyNameTests {
  static let keys: [Key] =
    Key.named.map(\.key) + (1...12).map(Key.function)
    + "az09?:[]{} ⊗".unicodeScalars.map(Key.character)
    + "abcz".unicodeScalars.map(Key.control)

  @Test(arguments: keys) func aNameLeadsBackToItsKey(key: Key) {
    #expect(!key.name.isEmpty)
    #expect(!key.name.contains(" "))
    #expect(Key(name: key.name) == key)
  }

  @Test(arguments: [
    ("PgDn", Key.pageDown), ("Shift-Tab", .backTab), ("Ctrl-R", .control("r")),
    ("F5", .function(5)),
    ("Space", .character(" ")), ("n", .character("n")), ("Esc", .escape), ("-", .character("-")),
  ])
  func namesAreThoseOfTheHelp(name: String, key: Key) { #expect(Key(name: name) == key) }

  @Test(arguments: [
    "", " ", "pgdn", "Ctrl-", "Ctrl-r", "Ctrl-RR", "F0", "F13", "F05", "nn", "\u{1B}",
  ])
  func otherNamesAreNoKeys(name: String) { #expect(Key(name: name) == nil) }
}
