import MatrixCalculus
import TensorCore

/// The lines under the panels: the formula, what is selected, what is said; in an animated sum the
/// products one by one, and how many there are.
struct Lines {
  let reading: StopReading
  /// What the scene says of the step.
  let spoken: String
  /// What was claimed of the derivative, and whether it is so.
  var claims: [String] = []
  /// The step is the last of its tour.
  var isLast = false
  /// The closed form is shown in a box above the lines.
  var isBoxed = false
  var layout = JacobianLayout.numerator
  /// The selected gradient is that of a link that is not told yet.
  var isFolded = false
  let base: Int

  /// Products in one line, and the columns that they take about; before them stands `…`.
  private static let mostProducts = 8
  private static let productsWidth = 44

  var lines: [Picture.Line] {
    if let sum = reading.sum, let done = reading.productsDone { return playing(sum, done) }
    let reason = ReasonLine(reading: reading, base: base).phrase
    if isBoxed {
      // The formula stands in its box: one line is left to the panels' good.
      return [Picture.Line(.spoken, Phrase(spoken), asides: reason.map { [$0] } ?? [])]
        + claims.map { Picture.Line(.status, Phrase($0)) }
    }
    // The overview is about no step's formula.
    let structure = isLast ? StructureWords(reading.numbers.derivation, layout: layout) : nil
    let formula = Picture.Line(
      .formula, Phrase(reading.step.equation.text(in: .unicode.counting(from: base))),
      asides: structure?.names ?? scalarDefinition, isAsideOptional: structure == nil)
    var lines = reading.isOverview ? [] : [formula]
    if let reason {
      let asides = folded.isEmpty && reading.isOverview ? scalarDefinition : folded
      lines.append(Picture.Line(.reason, reason, asides: asides, isAsideOptional: folded.isEmpty))
    }
    if !spoken.isEmpty { lines.append(Picture.Line(.spoken, Phrase(spoken))) }
    if let structure {
      lines.append(Picture.Line(.status, structure.counts, asides: [structure.passes]))
    }
    lines += claims.map { Picture.Line(.status, Phrase($0)) }
    if let count = countOfAll, reading.step.subject == reading.link.gradient {
      lines.append(Picture.Line(.status, count, asides: next))
    }
    return lines
  }

  /// `E = sum((y − T)²) / 2`: what the gradients are of, where the story begins and where it comes in.
  ///
  /// Empty where the step's own formula says it, and for the rest of a network, which has none.
  private var scalarDefinition: [Phrase] {
    let derivation = reading.numbers.derivation
    let isTold = reading.isOverview || [.forward, .chainRule].contains(reading.step.rule)
    let own = reading.link.contributions.map(\.statement.variable)
    guard isTold, derivation.output.shape.isScalar, !own.contains(derivation.output),
      let definition = derivation.program.definition(of: derivation.output)
    else { return [] }
    if case .apply(.rest, _, _) = definition { return [] }
    let text = ExpressionNotation.unicode.counting(from: base).text(definition)
    return [Phrase(derivation.output.name, .name) + " = " + Phrase(text)]
  }

  /// How a folded gradient is told.
  private var folded: [Phrase] {
    guard isFolded, let name = reading.focus?.variable.name else { return [] }
    return [
      Phrase("Enter tells where ") + Phrase(name, .name) + " comes from",
      Phrase("Enter tells it"),
    ]
  }

  // MARK: A sum under way

  private func playing(_ sum: SumReading, _ done: Int) -> [Picture.Line] {
    let target = reading.target ?? []
    let form = reading.step.form
    let own = reading.animation.isTurned ? target.reversed() : target
    let left = Phrase(Spelling.entry(reading.animation.subject, target, base: base), .name)
    let formula = left + " = " + Spelling.sum(form, at: own, base: base)
    let running = reading.running
    let struck = running.map { $0.struck > 0 ? ", \($0.struck) struck out by δ" : "" } ?? ""
    let value = "sum " + Phrase(sumSoFar ?? "at the end", .value)
    let place = "    term \(done) of \(sum.count)"
    return [
      Picture.Line(.formula, formula, asides: [Phrase(sentence)]),
      Picture.Line(
        .reason, products(sum, done),
        asides: [value + Phrase(place + struck), value + Phrase(place)]),
      Picture.Line(.status, countOfAll ?? Phrase(), asides: next),
    ]
  }

  private var sentence: String { reading.step.sentence(in: reading.link, countingFrom: base) }

  /// The running sum, or the value of a long one once it is over.
  private var sumSoFar: String? {
    if let running = reading.running { return Spelling.number(running.sum) }
    guard let done = reading.productsDone, done == reading.sum?.count else { return nil }
    let value = reading.numbers.valuation[reading.animation.subject]?[reading.target ?? []]
    return value.map(Spelling.number)
  }

  /// `(1·0)  −2·2  (0·0)  [1·1]  …`: the last products, as many as leave room for the sum.
  private func products(_ sum: SumReading, _ done: Int) -> Phrase {
    var pieces: [Phrase] = []
    var width = 0
    var number = done
    while number > 0, done - number < Self.mostProducts {
      let isCurrent = number == done && reading.underWay != nil
      let piece = piece(sum.product(number - 1), isCurrent: isCurrent)
      width += piece.text.unicodeScalars.count + 2
      if width > Self.productsWidth, !pieces.isEmpty { break }
      pieces.insert(piece, at: 0)
      number -= 1
    }
    if number > 0 { pieces.insert(Phrase("…", .faint), at: 0) }
    if done < sum.count { pieces.append(Phrase("…", .faint)) }
    return pieces.dropFirst().reduce(pieces.first ?? Phrase()) { $0 + "  " + $1 }
  }

  private func piece(_ product: SumReading.Product, isCurrent: Bool) -> Phrase {
    let text = Spelling.product(product.factors)
    if product.isStruck { return Phrase("(\(text))", isCurrent ? .current : .struck) }
    return isCurrent ? Phrase("[\(text)]", .current) : Phrase(text)
  }

  /// `48 products for all of ∂E/∂A, 24 struck out by δ`; nil where the step is no sum.
  private var countOfAll: Phrase? {
    guard reading.animation.kind == .sum, let cost = reading.step.cost(in: reading.link) else {
      return nil
    }
    let name = Phrase(reading.animation.subject.name, .name)
    let (total, rest) = cost.words
    return Phrase("\(total) for all of ") + name + Phrase(rest)
  }

  /// `next: the delta ends the sum over j`, `next: δ ends Σⱼ`.
  private var next: [Phrase] {
    let steps = reading.lesson.steps(of: reading.stop.link)
    guard let place = steps.firstIndex(of: reading.stop.step), place + 1 < steps.count else {
      return []
    }
    let step = reading.link.steps[steps[place + 1]]
    let name = Phrase("next: \(step.rule.rawValue)")
    guard let index = step.collapse?.index else { return [name] }
    let words = Phrase("next: the delta ends the sum over ")
    return [
      words + Phrase(index.letter, .index(index.letter)),
      "next: δ ends " + Spelling.sum(over: index), name,
    ]
  }
}
