/// Entries at which terms add up to zero whatever the numbers are: the diagonal of ∂(X − Xᵀ)/∂X.
///
/// Which terms stand at an entry, and which of them read the same, is a matter of *equations* between the
/// free indices: the terms' deltas, and what makes two factors' subscripts equal. A delta over one summed
/// index of its own, δ[n + 1,i], is such an equation too: it says of i what range it is in. The set of those
/// that hold at an entry is its *case*; the entries of a case all cancel or none does.
///
/// Cases are counted by inclusion and exclusion over the equations, of which there are eight at most.
/// Cost: 2^equations solution counts, which do not grow with the number of entries.
public struct TermCancellation: Hashable, Sendable {
  public let equations: [KroneckerDelta]
  /// For each case that cancels, which of the equations hold: a bit each.
  public let cases: Set<Int>
  /// The cases that some entry has.
  public let possibleCases: Set<Int>
  /// The cases in which a term stands, whether or not it cancels with others.
  public let standingCases: Set<Int>
  /// Entries that cancel.
  public let count: Int
  private let forms: [PlaceForm]

  /// Nil where no terms cancel, or where more equations decide it than are looked at.
  public init?<Label>(_ tensor: StructuredTensor<Label>) {
    let suspects = CancellingTerms(tensor)
    guard !suspects.twins.isEmpty, let equations = suspects.equations,
      let counts = Self.caseCounts(equations, free: tensor.free)
    else { return nil }
    let cancelling = counts.indices.filter { counts[$0] > 0 && suspects.cancel($0, equations) }
    guard !cancelling.isEmpty else { return nil }
    self.equations = equations
    cases = Set(cancelling)
    possibleCases = Set(counts.indices.filter { counts[$0] > 0 })
    standingCases = possibleCases.filter { !suspects.standing($0, equations).isEmpty }
    count = cancelling.reduce(0) { $0 + counts[$1] }
    let places = Dictionary(
      tensor.free.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    forms = equations.map { PlaceForm($0.left - $0.right, places) }
  }

  /// Whether the terms cancel at an entry; coordinates from zero.
  public func cancels(at coordinates: [Int]) -> Bool { cases.contains(self.case(at: coordinates)) }

  /// The equations that hold at an entry, a bit each.
  public func `case`(at coordinates: [Int]) -> Int {
    forms.indices.reduce(0) { forms[$1].vanishes(at: coordinates) ? $0 | 1 << $1 : $0 }
  }

  /// The equations of a case.
  public func equations(of case: Int) -> [KroneckerDelta] {
    equations.indices.filter { `case` & 1 << $0 != 0 }.map { equations[$0] }
  }

  /// How many entries each case has; nil where counting would take too long.
  private static func caseCounts(_ equations: [KroneckerDelta], free: [Index]) -> [Int]? {
    var counts = [Int](repeating: 0, count: 1 << equations.count)
    for chosen in counts.indices {
      // What too few entries fulfil, fewer fulfil with an equation more.
      guard chosen == 0 || counts[chosen & (chosen - 1)] > 0 else { continue }
      let deltas = equations.indices.filter { chosen & 1 << $0 != 0 }.map { equations[$0] }
      guard let count = solutionCount(deltas, free: free), count < .max else { return nil }
      counts[chosen] = count
    }
    for place in equations.indices {
      for chosen in counts.indices where chosen & 1 << place == 0 {
        counts[chosen] -= counts[chosen | 1 << place]
      }
    }
    return counts
  }
}

/// An affine form over the coordinates of an entry, and what a summed index with coefficient ±1 can add.
private struct PlaceForm: Hashable, Sendable {
  let constant: Int
  let places: [Int]
  let coefficients: [Int]
  let summed: ClosedRange<Int>

  init(_ form: IndexForm, _ places: [Index: Int]) {
    constant = form.constant
    let terms = form.terms.compactMap { term in places[term.index].map { ($0, term.coefficient) } }
    self.places = terms.map(\.0)
    coefficients = terms.map(\.1)
    let others = form.terms.filter { places[$0.index] == nil }
    summed =
      others.reduce(IndexForm(constant: 0)) {
        $0 + IndexForm($1.index) * $1.coefficient
      }.range
  }

  /// Whether the form is zero, for some value of the summed index.
  func vanishes(at coordinates: [Int]) -> Bool {
    let value = zip(places, coefficients).reduce(constant) { $0 + $1.1 * coordinates[$1.0] }
    return summed.contains(-value)
  }
}

/// The terms of a tensor, with those that may be each other's opposite.
private struct CancellingTerms<Label: Hashable & Sendable> {
  let terms: [Term<Label>]
  let free: Set<Index>
  /// The indices of ranges, each summed over in the deltas of one range.
  let ranges: Set<Index>
  /// Terms of opposite signs that read the same tensors.
  let twins: [(Term<Label>, Term<Label>)]

  private static var mostEquations: Int { 8 }
  private static var mostTerms: Int { 32 }

