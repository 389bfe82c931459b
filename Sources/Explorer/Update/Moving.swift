import MatrixCalculus
import Scenes
import Screen
import TensorCore

/// The cursor, the panels and the way they are looked at.
extension Model {
  // MARK: Cells

  /// Moves the cursor in the unfolding of the focused panel.
  mutating func moveCursor(rows: Int, columns: Int) {
    guard let (subject, panel, place) = focusedPlace else { return }
    let row = max(0, min(place.row + rows, panel.rowCount - 1))
    let column = max(0, min(place.column + columns, panel.columnCount - 1))
    moveCursor(to: panel.coordinates(row: row, column: column), in: subject)
  }

  mutating func moveCursorInRow(toEnd: Bool) {
    guard let (subject, panel, place) = focusedPlace else { return }
    let column = toEnd ? panel.columnCount - 1 : 0
    moveCursor(to: panel.coordinates(row: place.row, column: column), in: subject)
  }

  mutating func moveCursorInTensor(toEnd: Bool) {
    guard let (subject, panel, _) = focusedPlace else { return }
    rememberPlace()
    let row = toEnd ? panel.rowCount - 1 : 0
    let column = toEnd ? panel.columnCount - 1 : 0
    moveCursor(to: panel.coordinates(row: row, column: column), in: subject)
  }

  private var focusedPlace: (Subject, PanelContent, PanelContent.Offset)? {
    guard let reading, let subject = reading.focus else { return nil }
    let panel = Panels(
      reading: reading, view: view, layout: layout, base: base,
      formats: formats[reading.stop.link] ?? [:]
    ).content(of: subject)
    guard let place = panel.position(of: reading.cursor.coordinates(in: subject)) else {
      return nil
    }
    return (subject, panel, place)
  }

  // MARK: Panels

  /// The next panel in reading order, round and round; the cell is the one that belongs to the last.
  mutating func focusPanel(by change: Int) {
    guard let reading, let focus = reading.focus,
      let place = reading.subjects.firstIndex(of: focus)
    else { return }
    let count = reading.subjects.count
    focusPanel(reading.subjects[(place + change + count) % count])
  }

  /// The digit after `w`; false where the key is none.
  mutating func focusPanel(_ key: Key) -> Bool {
    awaitsPanel = false
    guard case .character(let scalar) = key, "1"..."9" ~= scalar else { return key == .escape }
    let number = Int(scalar.value) - 48
    guard let reading, number <= reading.subjects.count else {
      notice = Picture.Notice("there is no panel \(number)", isWarning: true)
      return true
    }
    focusPanel(reading.subjects[number - 1])
    return true
  }

  private mutating func focusPanel(_ subject: Subject) {
    rememberPlace()
    var cursor = cursor
    cursor.focus = subject.variable
    setCursor(cursor)
  }

  /// Back to where the cursor jumped from.
  mutating func jumpBack() {
    guard let jump = jumps.popLast() else {
      notice = Picture.Notice("nothing to go back to")
      return
    }
    if jump.stepNumber != stepNumber { go(toStep: jump.stepNumber) }
    cursors[jump.stretch] = jump.cursor
  }

  // MARK: Views

  /// Whether a panel has axes enough to be looked at in several ways.
  private var hasViews: Bool {
    reading?.subjects.contains { $0.variable.shape.rank > 2 } ?? false
  }

  mutating func nextView() {
    guard hasViews else {
      notice = Picture.Notice("no tensor here has more than two axes")
      return
    }
    let all = TensorView.allCases
    choose(all[((all.firstIndex(of: view) ?? 0) + 1) % all.count])
    tellView()
  }

  /// Says the view, and of which tensor where the keys are in another panel.
  private mutating func tellView() {
    let seen = reading?.slicedSubject
    let name = seen == reading?.focus ? nil : seen?.variable.name
    notice = Picture.Notice("view\(name.map { " of \($0)" } ?? ""): \(view.rawValue)")
  }

