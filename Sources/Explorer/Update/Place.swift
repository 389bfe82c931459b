import MatrixCalculus
import Scenes
import TensorCore

/// Where the model stands: the step, the cursor, and the way from one to another.
extension Model {
  /// The steps of all tours.
  package var stepCount: Int { stops.count }
  /// The step that is shown, from 1; 0 is the overview.
  package var step: Int { stepNumber }

  /// The stop that is shown; nil without a scene.
  var stop: Stop? {
    stops.isEmpty ? nil : stops[max(0, min(stepNumber - 1, stops.count - 1))]
  }

  /// The stop read for a frame; nil without a scene.
  var reading: StopReading? {
    guard let lesson, let numbers, let stop else { return nil }
    return StopReading(
      lesson: lesson, numbers: numbers, stop: stop, cursor: cursor, playback: playback,
      isOverview: stepNumber == 0)
  }

  // MARK: Scenes

  /// Begins a scene at its first step.
  mutating func open(_ scene: Scene, named name: String) {
    sceneName = name
    let lesson = Lesson(scene)
    self.lesson = lesson
    if settings.theme == nil, let named = scene.options.theme.flatMap(Theme.init(rawValue:)) {
      theme = named
    }
    base = settings.base ?? scene.options.base
    autoplay = settings.autoplay ?? scene.options.autoplay
    unfolded = []
    cursors = [:]
    views = [:]
    layouts = [:]
    jumps = []
    forgetWhatNumbersSay()
    edits = EditHistory()
    chosenView = .blocks
    failure = nil
    overlay = nil
    prompt = nil
    numbers = nil
    stops = lesson.stops(unfolded: [])
    stepNumber = 1
    arrive()
  }

  /// Reads the same scene again: step and cell are kept as far as they still exist.
  mutating func reopen(_ scene: Scene) {
    let (number, kept, links) = (stepNumber, cursors, unfolded)
    let (chosen, looks) = (chosenView, views)
    open(scene, named: sceneName)
    (chosenView, views) = (chosen, looks)
    let lesson = Lesson(scene)
    unfolded = links.filter { place in
      lesson.derivations.indices.contains(place.tour)
        && lesson.derivations[place.tour].links.indices.contains(place.link)
    }
    stops = lesson.stops(unfolded: unfolded)
    cursors = kept
    go(toStep: min(number, stops.count))
  }

  // MARK: Steps

  /// Shows step `number`, complete; with autoplay it plays.
  mutating func go(toStep number: Int) {
    stepNumber = max(0, min(number, stops.count))
    arrive()
  }

  /// Sets what follows from the step alone.
  private mutating func arrive() {
    playback = nil
    rested = 0
    refreshNumbers()
    if autoplay, motion, stepNumber > 0 { play() }
  }

  /// Makes the numbers of the tour, their formats and what is told of them, unless they are there.
  mutating func refreshNumbers() {
    guard let lesson, let stop else { return }
    let derivation = lesson.derivations[stop.link.tour]
    if numbers?.derivation != derivation || numbers?.inputs != lesson.inputs {
      numbers = lesson.numbers(ofTour: stop.link.tour)
      formats = [:]
      certification = nil
      judging = nil
      certificateIsWanted = false
      isStopped = false
    }
    if !isStopped { work(by: Self.quickWork) }
    chooseFormats()
  }

  /// For other numbers: certificates, verdicts, and closed forms that assume something of them.
  mutating func forgetWhatNumbersSay() {
    certificates = [:]
    specialForms = [:]
    unsoughtFacts = [:]
    verdicts = [:]
  }

  /// The end of a tour tells what was claimed of it.
  func isLastOfTour(_ stop: Stop) -> Bool {
    stops.last { $0.link.tour == stop.link.tour } == stop
  }

  /// Plays the step from its start, where it has something to play.
  mutating func play() {
    guard stepNumber > 0, motion, let reading, reading.timeline.count > 0,
      reading.sum?.isPending != true
    else { return }
    playback = Playback()
  }

  // MARK: The view

  /// How tensors of three axes or more are unfolded here: as the reader chose at this step, else as
  /// the scene says, else as the reader chose elsewhere.
  var view: TensorView {
    guard let stop, let named = scenesView(at: stop) else { return chosenView }
    return views[stop] ?? named
  }

  mutating func choose(_ view: TensorView) {
    guard let stop, scenesView(at: stop) != nil else {
      chosenView = view
      return
    }
    views[stop] = view
  }

  /// Where the entries of a Jacobian stand, chosen as the view is.
  var layout: JacobianLayout {
    guard let stop, let named = scenesLayout(at: stop) else { return chosenLayout }
    return layouts[stop] ?? named
  }