  init(_ tensor: StructuredTensor<Label>) {
    let free = Set(tensor.free)
    self.free = free
    let signs = Set(tensor.terms.map { $0.coefficient < 0 })
    guard signs.count == 2, tensor.terms.count <= Self.mostTerms else {
      (terms, twins, ranges) = ([], [], [])
      return
    }
    var ranges: [IndexRange: Index] = [:]
    let terms = tensor.terms.compactMap { $0.collapsed?.withRanges(free: free, &ranges) }
    self.terms = terms
    self.ranges = Set(ranges.values)
    let labels = terms.map(\.labelCounts)
    twins = terms.indices.flatMap { place in
      terms.indices.filter {
        terms[place].coefficient > 0 && terms[$0].coefficient < 0 && labels[place] == labels[$0]
      }.map { (terms[place], terms[$0]) }
    }
  }

  /// What decides which terms stand at an entry and which read the same; nil where it is too much.
  var equations: [KroneckerDelta]? {
    var equations: [KroneckerDelta] = []
    func add(_ equation: KroneckerDelta) {
      let form = equation.left - equation.right
      let isKnown = equations.contains { other in
        let known = other.left - other.right
        return known == form || known == form * -1
      }
      if !isKnown { equations.append(equation) }
    }
    terms.flatMap(\.deltas).forEach(add)
    for (one, other) in twins {
      for factor in one.factors {
        for twin in other.factors where twin.label == factor.label {
          zip(factor.subscripts, twin.subscripts).map(KroneckerDelta.init).filter(isOpen)
            .forEach(add)
        }
      }
      if equations.count > Self.mostEquations { return nil }
    }
    let known = free.union(ranges)
    let areKnown = equations.allSatisfy { known.isSuperset(of: $0.indices) }
    return areKnown ? equations : nil
  }

  /// Whether two subscripts are equal at some entries and not at others.
  private func isOpen(_ equation: KroneckerDelta) -> Bool {
    guard free.isSuperset(of: equation.indices) else { return false }
    let difference = equation.left - equation.right
    return !difference.terms.isEmpty && difference.range.contains(0)
  }

  /// The terms that no delta strikes out in a case: which of `equations` hold, a bit each.
  func standing(_ case: Int, _ equations: [KroneckerDelta]) -> [Term<Label>] {
    let holding = equations.indices.filter { `case` & 1 << $0 != 0 }.map { equations[$0] }
    let forms = Set(holding.flatMap { [$0.left - $0.right, $0.right - $0.left] })
    return terms.filter { $0.deltas.allSatisfy { forms.contains($0.left - $0.right) } }
  }

  /// Whether the terms of a case add up to zero.
  func cancel(_ case: Int, _ equations: [KroneckerDelta]) -> Bool {
    let holding = equations.indices.filter { `case` & 1 << $0 != 0 }.map { equations[$0] }
    let standing = standing(`case`, equations)
    guard standing.count > 1 else { return false }
    let equalities = holding.filter { free.isSuperset(of: $0.indices) }
    let joined = standing.map { $0.unified(by: equalities) }
    return StructuredTensor(free: [], terms: joined).collected.terms.isEmpty
  }
}

/// A delta that says of free indices what range they are in, whatever its summed index is called.
private struct IndexRange: Hashable {
  let form: IndexForm
  let extent: Int
}

extension Term {
  /// The term with summed indices that a delta solves written as what they are, which leaves of the delta
  /// a range; nil where no entry fulfils its deltas.
  ///
  /// Σₙ f[n]·δ[n + 1,i] is f[i − 1] where i > 0. Equal ranges have one index, in all terms.
  fileprivate func withRanges(free: Set<Index>, _ ranges: inout [IndexRange: Index]) -> Term? {
    guard var term = withSolvedSums else { return nil }
    for delta in term.deltas {
      let difference = delta.left - delta.right
      let summed = difference.indices.filter { !free.contains($0) }
      guard summed.count == 1, abs(difference.coefficient(of: summed[0])) == 1,
        term.deltas.allSatisfy({ $0 == delta || !$0.indices.contains(summed[0]) })
      else { continue }
      let (index, coefficient) = (summed[0], difference.coefficient(of: summed[0]))
      let rest = difference.substituting(index, by: IndexForm(constant: 0))
      let range = IndexRange(form: rest * -coefficient, extent: index.extent)
      let own =
        ranges[range] ?? Index(id: -1 - ranges.count, extent: index.extent, letter: index.letter)
      ranges[range] = own
      term.deltas.removeAll { $0 == delta }
      term = term.substituting(index, by: rest * -coefficient)
      term.deltas.append(KroneckerDelta(IndexForm(own), rest * -coefficient))
    }
    return term
  }

  /// The term with every index that `deltas` make equal to another in its place.
  fileprivate func unified(by deltas: [KroneckerDelta]) -> Term {
    var term = self
    term.deltas = deltas
    term.bound = deltas.flatMap(\.indices)
    while let collapse = term.firstCollapse { term = term.applying(collapse) }
    term.deltas = []
    term.bound = bound
    return term
  }
}
