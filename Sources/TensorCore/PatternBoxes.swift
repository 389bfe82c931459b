/// Where a structured tensor may be nonzero inside a box, without visiting the entries of the box.
///
/// Made once for many questions: deltas are compiled to places among the free indices, and after them
/// those that are summed over, which take any of their values.
public struct PatternBoxes: Sendable {
  fileprivate enum Tie: Sendable {
    /// Two plain indices, by their places.
    case pair(Int, Int)
    /// constant + Σ coefficient·index = 0.
    case affine(constant: Int, terms: [(place: Int, coefficient: Int)])
  }

  private let rank: Int
  private let alternatives: [Alternative]
  /// No index stands in two ties of an alternative, and none is affine: ranges that overlap are enough.
  private let isSimple: Bool
  private let cancellation: TermCancellation?

  fileprivate struct Alternative: Sendable {
    let ties: [Tie]
    /// The ranges of the indices that are summed over.
    let summed: [Range<Int>]
  }

  public init(_ pattern: SparsityPattern) {
    rank = pattern.free.count
    cancellation = pattern.cancellation
    alternatives = pattern.alternatives.map { Alternative($0, free: pattern.free) }
    isSimple = alternatives.allSatisfy { alternative in
      var seen: Set<Int> = []
      return pattern.cancellation == nil && alternative.summed.isEmpty
        && alternative.ties.allSatisfy { tie in
          guard case .pair(let left, let right) = tie else { return false }
          return seen.insert(left).inserted && seen.insert(right).inserted
        }
    }
  }

  /// Whether a box holds an entry that no delta makes zero; its ranges are those of `rows`, and those of
  /// `columns` at the places `isColumn`.
  ///
  /// As exact as `entry(in:)`, and the faster way to ask where the answer alone is wanted.
  public func meets(
    _ rows: [Range<Int>], _ columns: [Range<Int>], isColumn: [Bool]
  ) -> Bool {
    guard isSimple else {
      return entry(in: isColumn.indices.map { isColumn[$0] ? columns[$0] : rows[$0] }) != nil
    }
    for alternative in alternatives {
      var holds = true
      for case .pair(let left, let right) in alternative.ties where holds {
        holds =
          (isColumn[left] ? columns : rows)[left]
          .overlaps((isColumn[right] ? columns : rows)[right])
      }
      if holds { return true }
    }
    return false
  }

  /// An entry of a box that no delta makes zero, near the box's middle; nil where there is none.
  ///
  /// `box` has a range for each free index. Exact for deltas of two plain indices, and for a box of one
  /// entry where each delta has one summed index at most; else it may give an entry although the box
  /// just misses the pattern. Where terms cancel, a box of more than 64 entries may give one that does.
  /// Cost: the deltas of all alternatives, whatever the extents.
  public func entry(in box: [Range<Int>]) -> [Int]? {
    guard box.count == rank, !box.contains(where: { $0.isEmpty }) else { return nil }
    let found = unstruckEntry(in: box)
    guard let cancellation, let entry = found, cancellation.cancels(at: entry) else {
      return found
    }
    let extents = box.map { $0.count }
    let count = extents.reduce(1, saturatingProduct)
    guard count <= Self.smallBox else { return entry }
    let shape = Shape(extents)
    return (0..<count).lazy.map { zip(shape.coordinates(of: $0), box).map { $0 + $1.lowerBound } }
      .first { place in
        !cancellation.cancels(at: place) && unstruckEntry(in: place.map { $0..<$0 + 1 }) != nil
      }
  }

  private static let smallBox = 64

  /// An entry of a box that no delta strikes out, whether or not its terms cancel.
  private func unstruckEntry(in box: [Range<Int>]) -> [Int]? {
    for alternative in alternatives {
      var ranges = box + alternative.summed
      if Self.narrow(&ranges, by: alternative.ties) {
        return ranges.prefix(rank).map { ($0.lowerBound + $0.upperBound - 1) / 2 }
      }
    }
    return nil
  }

