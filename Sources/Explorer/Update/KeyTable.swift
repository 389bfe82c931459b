import Screen

/// What a key means; the table says which key.
enum Action: Hashable, CaseIterable, Sendable {
  case next, previous, confirm, playOrPause, replay, productForward, productBack, faster, slower
  case digit, restart, toggleAutoplay, toggleMotion
  case left, right, up, down, rowStart, rowEnd, firstCell, lastCell
  case nextPanel, previousPanel, choosePanel, jumpBack
  case nextView, nextSlice, previousSlice, zoom, spotlight, theme, bare, blank
  case edit, undo, redo
  case listScenes, nextScene, previousScene, reload
  case command, help, lock, escape, redraw, suspend, interrupt, quit, quitAtOnce
}

/// The one table of keys: `update` looks keys up in it, and the key bar, the help overlay and the
/// README's table are printed from it.
enum KeyTable {
  enum Section: String, CaseIterable, Sendable {
    case steps = "Steps"
    case cells = "Cells and panels"
    case looks = "Ways to look"
    case numbers = "What if"
    case scenes = "Scenes"
    case program = "The program"
  }

  /// Where a key means something besides the panels themselves.
  struct Contexts: OptionSet, Hashable, Sendable {
    let rawValue: Int
    static let overlay = Contexts(rawValue: 1)
    static let locked = Contexts(rawValue: 2)
    static let blank = Contexts(rawValue: 4)
  }

  struct Row: Sendable {
    let section: Section
    let keys: [Key]
    let action: Action
    let words: String
    let contexts: Contexts
    /// How the keys are named where `keys` are too many.
    let label: String?

    init(
      _ section: Section, _ keys: [Key], _ action: Action, _ words: String,
      in contexts: Contexts = [], label: String? = nil
    ) {
      self.section = section
      self.keys = keys
      self.action = action
      self.words = words
      self.contexts = contexts
      self.label = label
    }

    /// `PgDn n`.
    var names: String { label ?? keys.map(\.name).joined(separator: " ") }
  }

