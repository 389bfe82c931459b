/// The names of keys, as the help overlay prints them and `render --keys` takes them.
extension Key {
  /// Such as `PgDn`, `Ctrl-R`, `F5`, `Space`, or the character itself.
  package var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let letter): "Ctrl-" + String(letter).uppercased()
    case .function(let number): "F\(number)"
    default: Self.named.first { $0.key == self }?.name ?? ""
    }
  }

  /// The key of a name; nil where no key is called so.
  package init?(name: String) {
    let scalars = Array(name.unicodeScalars)
    if let key = Self.named.first(where: { $0.name == name })?.key {
      self = key
    } else if name == "Space" {
      self = .character(" ")
    } else if scalars.count == 1 {
      guard scalars[0] != " ", scalars[0].isShowable, scalars[0].columns > 0 else { return nil }
      self = .character(scalars[0])
    } else if name.hasPrefix("Ctrl-"), scalars.count == 6, "A"..."Z" ~= scalars[5] {
      self = .control(Unicode.Scalar(UInt8(scalars[5].value) | 0x20))
    } else if let number = Int(name.dropFirst()), 1...12 ~= number, name == "F\(number)" {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// Keys with a name of their own, beside characters, Ctrl and the function keys.
  package static let named: [(name: String, key: Key)] = [
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("PgUp", .pageUp),
    ("PgDn", .pageDown), ("Home", .home), ("End", .end), ("Enter", .enter), ("Tab", .tab),
    ("Shift-Tab", .backTab), ("Esc", .escape), ("Backspace", .backspace), ("Delete", .delete),
  ]
}