  /// Leaves the ranges in which all ties can hold; false where they cannot.
  private static func narrow(_ ranges: inout [Range<Int>], by ties: [Tie]) -> Bool {
    // A chain of n pairs needs n rounds to hand a bound from end to end.
    for _ in ties {
      for tie in ties {
        switch tie {
        case .pair(let left, let right):
          guard ranges[left].overlaps(ranges[right]) else { return false }
          let both = ranges[left].clamped(to: ranges[right])
          ranges[left] = both
          ranges[right] = both
        case .affine(let constant, let terms):
          guard narrow(&ranges, constant, terms) else { return false }
        }
      }
    }
    return true
  }

  /// Leaves the ranges in which constant + Σ coefficient·index can be 0; false where it cannot.
  private static func narrow(
    _ ranges: inout [Range<Int>], _ constant: Int, _ terms: [(place: Int, coefficient: Int)]
  ) -> Bool {
    for (place, coefficient) in terms {
      var (low, high) = (constant, constant)
      for term in terms where term.place != place {
        let ends = [ranges[term.place].lowerBound, ranges[term.place].upperBound - 1]
          .map { $0 * term.coefficient }
        low += min(ends[0], ends[1])
        high += max(ends[0], ends[1])
      }
      // coefficient·index lies in −high … −low.
      let (least, most) = coefficient > 0 ? (-high, -low) : (low, high)
      let first = max(ranges[place].lowerBound, least.ceilingQuotient(abs(coefficient)))
      let last = min(ranges[place].upperBound - 1, most.floorQuotient(abs(coefficient)))
      guard first <= last else { return false }
      ranges[place] = first..<last + 1
    }
    return true
  }
}

extension PatternBoxes.Alternative {
  fileprivate init(_ deltas: [KroneckerDelta], free: [Index]) {
    var places: [Index: Int] = [:]
    for (place, index) in free.enumerated() where places[index] == nil { places[index] = place }
    var summed: [Range<Int>] = []
    for index in deltas.flatMap(\.indices) where places[index] == nil {
      places[index] = free.count + summed.count
      summed.append(0..<index.extent)
    }
    self.summed = summed
    ties = deltas.map { delta in
      if let left = delta.left.plain.flatMap({ places[$0] }),
        let right = delta.right.plain.flatMap({ places[$0] })
      {
        return .pair(left, right)
      }
      let form = delta.left - delta.right
      return .affine(
        constant: form.constant,
        terms: form.terms.compactMap { term in places[term.index].map { ($0, term.coefficient) } })
    }
  }
}

extension Shape {
  /// The boxes whose entries are those of a range of row-major positions, one after the other.
  ///
  /// At most 2·rank − 1 of them.
  public func boxes(ofPositions positions: Range<Int>) -> [[Range<Int>]] {
    Self.boxes(positions, extents[...])
  }

  private static func boxes(_ range: Range<Int>, _ extents: ArraySlice<Int>) -> [[Range<Int>]] {
    guard !range.isEmpty else { return [] }
    guard extents.count > 1 else { return extents.isEmpty ? [[]] : [[range]] }
    let rest = extents.dropFirst()
    let stride = rest.reduce(1, *)
    var (first, low) = range.lowerBound.quotientAndRemainder(dividingBy: stride)
    let (last, high) = range.upperBound.quotientAndRemainder(dividingBy: stride)
    func block(_ place: Int, _ inner: Range<Int>) -> [[Range<Int>]] {
      boxes(inner, rest).map { [place..<place + 1] + $0 }
    }
    guard first < last else { return block(first, low..<high) }
    var all: [[Range<Int>]] = []
    if low > 0 {
      all += block(first, low..<stride)
      (first, low) = (first + 1, 0)
    }
    if first < last { all.append([first..<last] + rest.map { 0..<$0 }) }
    return all + block(last, 0..<high)
  }
}
