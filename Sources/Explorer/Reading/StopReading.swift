import MatrixCalculus
import TensorCore

/// One stop of the walk, read for one frame: what is known by now, and what every cell shows.
///
/// Made anew for a frame and thrown away; a cell costs what its entry costs, and only those that are
/// seen are asked for.
struct StopReading {
  let lesson: Lesson
  let numbers: TourNumbers
  let stop: Stop
  let link: Link
  let step: Step
  let animation: Animation
  let subjects: [Subject]
  let cursor: Cursor
  let focus: Subject?
  let linked: LinkedCells?
  /// Everything is shown, whatever the story has reached: the picture of step 0.
  let isOverview: Bool
  /// Parts of the animation that are done; nil where the step is complete.
  let partsDone: Int?
  /// Products that are done of the sum under way, all of them when it is over.
  let productsDone: Int?
  /// The sum behind the selected entry of the step's subject.
  let sum: SumReading?
  let timeline: Timeline
  /// The cell that the step's sum is shown for.
  let target: [Int]?
  /// Their sum; nil where it is too long to be told before its end.
  let running: (sum: Double, struck: Int)?
  let underWay: SumReading.Product?

  init(
    lesson: Lesson, numbers: TourNumbers, stop: Stop, cursor: Cursor, playback: Playback?,
    isOverview: Bool = false
  ) {
    self.lesson = lesson
    self.numbers = numbers
    self.stop = stop
    self.cursor = cursor
    self.isOverview = isOverview
    link = lesson.link(stop.link)
    step = link.steps[stop.step]
    let subjects = lesson.subjects(of: stop.link)
    self.subjects = subjects
    let animated = Animation(step, of: link)
    animation = animated
    let subject = subjects.first { $0.variable == animated.subject }
    let focus = subjects.first { $0.variable == cursor.focus } ?? subject ?? subjects.last
    self.focus = focus
    linked = focus.map {
      LinkedCells(
        cursor: cursor.coordinates(in: $0), in: $0, of: lesson.link(stop.link), numbers: numbers,
        linkNumber: stop.link.link)
    }
    let cell = subject.map(cursor.coordinates(in:))
    let target = animated.kind == .sum ? cell ?? (animated.subject.shape.isScalar ? [] : nil) : nil
    self.target = target
    sum = target.map {
      let form = lesson.step(stop).form
      // A product turned over has its axes in the opposite order.
      let isTurned = animated.isTurned
      return SumReading(
        form, at: isTurned ? $0.reversed() : $0, numbers: numbers, link: stop.link.link)
    }
    timeline = Timeline(count: sum?.shownCount ?? animated.partCount)
    if let playback, playback.isOver, let sum, !sum.isPending {
      partsDone = nil
      productsDone = sum.count
      running = sum.partial(sum.count)
      underWay = nil
      return
    }
    let done = playback.flatMap { [timeline] in
      $0.isOver ? nil : timeline.partsDone(at: $0.time)
    }
    partsDone = done
    guard let done, let sum else {
      productsDone = nil
      running = nil
      underWay = nil
      return
    }
    let products = sum.products(ofParts: done)
    productsDone = products
    running = sum.partial(products)
    underWay = products > 0 ? sum.product(products - 1) : nil
  }
}

// MARK: - What is known

extension StopReading {
  /// Whether the animation of this very step hides or changes the tensor.
  func isUnderWay(_ variable: Variable) -> Bool {
    partsDone != nil && !isOverview && animation.subject == variable
  }

  /// The first step of the link that tells the tensor, nil where it is known from the start.
  private func firstStep(of subject: Subject) -> Int? {
    switch subject.role {
    case .operand, .variable, .upstream: return nil
    case .output, .jacobian, .gradient:
      return link.steps.firstIndex { Animation($0, of: link).subject == subject.variable }
    }
  }

  func isKnown(_ subject: Subject) -> Bool {
    guard !isOverview, let first = firstStep(of: subject) else { return true }
    return first <= stop.step
  }

  /// Whether the deltas of a Jacobian have been told, so that its zeros are structural.
  func isPatternTold(_ subject: Subject) -> Bool {
    guard case .jacobian = subject.role else { return false }
    let told = link.steps.firstIndex { $0.rule == .sparsity && $0.subject == subject.variable }
    return isOverview || (told ?? .max) <= stop.step
  }

  /// Whether the panel stands turned over: a product that came out as [l,k], or its factor (∂E/∂y)ᵀ.
  func isTurned(_ subject: Subject) -> Bool {
    guard !isOverview else { return false }
    if subject.role == .gradient {
      if step.rule == .transpose, let partsDone { return partsDone * 2 < timeline.count }
      return animation.isTurned
    }
    guard step.rule == .product, let form = step.matrixForm else { return false }
    return form.readsOnlyTransposed(subject.variable)
  }
}

extension StopReading {
  /// What one cell of a panel shows.
  func cell(of subject: Subject, at coordinates: [Int]) -> CellContent {
    SubjectReading(self, subject).cell(at: coordinates)
  }
}

/// What moves at a step.
struct Animation: Equatable {
  enum Kind: Equatable {
    /// The sum behind one entry, product by product.
    case sum
    /// The blocks of a Jacobian come, or its zeros fade.
    case blocks
    /// The panel turns over.
    case turn
    case none
  }

  let kind: Kind
  /// The tensor that it is about.
  let subject: Variable
  let isTurned: Bool
  /// Parts of an animation that is no sum.
  let partCount: Int

  init(_ step: Step, of link: Link) {
    let contribution = link.contributions.first { $0.jacobianName == step.subject }
    let isGradient = contribution.map(link.isGradientItself) ?? false
    subject = isGradient ? link.gradient : step.subject
    isTurned =
      step.subject == link.gradient && step.form.free.count > 1
      && step.form.free == link.axes.reversed()
    switch step.rule {
    case .forward, .chainRule, .distribute, .delta, .collect, .product, .hadamard, .trace, .sum,
      .diagonal, .einsum:
      kind = .sum
      partCount = 0
    case .jacobian, .sparsity:
      kind = isGradient ? .none : .blocks
      let outputs = contribution?.statement.variable.shape.count ?? 0
      partCount = isGradient ? 0 : min(outputs, 64)
    case .transpose:
      kind = .turn
      partCount = 2
    case .factorOut, .closedForm:
      kind = .none
      partCount = 0
    }
  }
}

extension Link {
  /// The axes of the gradient as the link's sums have them.
  var axes: [Index] {
    contributions.first.map { Array($0.jacobian.free.suffix(variable.shape.rank)) } ?? []
  }
}

extension Expression {
  /// Whether a tensor is read, and its transpose alone.
  func readsOnlyTransposed(_ variable: Variable) -> Bool {
    guard contains(variable), case .apply(let operation, let arguments, _) = self else {
      return false
    }
    if operation == .transpose, arguments == [.variable(variable)] { return true }
    return arguments.filter { $0.contains(variable) }.allSatisfy {
      $0.readsOnlyTransposed(variable)
    }
  }
}
