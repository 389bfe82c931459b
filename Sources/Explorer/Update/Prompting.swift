import Screen
import TensorCore

/// A line that is being typed, for commands and for numbers.
extension Model {
  /// Scalars that a line takes at most.
  private static let longest = 200

  mutating func type(_ key: Key) -> [Effect] {
    guard var prompt else { return [] }
    prompt.choices = []
    switch key {
    case .character(let scalar):
      guard prompt.text.count < Self.longest else { break }
      prompt.text.insert(scalar, at: prompt.cursor)
      prompt.cursor += 1
    case .backspace:
      // Whoever clears a number by holding the key down is not yet done with it.
      if prompt.text.isEmpty, prompt.purpose == .command {
        self.prompt = nil
        return []
      }
      if prompt.cursor > 0 {
        prompt.cursor -= 1
        prompt.text.remove(at: prompt.cursor)
      }
    case .delete: if prompt.cursor < prompt.text.count { prompt.text.remove(at: prompt.cursor) }
    case .left: prompt.cursor = max(0, prompt.cursor - 1)
    case .right: prompt.cursor = min(prompt.text.count, prompt.cursor + 1)
    case .home, .control("a"): prompt.cursor = 0
    case .end, .control("e"): prompt.cursor = prompt.text.count
    case .tab: complete(&prompt)
    case .enter:
      self.prompt = nil
      return enter(prompt)
    case .escape, .control("c"):
      self.prompt = nil
      return []
    case .control("l"): return [.redraw]
    case .control("z"): return [.suspend]
    default: break
    }
    self.prompt = prompt
    return []
  }

  /// Text of a clipboard: it goes into an open line, where it is no key, and nowhere else.
  mutating func paste(_ text: String) {
    guard var prompt else {
      notice = Picture.Notice("pasted text ignored; press : or e first", isWarning: true)
      return
    }
    prompt.choices = []
    let room = max(0, Self.longest - prompt.text.count)
    let line = text.unicodeScalars.map { ["\n", "\r", "\t"].contains($0) ? " " : $0 }
    let trimmed = line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    let pasted = Array(trimmed.prefix(room))
    prompt.text.insert(contentsOf: pasted, at: prompt.cursor)
    prompt.cursor += pasted.count
    self.prompt = prompt
  }

  private mutating func enter(_ prompt: Prompt) -> [Effect] {
    switch prompt.purpose {
    case .command: return run(prompt.string)
    case .edit(let variable, let coordinates):
      edit(variable, coordinates, to: prompt.string)
      return []
    }
  }

  /// Tab: what all possible words begin with, and which they are where there are several.
  private mutating func complete(_ prompt: inout Prompt) {
    guard prompt.purpose == .command, prompt.cursor == prompt.text.count else { return }
    let text = prompt.string
    let isArgument = text.contains(" ")
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let begun = words.last ?? ""
    let all =
      isArgument
      ? arguments(of: words[0]).map { Overlay.HelpRow(keys: $0, words: "") }
      : Command.all.map(\.row)
    let names = isArgument ? all.map(\.keys) : Command.all.map(\.name.rawValue)
    let possible = zip(names, all).filter { $0.0.hasPrefix(begun) }
    guard var common = possible.first?.0 else { return }
    for (word, _) in possible {
      while !word.hasPrefix(common) { common.removeLast() }
    }
    if possible.count == 1, !isArgument { common += " " }
    prompt.text += common.unicodeScalars.dropFirst(begun.unicodeScalars.count)
    prompt.cursor = prompt.text.count
    if possible.count > 1 { prompt.choices = possible.map(\.1) }
  }
}
