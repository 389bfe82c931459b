import TensorCore

/// Each link once more with dense random gradients of its outputs, in slices: zeros in ∂E/∂y hide mistakes.
///
/// Compared are some entries of the link's matrix form with the sums over its contributions.
struct UpstreamSamples: Sendable {
  /// Entries compared at most.
  static let limit = 64
  /// Products summed for all samples of one check together: hundredths of a second.
  static let productBudget = 2_000_000

  private let links: [Link]
  private let values: Valuation
  /// The next link, and the evaluation of its form while one is under way.
  private var next = 0
  private var evaluation: Evaluation?
  var comparison = Comparison("dense random upstream", floor: 1e-9)
  /// The most entries that were compared of a link.
  private(set) var samples = 0

  init(_ links: [Link], _ values: Valuation, _ statements: [Program.Statement]) {
    self.links = links
    self.values = values
    if links.contains(where: { $0.closedForm?.isZero == true }) {
      comparison.height = values.height(of: statements)
    }
  }

  var isComplete: Bool { next == links.count }

  /// How many entries are sampled where each is a sum of so many products.
  static func samples(_ products: Int) -> Int { min(limit, productBudget / max(1, products)) }

  /// Evaluates until about `budget` multiplications are spent, or compares a link; gives what was spent.
  mutating func advance(by budget: Int, _ random: inout SeededNumbers) -> Int {
    let link = links[next]
    guard let form = link.closedForm else {
      next += 1
      return 1
    }
    guard var evaluation else {
      evaluation = Evaluation(values, link.randomUpstream(form, &random))
      return 1
    }
    guard evaluation.isComplete else {
      // Not shared while it is changed.
      self.evaluation = nil
      defer { self.evaluation = evaluation }
      return evaluation.advance(by: budget)
    }
    self.evaluation = nil
    next += 1
    return evaluation[.closedForm(form)].map { compare($0, link, evaluation.values, &random) } ?? 1
  }

  private mutating func compare(
    _ closed: Tensor, _ link: Link, _ values: Valuation, _ random: inout SeededNumbers
  ) -> Int {
    for contribution in link.contributions {
      let reach = self.values.reach(of: contribution.statement.variable, by: link.variable, nil)
      comparison.reference = max(comparison.reference, reach)
    }
    let sums = link.contributions.map { values.evaluator(of: $0.contraction, in: link) }
    let products = sums.reduce(0) { max($0, $1.productsPerEntry) }
    let count = min(closed.shape.count, Self.samples(products))
    samples = max(samples, count)
    for position in random.positions(count, below: closed.shape.count) {
      let coordinates = closed.shape.coordinates(of: position)
      let form = closed[position: position]
      let sum = sums.reduce(0) { $0 + $1.entry(at: coordinates) }
      let isOdd = comparison.wantsSize(form, sum)
      comparison.add(
        form, sum, at: coordinates,
        size: isOdd ? sums.reduce(0) { $0 + $1.magnitude(at: coordinates) } : nil)
    }
    return 32 * count * products
  }
}

extension SeededNumbers {
  /// So many random positions, each below the count.
  mutating func positions(_ samples: Int, below count: Int) -> [Int] {
    (0..<samples).map { _ in Int.random(in: 0..<count, using: &self) }
  }
}