  static let rows: [Row] = [
    Row(
      .steps, [.pageDown, .character("n")], .next, "next step; finishes a running one first",
      in: [.overlay, .locked, .blank]),
    Row(
      .steps, [.pageUp, .character("p")], .previous, "the step before, complete",
      in: [.overlay, .locked, .blank]),
    Row(
      .steps, [.enter], .confirm, "next step; the typed one; tells a folded gradient",
      in: [.overlay]),
    Row(
      .steps, [.character(" ")], .playOrPause, "plays this step from its start, or pauses it",
      in: [.locked]),
    Row(.steps, [.character("r")], .replay, "plays this step from its start"),
    Row(.steps, [.character(";")], .productForward, "one multiplication forward"),
    Row(.steps, [.character(",")], .productBack, "one multiplication back"),
    Row(.steps, [.character(">")], .faster, "faster, up to 4"),
    Row(.steps, [.character("<")], .slower, "slower, down to 0.25"),
    Row(
      .steps, (0...9).map { .character(Unicode.Scalar(UInt8(48 + $0))) }, .digit,
      "the number of a step, then Enter; 0 shows everything", label: "0–9"),
    Row(.steps, [.character("R")], .restart, "starts the scene again at step 1"),
    Row(.steps, [.character("A")], .toggleAutoplay, "autoplay on and off"),
    Row(.steps, [.character("M")], .toggleMotion, "motion on and off"),
    Row(
      .cells, [.left, .character("h")], .left, "the cell to the left", in: [.overlay, .locked]),
    Row(.cells, [.down, .character("j")], .down, "the cell below", in: [.overlay, .locked]),
    Row(.cells, [.up, .character("k")], .up, "the cell above", in: [.overlay, .locked]),
    Row(
      .cells, [.right, .character("l")], .right, "the cell to the right",
      in: [.overlay, .locked]),
    Row(
      .cells, [.home, .control("a")], .rowStart, "the first cell of the row", in: [.overlay]),
    Row(.cells, [.end, .control("e")], .rowEnd, "the last cell of the row", in: [.overlay]),
    Row(.cells, [.character("g")], .firstCell, "the first cell of the tensor"),
    Row(.cells, [.character("G")], .lastCell, "the last cell of the tensor"),
    Row(.cells, [.tab], .nextPanel, "the next panel"),
    Row(.cells, [.backTab], .previousPanel, "the panel before"),
    Row(.cells, [.character("w")], .choosePanel, "then a digit: the panel of that number"),
    Row(.cells, [.backspace], .jumpBack, "back to where the cursor jumped from"),
    Row(.looks, [.character("v")], .nextView, "blocks, slice, matrix, pattern or heat"),
    Row(.looks, [.character("]")], .nextSlice, "the next slice"),
    Row(.looks, [.character("[")], .previousSlice, "the slice before"),
    Row(.looks, [.character("z")], .zoom, "the whole screen for this panel, and back"),
    Row(.looks, [.character("s")], .spotlight, "dims what is not linked"),
    Row(.looks, [.character("T")], .theme, "dark, light, high contrast, mono"),
    Row(.looks, [.function(5)], .bare, "hides all but the picture, and shows it", in: [.locked]),
    Row(
      .looks, [.character("b"), .character(".")], .blank, "blanks the screen, and back",
      in: [.locked, .blank]),
    Row(.numbers, [.character("e")], .edit, "another number for the cell of an input"),
    Row(.numbers, [.character("u")], .undo, "takes it back"),
    Row(.numbers, [.character("U")], .redo, "does it again"),
    Row(.scenes, [.character("S")], .listScenes, "the list of scenes", in: [.overlay]),
    Row(.scenes, [.character("}")], .nextScene, "the next scene"),
    Row(.scenes, [.character("{")], .previousScene, "the scene before"),
    Row(.scenes, [.control("r")], .reload, "reads the scene again", in: [.overlay]),
    Row(.program, [.character(":")], .command, "a command; Tab lists and completes"),
    Row(
      .program, [.character("?"), .function(1)], .help, "these keys and commands", in: [.overlay]),
    Row(
      .program, [.character("P")], .lock, "locks the keyboard to a clicker's keys, and unlocks it",
      in: [.locked]),
    Row(
      .program, [.escape], .escape, "closes, cancels, stops; never quits",
      in: [.overlay, .locked, .blank]),
    Row(.program, [.control("l")], .redraw, "draws the screen again", in: [.overlay, .locked]),
    Row(
      .program, [.control("z")], .suspend, "back to the shell; fg returns",
      in: [.overlay, .locked, .blank]),
    Row(
      .program, [.control("c")], .interrupt, "cancels, or else quits",
      in: [.overlay, .locked, .blank]),
    Row(
      .program, [.character("q")], .quit, "quits; closes an overlay",
      in: [.overlay, .locked, .blank]),
    Row(
      .program, [.character("Q")], .quitAtOnce, "quits, also when locked", in: [.locked, .blank]),
  ]

  private static let actions: [Key: Row] = {
    var actions: [Key: Row] = [:]
    for row in rows { for key in row.keys { actions[key] = row } }
    return actions
  }()

  /// What a key means in a context, among the panels where nil.
  static func action(for key: Key, in context: Contexts? = nil) -> Action? {
    guard let row = actions[key] else { return nil }
    return context.map(row.contexts.contains) ?? true ? row.action : nil
  }
}

// MARK: - Printed

extension KeyTable {
  /// The key bar.
  static let bar: [Picture.KeyHint] = [
    Picture.KeyHint("←↑↓→", "cell"), hint(.nextPanel, "panel"),
    hint(.next, "next", isEssential: true), hint(.previous, "back"),
    hint(.playOrPause, "play"), hint(.command, "command", short: "cmd"),
    hint(.help, "help", isEssential: true), hint(.quit, "quit", isEssential: true),
  ]

  /// The help overlay: the keys, then the commands, then the marks.
  static let help: [Overlay.HelpSection] =
    Section.allCases.map { section in
      Overlay.HelpSection(
        title: section.rawValue,
        rows: rows.filter { $0.section == section }
          .map { Overlay.HelpRow(keys: $0.names, words: $0.words) })
    } + [Command.help, Legend.help]

  /// The README's table.
  static var markdown: String {
    var lines = ["| key | does |", "|---|---|"]
    for row in rows {
      let names = row.label ?? row.keys.map { "`\($0.name)`" }.joined(separator: " ")
      lines.append("| \(names) | \(row.words) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func hint(
    _ action: Action, _ words: String, short: String? = nil, isEssential: Bool = false
  ) -> Picture.KeyHint {
    let key = rows.first { $0.action == action }?.keys.first
    return Picture.KeyHint(key?.name ?? "", words, short: short, isEssential: isEssential)
  }
}

/// The keys of the explorer as a Markdown table, one row a meaning.
package func keyTableMarkdown() -> String { KeyTable.markdown }
