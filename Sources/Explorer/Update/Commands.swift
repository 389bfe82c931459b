import MatrixCalculus
import Screen
import TensorCore

/// What can be typed after `:`, a command a line.
struct Command {
  enum Name: String, CaseIterable {
    case step, cell, base, theme, speed, view, scene, compute, check, quit
  }

  let name: String
  /// What may follow, for people.
  let usage: String

  static let all: [Command] = Name.allCases.map { Command($0) }

  private init(_ name: Name) {
    self.name = name.rawValue
    usage =
      switch name {
      case .step: "step NUMBER"
      case .cell: "cell INDEX…, one an axis of the focused tensor"
      case .base: "base 0 | 1"
      case .theme: "theme \(Theme.allCases.map(\.rawValue).joined(separator: " | "))"
      case .speed: "speed \(Model.speeds.map(Spelling.number).joined(separator: " | "))"
      case .view: "view \(TensorView.allCases.map(\.rawValue).joined(separator: " | "))"
      case .scene: "scene NAME"
      case .compute: "compute, after Esc has stopped it"
      case .check: "check, at the closed form: the certificate of a large scene"
      case .quit: "quit"
      }
  }
}

extension Model {
  /// Does what was typed; what cannot be done changes nothing and says what can.
  mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return [] }
    guard let name = Command.Name(rawValue: first) else {
      warn("no command \(first): \(Command.all.map(\.name).joined(separator: " "))")
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
    case .scene: return openScene(rest)
    case .compute: resumeWork()
    case .check:
      wantCertificate()
      if closedFormIsOpen { warn("the closed form is checked where it is told, at the last step") }
    case .quit: return [.quit]
    }
    return []
  }

  /// What may follow a command.
  func arguments(of command: String) -> [String] {
    switch Command.Name(rawValue: command) {
    case .base: ["0", "1"]
    case .theme: Theme.allCases.map(\.rawValue)
    case .speed: Self.speeds.map(Spelling.number)
    case .view: TensorView.allCases.map(\.rawValue)
    case .scene: settings.library.map(\.name)
    case .step: (0...max(0, stops.count)).map(String.init)
    case .cell, .compute, .check, .quit, nil: []
    }
  }

  /// The only word after a command, read; else what is possible is said.
  private mutating func one<Value>(
    _ words: [String], _ name: Command.Name, _ read: (String) -> Value?
  ) -> Value? {
    if words.count == 1, let value = read(words[0]) { return value }
    let usage = Command.all.first { $0.name == name.rawValue }?.usage ?? name.rawValue
    warn("what is possible: \(usage)")
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
