import Explorer
import Scenes
import Screen

/// The explorer as the loop runs it: events become messages, effects are done.
@MainActor
struct ExplorerProgram: LoopProgram {
  private var model: Model
  /// What the scene was opened by: read again on Ctrl-R.
  private var argument: String
  private let limit: Int
  private(set) var isFinished = false

  /// Opens with the scene, or with the report of its mistakes.
  init(file: SceneFile, argument: String, settings: Settings, limit: Int) {
    self.argument = argument
    self.limit = limit
    switch file.loaded(limit: limit) {
    case .success(let scene): model = Model(scene: scene, name: argument, settings: settings)
    case .failure(let report):
      model = Model(report: report.lines.map(\.string), name: argument, settings: settings)
    }
  }

  /// Whenever no key waits while something is computed, thirty times a second while something moves.
  var wantsTick: Duration? {
    model.isWorking ? .zero : model.needsTime ? .milliseconds(33) : nil
  }
  var takesText: Bool { model.takesText }

  mutating func update(_ event: LoopEvent) {
    let message: Message =
      switch event {
      case .key(let key): .key(key)
      case .resized(let size): .resized(size)
      case .elapsed(let time):
        .elapsed(
          Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
      case .interrupted: .interrupted
      case .pasted(let count): .pasted(count: count)
      case .pastedText(let text): .pastedText(text)
      }
    for effect in Explorer.update(&model, message) { perform(effect) }
    if case .elapsed = event, model.isWorking { _ = Explorer.update(&model, .idled) }
  }

  func frame(_ size: Size) -> Grid { model.frame(size) }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .quit, .dieByInterrupt: isFinished = true
    case .openScene(let name): open(name)
    case .reloadScene:
      // Standard input has been read to its end; there is nothing more to be read.
      if argument != "-" { open(argument) }
    case .redraw, .suspend:
      // The loop redraws on its own key, and the terminal stops the program itself.
      break
    }
  }

  private mutating func open(_ name: String) {
    let message: Message
    do {
      let file = try SceneFile.scene(name)
      switch file.loaded(limit: limit) {
      case .success(let scene): message = .sceneLoaded(name: name, scene: scene)
      case .failure(let report):
        message = .sceneFailed(name: name, report: report.lines.map(\.string))
      }
    } catch {
      message = .sceneFailed(name: name, report: error.lines.map(\.string))
    }
    argument = name
    _ = Explorer.update(&model, message)
  }
}
