import MatrixCalculus
import Screen
import TensorCore

/// What can be typed after `:`, the one table of commands: `run` looks them up in it, and the help
/// overlay, Tab and the README's table are printed from it.
struct Command {
  enum Name: String, CaseIterable {
    case step, cell, base, theme, speed, view, layout, scene, compute, check, notes, report
    case help, quit

    /// The command that somebody typed; `q` is what other programs taught.
    init?(typed word: String) {
      guard word != "q" else {
        self = .quit
        return
      }
      self.init(rawValue: word)
    }
  }

  let name: Name
  /// What follows it, for people; empty where nothing does.
  let arguments: String
  /// What it does.
  let words: String

  /// `step NUMBER`.
  var usage: String { arguments.isEmpty ? name.rawValue : "\(name.rawValue) \(arguments)" }

  static let all: [Command] = Name.allCases.map(Command.init)

  init(_ name: Name) {
    self.name = name
    (arguments, words) =
      switch name {
      case .step: ("NUMBER", "goes to that step; 0 shows everything")
      case .cell: ("INDEX…", "moves the cursor, one index an axis of its tensor")
      case .base: ("0 | 1", "what indices count from")
      case .theme: ("NAME", Self.listed(Theme.allCases.map(\.rawValue)))
      case .speed: ("NUMBER", Self.listed(Model.speeds.map(Spelling.number)))
      case .view: ("NAME", Self.listed(TensorView.allCases.map(\.rawValue)))
      case .layout: ("NAME", Self.listed(JacobianLayout.allCases.map(\.rawValue)))
      case .scene: ("NAME", "opens a scene that ships with the program")
      case .compute: ("", "goes on computing after Esc has stopped it")
      case .check: ("", "checks the closed form of a large scene, at its step")
      case .notes: ("", "what the scene has for its speaker at this step")
      case .report: ("", "what is wrong with the file, after Esc has closed it")
      case .help: ("", "the keys, these commands, and the marks")
      case .quit: ("", "quits, as :q does")
      }
  }

  /// `dark, light or mono`.
  private static func listed(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}

// MARK: - Printed

extension Command {
  /// The table as the help overlay shows it.
  static let help = Overlay.HelpSection(title: "Commands, typed after :", rows: all.map(\.row))

  var row: Overlay.HelpRow { Overlay.HelpRow(keys: ":" + usage, words: words) }

  /// The README's table.
  static var markdown: String {
    let rows = all.map {
      "| `:\($0.usage.replacing("|", with: "\\|"))` | \($0.words) |"
    }
    return (["| command | does |", "|---|---|"] + rows).joined(separator: "\n")
  }
}

/// The README's table of commands.
package func commandTableMarkdown() -> String { Command.markdown }

extension Model {
  /// Does what was typed; what cannot be done changes nothing and says what can.
  mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return [] }
    guard let name = Command.Name(typed: first) else {
      let names = Command.all.map(\.name.rawValue)
      let advice = nearestName(to: first, among: names).map { "did you mean :\($0)?" }
      warn("no command \(first): \(advice ?? names.joined(separator: " "))")
      return []
    }
    let rest = Array(words.dropFirst())
    switch name {
    case .step: if let number = one(rest, name, Int.init) { jump(toStep: number) }
    case .cell: goToCell(rest)
    case .base:
      if let base = one(rest, name, { $0 == "0" ? 0 : $0 == "1" ? 1 : nil }) { self.base = base }
    case .theme: if let theme = one(rest, name, Theme.init(rawValue:)) { self.theme = theme }
    case .speed:
      if let speed = one(rest, name, { word in Self.speeds.first { Spelling.number($0) == word } })
      {
        self.speed = speed
      }
    case .view: if let view = one(rest, name, TensorView.init(rawValue:)) { choose(view) }
    case .layout: if let layout = one(rest, name, JacobianLayout.init(rawValue:)) { choose(layout) }
    case .scene: return openScene(rest)
    case .compute: resumeWork()
    case .check:
      wantCertificate()
      if closedFormIsOpen { warn("the closed form is checked where it is told, at the last step") }
    case .notes: showNotes()
    case .report: showReport()
    case .help: overlay = .help(offset: 0)
    case .quit: return [.quit]
    }
    return []
  }

  /// What may follow a command.
  func arguments(of command: String) -> [String] {
    switch Command.Name(typed: command) {
    case .base: ["0", "1"]
    case .theme: Theme.allCases.map(\.rawValue)
    case .speed: Self.speeds.map(Spelling.number)
    case .view: TensorView.allCases.map(\.rawValue)
    case .layout: JacobianLayout.allCases.map(\.rawValue)
    case .scene: settings.library.map(\.name)
    case .step: (0...max(0, stops.count)).map(String.init)
    case .cell, .compute, .check, .notes, .report, .help, .quit, nil: []
    }
  }

  /// The only word after a command, read; else what is possible is said.
  private mutating func one<Value>(
    _ words: [String], _ name: Command.Name, _ read: (String) -> Value?
  ) -> Value? {
    if words.count == 1, let value = read(words[0]) { return value }
    let command = Command(name)
    warn("what is possible: \(command.usage), \(command.words)")
    return nil
  }

  /// No certificate has been made of the tour that is shown, and none is being made.
  private var closedFormIsOpen: Bool {
    !isWorking && (stop.map { certificates[$0.link.tour] == nil } ?? true)
  }

  private mutating func goToCell(_ words: [String]) {
    guard let subject = reading?.focus else {
      warn("no tensor is selected")
      return
    }
    let shape = subject.variable.shape
    let typed = words.compactMap { word in
      Int(word).flatMap { $0.subtractingReportingOverflow(base).overflow ? nil : $0 - base }
    }
    guard typed.count == words.count, typed.count == shape.rank,
      zip(typed, shape.extents).allSatisfy({ $0 >= 0 && $0 < $1 })
    else {
      let letters = subject.letters.joined(separator: " ").uppercased()
      warn("\(subject.variable.name) is \(shape), counted from \(base): cell \(letters)")
      return
    }
    rememberPlace()
    moveCursor(to: typed, in: subject)
  }

  private mutating func openScene(_ words: [String]) -> [Effect] {
    let names = settings.library.map(\.name)
    guard let name = one(words, .scene, { $0 }) else { return [] }
    guard names.contains(name) else {
      warn("no scene \(name): \(names.joined(separator: " "))")
      return []
    }
    return [.openScene(name: name)]
  }

  mutating func warn(_ text: String) { notice = Picture.Notice(text, isWarning: true) }
}
