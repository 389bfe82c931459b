import MatrixCalculus
import TensorCore

/// The sum of products behind one entry of a step's subject, product by product in loop order.
struct SumReading {
  /// One product: its numbers, where they stand, and whether a delta strikes it out.
  struct Product {
    /// The coefficient first where it is not 1.
    var factors: [Double]
    var isStruck: Bool
    var cells: [(variable: Variable, coordinates: [Int])]

    var value: Double { isStruck ? 0 : factors.reduce(1, *) }
  }

  /// The sum of the first products is told as long as there are no more of them than these; a longer
  /// one is hurried through, and its value told at the end.
  static let limit = 1 << 14
  /// Products that come one by one, whatever follows, and the parts in which a long sum hurries.
  private static let slowly = 8
  private static let hurried = 1 << 10

  /// The products of the sum, struck out or not; saturates.
  let count: Int
  /// Whether some of its numbers are not known yet.
  let isPending: Bool
  private let target: [Int]
  private let terms: [CompiledTerm]

  /// The sum at `target`, a cell of the form's free axes.
  init(
    _ form: StructuredTensor<Expression>, at target: [Int], numbers: TourNumbers, link: Int
  ) {
    self.target = target
    var sources: [Expression: EntryEvaluator.Source] = [:]
    terms = form.terms.map { term in
      for factor in term.factors where sources[factor.label] == nil {
        sources[factor.label] = numbers.source(of: factor.label, inLink: link)
      }
      return CompiledTerm(term, free: form.free, sources: sources)
    }
    isPending = sources.values.contains(where: \.isPending)
    count = terms.map(\.count).reduce(0, saturatingSum)
  }

  /// The parts of the sum that an animation goes through: its products, or stretches of a long sum's.
  var shownCount: Int { count <= Self.limit ? count : Self.slowly + Self.hurried }

  /// The products that are done after so many parts.
  func products(ofParts parts: Int) -> Int {
    guard count > Self.limit, parts > Self.slowly else { return min(parts, count) }
    let (high, low) = (count - Self.slowly).multipliedFullWidth(by: parts - Self.slowly)
    return Self.slowly + Self.hurried.dividingFullWidth((high, low)).quotient
  }

  /// Product `number` of the sum, from zero.
  func product(_ number: Int) -> Product {
    var rest = number
    for term in terms {
      if rest < term.count { return term.product(rest, at: target) }
      rest -= term.count
    }
    return Product(factors: [], isStruck: true, cells: [])
  }

  /// The sum of the first products, and how many of them a delta strikes out; nil where they are too
  /// many to be added up for a frame.
  func partial(_ done: Int) -> (sum: Double, struck: Int)? {
    guard done <= Self.limit else { return nil }
    var sum = 0.0
    var struck = 0
    for number in 0..<min(done, count) {
      let product = product(number)
      if product.isStruck { struck += 1 } else { sum += product.value }
    }
    return (sum, struck)
  }
}

/// A term whose subscripts are offsets over slots: the free coordinates, then the bound ones.
private struct CompiledTerm {
  struct Affine {
    let constant: Int
    let terms: [(slot: Int, coefficient: Int)]

    func value(_ slots: [Int]) -> Int {
      terms.reduce(constant) { $0 + $1.coefficient * slots[$1.slot] }
    }
  }

  struct Reader {
    let source: EntryEvaluator.Source
    let variable: Variable?
    let subscripts: [Affine]
  }

  let coefficient: Double
  let deltas: [Affine]
  let factors: [Reader]
  let extents: [Int]
  let count: Int

  init(
    _ term: Term<Expression>, free: [Index], sources: [Expression: EntryEvaluator.Source]
  ) {
    let slots = Dictionary(
      (free + term.bound).enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    func affine(_ form: IndexForm) -> Affine {
      Affine(
        constant: form.constant,
        terms: form.terms.compactMap { part in
          slots[part.index].map { ($0, part.coefficient) }
        })
    }
    coefficient = term.coefficient
    deltas = term.deltas.map { affine($0.left - $0.right) }
    factors = term.factors.compactMap { factor in
      sources[factor.label].map {
        Reader(
          source: $0, variable: factor.label.shownVariable,
          subscripts: factor.subscripts.map(affine))
      }
    }
    extents = term.bound.map(\.extent)
    count = extents.reduce(1, saturatingProduct)
  }

  func product(_ number: Int, at target: [Int]) -> SumReading.Product {
    var slots = target + extents
    var rest = number
    for place in extents.indices.reversed() {
      slots[target.count + place] = rest % extents[place]
      rest /= extents[place]
    }
    var isStruck = deltas.contains { $0.value(slots) != 0 }
    var values = coefficient == 1 ? [] : [coefficient]
    var cells: [(variable: Variable, coordinates: [Int])] = []
    for factor in factors {
      let coordinates = factor.subscripts.map { $0.value(slots) }
      switch factor.source {
      case .dense(let tensor): values.append(tensor[coordinates])
      case .generated(let tensor): values.append(tensor[coordinates])
      case .pending: values.append(.nan)
      case .structured(let evaluator):
        isStruck = isStruck || evaluator.isStructuralZero(at: coordinates)
        values.append(evaluator.entry(at: coordinates))
      }
      if let variable = factor.variable { cells.append((variable, coordinates)) }
    }
    return SumReading.Product(factors: values, isStruck: isStruck, cells: cells)
  }
}

extension Expression {
  /// The tensor in whose panel a factor is seen: itself, or what an entrywise function is taken of.
  var shownVariable: Variable? {
    if case .variable(let variable) = self { return variable }
    return variables.first { $0.shape == shape }
  }
}
