/// δ[left, right]: 1 where both affine index forms have the same value, else 0.
public struct KroneckerDelta: Hashable, Sendable {
  public let left: IndexForm
  public let right: IndexForm

  public init(_ left: IndexForm, _ right: IndexForm) {
    self.left = left
    self.right = right
  }

  public init(_ left: Index, _ right: Index) { self.init(IndexForm(left), IndexForm(right)) }

  /// Whether the delta is 1, or 0, whatever its indices are; nil where it depends on them.
  ///
  /// A delta of two indices of extent 1 stays: a batch of one tells the same story as a batch.
  public var settled: Bool? {
    let difference = left - right
    if let number = difference.number { return number == 0 }
    guard difference.range.contains(0) else { return false }
    let isPair = left.plain != nil && right.plain != nil
    return difference.range == 0...0 && !isPair ? true : nil
  }

  public var indices: [Index] {
    left.indices + right.indices.filter { left.coefficient(of: $0) == 0 }
  }

  public func substituting(_ index: Index, by form: IndexForm) -> KroneckerDelta {
    KroneckerDelta(
      left.substituting(index, by: form), right.substituting(index, by: form))
  }

  /// What `index` must be for the delta to be 1, where the delta alone says so.
  ///
  /// Nil where the index has no coefficient of ±1 in it, or where the solution can leave 0 ..< extent:
  /// then the delta also says that the term is 0 elsewhere, and it must stay.
  public func solution(for index: Index) -> IndexForm? {
    let difference = left - right
    let coefficient = difference.coefficient(of: index)
    guard abs(coefficient) == 1 else { return nil }
    let rest = difference.substituting(index, by: IndexForm(constant: 0))
    let solution = rest * -coefficient
    let range = solution.range
    guard range.lowerBound >= 0, range.upperBound < index.extent else { return nil }
    guard solution.plain == nil else { return solution }
    // What runs along an axis of one entry adds nothing to a place.
    return solution.indices.filter { $0.extent == 1 }.reduce(solution) {
      $0.substituting($1, by: IndexForm(constant: 0))
    }
  }
}
