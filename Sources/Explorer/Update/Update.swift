import Screen

/// What a message does to the model, and what the program is to do because of it.
///
/// Pure and deterministic, time included: the same messages lead to the same model.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .key(let key): return model.press(key)
  case .resized(let size):
    model.size = size
    return []
  case .elapsed(let seconds):
    model.pass(seconds)
    return []
  case .idled:
    model.work(by: Model.slice)
    return []
  case .interrupted: return model.interrupt()
  case .sceneLoaded(let name, let scene):
    model.load(scene, named: name)
    return []
  case .sceneFailed(let name, let report):
    model.fail(name, report)
    return []
  case .pasted(let count):
    model.notice = Picture.Notice(
      "\(count) characters at once were taken for a paste and ignored", isWarning: true)
    return []
  case .pastedText(let text):
    model.paste(text)
    return []
  }
}

extension Model {
  /// Whether time changes anything: else the program sleeps until a key comes.
  package var needsTime: Bool {
    guard !isBlank, overlay == nil, prompt == nil, motion else { return false }
    if let playback, !playback.isOver { return playback.isPlaying }
    return autoplay && stepNumber > 0 && stepNumber < stops.count
  }

  /// Whether a prompt is open, where text from a clipboard is welcome.
  package var takesText: Bool { prompt != nil }

  // MARK: Keys

  /// Prompt before overlay before the panels; a blank screen before all.
  fileprivate mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    if isBlank { return pressWhenBlank(key) }
    if prompt != nil { return type(key) }
    if let overlay { return press(key, over: overlay) }
    if awaitsPanel, focusPanel(key) { return [] }
    if isLocked { return pressWhenLocked(key) }
    guard let action = KeyTable.action(for: key) else { return [] }
    // A count that the key does not use is gone.
    if ![.digit, .confirm, .escape].contains(action) { typedCount = "" }
    return perform(action, key)
  }

  /// Whatever a clicker sends shows the screen again, and does nothing else.
  private mutating func pressWhenBlank(_ key: Key) -> [Effect] {
    switch KeyTable.action(for: key, in: .blank) {
    case .quit: return quit()
    case .quitAtOnce: return [.quit]
    case .suspend: return [.suspend]
    default:
      isBlank = false
      return []
    }
  }

  private mutating func pressWhenLocked(_ key: Key) -> [Effect] {
    switch KeyTable.action(for: key, in: .locked) {
    case nil: return []
    case .playOrPause, .right, .down: return perform(.next, key)
    case .left, .up: return perform(.previous, key)
    case .quit:
      notice = Picture.Notice("the keyboard is locked: Q quits, P unlocks")
      return []
    case let action?: return perform(action, key)
    }
  }

  private mutating func press(_ key: Key, over overlay: OpenOverlay) -> [Effect] {
    let action = KeyTable.action(for: key, in: .overlay)
    if isLocked, action == .next || action == .previous {
      self.overlay = nil
      return pressWhenLocked(key)
    }
    switch action {
    case .escape, .quit, .interrupt: self.overlay = nil
    case .help: self.overlay = overlay.isHelp ? nil : .help(offset: 0)
    case .listScenes: self.overlay = overlay.isSceneList ? nil : sceneList
    case .confirm: return confirm(overlay)
    case .up: scroll(-1)
    case .down: scroll(1)
    case .previous, .left: scroll(-pageHeight)
    case .next, .right: scroll(pageHeight)
    case .rowStart: scroll(-1_000_000)
    case .rowEnd: scroll(1_000_000)
    case .reload: return [.reloadScene(name: sceneName)]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: break
    }
    return []
  }

  /// Switches on what a key of the table means.
  private mutating func perform(_ action: Action, _ key: Key) -> [Effect] {
    switch action {
    case .next: next()
    case .previous: previous()
    case .confirm: confirm()
    case .playOrPause: playOrPause()
    case .replay: replay()
    case .productForward: moveParts(by: 1)
    case .productBack: moveParts(by: -1)
    case .faster: changeSpeed(by: 1)
    case .slower: changeSpeed(by: -1)
    case .digit: typeDigit(key)
    case .restart: restart()
    case .toggleAutoplay: toggleAutoplay()
    case .toggleMotion: toggleMotion()
    case .left: moveCursor(rows: 0, columns: -1)
    case .right: moveCursor(rows: 0, columns: 1)
    case .up: moveCursor(rows: -1, columns: 0)
    case .down: moveCursor(rows: 1, columns: 0)
    case .rowStart: moveCursorInRow(toEnd: false)
    case .rowEnd: moveCursorInRow(toEnd: true)
    case .firstCell: moveCursorInTensor(toEnd: false)
    case .lastCell: moveCursorInTensor(toEnd: true)
    case .nextPanel: focusPanel(by: 1)
    case .previousPanel: focusPanel(by: -1)
    case .choosePanel: awaitsPanel = true
    case .jumpBack: jumpBack()
    case .nextView: nextView()
    case .nextSlice: moveSlice(by: 1)
    case .previousSlice: moveSlice(by: -1)
    case .zoom: isZoomed.toggle()
    case .spotlight: spotlight.toggle()
    case .theme: theme = theme.next
    case .bare: isBare.toggle()
    case .blank: isBlank = true
    case .edit: beginEdit()
    case .undo: undo()
    case .redo: redo()
    case .listScenes: overlay = sceneList
    case .nextScene: return openScene(by: 1)
    case .previousScene: return openScene(by: -1)
    case .reload: return [.reloadScene(name: sceneName)]
    case .command: prompt = Prompt(purpose: .command)
    case .help: overlay = .help(offset: 0)
    case .lock: toggleLock()
    case .escape: escape()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .interrupt: return interrupt()
    case .quit, .quitAtOnce: return [.quit]
    }
    return []
  }

  private mutating func quit() -> [Effect] {
    guard isLocked else { return [.quit] }
    isBlank = false
    notice = Picture.Notice("the keyboard is locked: Q quits, P unlocks")
    return []
  }

  // MARK: Closing and cancelling

  /// Closes, cancels and stops the first of what there is; never a step, never the end.
  mutating func escape() {
    if !typedCount.isEmpty {
      typedCount = ""
    } else if isWorking {
      stopWork()
    } else if let playback, playback.isPlaying {
      self.playback?.isPlaying = false
    } else if playback?.isOver == true {
      playback = nil
    } else if isZoomed {
      isZoomed = false
    } else if autoplay {
      autoplay = false
    }
  }

  /// Ctrl-C: cancels what is open or moves, else the program ends by the signal.
  mutating func interrupt() -> [Effect] {
    notice = nil
    if prompt != nil {
      prompt = nil
    } else if overlay != nil {
      overlay = nil
    } else if isWorking {
      stopWork()
    } else if playback?.isPlaying == true {
      playback?.isPlaying = false
    } else {
      return [.dieByInterrupt]
    }
    return []
  }

  private mutating func toggleLock() {
    isLocked.toggle()
    notice = Picture.Notice(isLocked ? "locked to a clicker's keys; P unlocks" : "unlocked")
  }
}

extension OpenOverlay {
  fileprivate var isHelp: Bool { if case .help = self { true } else { false } }
  fileprivate var isSceneList: Bool { if case .scenes = self { true } else { false } }
}

extension Theme {
  /// The next one, round and round.
  fileprivate var next: Theme {
    let all = Theme.allCases
    let place = all.firstIndex(of: self) ?? 0
    return all[(place + 1) % all.count]
  }
}
