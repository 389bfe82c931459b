import MatrixCalculus
import TensorCore

/// What is selected, in words: the line under the formula.
struct ReasonLine {
  let reading: StopReading
  let base: Int

  /// Products written out in the reason of a gradient's entry.
  private static let mostTerms = 6
  /// And the columns that they take at most with the entry's name, so that its value follows in 80.
  private static let mostWidth = 50
  /// Products that are put in order of size at a key.
  private static let mostProducts = 1 << 11

  /// Nil where nothing is selected.
  var phrase: Phrase? {
    guard let subject = reading.focus else { return nil }
    let coordinates = reading.cursor.coordinates(in: subject)
    let name = Phrase(Spelling.entry(subject.variable, coordinates, base: base), .name)
    switch subject.role {
    case .jacobian(let number):
      let isSeen = reading.cell(of: subject, at: coordinates).value != .unknown
      guard isSeen else { return unknown(quotient(number, coordinates)) }
      let terms = reading.link.contributions[number].jacobian.terms
      let isTold = reading.isPatternTold(subject) || terms.allSatisfy(\.deltas.isEmpty)
      return jacobian(number, coordinates, isTold: isTold)
    case .gradient:
      return reading.isKnown(subject) ? gradient(name, coordinates) : unknown(name)
    case .output:
      guard reading.isKnown(subject) else { return unknown(name) }
      return name + equals(subject, coordinates)
        + listed(" reads ", reads(of: coordinates, subject))
    case .operand, .variable:
      return name + equals(subject, coordinates)
        + listed(", read by ", readers(of: coordinates, subject))
    case .upstream:
      return name + equals(subject, coordinates)
        + listed(", contributes to ", contributions(of: coordinates, subject))
    }
  }

  private func unknown(_ name: Phrase) -> Phrase { name + " is not told yet" }

  private func equals(_ subject: Subject, _ coordinates: [Int]) -> Phrase {
    guard let value = reading.numbers.entry(of: subject.variable, at: coordinates) else {
      return " = …"
    }
    return " = " + Phrase(Spelling.number(value), .value)
  }

  private func listed(_ words: String, _ names: [String]) -> Phrase {
    guard let last = names.last else { return Phrase() }
    let first = names.dropLast().joined(separator: ", ")
    return Phrase(words + (first.isEmpty ? last : "\(first) and \(last)"))
  }

  // MARK: Jacobian and gradient

  private func quotient(_ number: Int, _ coordinates: [Int]) -> Phrase {
    let contribution = reading.link.contributions[number]
    return Phrase(
      EntryReason.derivativeName(
        of: contribution.statement.variable, by: reading.link.variable, coordinates, base: base,
        bar: contribution.bar), .name)
  }

  /// The reason speaks of deltas: before they are told there is the value alone.
  private func jacobian(_ number: Int, _ coordinates: [Int], isTold: Bool) -> Phrase {
    let evaluator = reading.numbers.jacobian(
      ofContribution: number, inLink: reading.stop.link.link)
    guard !evaluator.isPending || evaluator.isStructuralZero(at: coordinates) else {
      return quotient(number, coordinates) + " = …"
    }
    guard isTold else {
      let value = Phrase(Spelling.number(evaluator.entry(at: coordinates)), .value)
      return quotient(number, coordinates) + " = " + value
    }
    let reason = EntryReason(
      reading.link.contributions[number], of: reading.link, at: coordinates, evaluator, base: base,
      spelling: Spelling.number
    ) { reading.numbers.entry(of: $0, at: $1) }
    return Phrase(reason.text)
  }

  /// `∂E/∂A₂₂ = −2·2 + 1·1 + 0·1 = −3, largest first`: so that one sees who is to blame.
  private func gradient(_ name: Phrase, _ coordinates: [Int]) -> Phrase {
    if reading.link.contributions.count == 1,
      reading.link.isGradientItself(reading.link.contributions[0])
    {
      return jacobian(0, coordinates, isTold: true)
    }
    guard let value = reading.numbers.entry(of: reading.link.gradient, at: coordinates) else {
      return name + " = …"
    }
    var phrase = name + " = "
    let (products, isReordered) = products(at: coordinates)
    var width = phrase.text.unicodeScalars.count
    var shown = 0
    for (place, product) in products.prefix(Self.mostTerms).enumerated() {
      let text = Spelling.product(product.factors)
      width += text.unicodeScalars.count + 3
      guard place == 0 || width <= Self.mostWidth else { break }
      shown += 1
      if place > 0 { phrase += text.hasPrefix("−") ? " − " : " + " }
      phrase += Phrase(place > 0 && text.hasPrefix("−") ? String(text.dropFirst()) : text)
    }
    if shown < products.count {
      let isLess = products[shown].value.magnitude < products[shown - 1].value.magnitude
      phrase += Phrase(" + \(products.count - shown) \(isLess ? "smaller" : "more")")
    }
    if !products.isEmpty { phrase += " = " }
    phrase += Phrase(Spelling.number(value), .value)
    return isReordered && shown == products.count ? phrase + ", largest first" : phrase
  }

