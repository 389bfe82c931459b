import Screen

/// Tells text that a clipboard sent from keys that a person pressed.
///
/// More than 32 changes from one printable character to another in what was read at once: nobody types
/// so. A key that is held repeats itself and changes nothing. What still arrives right after a paste
/// belongs to it.
nonisolated struct PasteGuard {
  static let mostChanges = 32

  private var isPasting = false

  /// The events without pasted text; `isLate` where nothing was read for a while before.
  mutating func guarded(_ events: [TerminalEvent], isLate: Bool) -> [TerminalEvent] {
    if isLate { isPasting = false }
    let keys = events.compactMap { event -> Key? in
      if case .key(let key) = event { key } else { nil }
    }
    let continues = isPasting
    guard continues || Self.changes(in: keys) > Self.mostChanges else { return events }
    isPasting = true
    let others = events.filter { if case .key = $0 { false } else { true } }
    return continues ? others : others + [.pasted(keys.count)]
  }

  private static func changes(in keys: [Key]) -> Int {
    zip(keys, keys.dropFirst()).count { before, after in
      guard case .character = before, case .character = after else { return false }
      return before != after
    }
  }
}
