import MatrixCalculus
import TensorCore

/// One panel of a stop, read for one frame: what its cells have in common is asked for once.
struct SubjectReading {
  private let reading: StopReading
  private let subject: Subject
  private let isKnown: Bool
  private let isPatternTold: Bool
  private let isUnderWay: Bool
  /// Of a Jacobian.
  private let entries: EntryEvaluator?

  init(_ reading: StopReading, _ subject: Subject) {
    self.reading = reading
    self.subject = subject
    isKnown = reading.isKnown(subject)
    isPatternTold = reading.isPatternTold(subject)
    isUnderWay = reading.isUnderWay(subject.variable)
    if case .jacobian(let number) = subject.role {
      entries = reading.numbers.jacobian(
        ofContribution: number, inLink: reading.stop.link.link)
    } else {
      entries = nil
    }
  }

  /// What a cell shows, marks and all.
  func cell(at coordinates: [Int]) -> CellContent {
    var content = CellContent(value(at: coordinates))
    if let linked = reading.linked, linked.contains(coordinates, of: subject.variable) {
      content.marks.insert(linked.isStruck ? [.linked, .struck] : .linked)
    }
    if let underWay = reading.underWay {
      if underWay.cells.contains(where: {
        $0.variable == subject.variable && $0.coordinates == coordinates
      }) {
        content.marks.insert(underWay.isStruck ? [.term, .struck] : .term)
      }
      if subject.variable == reading.animation.subject, coordinates == reading.target {
        content.marks.insert(.output)
      }
    }
    if let entries, isPatternTold, content.value.isOfPattern,
      !entries.isStructuralZero(at: coordinates)
    {
      content.marks.insert(.pattern)
    }
    return content
  }

  /// What a cell has to say, whatever belongs to the cursor.
  func value(at coordinates: [Int]) -> CellContent.Value {
    guard isKnown else { return .unknown }
    // The sum of a Hessian's entry is shown in its Jacobian.
    if isUnderWay, reading.sum != nil {
      guard coordinates == reading.target else { return .unknown }
      if reading.partsDone ?? 0 < reading.timeline.count {
        return reading.running.map { .number($0.sum) } ?? .unknown
      }
    }
    if let entries { return value(of: entries, coordinates) }
    return number(coordinates)
  }

  private func number(_ coordinates: [Int]) -> CellContent.Value {
    reading.numbers.entry(of: subject.variable, at: coordinates)
      .map(CellContent.Value.number) ?? .pending
  }

  /// Before its deltas are told, a structural zero is there without its reason.
  private func value(of entries: EntryEvaluator, _ coordinates: [Int]) -> CellContent.Value {
    let rule = reading.step.rule
    let block = isUnderWay ? stage(coordinates) : 0
    let hasCome = block < reading.partsDone ?? .max
    if isUnderWay, rule == .jacobian, !hasCome { return .unknown }
    if entries.isStructuralZero(at: coordinates) {
      let isFaded = !isUnderWay || rule != .sparsity || hasCome
      return isPatternTold && isFaded ? .structuralZero : .untoldZero
    }
    return entries.isPending ? .pending : .number(entries.entry(at: coordinates))
  }

  /// The part of the animation in which a block of outputs has its turn.
  private func stage(_ coordinates: [Int]) -> Int {
    let rank = subject.variable.shape.rank - reading.link.variable.shape.rank
    let blocks = Shape(Array(subject.variable.shape.extents.prefix(rank)))
    guard blocks.count > 0 else { return 0 }
    let block = blocks.offset(of: Array(coordinates.prefix(rank)))
    let count = reading.timeline.count
    return count >= blocks.count
      ? block : Int(Double(block) / Double(blocks.count) * Double(count))
  }
}

extension CellContent.Value {
  /// Whether there is a number that a delta may have let through.
  fileprivate var isOfPattern: Bool {
    self != .structuralZero && self != .unknown && self != .pending
  }
}