  /// The products of the entry's sum that no delta strikes out, the greatest first; and whether that is
  /// another order than the sum's own.
  private func products(
    at coordinates: [Int]
  ) -> (products: [SumReading.Product], isReordered: Bool) {
    guard let form = reading.link.steps.first(where: { $0.rule == .chainRule })?.form else {
      return ([], false)
    }
    let sum = SumReading(
      form, at: coordinates, numbers: reading.numbers, link: reading.stop.link.link)
    guard sum.count <= Self.mostProducts, !sum.isPending else { return ([], false) }
    let sorted = (0..<sum.count).map(sum.product).filter { !$0.isStruck }.enumerated()
      .sorted {
        ($1.element.value.magnitude, $0.offset) < ($0.element.value.magnitude, $1.offset)
      }
    let isReordered = sorted.enumerated().contains { $0.offset != $0.element.offset }
    return (sorted.map(\.element), isReordered)
  }

  // MARK: Who reads what

  /// What the entry of an output is computed from: `X[1,:]`, `A[:,2]`.
  private func reads(of coordinates: [Int], _ subject: Subject) -> [String] {
    var slices: [Slice] = []
    for contribution in reading.link.contributions
    where contribution.statement.variable == subject.variable {
      for read in contribution.entryReads {
        var known = Unification()
        known.require(contribution.forward.free, equal: coordinates)
        known.require(read.deltas)
        guard known.holds else { continue }
        add(Slice(read.variable, read.subscripts.map(known.value(of:))), to: &slices)
      }
    }
    return names(slices)
  }

  /// The outputs that an entry is read by.
  private func readers(of coordinates: [Int], _ subject: Subject) -> [String] {
    var slices: [Slice] = []
    for contribution in reading.link.contributions {
      for read in contribution.entryReads where read.variable == subject.variable {
        var known = Unification()
        known.require(read.subscripts, equal: coordinates)
        known.require(read.deltas)
        guard known.holds else { continue }
        let free = contribution.forward.free.map(IndexForm.init)
        add(
          Slice(contribution.statement.variable, free.map(known.value(of:))), to: &slices)
      }
    }
    return names(slices)
  }

  /// The entries of the gradient that an entry of ∂E/∂y contributes to.
  private func contributions(of coordinates: [Int], _ subject: Subject) -> [String] {
    var slices: [Slice] = []
    for contribution in reading.link.contributions where contribution.upstream == subject.variable {
      let free = contribution.jacobian.free
      let rank = contribution.statement.variable.shape.rank
      for term in contribution.jacobian.terms {
        var known = Unification()
        known.require(Array(free.prefix(rank)), equal: coordinates)
        known.require(term.deltas)
        guard known.holds else { continue }
        let places = free.dropFirst(rank).map { known.value(of: IndexForm($0)) }
        add(Slice(reading.link.gradient, places), to: &slices)
      }
    }
    return names(slices)
  }

  private func names(_ slices: [Slice]) -> [String] {
    slices.map { Spelling.slice($0.variable, $0.places, base: base) }
  }

  /// Names a slice once, and none that is a part of another: S[1,:] holds S₁₁.
  private func add(_ slice: Slice, to slices: inout [Slice]) {
    guard !slices.contains(where: { $0.holds(slice) }) else { return }
    let place = slices.firstIndex(where: slice.holds) ?? slices.count
    slices.removeAll(where: slice.holds)
    slices.insert(slice, at: place)
  }
}

/// The entries of a tensor at these places, all of an axis where it is nil.
private struct Slice {
  let variable: Variable
  let places: [Int?]

  init(_ variable: Variable, _ places: [Int?]) {
    self.variable = variable
    self.places = places
  }

  func holds(_ other: Slice) -> Bool {
    variable == other.variable
      && zip(places, other.places).allSatisfy { $0 == nil || $0 == $1 }
  }
}