  /// Lays Jacobians out another way; the selected entry stays selected, and its new place is told.
  mutating func choose(_ layout: JacobianLayout) {
    if let stop, scenesLayout(at: stop) != nil {
      layouts[stop] = layout
    } else {
      chosenLayout = layout
    }
    guard let told = layoutWords else { return }
    notice = Picture.Notice(told)
  }

  private func scenesLayout(at stop: Stop) -> JacobianLayout? {
    remark(at: stop)?.layout.flatMap(JacobianLayout.init(rawValue:))
  }

  private func scenesView(at stop: Stop) -> TensorView? {
    remark(at: stop)?.view.flatMap(TensorView.init(rawValue:))
  }

  // MARK: Remarks

  /// What the scene says at a stop.
  func remark(at stop: Stop) -> StepRemark? { remarks(at: stop).last }

  /// All that the scene says at a stop, in its order.
  func remarks(at stop: Stop) -> [StepRemark] {
    guard let lesson else { return [] }
    let told = stops.filter { $0.link.tour == stop.link.tour }
    let derivation = lesson.derivations[stop.link.tour]
    let link = lesson.link(stop.link)
    let last = derivation.links.count - 1
    return lesson.scene.tours[stop.link.tour].remarks.filter { remark in
      switch remark.place {
      case .numbered(let number):
        return number >= 1 && number <= told.count && told[number - 1] == stop
      case .named(let rule, let occurrence, _):
        guard stop.link.link == derivation.link(remark.place) ?? last else { return false }
        let same = link.steps.indices.filter { link.steps[$0].rule == rule }
        return occurrence >= 1 && occurrence <= same.count && same[occurrence - 1] == stop.step
      }
    }
  }

  // MARK: The cursor

  /// The stretch of steps that the shown one belongs to.
  var stretch: Stretch? {
    guard let stop else { return nil }
    let start = (0...stop.step).last {
      let stop = Stop(link: stop.link, step: $0)
      return remarks(at: stop).contains { $0.selection != nil || $0.focus != nil }
    }
    return Stretch(link: stop.link, start: start)
  }

  /// Where the cursor stands: where the reader moved it in this stretch, else where the scene did.
  var cursor: Cursor {
    guard let stretch else { return Cursor() }
    return cursors[stretch] ?? scenesCursor(in: stretch)
  }

  /// Where the scene puts the cursor in a stretch: all its `select` and `focus` so far.
  private func scenesCursor(in stretch: Stretch) -> Cursor {
    var cursor = Cursor()
    guard let lesson, let start = stretch.start else { return cursor }
    let subjects = lesson.subjects(of: stretch.link)
    for step in 0...start {
      for remark in remarks(at: Stop(link: stretch.link, step: step)) {
        guard remark.selection != nil || remark.focus != nil else { continue }
        let subject =
          remark.focus.flatMap { name in subjects.first { $0.isCalled(name) } }
          ?? subjects.first { if case .jacobian = $0.role { true } else { false } }
          ?? subjects.last
        guard let subject else { continue }
        if let selection = remark.selection, selection.count == subject.variable.shape.rank {
          cursor.move(to: selection, in: subject)
          cursor.indices = cursor.indices.merging(
            zip(subject.letters, cursor.coordinates(in: subject)), uniquingKeysWith: { $1 })
        }
        // The keys go to what the step is about, unless the scene names a tensor.
        cursor.focus = remark.focus == nil ? nil : subject.variable
      }
    }
    return cursor
  }

  /// Moves the cursor, for as long as the stretch lasts.
  mutating func setCursor(_ cursor: Cursor) {
    guard let stretch else { return }
    cursors[stretch] = cursor
  }

  mutating func moveCursor(to coordinates: [Int], in subject: Subject) {
    var cursor = cursor
    cursor.move(to: coordinates, in: subject)
    setCursor(cursor)
  }

  /// Keeps the place for Backspace; a hundred of them.
  mutating func rememberPlace() {
    guard let stretch else { return }
    jumps.append(Jump(stepNumber: stepNumber, stretch: stretch, cursor: cursors[stretch]))
    if jumps.count > 100 { jumps.removeFirst() }
  }
}

extension Subject {
  /// Whether a reader or a scene means it: `∂y/∂A` or `dy/dA`.
  func isCalled(_ name: String) -> Bool {
    variable.name == name || plainName == name
  }

  var plainName: String {
    String(variable.name.map { $0 == "∂" ? "d" : $0 == "²" ? "2" : $0 })
  }
}