  /// Moves along the axes that a slice holds, the last fastest.
  mutating func moveSlice(by change: Int) {
    guard view == .slice, let reading, let subject = reading.slicedSubject else {
      notice = Picture.Notice("[ and ] go through slices; v looks at a tensor in slices")
      return
    }
    var coordinates = reading.cursor.coordinates(in: subject)
    let held = Shape(Array(subject.variable.shape.extents.dropLast(2)))
    let place = held.offset(of: Array(coordinates.prefix(held.rank))) + change
    guard place >= 0, place < held.count else { return }
    coordinates.replaceSubrange(0..<held.rank, with: held.coordinates(of: place))
    let focus = cursor.focus
    moveCursor(to: coordinates, in: subject)
    var moved = cursor
    moved.focus = focus ?? subject.variable
    setCursor(moved)
  }

  // MARK: Scenes

  var sceneList: OpenOverlay? {
    let place = settings.library.firstIndex { $0.name == sceneName } ?? 0
    return .scenes(selected: place)
  }

  /// The scene after or before in the list; from a scene of the reader's own, the first or the last.
  mutating func openScene(by change: Int) -> [Effect] {
    let names = settings.library.map(\.name)
    guard !names.isEmpty else {
      notice = Picture.Notice("no other scenes are at hand")
      return []
    }
    guard let place = names.firstIndex(of: sceneName) else {
      return [.openScene(name: change > 0 ? names[0] : names[names.count - 1])]
    }
    return [.openScene(name: names[(place + change + names.count) % names.count])]
  }

  mutating func confirm(_ overlay: OpenOverlay) -> [Effect] {
    self.overlay = nil
    guard case .scenes(let selected) = overlay, settings.library.indices.contains(selected) else {
      return []
    }
    return [.openScene(name: settings.library[selected].name)]
  }

  /// Lines that a page of an overlay has, about.
  var pageHeight: Int { max(1, size.rows - 6) }

  mutating func scroll(_ change: Int) {
    switch overlay {
    case .help(let offset):
      let rows = KeyTable.help.reduce(0) { $0 + $1.rows.count + 2 }
      overlay = .help(offset: max(0, min(offset + change, rows - pageHeight)))
    case .report(let title, let lines, let offset):
      let last = max(0, lines.count - pageHeight)
      overlay = .report(title: title, lines: lines, offset: max(0, min(offset + change, last)))
    case .scenes(let selected):
      let last = max(0, settings.library.count - 1)
      overlay = .scenes(selected: max(0, min(selected + change, last)))
    case .notes(let offset): overlay = .notes(offset: max(0, offset + change))
    case nil: break
    }
  }

  // MARK: What was read

  mutating func load(_ scene: Scene, named name: String) {
    if name == sceneName, lesson != nil {
      reopen(scene)
    } else {
      open(scene, named: name)
    }
  }

  /// The report lies over what is shown; a scene that was open stays.
  mutating func fail(_ name: String, _ report: [String]) {
    prompt = nil
    if lesson == nil { sceneName = name }
    failure = SceneFailure(name: name, report: report)
    showReport()
  }

  /// Shows what is wrong with the file, again if need be.
  mutating func showReport() {
    guard let failure else {
      notice = Picture.Notice("nothing is wrong with this scene")
      return
    }
    overlay = .report(title: failure.name, lines: failure.report, offset: 0)
  }

  /// Shows what the scene has for its speaker here.
  mutating func showNotes() {
    guard !notes.isEmpty else {
      notice = Picture.Notice("the scene has no notes for this step")
      return
    }
    overlay = .notes(offset: 0)
  }
}

extension StopReading {
  /// The tensor that slices are taken of: the focused one, else the first with axes enough.
  var slicedSubject: Subject? {
    if let focus, focus.variable.shape.rank > 2 { return focus }
    return subjects.first { $0.variable.shape.rank > 2 }
  }
}
